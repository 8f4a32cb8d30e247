"""The numbers that a lesson may show or claim: of one block, and of a virtual trial in people of 100."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content import load, using
from content.lessons import Bar
from simulator.cohort import People, people
from simulator.intervals import Estimate, of_hundred, proportion
from simulator.paradigms import FIRST, Denervated, denervate, lasted_min, read, visit_of
from simulator.simulate import Answer
from simulator.streams import Streams
from simulator.trial import Trial, count, validated
from simulator.trial_report import Outcome, Result

Floats = NDArray[np.float64]
Value = float | str

PATIENTS: Final = 4_000
"""Patients of a trial in a lesson, unless it says otherwise."""


@dataclass(frozen=True)
class Row:
    """A bar in numbers of 100: what the model gives, what was published, or both, each with its interval."""

    name: str
    model: Estimate | None
    published: Estimate | None

    @property
    def value(self) -> float:
        """The model's number, else the published one."""
        found = self.model or self.published
        return 0.0 if found is None or found.value is None else found.value


SEPARATOR: Final = "|"
"""Between the names of a list, which a text writes in its own language."""

_LATE_MIN: Final = 360.0

# --- One block, in numbers and words ---


def measures(answer: Answer) -> dict[str, Value]:
    """Everything that a text or a claim may ask of one block: NRS points, percent, hours, words."""
    scenario, patient, block = answer.scenario, answer.scenario.patient, answer.scenario.block
    pain = patient.baseline_nrs * answer.course.pain[0]
    times_h = answer.course.times_min / 60.0
    entries = [entry.relief_pct for entry in answer.diary[1:] if entry.relief_pct is not None]
    return {
        "relief": answer.judged_pct,
        "peak": answer.peak_relief_pct,
        "recall": answer.recall_pct,
        "late": next((e.relief_pct or 0.0 for e in answer.diary if e.minute == _LATE_MIN), 0.0),
        "diary": float(np.mean(entries)) if entries else 0.0,
        "baseline": patient.baseline_nrs,
        "lowest": float(pain.min()),
        "onset": math.inf if answer.onset_min is None else answer.onset_min,
        "nextday": float(np.interp(24.0, times_h, pain)),
        "hours": answer.duration_h,
        "half": _hours_of_half(times_h, pain / max(patient.baseline_nrs, 1e-9)),
        "tested": 100.0 * answer.tested_share,
        "central": 100.0 * float(answer.inputs.central_share[0]),
        "gain": float(answer.inputs.gain[0]),
        "block": 100.0 * float(answer.peak_block.min()),
        "plasma": answer.plasma.peak_mg_l,
        "toxic": answer.plasma.threshold_mg_l or 0.0,
        "csi": patient.csi,
        "age": float(patient.age),
        "months": patient.pain_months,
        "volume": block.volume_ml,
        "percent": block.percent,
        "cut": float(answer.inputs.threshold_pct[0]),
        "minutes": scenario.assessment.check_min,
        "offset": max(float(nerve.offset_mm or 0.0) for nerve in block.nerves),
        "vein": 100.0 * max(float(nerve.intravascular or 0.0) for nerve in block.nerves),
        "drug": block.drug,
        "joints": SEPARATOR.join(dict.fromkeys(joint for joint, _ in answer.layout.tested)),
        "needles": SEPARATOR.join(nerve.name for nerve in block.nerves),
        "result": answer.result,
        "label": answer.label,
        "truth": answer.truth,
        "technical": answer.technical,
        "faults": "+".join(answer.faults) or "none",
    }


def _hours_of_half(times_h: Floats, left: Floats) -> float:
    """Time (h) with half of the pain gone or more, from the model's curve."""
    eased = left <= 0.5
    return float(np.sum(np.diff(times_h) * eased[1:]))


# --- A trial, in numbers of 100 ---

Read = Callable[[Result, Outcome], Estimate]


def _hundred(found: Estimate, rest: bool = False) -> Estimate:
    """A share in people of 100; `rest`: of those for whom it is not so."""
    if found.value is None or found.low is None or found.high is None:
        raise ValueError("there is nobody to count")
    value, low, high = 100.0 * found.value, 100.0 * found.low, 100.0 * found.high
    return Estimate(100.0 - value, 100.0 - high, 100.0 - low) if rest else Estimate(value, low, high)


def _share(name: str, rest: bool = False) -> Read:
    return lambda _, outcome: _hundred(getattr(outcome, name), rest)


def _referred(name: str) -> Read:
    return lambda _, outcome: Estimate(outcome.per_100_referred[name], None, None)


LEAVES: Final = ("found", "missed", "needless", "cleared")


def _leaf(name: str) -> Read:
    """One of the four groups of a hundred referred: whole people that add up to 100."""

    def read(_: Result, outcome: Outcome) -> Estimate:
        people = outcome.per_100_referred
        found, cleared = people["treated"] - people["needless"], 100.0 - people["treated"] - people["missed"]
        shares = (found, people["missed"], people["needless"], cleared)
        whole = of_hundred([round(1e4 * share) for share in shares])
        return Estimate(float(whole[LEAVES.index(name)]), None, None)

    return read


def _ppv_if_independent(result: Result, outcome: Outcome) -> Estimate:
    """What two positive blocks would be worth, were they independent: prior odds times the ratio squared."""
    prior = result.prevalence.value or 0.0
    ratio = result.outcome("one", outcome.threshold_pct).lr_positive.value or 0.0
    odds = prior / (1.0 - prior) * ratio**2
    return Estimate(100.0 * odds / (1.0 + odds), None, None)


MEASURES: Final[Mapping[str, Read]] = {
    "ppv": _share("ppv"),
    "unconfirmed": _share("ppv", rest=True),
    "npv": _share("npv"),
    "missed_of_negative": _share("npv", rest=True),
    "sensitivity": _share("sensitivity"),
    "false_negative_rate": _share("sensitivity", rest=True),
    "specificity": _share("specificity"),
    "false_positive_rate": _share("specificity", rest=True),
    "success": _share("success_of_treated"),
    "treated": _referred("treated"),
    "relieved": _referred("relieved"),
    **{name: _leaf(name) for name in LEAVES},
    "prevalence": lambda result, _: _hundred(result.prevalence),
    "ppv_if_independent": _ppv_if_independent,
}
"""Numbers of 100 that a bar may show, by name. Beside them: `kept<months>`, how many of those relieved by
denervation still are, and `ppv_beyond<hours>`: joint pain among those whose relief lasted so long."""

_KEPT: Final = re.compile(r"kept(\d+)")
_BEYOND: Final = re.compile(r"ppv_beyond(\d+)")


def row(name: str, bar: Bar, trials: Mapping[str, Mapping[str, Any]]) -> Row:
    """One bar of a demonstration. A trial is run once for all its bars. Raises InputError, KeyError."""
    published = None
    if bar.fact is not None:
        fact = load().findings[bar.fact]
        if fact.unit != "of 100":
            raise ValueError(f"{bar.fact} is not a number of 100")
        published = Estimate(fact.value, fact.low, fact.high)
    if bar.measure is None:
        return Row(name, None, published)
    trial = validated({"patients": PATIENTS} | dict(trials[bar.trial])).model_dump_json()
    if kept := _KEPT.fullmatch(bar.measure):
        return Row(name, _kept(trial, float(kept[1])), published)
    if beyond := _BEYOND.fullmatch(bar.measure):
        return Row(name, _ppv_beyond(trial, float(beyond[1]), bar.threshold_pct), published)
    result = _run(trial)
    return Row(
        name, MEASURES[bar.measure](result, result.outcome(bar.paradigm, bar.threshold_pct)), published
    )


@lru_cache(maxsize=64)
def _run(text: str) -> Result:
    trial = Trial.model_validate_json(text)
    return Result(trial, count(trial, 0, trial.patients))


@lru_cache(maxsize=16)
def _someone(text: str) -> tuple[Trial, People, Denervated]:
    trial = Trial.model_validate_json(text)
    with using(trial.library()):
        streams = Streams(trial.seed, 0, trial.patients)
        someone = people(load().clinics[trial.clinic], streams, trial.prevalence)
        return trial, someone, denervate(someone, trial.technique)


@lru_cache(maxsize=64)
def _kept(text: str, months: float) -> Estimate:
    _, _, after = _someone(text)
    lasts = after.half_months[after.success] / 2.0 >= months
    return _hundred(proportion(int(np.count_nonzero(lasts)), len(lasts)))


@lru_cache(maxsize=64)
def _ppv_beyond(text: str, hours: float, cut: int) -> Estimate:
    trial, someone, after = _someone(text)
    with using(trial.library()):
        visit = read(someone, visit_of(trial.clinic, FIRST), trial.reader(), diary=True)
    long = (visit.level >= cut) & (lasted_min(visit, trial.check_min, float(cut)) > 60.0 * hours)
    facet = after.tested_share >= trial.facet_cut - 1e-9
    return _hundred(proportion(int(np.count_nonzero(long & facet)), int(np.count_nonzero(long))))
