"""How many failures of the first block each cause explains: exact Shapley values summed over a cohort.

The value of a world is the number of people who are positive in it; each world sets some causes to their
ideal for everyone. Shapley values of a sum are the sum of Shapley values, so one whole number a world and
truth is enough, and tallies of chunks add up exactly. What the drug does (stages 2 to 5) is worked out once
for each world of the physical causes and shared by all worlds of the others.

For people whose tested joints are the source all causes play, and what is explained is the missed. For the
others their sources and central state stay what they are, and what is explained is the false positives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content import load, using
from simulator import causes, cohort, engine, paradigms, verdict
from simulator import inputs as single
from simulator.attribution import shapley
from simulator.inputs import Inputs
from simulator.model.anatomy import Layout
from simulator.streams import Streams
from simulator.trial import Trial

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]

DUMMY = "sedation_skin"
PHYSICAL = causes.CAUSES[: causes.CAUSES.index("other_source")]
PLAYERS = tuple(cause for cause in causes.CAUSES if cause != DUMMY)
"""The causes that move anything in a clinic without sedation, what the drug does first."""

_FACET_ONLY = ("other_source", "central_share")
_GOOD_BASELINE = 7.0


@dataclass(frozen=True)
class Worlds:
    """Positives in every world (2^players, 2), by truth (not facet, facet), and people by truth (2,).

    World w has player i at its ideal where bit i of w is set; players in the order of `PLAYERS`.
    """

    positives: Counts
    people: Counts

    def __add__(self, other: "Worlds") -> "Worlds":
        return Worlds(self.positives + other.positives, self.people + other.people)


@dataclass(frozen=True)
class Explained:
    """People by cause. `missed`: not positive though the joints are the source, and would be were the cause
    ideal; `false_positive`: positive though they are not. Negative: the cause works the other way.

    The parts add up to the actual number minus that of the ideal block.
    """

    missed: Mapping[str, float]
    false_positive: Mapping[str, float]
    actual_missed: int
    ideal_missed: int
    actual_false_positive: int
    ideal_false_positive: int
    people: int


def arrays_of(cause: str) -> tuple[str, ...]:
    """Names of the input arrays that a cause moves; the cut-off itself is not a cause."""
    names = {
        array.partition(":")[0] for name, _, arrays, _ in causes.TABLE if name == cause for array in arrays
    }
    return tuple(sorted(names - {"threshold_pct"}))


def ideal_of(actual: Inputs, layout: Layout, facet: Bools) -> Inputs:
    """Every row with every cause at its ideal; sources and central state only where the truth is `facet`."""
    n = actual.count
    best = causes.IDEAL_BLOCK
    drug = single.drug_columns(str(best["drug"]), float(str(best["percent"])), False, n)
    tested = np.array([source.tested for source in layout.sources], dtype=float)
    pure = actual.shares * tested
    total = pure.sum(axis=1, keepdims=True)
    pure = np.where(total > 0.0, pure / np.where(total > 0.0, total, 1.0), tested / tested.sum())
    one, none = np.ones(n), np.zeros(n)
    changes: dict[str, Any] = {
        **drug,
        **single.diary_draws(n, None, 0.0),
        "volume_ml": np.full(n, best["volume_ml"]),
        "washout": one,
        "sensitivity": one,
        "t_e0_times": one,
        "ic50_times": np.ones_like(actual.ic50_times),
        "access": np.full_like(actual.access, load().value("nerve.phi_access")),
        "hill_gamma": np.full(n, load().value("nerve.hill_gamma")),
        "aberrant": none,
        "active": np.ones_like(actual.active),
        "shares": np.where(facet[:, None], pure, actual.shares),
        "central_share": np.where(facet, 0.0, actual.central_share),
        "gain": np.where(facet, 1.0, actual.gain),
        "context": none,
        "noisy": np.zeros(n, dtype=bool),
        "check_min": np.full(n, causes.IDEAL_ASSESSMENT["check_min"]),
        "stated": np.zeros(n, dtype=bool),
        "baseline_nrs": np.maximum(actual.baseline_nrs, _GOOD_BASELINE),
    }
    for name in ("needle_x", "needle_y", "course_x", "course_y", "intravascular"):
        changes[name] = np.zeros_like(getattr(actual, name))
    return replace(actual, **changes)


def count_worlds(trial: Trial, start: int, patients: int) -> Worlds:
    """Positives of the first block in every world, for the patients from `start` on: one chunk of work."""
    with using(trial.library()):
        streams = Streams(trial.seed, start, patients)
        someone = cohort.people(load().clinics[trial.clinic], streams, trial.prevalence)
        visit = paradigms.visit_of(trial.clinic, paradigms.FIRST)
        everyone = cohort.inputs_of(someone, visit, trial.reader())
        positives = np.zeros((2 ** len(PLAYERS), 2), dtype=np.int64)
        people = np.zeros(2, dtype=np.int64)
        for s, rows in enumerate(someone.rows):
            if len(rows):
                layout, actual = cohort.layout_of(someone.clinic, s), cohort.rows_of(everyone, someone, s)
                facet = verdict.truth_is_facet(actual, layout, trial.facet_cut)
                _stratum(actual, layout, facet, positives)
                people += np.bincount(facet.astype(np.intp), minlength=2)
        return Worlds(positives, people)


def _stratum(actual: Inputs, layout: Layout, facet: Bools, positives: Counts) -> None:
    """Add the positives of one stratum, world by world; a cause that moves nothing is skipped."""
    best = ideal_of(actual, layout, facet)
    moved = {
        cause: {
            name: getattr(best, name)
            for name in arrays_of(cause)
            if not np.array_equal(getattr(actual, name), getattr(best, name))
        }
        for cause in PLAYERS
    }
    times = np.unique(np.concatenate([actual.check_min, best.check_min]))
    members = np.arange(2 ** len(PLAYERS))
    acting = sum(1 << i for i, cause in enumerate(PLAYERS) if moved[cause])
    first = (1 << len(PHYSICAL)) - 1
    counted: dict[int, Counts] = {}
    for physical in sorted({int(w) & acting & first for w in members}):
        base = _world(actual, moved, physical)
        reached = engine.reach(base, layout, times)
        for world in sorted({int(w) & acting for w in members if int(w) & acting & first == physical}):
            inputs = _world(base, moved, world & ~first)
            reading = verdict.read_check(inputs, layout, engine.felt(inputs, reached))
            positive = verdict.judge(inputs, reading) == verdict.POSITIVE
            yes = int(np.count_nonzero(positive & facet))
            counted[world] = np.array([int(np.count_nonzero(positive)) - yes, yes], dtype=np.int64)
    for world in members:
        positives[world] += counted[int(world) & acting]


def _world(inputs: Inputs, moved: Mapping[str, Mapping[str, Any]], world: int) -> Inputs:
    changes: dict[str, Any] = {}
    for i, cause in enumerate(PLAYERS):
        if world >> i & 1:
            changes |= moved[cause]
    return replace(inputs, **changes) if changes else inputs


def explained(worlds: Worlds) -> Explained:
    """Shapley values of the summed game. Raises ArithmeticError if the parts do not add up."""
    false_positive, found = (worlds.positives[:, t] for t in (0, 1))
    missed = worlds.people[1] - found
    parts = {
        "missed": dict(zip(PLAYERS, (-shapley(missed.astype(np.float64))).tolist(), strict=True)),
        "false": dict(zip(PLAYERS, (-shapley(false_positive.astype(np.float64))).tolist(), strict=True)),
    }
    for name, values in (("missed", missed), ("false", false_positive)):
        total = float(values[0] - values[-1])
        if abs(sum(parts[name].values()) - total) > 1e-6 * max(1.0, float(worlds.people.sum())):
            raise ArithmeticError(f"{name}: contributions do not add up to {total}")
    return Explained(
        parts["missed"] | {DUMMY: 0.0},
        parts["false"] | {DUMMY: 0.0},
        int(missed[0]),
        int(missed[-1]),
        int(false_positive[0]),
        int(false_positive[-1]),
        int(worlds.people.sum()),
    )
