"""A hundred people who have one block: four whole numbers, what can be read off them, and their ranges."""

from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Final, Self

import numpy as np

from simulator import bayes, verdict
from simulator.bayes import Bench, Span
from simulator.cohort import CHUNK
from simulator.errors import InputError
from simulator.trial import count, validated

GROUPS: Final = ("eased_joint", "missed", "false_alarm", "correct_not_eased")
"""The four groups, in the order in which every tree and every picture of a hundred marks shows them."""

CLINIC: Final = "selected-lumbar"
EASED_PCT: Final = 50
"""Pain has eased when at least this much of it is gone."""
CHECK_MIN: Final = 30.0
"""Minutes after the needle at which that is asked."""
PATIENTS: Final = 10_000


@dataclass(frozen=True)
class Hundred:
    """A hundred people by truth and result, as whole numbers. Raises InputError unless they add up to 100.

    `eased_joint`: joint pain, and it eased. `missed`: joint pain, and it did not ease. `false_alarm`: no
    joint pain, and it eased. `correct_not_eased`: neither.
    """

    eased_joint: int
    missed: int
    false_alarm: int
    correct_not_eased: int

    def __post_init__(self) -> None:
        counts = tuple(self.counts.values())
        if sum(counts) != 100 or min(counts) < 0:
            raise InputError("hundred", counts, "must be four whole numbers from 0 that add up to 100")

    @property
    def counts(self) -> dict[str, int]:
        """The four numbers by group, in the order of `GROUPS`."""
        return asdict(self)

    @property
    def eased(self) -> int:
        """Everyone whose pain eased."""
        return self.eased_joint + self.false_alarm

    @property
    def not_eased(self) -> int:
        """Everyone whose pain did not ease."""
        return self.missed + self.correct_not_eased

    @property
    def joint(self) -> int:
        """Everyone with joint pain."""
        return self.eased_joint + self.missed

    @property
    def no_joint(self) -> int:
        """Everyone without joint pain."""
        return self.false_alarm + self.correct_not_eased

    @property
    def marks(self) -> tuple[str, ...]:
        """The group of each of the hundred, one block a group."""
        return tuple(group for group, number in self.counts.items() for _ in range(number))

    @property
    def numbers(self) -> dict[str, int]:
        """Every number that a sentence about the hundred can ask for, by name."""
        sums = ("eased", "not_eased", "joint", "no_joint")
        return self.counts | {name: getattr(self, name) for name in sums}

    @classmethod
    def of(cls, bench: Bench) -> Self:
        """The hundred that a test and a share before it give, rounded by largest remainders."""
        return cls(*bayes.hundred(bench))


def corners(bench: Bench) -> list[Hundred]:
    """The hundred as given, then at every end of the ranges that it was worked out from."""
    ends = product(*map(_ends, (bench.before, bench.sensitivity, bench.false_positive)))
    benches = [bench, *(replace(bench, before=b, sensitivity=s, false_positive=f) for b, s, f in ends)]
    return [Hundred.of(one) for one in benches]


def ranges(bench: Bench) -> dict[str, tuple[int, int]]:
    """Least and most of every one of `Hundred.numbers` over the ranges."""
    found = [one.numbers for one in corners(bench)]
    return {name: (min(n[name] for n in found), max(n[name] for n in found)) for name in found[0]}


def _ends(span: Span) -> tuple[Span, Span]:
    return _at(span.low), _at(span.high)


def _at(share: float) -> Span:
    return Span(share, share, share)


@dataclass(frozen=True)
class Accuracy:
    """One block in a virtual clinic, shares from 0 to 1: of those with joint pain, and of those without, how
    many feel the pain ease; and of all, how many cannot be read and are left out of the other two."""

    sensitivity: float
    false_positive: float
    unread: float


def accuracy(clinic: str = CLINIC, patients: int = PATIENTS) -> Accuracy:
    """Count the first block of a clinic's patients at `EASED_PCT`. InputError for an unknown clinic."""
    reading = {"threshold_pct": EASED_PCT, "check_min": CHECK_MIN}
    trial = validated({"clinic": clinic, "patients": patients, "paradigms": ["one"], **reading})
    starts = range(0, patients, CHUNK)
    results = np.sum([count(trial, start, min(CHUNK, patients - start)).results for start in starts], axis=0)
    positive, negative = results[:, verdict.POSITIVE], results[:, verdict.NEGATIVE]
    without, with_joint = (float(share) for share in positive / (positive + negative))
    return Accuracy(with_joint, without, float(1.0 - (positive + negative).sum() / results.sum()))
