"""What a result does to a probability: Bayes' rule for one block or two, with ranges and with dependence.

It works on published accuracy, not on the model: whatever a study took for the truth is the truth here.
"""

import math
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from simulator.errors import InputError
from simulator.intervals import of_hundred

RESULTS: Final = ("positive", "negative", "both_positive", "first_only")
"""One block positive or negative; two blocks both positive; the first positive and the second negative."""


@dataclass(frozen=True)
class Span:
    """A share between 0 and 1 with the range in which it could lie. Raises InputError for anything else."""

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.value <= self.high <= 1.0:
            raise InputError(
                "share", f"{self.low} {self.value} {self.high}", "must be 0 <= low <= value <= high <= 1"
            )


@dataclass(frozen=True)
class Bench:
    """What is known before and of the test.

    `before`: share with joint pain before the test. `sensitivity`: share of those positive on one block.
    `false_positive`: share positive of those without joint pain. `repeats`: of those whose first block was a
    false alarm, the part beyond chance that has one again, 0 (independent) to 1 (always).
    """

    before: Span
    sensitivity: Span
    false_positive: Span
    repeats: float = 0.5

    def __post_init__(self) -> None:
        if not 0.0 <= self.repeats <= 1.0:
            raise InputError("repeats", self.repeats, "must lie between 0 and 1")


@dataclass(frozen=True)
class Post:
    """A probability after a result, with the bounds over the ranges of what it was worked out from."""

    value: float
    low: float
    high: float


def second_false_positive(false_positive: float, repeats: float) -> float:
    """Chance of a false alarm on the second block after one on the first; `repeats` 0: the same as before."""
    return false_positive + repeats * (1.0 - false_positive)


def likelihoods(
    sensitivity: float, false_positive: float, repeats: float, result: str
) -> tuple[float, float]:
    """Chance of a result with and without joint pain. A painful joint eases on each block with one chance."""
    again = second_false_positive(false_positive, repeats)
    return {
        "positive": (sensitivity, false_positive),
        "negative": (1.0 - sensitivity, 1.0 - false_positive),
        "both_positive": (sensitivity * sensitivity, false_positive * again),
        "first_only": (sensitivity * (1.0 - sensitivity), false_positive * (1.0 - again)),
    }[result]


def likelihood_ratio(sensitivity: float, false_positive: float, repeats: float, result: str) -> float:
    """How many times as likely a result is with joint pain as without; infinite when never without."""
    with_it, without = likelihoods(sensitivity, false_positive, repeats, result)
    return with_it / without if without > 0.0 else (math.inf if with_it > 0.0 else math.nan)


def after(before: float, sensitivity: float, false_positive: float, repeats: float, result: str) -> float:
    """Probability of joint pain after a result; the one before where the result cannot happen."""
    with_it, without = likelihoods(sensitivity, false_positive, repeats, result)
    both = before * with_it + (1.0 - before) * without
    return before * with_it / both if both > 0.0 else before


def post(bench: Bench, result: str) -> Post:
    """Probability after a result, and its bounds over the ranges."""
    value = after(
        bench.before.value, bench.sensitivity.value, bench.false_positive.value, bench.repeats, result
    )
    spans = (bench.before, bench.sensitivity, bench.false_positive)
    found = [after(b, s, f, bench.repeats, result) for b, s, f in product(*map(_turning, spans))]
    return Post(value, min(value, *found), max(value, *found))


def _turning(span: Span) -> tuple[float, ...]:
    """Where an extreme can lie: at the ends, and at one half, where two results that differ are likeliest."""
    return (span.low, span.high, 0.5) if span.low < 0.5 < span.high else (span.low, span.high)


def hundred(bench: Bench) -> tuple[int, int, int, int]:
    """Of 100 people with one block: joint and eased, joint and missed, false alarm, rightly not eased."""
    b, s, f = bench.before.value, bench.sensitivity.value, bench.false_positive.value
    shares = (b * s, b * (1.0 - s), (1.0 - b) * f, (1.0 - b) * (1.0 - f))
    first, second, third, fourth = of_hundred([round(1e9 * share) for share in shares])
    return first, second, third, fourth


def independent(bench: Bench) -> Bench:
    """The same, were the two blocks independent of one another."""
    return replace(bench, repeats=0.0)


def log_odds(probability: float) -> float:
    """Natural logarithm of the odds; infinite at 0 and 1."""
    if probability in (0.0, 1.0):
        return math.inf if probability else -math.inf
    return math.log(probability / (1.0 - probability))


def net_benefit(before: float, sensitivity: float, false_positive: float, threshold: float) -> float:
    """Net benefit of treating those who test positive: true positives less weighted false ones.

    All shares of everybody tested. `threshold`: the probability at which treating and leaving are worth the
    same (Vickers 2006); at 1 nothing outweighs a false positive.
    """
    if threshold >= 1.0:
        return -math.inf
    return before * sensitivity - (1.0 - before) * false_positive * threshold / (1.0 - threshold)
