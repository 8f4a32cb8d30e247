"""Scores of a forecast: proper, anchored, and with judgement told apart from luck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import forecast
from simulator.errors import InputError

SIX = (1 / 6,) * 6


def shares(size: int = 6) -> st.SearchStrategy[tuple[float, ...]]:
    weights = st.lists(st.floats(0.01, 1.0), min_size=size, max_size=size)
    return weights.map(lambda w: tuple(x / sum(w) for x in w))


# covers: T21
def test_brier_from_best_to_worst() -> None:
    certain = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert forecast.brier(certain, 0) == 0.0
    assert forecast.brier(certain, 3) == 2.0
    assert forecast.brier(SIX, 2) == pytest.approx((5 / 6) ** 2 + 5 / 36)


# covers: T21
@given(shares(), shares())
def test_no_forecast_beats_the_ideal_on_average(mine: tuple[float, ...], odds: tuple[float, ...]) -> None:
    mine_score = forecast.expected_brier(mine, odds)
    best = forecast.expected_brier(odds, odds)
    assert mine_score == pytest.approx(best + forecast.excess(mine, odds))


# covers: T20
@pytest.mark.parametrize("points", [(20, 20, 20, 20, 20, 1), (100, 10, -10, 0, 0, 0), (0,) * 6])
def test_points_must_add_up(points: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="forecast"):
        forecast.normal(points)


def test_points_become_shares() -> None:
    assert forecast.normal((50, 50, 0, 0, 0, 0)) == (0.5, 0.5, 0, 0, 0, 0)


def pair(share: float) -> tuple[float, float]:
    return share, 1.0 - share


# covers: T22
@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (0.15, 0.45, "right"),
        (0.15, 0.90, "over"),
        (0.15, 0.18, "under"),
        (0.15, 0.05, "wrong_way"),
        (0.50, 0.83, "base_rate"),
        (1.0, 1.0, "under"),
    ],
)
def test_the_error_of_an_update_is_named(before: float, after: float, name: str) -> None:
    found = forecast.update(pair(before), pair(after), pair(0.15), pair(0.45))
    assert found.verdict == name


def test_a_result_that_says_nothing_wants_no_update() -> None:
    same = pair(0.42)
    assert forecast.update(same, same, same, same).verdict == "right"
    assert forecast.update(same, pair(0.8), same, same).verdict == "over"


# covers: T24
def test_judgement_and_luck_are_two_things() -> None:
    ideal = (0.8, 0.1, 0.1)
    assert forecast.judged(ideal, ideal, 0) == (True, True)
    assert forecast.judged(ideal, ideal, 1) == (True, False)
    assert forecast.judged((0.1, 0.8, 0.1), ideal, 1) == (False, True)
    assert forecast.judged((0.1, 0.1, 0.8), ideal, 0)[0] is False


# covers: T23
def test_calibration_counts_what_it_was_told() -> None:
    stated = [0.1] * 10 + [0.9] * 10
    happened = [i == 0 for i in range(10)] + [i > 0 for i in range(10)]
    (few, was_few, tenth), (many, was_many, other) = forecast.calibration(stated, happened)
    assert (few, many) == pytest.approx((0.1, 0.9))
    assert (was_few, tenth, was_many, other) == (0.1, 10, 0.9, 10)
    assert forecast.calibration([1.0], [True]) == [(1.0, 1.0, 1)]
