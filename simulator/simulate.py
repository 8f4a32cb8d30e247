"""One scenario, from stage 1 to stage 12: the answer that the page, the command line and the tests share."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from content import PathwayStep, load
from simulator import engine, flips, verdict
from simulator.attribution import Why, contributions
from simulator.inputs import Inputs, build
from simulator.model import pathway, perception, toxicity
from simulator.model.anatomy import Layout, layout_of
from simulator.scenario import Scenario
from simulator.streams import Streams

Floats = NDArray[np.float64]

GRID_MIN: Floats = np.unique(
    np.concatenate(
        [
            np.arange(0.0, 60.0, 1.0),
            np.arange(60.0, 240.0, 4.0),
            np.arange(240.0, 1440.0, 10.0),
            np.arange(1440.0, 4321.0, 60.0),
        ]
    )
)
"""Times (min) of the continuous curves: fine while the block sets in, coarse when it has worn off."""


_TIMES_MIN: Floats = np.union1d(GRID_MIN, perception.DIARY_MIN)

CHUNK = 10_000
"""Patients per evaluation: memory stays flat; the draws do not depend on it."""


@dataclass(frozen=True)
class Entry:
    """One line of the diary. `rest_nrs` and `nrs` (on the provoking movement) are None when missing."""

    minute: float
    nrs: float | None
    rest_nrs: float | None
    relief_pct: float | None


@dataclass(frozen=True)
class Distribution:
    """The same scenario over many draws. Percentiles of relief are over all runs."""

    runs: int
    p_result: dict[str, float]
    p_class: dict[str, float]
    p_relief_50: float
    p_relief_80: float
    relief_pct: dict[str, float]


@dataclass(frozen=True)
class Answer:
    """Everything the model says of one scenario. Curves are over `GRID_MIN` and the diary's times."""

    scenario: Scenario
    layout: Layout
    inputs: Inputs
    streams: Streams
    course: engine.Course
    reading: verdict.Reading
    result: str
    truth: str
    technical: str
    faults: tuple[str, ...]
    tested_share: float
    diary: tuple[Entry, ...]
    peak_relief_pct: float
    recall_pct: float
    onset_min: float | None
    duration_h: float

    @property
    def label(self) -> str:
        """The class: whether the result is right, else the result's own word."""
        return verdict.CLASSES.get((self.result, self.truth), self.result)

    @property
    def relief_pct(self) -> float | None:
        """Relief by score at the check, None without pain to begin with."""
        relief = float(self.reading.relief_pct[0])
        return relief if np.isfinite(relief) else None

    @property
    def judged_pct(self) -> float:
        """Relief on the basis that the rule reads."""
        return float(self.reading.judged_pct(self.inputs)[0])

    @property
    def peak_block(self) -> Floats:
        """Highest blocked fraction of each nerve site (J,)."""
        return np.asarray(self.course.block[0].max(axis=1))

    @property
    def distance_mm(self) -> Floats:
        """Needle-to-nerve distance of each needle (K,)."""
        return np.asarray(engine.distances_mm(self.inputs)[0])

    @cached_property
    def plasma(self) -> toxicity.Plasma:
        """Plasma over the first day, beside its thresholds."""
        return _plasma(self.scenario, self.inputs, self.streams)

    @cached_property
    def why(self) -> Why:
        """Exact contributions of every cause."""
        return contributions(self.scenario, self.layout, self.streams, self.inputs)

    @cached_property
    def first_flip(self) -> flips.Flip | None:
        """The smallest of them, without looking for the others."""
        found = flips.find(self.scenario, self.layout, self.streams, self.inputs, self.result, most=1)
        return found[0] if found else None

    @cached_property
    def flips(self) -> tuple[flips.Flip, ...]:
        """The smallest changes that flip the verdict."""
        return flips.find(self.scenario, self.layout, self.streams, self.inputs, self.result)

    @cached_property
    def tags(self) -> frozenset[str]:
        """What the clinic can know of this block: the truth-blind findings that the pathway reads."""
        relieved = _relieved_min(self.diary, float(self.inputs.threshold_pct[0]))
        return pathway.tags(
            pathway.Findings(
                scenario=self.scenario,
                result=self.result,
                relief_pct=self.judged_pct,
                faults=self.faults,
                lasted_h=max(relieved, default=0.0) / 60.0,
                began_min=min(relieved, default=None),
            )
        )

    @cached_property
    def pathway(self) -> tuple[PathwayStep, ...]:
        """Next steps that the findings allow, in order; blind to the truth."""
        return pathway.steps(self.tags)


def simulate(scenario: Scenario, patient: int = 0) -> Answer:
    """Run one scenario. `patient` picks the draws (0 is the run that `--seed` alone gives)."""
    layout = layout_of(scenario)
    streams = Streams(scenario.seed, start=patient)
    inputs = build(scenario, streams, layout)
    times = _times_with(scenario.assessment.check_min)
    course = engine.run(inputs, layout, times)
    reading = verdict.read_check(inputs, layout, course)
    found = verdict.faults(inputs, reading)
    result = verdict.RESULTS[int(verdict.judge(inputs, reading, found)[0])]
    facet = bool(verdict.truth_is_facet(inputs, layout, scenario.assessment.facet_cut)[0])
    diary, relief, present = _diary(inputs, course)
    recall = perception.recall_pct(relief[:, 1:11], present[:, 1:11], inputs.recall_noise)
    onset, duration = _window(times, course.pain[0], float(inputs.threshold_pct[0]))
    return Answer(
        scenario=scenario,
        layout=layout,
        inputs=inputs,
        streams=streams,
        course=course,
        reading=reading,
        result=result,
        truth="facet" if facet else "not_facet",
        technical=verdict.technical_state(course.block[0].max(axis=1), layout),
        faults=tuple(name for name, rows in found.items() if rows[0]),
        tested_share=float(verdict.tested_share(inputs, layout)[0]),
        diary=diary,
        peak_relief_pct=max((entry.relief_pct or 0.0 for entry in diary), default=0.0),
        recall_pct=float(recall[0]),
        onset_min=onset,
        duration_h=duration,
    )


@lru_cache(maxsize=64)
def _times_with(check_min: float) -> Floats:
    """The curve's times with that of the check among them."""
    times = np.union1d(_TIMES_MIN, check_min)
    times.flags.writeable = False
    return times


def distribution(scenario: Scenario, runs: int) -> Distribution:
    """Repeat a scenario over `runs` draws of noise, context, needle and uptake; the first is `simulate`'s."""
    layout = layout_of(scenario)
    results, facet, relief = np.empty(runs, dtype=np.int8), np.empty(runs, dtype=bool), np.empty(runs)
    for start in range(0, runs, CHUNK):
        streams = Streams(scenario.seed, start=start, count=min(CHUNK, runs - start))
        inputs = build(scenario, streams, layout)
        reading = verdict.read_check(inputs, layout)
        part = slice(start, start + streams.count)
        results[part] = verdict.judge(inputs, reading)
        facet[part] = verdict.truth_is_facet(inputs, layout, scenario.assessment.facet_cut)
        relief[part] = reading.judged_pct(inputs)
    labels = [
        (
            verdict.CLASSES.get((word, truth), word),
            float(np.mean((results == i) & (facet == (truth == "facet")))),
        )
        for i, word in enumerate(verdict.RESULTS)
        for truth in ("facet", "not_facet")
    ]
    classes: dict[str, float] = {}
    for name, share in labels:
        classes[name] = classes.get(name, 0.0) + share
    low, middle, high = (float(value) for value in np.percentile(relief, [10, 50, 90]))
    return Distribution(
        runs=runs,
        p_result={word: float(np.mean(results == i)) for i, word in enumerate(verdict.RESULTS)},
        p_class=classes,
        p_relief_50=float(np.mean(relief >= 50.0 - 1e-9)),
        p_relief_80=float(np.mean(relief >= 80.0 - 1e-9)),
        relief_pct={"p10": low, "p50": middle, "p90": high},
    )


DAYS = 1000


def distribution_of_days(scenario: Scenario) -> Distribution:
    """The same patient and block on `DAYS` other days: all noise on, whatever the scenario says."""
    assessment = scenario.assessment.model_copy(update={"noise": True})
    return distribution(scenario.model_copy(update={"assessment": assessment}), DAYS)


def _diary(inputs: Inputs, course: engine.Course) -> tuple[tuple[Entry, ...], Floats, NDArray[np.bool_]]:
    times = np.array(perception.DIARY_MIN)
    share = course.pain[:, np.searchsorted(course.times_min, times)].copy()
    share[:, 0] = 1.0
    slots = len(times)
    noise = (inputs.fluctuation + inputs.rating_noise)[:, :slots]
    felt = inputs.baseline_nrs[:, None] * share
    written = perception.rate(felt, noise, inputs.noisy)
    resting = perception.rate(felt * load().value("perception.rest_ratio"), noise, inputs.noisy)
    relief = perception.relief_pct(written[:, :1], written)
    present = ~inputs.missing[:, :slots]
    columns = (one[0].tolist() for one in (present, written, resting, relief))
    entries = [
        Entry(minute, moving, still, eased if math.isfinite(eased) else None)
        if there
        else Entry(minute, None, None, None)
        for minute, there, moving, still, eased in zip(perception.DIARY_MIN, *columns, strict=True)
    ]
    return tuple(entries), relief, present


def _window(times: Floats, pain: Floats, threshold_pct: float) -> tuple[float | None, float]:
    """Onset (min, None if never) and total time (h) with relief at the threshold, linear between points."""
    above = (1.0 - pain) - threshold_pct / 100.0 + 1e-12
    if not np.any(above > 0.0):
        return None, 0.0
    left, right, step = above[:-1], above[1:], np.diff(times)
    rise = np.where(left != right, right - left, 1.0)
    crossing = np.clip(-left / rise, 0.0, 1.0)
    inside = np.where(
        (left > 0) & (right > 0),
        1.0,
        np.where((left > 0) & (right <= 0), crossing, np.where(right > 0, 1 - crossing, 0.0)),
    )
    first = int(np.argmax(above > 0.0))
    onset = times[0] if first == 0 else times[first - 1] + crossing[first - 1] * step[first - 1]
    return float(onset), float(np.sum(inside * step) / 60.0)


def _plasma(scenario: Scenario, inputs: Inputs, streams: Streams) -> toxicity.Plasma:
    drug = load().drugs[scenario.block.drug]
    dose = scenario.block.percent * toxicity.MG_PER_ML_PER_PERCENT * scenario.block.volume_ml
    active = inputs.active[0] > 0.0
    body = (1.0, 1.0)
    if scenario.assessment.noise:
        cvs = (load().value("variation.clearance_cv"), load().value("variation.volume_cv"))
        draws = [
            streams.person().lognormal(name, cv)
            for name, cv in zip(("clearance", "volume"), cvs, strict=True)
        ]
        body = (float(draws[0][0, 0]), float(draws[1][0, 0]))
    return toxicity.plasma(
        drug,
        np.full(int(active.sum()), dose),
        inputs.intravascular[0][active],
        engine.absorption(inputs),
        scenario.block.epinephrine,
        GRID_MIN[GRID_MIN <= 1440.0],
        body,
    )


def _relieved_min(diary: tuple[Entry, ...], threshold: float) -> list[float]:
    """Minutes of the entries with relief at the threshold, in order."""
    return [e.minute for e in diary if e.relief_pct is not None and e.relief_pct >= threshold - 1e-9]
