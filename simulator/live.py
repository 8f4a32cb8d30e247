"""What the browser needs to draw one answer and to go on computing it while a control is dragged.

Plain JSON data: the numbers of the closed form (stages 2 to 7 and 9), the rule that reads the check, the
controls with the bounds of their own fields, and the full answer's diary and result. No words: those are
added where it is shown. `pages/ui/live/engine.js` computes from `model` what `engine.run` computes.
"""

from collections import Counter
from typing import Any

from pydantic import BaseModel

from content import load
from simulator.inputs import operator_sd_mm
from simulator.model import context, special, spread
from simulator.model.sensitisation import MINUTES_PER_WEEK
from simulator.scenario import Block, Injection, PainSource, Patient
from simulator.simulate import GRID_MIN, Answer, Entry
from simulator.verdict import RESULTS

HORIZONS_H = (4, 12, 24)
"""Lengths (h) of the time axis that can be chosen."""

TIMES_MIN = GRID_MIN[: GRID_MIN.searchsorted(60.0 * max(HORIZONS_H), side="right")]
"""Times (min) at which curves are drawn."""

_USUAL_CUTS = 2
_MOST_SOURCES = next(
    m.max_length for m in Patient.model_fields["sources"].metadata if hasattr(m, "max_length")
)


def payload(answer: Answer) -> dict[str, Any]:
    """Everything for one answer, as plain JSON data."""
    return {
        "model": model(answer),
        "times_min": TIMES_MIN.tolist(),
        "horizons_h": list(HORIZONS_H),
        "controls": _controls(answer),
        "diary": [_entry(entry) for entry in answer.diary],
        "verdict": _verdict(answer),
        "cuts": _cuts(answer),
    }


def model(answer: Answer) -> dict[str, Any]:
    """The numbers of the closed form for this answer's patient and block."""
    library, inputs = load(), answer.inputs

    def one(name: str) -> float:
        return float(getattr(inputs, name)[0])

    return {
        "needles": [_needle(answer, k) for k in range(answer.layout.given)],
        "sites": [
            {"name": name, "side": side, "title": library.nerves[name].title}
            for name, side in answer.layout.sites
        ],
        "pairs": [
            {"needle": pair.needle, "site": pair.site, "reach_mm": pair.reach_mm}
            for pair in answer.layout.pairs
            if pair.needle < answer.layout.given
        ],
        "sources": _sources(answer),
        "region": answer.layout.region,
        "root_mm": library.value(f"neighbour.root_mm.{answer.layout.region}"),
        "muscle_mm": library.value("neighbour.muscle_mm"),
        "disc_reach": library.value("neighbour.disc_reach"),
        "muscle_reach": library.value("neighbour.muscle_reach"),
        "aberrant": one("aberrant"),
        "volume_ml": one("volume_ml"),
        "spread": {
            "edge_sigma_mm": library.value("spread.edge_sigma_mm"),
            "diffusion_mm2_per_min": library.value("spread.diffusion_mm2_per_min"),
            "unreached": spread.UNREACHED,
            "erfc": list(special.COEFFICIENTS),
            "erfc_smallest_t": special._SMALLEST_T,
        },
        "drug": {
            "strength_mm": one("strength_mm"),
            "kd": one("kd") * one("washout"),
            "kt_reference": one("kt_reference") * one("washout"),
            "f1": one("f1"),
            "reference_volume_ml": library.value("depot.reference_volume_ml"),
            "slow_volume_exponent": library.value("depot.slow_volume_exponent"),
            "t_e0_min": one("t_e0_min") * one("t_e0_times"),
            "ic50_mm": one("ic50_mm") / one("sensitivity"),
            "hill_gamma": one("hill_gamma"),
        },
        "central": _central(answer),
        "context": _context(answer),
        "prolonged_h": one("prolonged_h"),
        "hold_from_min": context.HOLD_FROM_MIN,
        "fade_h": library.value("prolonged.fade_h"),
        "baseline_nrs": one("baseline_nrs"),
        "reading": _reading(answer),
    }


def _needle(answer: Answer, k: int) -> dict[str, Any]:
    """One needle: what the scenario gives (null: drawn) and where it ended up."""
    inputs, given = answer.inputs, answer.scenario.block.nerves[k]
    return {
        "name": given.name,
        "side": given.side,
        "title": load().nerves[given.name].title,
        "offset_mm": given.offset_mm,
        "angle_deg": given.angle_deg,
        "course_mm": given.course_mm,
        "x": float(inputs.needle_x[0, k]),
        "y": float(inputs.needle_y[0, k]),
        "course_x": float(inputs.course_x[0, k]),
        "course_y": float(inputs.course_y[0, k]),
        "intravascular": float(inputs.intravascular[0, k]),
        "detected": bool(inputs.detected[0, k] > 0.0),
        "access": float(inputs.access[0, k]),
        "ic50_times": float(inputs.ic50_times[0, k]),
        "sd_mm": operator_sd_mm(answer.scenario),
    }


def _sources(answer: Answer) -> list[dict[str, Any]]:
    """Every source of the layout with its share, whether it is asked about, and the record that sets it.

    The joints asked about are the tested ones, else those that an injected nerve supplies. Where all pain
    comes from them, a source for the rest is added with share 0, so that the share can be moved.
    """
    given = answer.scenario.patient.sources
    asked = [source.tested for source in answer.layout.sources]
    if not any(asked):
        asked = [any(site < answer.layout.given for site in source.sites) for source in answer.layout.sources]
    sources = []
    for s, source in enumerate(answer.layout.sources):
        record = (
            given[s].model_dump(mode="json")
            if s < len(given)
            else PainSource(
                kind="facet", joint=source.joint, side="left" if source.side == "left" else "right"
            ).model_dump(mode="json")
        )
        sources.append(
            {
                "kind": source.kind,
                "sites": list(source.sites),
                "share": float(answer.inputs.shares[0, s]),
                "asked": asked[s],
                "given": s < len(given),
                "record": record,
            }
        )
    if all(asked):
        rest = PainSource(kind="other", share=0.0).model_dump(mode="json")
        sources.append(
            {"kind": "other", "sites": [], "share": 0.0, "asked": False, "given": False, "record": rest}
        )
    return sources


def _central(answer: Answer) -> dict[str, Any]:
    names = (
        "csi_reference",
        "gain_per_20",
        "gain_relaxing",
        "share_max",
        "share_intercept",
        "share_csi_slope",
        "share_months_slope",
        "reference_months",
    )
    patient = answer.scenario.patient
    slow = load().value("sensitisation.slow_weeks") * MINUTES_PER_WEEK
    return {
        "csi": patient.csi,
        "pain_months": patient.pain_months,
        "share": patient.central_share,
        "slow_min": slow,
    } | {name: load().value(f"sensitisation.{name}") for name in names}


def _context(answer: Answer) -> dict[str, float]:
    library, inputs = load(), answer.inputs
    hours = {
        name: library.value(f"context.{name}")
        for name in ("half_life_h", "sedation_half_life_h", "skin_half_life_h", "steroid_onset_h")
    }
    shares = {name: float(getattr(inputs, name)[0]) for name in ("context", "sedation", "skin", "steroid")}
    return {**shares, **hours}


def _reading(answer: Answer) -> dict[str, Any]:
    """What the rule needs to read the check."""
    library, inputs = load(), answer.inputs
    return {
        "check_min": float(inputs.check_min[0]),
        "threshold_pct": float(inputs.threshold_pct[0]),
        "stated": bool(inputs.stated[0]),
        "stated_bias_pct": library.value("perception.stated_bias_pct"),
        "indeterminate_from_pct": library.value("verdict.indeterminate_from_pct"),
        "min_baseline_nrs": float(inputs.min_baseline_nrs[0]),
        "unclean": bool(inputs.unclean[0]),
        "spread_seen": bool(inputs.spread_seen[0]),
        "nonspecific_cut": library.value("neighbour.nonspecific_cut"),
        "uptake_seen_from": library.value("uptake.seen_from_share"),
        "results": list(RESULTS),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {"minute": entry.minute, "nrs": entry.nrs, "relief_pct": entry.relief_pct}


def _verdict(answer: Answer) -> dict[str, Any]:
    """What the clinic writes, from the full answer."""
    return {
        "result": answer.result,
        "judged_pct": answer.judged_pct if answer.relief_pct is not None else None,
        "faults": list(answer.faults),
        "rule": answer.scenario.assessment.rule,
    }


def _cuts(answer: Answer) -> list[dict[str, Any]]:
    """The rule's cut-off and the two that most rules use, each with the relief by score that it stands for.

    A rule that reads stated relief is met by less relief by score, because people state more. Without pain
    to begin with there are none.
    """
    reading = _reading(answer)
    if answer.inputs.baseline_nrs[0] <= 0.0:
        return []
    counted = Counter(rule.threshold_pct for rule in load().rules.values())
    usual = {cut for cut, _ in counted.most_common(_USUAL_CUTS)}
    bias = reading["stated_bias_pct"] if reading["stated"] else 0.0
    return [
        {"pct": cut, "relief_pct": max(0.0, cut - bias), "rule": cut == reading["threshold_pct"]}
        for cut in sorted(usual | {reading["threshold_pct"]})
    ]


def _controls(answer: Answer) -> list[dict[str, Any]]:
    """The controls, in order: bounds, step and unit from the fields they set."""
    nerves = [f"block.nerves[{k}]" for k in range(answer.layout.given)]
    sources = _sources(answer)
    controls = [
        _control("offset", Injection, "offset_mm", [f"{nerve}.offset_mm" for nerve in nerves]),
        _control("vein", Injection, "intravascular", [f"{nerve}.intravascular" for nerve in nerves]),
        _control("volume", Block, "volume_ml", ["block.volume_ml"]),
        _control("share", PainSource, "share", ["patient.sources"]),
        _control("csi", Patient, "csi", ["patient.csi"]),
    ]
    movable = any(source["asked"] for source in sources) and len(sources) <= _MOST_SOURCES
    return [control for control in controls if control["id"] != "share" or movable]


def _control(name: str, record: type[BaseModel], field: str, paths: list[str]) -> dict[str, Any]:
    info = record.model_fields[field]
    bounds = {key: getattr(m, key) for m in info.metadata for key in ("ge", "le") if hasattr(m, key)}
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return {
        "id": name,
        "paths": paths,
        "min": bounds["ge"],
        "max": bounds["le"],
        "step": extra["step"],
        "unit": extra["unit"],
        "tier": extra["tier"],
    }
