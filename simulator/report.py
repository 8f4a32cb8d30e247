"""Answers as plain JSON data: the contract of the command line, and the body of every download."""

import math
from typing import Any

from simulator import describe
from simulator.scenario import MODEL_VERSION, SCHEMA_VERSION, Scenario
from simulator.simulate import Answer, Distribution, distribution, simulate
from simulator.sources import used_by

VERSIONS = {"schema": SCHEMA_VERSION, "model": MODEL_VERSION}


def answer_json(answer: Answer, runs: int = 0) -> dict[str, Any]:
    """One scenario's answer; `runs` > 0 adds the distribution over that many draws."""
    scenario = answer.scenario
    data: dict[str, Any] = {
        "versions": VERSIONS,
        "seed": scenario.seed,
        "result": answer.result,
        "truth": answer.truth,
        "class": answer.label,
        "technical": answer.technical,
        "faults": list(answer.faults),
        "tested_joints": [{"joint": joint, "side": side} for joint, side in answer.layout.tested],
        "tested_share": _rounded(answer.tested_share, 4),
        "relief": {
            "at_check_pct": _rounded(answer.relief_pct),
            "peak_pct": _rounded(answer.peak_relief_pct),
            "stated_pct": _rounded(float(answer.reading.stated_pct[0])),
            "recalled_pct": _rounded(answer.recall_pct),
        },
        "onset_min": _rounded(answer.onset_min, 2),
        "duration_h": _rounded(answer.duration_h, 3),
        "nerves": _nerves(answer),
        "plasma": {
            "peak_mg_l": _rounded(answer.plasma.peak_mg_l, 4),
            "bolus_mg_l": _rounded(answer.plasma.bolus_mg_l, 4),
            "threshold_mg_l": answer.plasma.threshold_mg_l,
            "dose_mg": _rounded(answer.plasma.dose_mg, 3),
            "max_dose_mg": answer.plasma.max_dose_mg,
        },
        "diary": [
            {
                "minute": int(entry.minute),
                "nrs": _rounded(entry.nrs),
                "rest_nrs": _rounded(entry.rest_nrs),
                "relief_pct": _rounded(entry.relief_pct),
            }
            for entry in answer.diary
        ],
        "why": {
            "ideal_pct": _rounded(answer.why.ideal_pct, 9),
            "actual_pct": _rounded(answer.why.actual_pct, 9),
            "causes": [
                {"cause": part.cause, "points": _rounded(part.points, 9)} for part in answer.why.causes
            ],
        },
        "flips": [
            {"change": flip.change, "result": flip.result, "sets": flip.sets, "size": _rounded(flip.size, 4)}
            for flip in answer.flips
        ],
        "pathway": [
            {"id": step.id, "title": step.title, "reason": step.reason, "sources": list(step.sources)}
            for step in answer.pathway
        ],
        "sources": list(used_by(scenario)),
    }
    if runs:
        data["distribution"] = distribution_json(distribution(scenario, runs))
    return data


def distribution_json(found: Distribution) -> dict[str, Any]:
    """Shares of results and percentiles of relief over many draws."""
    return {
        "runs": found.runs,
        "p_result": found.p_result,
        "p_class": found.p_class,
        "p_relief_50": found.p_relief_50,
        "p_relief_80": found.p_relief_80,
        "relief_pct": {name: _rounded(value) for name, value in found.relief_pct.items()},
    }


def compare_json(a: Scenario, b: Scenario, lang: str = "en") -> dict[str, Any]:
    """Two scenarios under the draws of the first one's seed, and their difference (B minus A)."""
    one, two = simulate(a), simulate(b.model_copy(update={"seed": a.seed}))
    return {
        "versions": VERSIONS,
        "seed": a.seed,
        "a": answer_json(one),
        "b": answer_json(two),
        "difference": {
            "at_check_points": _rounded(two.judged_pct - one.judged_pct),
            "duration_h": _rounded(two.duration_h - one.duration_h, 3),
            "result": [one.result, two.result],
            "class": [one.label, two.label],
            "causes": [
                {"cause": y.cause, "points": _rounded(y.points - x.points, 9)}
                for x, y in zip(one.why.causes, two.why.causes, strict=True)
            ],
            "words": describe.comparison(one, two, "trainee", lang),
        },
    }


def _nerves(answer: Answer) -> list[dict[str, Any]]:
    found = []
    for k, (name, side) in enumerate(answer.layout.needles[: answer.layout.given]):
        found.append(
            {
                "name": name,
                "side": side,
                "distance_mm": _rounded(float(answer.distance_mm[k]), 3),
                "peak_block": _rounded(float(answer.peak_block[answer.layout.sites.index((name, side))]), 4),
                "intravascular": _rounded(float(answer.inputs.intravascular[0, k]), 4),
            }
        )
    return found


def _rounded(value: float | None, digits: int = 2) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    rounded = round(value, digits)
    return 0.0 if rounded == 0.0 else rounded
