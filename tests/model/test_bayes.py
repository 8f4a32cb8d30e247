"""Bayes' rule for one block and two: against worked numbers, against counting, and in its limits."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import bayes
from simulator.bayes import Bench, Span
from simulator.errors import InputError

SHARES = st.floats(0.001, 0.999)


def exactly(value: float) -> Span:
    return Span(value, value, value)


# covers: C5
def test_a_nomogram_read_by_hand() -> None:
    assert bayes.after(0.30, 0.9, 0.3, 0.0, "positive") == pytest.approx(0.5625, abs=1e-9)
    assert bayes.after(0.30, 0.9, 0.3, 0.0, "negative") == pytest.approx(0.03 / 0.52, abs=1e-9)
    assert bayes.likelihood_ratio(0.9, 0.3, 0.0, "negative") == pytest.approx(1.0 / 7.0)


# covers: C3
def test_two_false_alarms_in_one_person_weaken_two_positives() -> None:
    alone = bayes.after(0.3, 0.9, 0.3, 0.0, "both_positive")
    repeats = (0.5 - 0.3) / 0.7
    together = bayes.after(0.3, 0.9, 0.3, repeats, "both_positive")
    assert alone == pytest.approx(0.243 / 0.306)
    assert bayes.second_false_positive(0.3, repeats) == pytest.approx(0.5)
    assert together == pytest.approx(0.243 / 0.348)


# covers: C3
@given(SHARES, SHARES)
def test_independent_blocks_multiply_their_ratios(sensitivity: float, false_positive: float) -> None:
    one = bayes.likelihood_ratio(sensitivity, false_positive, 0.0, "positive")
    two = bayes.likelihood_ratio(sensitivity, false_positive, 0.0, "both_positive")
    assert two == pytest.approx(one * one, rel=1e-9)


@given(SHARES, SHARES)
def test_a_false_alarm_that_always_repeats_adds_nothing_but_misses(
    sens: float, false_positive: float
) -> None:
    two = bayes.likelihoods(sens, false_positive, 1.0, "both_positive")
    assert two == pytest.approx((sens * sens, false_positive))


# covers: C1
@given(SHARES, SHARES, SHARES, st.floats(0.0, 1.0), st.sampled_from(bayes.RESULTS))
def test_odds_times_ratio_is_the_odds_after(
    before: float, sensitivity: float, false_positive: float, repeats: float, result: str
) -> None:
    ratio = bayes.likelihood_ratio(sensitivity, false_positive, repeats, result)
    after = bayes.after(before, sensitivity, false_positive, repeats, result)
    odds = before / (1.0 - before) * ratio
    assert after == pytest.approx(odds / (1.0 + odds) if math.isfinite(odds) else 1.0, abs=1e-9)


# covers: C1
@settings(max_examples=500)
@given(
    st.lists(SHARES, min_size=3, max_size=3).map(sorted),
    st.lists(SHARES, min_size=3, max_size=3).map(sorted),
    st.lists(SHARES, min_size=3, max_size=3).map(sorted),
    st.floats(0.0, 1.0),
    st.sampled_from(bayes.RESULTS),
    st.tuples(SHARES, SHARES, SHARES),
)
def test_bounds_hold_every_point_of_the_ranges(
    before: list[float],
    sensitivity: list[float],
    false_positive: list[float],
    repeats: float,
    result: str,
    at: tuple[float, float, float],
) -> None:
    spans = [Span(low=x[0], value=x[1], high=x[2]) for x in (before, sensitivity, false_positive)]
    found = bayes.post(Bench(spans[0], spans[1], spans[2], repeats), result)
    inside = [span.low + share * (span.high - span.low) for span, share in zip(spans, at, strict=True)]
    value = bayes.after(inside[0], inside[1], inside[2], repeats, result)
    assert found.low - 1e-12 <= value <= found.high + 1e-12


# covers: P34
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_tree_is_always_of_a_hundred(before: float, sensitivity: float, false_positive: float) -> None:
    leaves = bayes.hundred(Bench(exactly(before), exactly(sensitivity), exactly(false_positive)))
    assert sum(leaves) == 100
    exact = (
        before * sensitivity,
        before * (1 - sensitivity),
        (1 - before) * false_positive,
        (1 - before) * (1 - false_positive),
    )
    assert all(abs(leaf - 100 * share) < 1 + 1e-6 for leaf, share in zip(leaves, exact, strict=True))


def test_the_worked_tree() -> None:
    assert bayes.hundred(Bench(exactly(0.3), exactly(0.9), exactly(0.3))) == (27, 3, 21, 49)


def test_what_cannot_be_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="share"):
        Span(0.5, 0.6, 0.7)
    with pytest.raises(InputError, match="share"):
        Span(float("nan"), 0.0, 1.0)
    with pytest.raises(InputError, match="repeats"):
        Bench(exactly(0.3), exactly(0.9), exactly(0.3), repeats=1.2)


def test_a_result_that_cannot_happen_changes_nothing() -> None:
    assert bayes.after(0.3, 1.0, 1.0, 0.0, "negative") == 0.3


# covers: C6
def test_net_benefit() -> None:
    assert bayes.net_benefit(0.3, 1.0, 1.0, 0.3) == pytest.approx(0.0)  # treating all, at the prevalence
    assert bayes.net_benefit(0.3, 0.0, 0.0, 0.5) == 0.0  # treating none
    assert bayes.net_benefit(0.3, 0.9, 0.3, 0.5) == pytest.approx(0.27 - 0.21)
    assert bayes.net_benefit(0.3, 0.9, 0.3, 1.0) == -math.inf
