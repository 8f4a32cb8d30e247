"""Ways of choosing who is denervated (no block, one, two), and the visits that each of them asks for.

A block is positive at every cut-off up to its level: the whole percent of relief that was read, 0 where the
block could not be read (`verdict.faults`). So one run of a visit answers for every cut-off at once.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator import cohort, engine, verdict
from simulator.cohort import People, Reader, Visit
from simulator.inputs import Inputs
from simulator.model import denervation as stage
from simulator.model import nociception, perception
from simulator.model.anatomy import Layout
from simulator.streams import Streams

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Levels = NDArray[np.int16]
Rows = NDArray[np.intp] | slice

Paradigm = Literal[
    "none",
    "one",
    "two_same",
    "comparative_relaxed",
    "comparative_strict",
    "placebo_controlled",
]
PARADIGMS: tuple[Paradigm, ...] = get_args(Paradigm)
"""In this order everywhere. All but the last nest: what a later rule selects, `one` selects too."""

THRESHOLDS = tuple(range(50, 101))
"""Cut-offs (%) of the threshold curve."""

FIRST, SECOND_SAME, SECOND_OTHER, CONTROL = "first", "second_same", "second_other", "control"
VISITS: dict[str, tuple[str, ...]] = {
    "none": (),
    "one": (FIRST,),
    "two_same": (FIRST, SECOND_SAME),
    "comparative_relaxed": (FIRST, SECOND_OTHER),
    "comparative_strict": (FIRST, SECOND_OTHER),
    "placebo_controlled": (FIRST, CONTROL),
}
_ANOTHER_DAY = perception.CHECK_SLOT - 1
"""The diary's last entry: its ups and downs no longer know those of the start."""

_NEVER_BACK_MIN = 2 * perception.DIARY_MIN[-1]


@dataclass(frozen=True)
class Read:
    """One visit of everyone (N,): relief at the check, whether it can be read, its level, the result at the
    reader's cut-off, and, where a diary was kept, relief and presence of every entry (N, slots)."""

    judged_pct: Floats
    readable: Bools
    level: Levels
    result: NDArray[np.int8]
    diary_pct: Floats | None = None
    present: Bools | None = None
    recall_pct: Floats | None = None


def visit_of(clinic: str, role: str) -> Visit:
    """The visit of a role: the first drug, the second, or saline, in the clinic's volume."""
    library = load()
    first, second = library.clinics[clinic].drugs
    volume = library.of_clinic(clinic, "volume_ml")
    strong, other = (library.of_clinic(clinic, f"percent.{name}") for name in ("first", "second"))
    return {
        FIRST: Visit(0, first, strong, volume),
        SECOND_SAME: Visit(1, first, strong, volume),
        SECOND_OTHER: Visit(1, second, other, volume),
        CONTROL: Visit(cohort.CONTROL_BLOCK, "saline", 0.0, volume),
    }[role]


def read(someone: People, visit: Visit, reader: Reader, diary: bool = False) -> Read:
    """Run one visit of everyone and read it; with `diary` every entry of the first day too."""
    n = someone.count
    everyone = cohort.inputs_of(someone, visit, reader)
    judged, level, result = np.empty(n), np.zeros(n, dtype=np.int16), np.empty(n, dtype=np.int8)
    readable = np.empty(n, dtype=bool)
    slots = len(perception.DIARY_MIN)
    relief, present, recall = np.empty((n, slots)), np.empty((n, slots), dtype=bool), np.empty(n)
    times = np.unique([*(perception.DIARY_MIN if diary else ()), reader.check_min])
    for s, rows in enumerate(someone.rows):
        if not len(rows):
            continue
        layout, inputs = cohort.layout_of(someone.clinic, s), cohort.rows_of(everyone, someone, s)
        course = engine.run(inputs, layout, times)
        reading = verdict.read_check(inputs, layout, course)
        found = verdict.faults(inputs, reading)
        judged[rows] = reading.judged_pct(inputs)
        readable[rows] = ~np.logical_or.reduce(list(found.values()))
        result[rows] = verdict.judge(inputs, reading, found)
        if diary:
            relief[rows], present[rows] = diary_of(inputs, course)
            recall[rows] = perception.recall_pct(relief[rows, 1:11], present[rows, 1:11], inputs.recall_noise)
    level[readable] = np.floor(judged[readable] + 1e-9)
    if not diary:
        return Read(judged, readable, level, result)
    return Read(judged, readable, level, result, relief, present, recall)


def diary_of(inputs: Inputs, course: engine.Course) -> tuple[Floats, Bools]:
    """Relief (%) by score at every entry of the diary and whether it was written, (N, slots).

    `course` must hold the diary's times.
    """
    times = np.array(perception.DIARY_MIN)
    share = course.pain[:, np.searchsorted(course.times_min, times)].copy()
    share[:, 0] = 1.0
    noise = (inputs.fluctuation + inputs.rating_noise)[:, : len(times)]
    written = perception.rate(inputs.baseline_nrs[:, None] * share, noise, inputs.noisy)
    relief = np.nan_to_num(perception.relief_pct(written[:, :1], written), nan=0.0)
    return relief, ~inputs.missing[:, : len(times)]


def lasted_min(visit: Read, check_min: float, threshold_pct: float, rows: Rows = slice(None)) -> Floats:
    """When the diary first shows less relief than the cut-off after the check, min, one a row; twice the
    last entry's time where it never does. Missing entries are passed over."""
    if visit.diary_pct is None or visit.present is None:
        raise ValueError("this visit kept no diary")
    times = np.array(perception.DIARY_MIN)
    relief, present = visit.diary_pct[rows], visit.present[rows]
    back = present & (relief + 1e-9 < threshold_pct) & (times >= check_min)
    return np.where(back.any(axis=1), times[back.argmax(axis=1)], _NEVER_BACK_MIN)


def concordant(
    first: Read,
    second: Read,
    longer: bool,
    check_min: float,
    threshold_pct: float,
    rows: Rows = slice(None),
) -> Bools:
    """Whether relief lasted longer with the longer-acting drug, one a row. `longer`: the second one is."""
    one = lasted_min(first, check_min, threshold_pct, rows)
    two = lasted_min(second, check_min, threshold_pct, rows)
    return np.asarray(two > one if longer else one > two)


def second_is_longer(clinic: str) -> bool:
    """Whether the second drug of a clinic stays longer at the nerve than the first."""
    library = load()
    first, second = (library.drugs[name] for name in library.clinics[clinic].drugs)
    return second.value("t_slow_ref_min") > first.value("t_slow_ref_min")


@dataclass(frozen=True)
class Denervated:
    """Denervation of everyone (N,), as if all were treated: judged relief (%), success, success of a repeat.

    `half_months` of half the relief or more. `tested_share`: share of the whole pain from the tested joints.
    """

    tested_share: Floats
    relief_pct: Floats
    success: Bools
    repeat: Bools
    half_months: NDArray[np.int64]


MONTHS_MIN = np.arange(0.5, 60.5, 0.5)


def denervate(someone: People, technique: str, months: float | None = None) -> Denervated:
    """Stage 13 for everyone, judged at `months` (None: as declared).

    The duration is read from the model's own pain.
    """
    at = load().value("denervation.success_months") if months is None else months
    n = someone.count
    tested = np.empty(n)
    relief, half_months = np.empty((2, n)), np.zeros(n, dtype=np.int64)
    cut = load().value("denervation.success_pct")
    faster = stage.hazard(someone.depression, someone.surgery, someone.opioids)
    most = cohort.most_needles(someone.clinic)
    for i, block in enumerate((cohort.DENERVATION_BLOCK, cohort.REPEAT_BLOCK)):
        streams = Streams(someone.streams.seed, someone.streams.start, n, block)
        uniforms = streams.uniform("denervation", most + 1)
        everyone = cohort.inputs_of(
            someone, Visit(block, "saline", 0.0, 0.5), Reader(cut, False), needles=False
        )
        for s, rows in enumerate(someone.rows):
            if not len(rows):
                continue
            layout = cohort.layout_of(someone.clinic, s)
            inputs = cohort.rows_of(everyone, someone, s)
            draws = uniforms[rows][:, [*range(len(layout.needles)), most]]
            lesion = lesions_of(layout, draws, technique, faster[rows])
            silenced = silenced_by(layout, inputs, lesion)
            state = (silenced, lesion, inputs.gain, inputs.central_share, inputs.context)
            left = stage.pain_left(*state, np.array([at]))
            felt = np.concatenate([np.ones((len(rows), 1)), left], axis=1)
            noise = (inputs.fluctuation + inputs.rating_noise)[:, [0, _ANOTHER_DAY]]
            written = perception.rate(inputs.baseline_nrs[:, None] * felt, noise, inputs.noisy)
            relief[i, rows] = np.nan_to_num(perception.relief_pct(written[:, 0], written[:, 1]), nan=0.0)
            if i == 0:
                tested[rows] = verdict.tested_share(inputs, layout)
                eased = stage.pain_left(*state, MONTHS_MIN) <= 0.5
                half_months[rows] = np.where(eased.all(axis=1), len(MONTHS_MIN), (~eased).argmax(axis=1))
    return Denervated(tested, relief[0], relief[0] + 1e-9 >= cut, relief[1] + 1e-9 >= cut, half_months)


def lesions_of(layout: Layout, uniforms: Floats, technique: str, faster: Floats) -> stage.Lesions:
    """Lesions at the nerves that a layout's needles aim at; nerves of other joints are left alone."""
    n, needles = len(uniforms), len(layout.needles)
    done = stage.lesions(uniforms, np.ones((n, needles), dtype=bool), technique, faster)
    nerves = np.zeros((n, len(layout.sites)))
    nerves[:, [layout.sites.index(needle) for needle in layout.needles]] = done.nerves
    return stage.Lesions(nerves, done.months)


def silenced_by(layout: Layout, inputs: Inputs, lesion: stage.Lesions) -> Floats:
    """Share of all peripheral input that fresh lesions silence, (N,)."""
    nothing = np.zeros((inputs.count, 1))
    by_source = nociception.silenced(
        layout.sources, lesion.nerves[:, :, None], nothing, nothing, inputs.aberrant
    )
    return np.asarray((inputs.shares * by_source[:, :, 0]).sum(axis=1))
