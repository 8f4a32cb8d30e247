"""How good a forecast was: Brier score, update against Bayes, and luck told apart from judgement."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulator.bayes import log_odds
from simulator.errors import InputError

Shares = Sequence[float]

_SURE: Final = 0.99
"""Log-odds are read inside 1 - this to this: nobody's certainty counts as infinite."""
HALF: Final = 0.5
DOUBLE: Final = 1.6
"""An update smaller than half or larger than 1.6 times the right one is named (assumed)."""
SMALL: Final = 0.25
"""Log-odds within which an update counts as none (assumed)."""
FAR: Final = 1.0
"""Log-odds from the right starting point beyond which the base rate was missed (assumed)."""
CLOSE: Final = 0.06
"""Excess of the expected Brier score up to which a forecast was good (assumed)."""


def normal(points: Sequence[int]) -> tuple[float, ...]:
    """Points of 100 as shares. Raises InputError when they do not add up to 100."""
    if sum(points) != 100 or min(points) < 0:
        raise InputError("forecast", sum(points), "must be points of 0 or more that add up to 100")
    return tuple(point / 100.0 for point in points)


def brier(shares: Shares, truth: int) -> float:
    """Sum over all sources of (share - outcome) squared: 0 is best, 2 is worst."""
    return sum((share - (i == truth)) ** 2 for i, share in enumerate(shares))


def expected_brier(shares: Shares, odds: Shares) -> float:
    """What the Brier score is on average when the truth is drawn with the probabilities `odds`."""
    return sum(chance * brier(shares, i) for i, chance in enumerate(odds))


def excess(shares: Shares, ideal: Shares) -> float:
    """How much worse than the ideal forecast on average: the squared distance between the two."""
    return sum((share - best) ** 2 for share, best in zip(shares, ideal, strict=True))


@dataclass(frozen=True)
class Update:
    """Change of log-odds of joint pain, the learner's and the one that Bayes' rule gives; what was wrong."""

    learner: float
    bayes: float
    verdict: str


VERDICTS: Final = ("right", "over", "under", "wrong_way", "base_rate")


def update(before: Shares, after: Shares, ideal_before: Shares, ideal_after: Shares, of: int = 0) -> Update:
    """Compare a learner's update of one source with the Bayesian one, and name the error.

    `base_rate`: the step was about right and the start was far off.
    """
    start, end, right_start, right_end = (
        _log_odds(shares[of]) for shares in (before, after, ideal_before, ideal_after)
    )
    mine, best = end - start, right_end - right_start
    return Update(mine, best, _name(mine, best, start - right_start))


def _name(mine: float, best: float, head_start: float) -> str:
    if abs(best) >= SMALL and abs(mine) >= SMALL and mine * best < 0.0:
        return "wrong_way"
    if abs(mine) > max(DOUBLE * abs(best), abs(best) + SMALL):
        return "over"
    if abs(mine) < min(HALF * abs(best), abs(best) - SMALL):
        return "under"
    return "base_rate" if abs(head_start) > FAR else "right"


def _log_odds(share: float) -> float:
    return log_odds(min(_SURE, max(1.0 - _SURE, share)))


def judged(shares: Shares, ideal: Shares, truth: int) -> tuple[bool, bool]:
    """Whether the forecast was good for what could be known, and whether luck was kind."""
    return excess(shares, ideal) <= CLOSE, brier(shares, truth) <= expected_brier(ideal, ideal)


def calibration(
    stated: Sequence[float], happened: Sequence[bool], bins: int = 5
) -> list[tuple[float, float, int]]:
    """Mean share stated, share that happened, and how many, for each bin that holds any."""
    found = []
    for i in range(bins):
        rows = [j for j, share in enumerate(stated) if min(bins - 1, int(share * bins)) == i]
        if rows:
            said = math.fsum(stated[j] for j in rows) / len(rows)
            found.append((said, sum(happened[j] for j in rows) / len(rows), len(rows)))
    return found
