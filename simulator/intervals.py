"""Proportions and ratios with their 95 % intervals, and whole numbers that add up to a hundred."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """A value with a 95 % interval; all None where there is nothing to divide by."""

    value: float | None
    low: float | None
    high: float | None

    def times(self, factor: float) -> "Estimate":
        """The same in another unit, larger by `factor`."""
        return Estimate(*(None if v is None else v * factor for v in (self.value, self.low, self.high)))

    def json(self, digits: int = 4) -> dict[str, float | None]:
        """Rounded, as plain data."""
        return {
            name: None if found is None else round(found, digits)
            for name, found in (("value", self.value), ("low", self.low), ("high", self.high))
        }


NOTHING = Estimate(None, None, None)


def proportion(hits: int, of: int) -> Estimate:
    """`hits` of `of`, with Wilson's interval."""
    if of <= 0:
        return NOTHING
    p, z2 = hits / of, Z95 * Z95
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 / (1 + z2 / of) * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    return Estimate(p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))


def ratio(hits: int, of: int, other_hits: int, other_of: int) -> Estimate:
    """Ratio of two proportions, with the interval of its logarithm. None where a count is 0 in the way.

    A likelihood ratio is this of positives (or negatives) with and without the condition.
    """
    if min(of, other_of) <= 0 or other_hits <= 0:
        return NOTHING
    value = (hits / of) / (other_hits / other_of)
    if hits <= 0:
        return Estimate(0.0, None, None)
    spread = Z95 * math.sqrt(1 / hits - 1 / of + 1 / other_hits - 1 / other_of)
    return Estimate(value, value * math.exp(-spread), value * math.exp(spread))


def mean(total: float, squares: float, of: int) -> Estimate:
    """Mean of `of` values with their `total` and the sum of their `squares`, normal interval."""
    if of <= 0:
        return NOTHING
    value = total / of
    spread = Z95 * math.sqrt(max(0.0, squares / of - value * value) / of)
    return Estimate(value, value - spread, value + spread)


def of_hundred(counts: Sequence[int]) -> tuple[int, ...]:
    """Whole numbers that add up to 100 in the proportions of `counts`: by largest remainders."""
    total = sum(counts)
    if total <= 0:
        return tuple(0 for _ in counts)
    floors = [100 * count // total for count in counts]
    rest = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % total), i))
    for i in rest[: 100 - sum(floors)]:
        floors[i] += 1
    return tuple(floors)
