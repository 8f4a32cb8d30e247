"""The way from the ideal block, the stacked bar and the tornado."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.figures import outcomes, sensitivity, theme, why
from simulator.attribution import Contribution, Why, apportion
from simulator.causes import CAUSES
from simulator.sensitivity import headline_range
from simulator.simulate import Answer, Distribution, distribution

points = st.lists(st.floats(-80.0, 80.0), min_size=len(CAUSES), max_size=len(CAUSES))


def explained(parts: list[float], ideal: float = 100.0) -> Why:
    """Contributions of every cause."""
    causes = tuple(Contribution(cause, part) for cause, part in zip(CAUSES, parts, strict=True))
    return Why(ideal, ideal + sum(parts), causes)


# covers: X11
@given(points)
def test_bars_add_up(parts: list[float]) -> None:
    """Each bar begins where the last one ended, from the ideal block to this one; so do the numbers."""
    found = explained(parts)
    way = why.steps(found, "trainee")

    assert len(way) <= why.MOST + 3
    assert way[0].after == found.ideal_pct
    for one, two in pairwise(way[:-1]):
        assert two.before == one.after
    assert way[-2].after == pytest.approx(found.actual_pct, abs=0.05 * len(CAUSES) if len(way) == 2 else 1e-9)
    assert way[-1].after == found.actual_pct
    assert way[0].tenths + sum(step.tenths for step in way[1:-1]) == (way[-1].tenths if way[1:-1] else 1000)
    assert all(abs(step.tenths / 10.0 - step.points) <= 0.2 for step in way[1:-1])


@given(points)
def test_largest_first_and_the_rest_together(parts: list[float]) -> None:
    """Named bars shrink; nothing is called others when it is one cause."""
    way = why.steps(explained(parts), "trainee")
    named = [abs(step.points) for step in way if step.cause not in (None, "others")]

    assert all(two < one + 0.05 * len(CAUSES) for one, two in pairwise(named))
    assert sum(step.cause == "others" for step in way) <= 1


def test_words_of_the_bars(answers: dict[str, Answer]) -> None:
    """Every cause under its name for the audience; start and end with their numbers; signs on the rest."""
    way = why.steps(answers["needle-miss"].why, "patient")

    assert way[1].words == "Needle off the nerve"
    assert [way[0].written, way[-1].written] == ["99.7", "45.8"]
    assert all(step.written[0] in ("+", theme.MINUS) for step in way[1:-1])


def test_what_shares_a_bar_is_named() -> None:
    """Each of the smaller causes with its own points."""
    others = why.steps(explained([-20.0, -0.6, 0.4, *[0.0] * (len(CAUSES) - 3)]), "trainee")[2]

    assert others.cause == "others"
    assert f"{theme.MINUS}0.6" in others.within
    assert "+0.4" in others.within


@given(st.lists(st.floats(-99.0, 99.0), max_size=8), st.integers(-3, 3))
def test_apportioned_numbers_add_up(parts: list[float], extra: int) -> None:
    """To the total that was asked for, each within two of its part."""
    total = round(sum(parts)) + (extra if parts else 0)
    whole = apportion(parts, total)

    assert sum(whole) == (total if parts else 0)


def drawn(positive: float, indeterminate: float, negative: float, uninterpretable: float) -> Distribution:
    """A distribution with these shares of results."""
    shares = (positive, indeterminate, negative, uninterpretable)
    results = dict(zip(outcomes.ORDER, shares, strict=True))
    return Distribution(100, results, {}, 0.0, 0.0, {"p10": 0.0, "p50": 0.0, "p90": 0.0})


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=4).filter(any))
def test_shares_add_up_to_a_hundred(runs: list[int]) -> None:
    """The pieces and the written counts, however they round."""
    found = drawn(*(n / sum(runs) for n in runs))
    bars = outcomes.outcomes_figure(found).data

    assert sum(outcomes.counts(found).values()) == 100
    assert sum(bar.x[0] for bar in bars) == pytest.approx(100.0)
    for one, two in pairwise(bars):
        assert two.base[0] == pytest.approx(one.base[0] + one.x[0])


def test_results_differ_without_colour() -> None:
    """Four patterns; words and counts on the picture; a result that never came is not labelled."""
    figure = outcomes.outcomes_figure(drawn(0.45, 0.3, 0.25, 0.0))
    texts = [note.text for note in figure.layout.annotations]

    assert len({bar.marker.pattern.shape for bar in figure.data}) == 4
    assert "<b>45</b> Positive" in texts
    assert not any("Uninterpretable" in text for text in texts)


def test_a_rare_result_is_not_rounded_away() -> None:
    """Less than one in a hundred is still said."""
    texts = [n.text for n in outcomes.outcomes_figure(drawn(0.003, 0.497, 0.5, 0.0)).layout.annotations]

    assert "<b>under 1</b> Positive" in texts


def test_outcomes_of_a_real_case(answers: dict[str, Answer]) -> None:
    """The words of the audience, the numbers of the model."""
    found = distribution(answers["one-noisy-day"].scenario, 50)
    rows = outcomes.outcomes_table(found, "en", "patient")

    assert rows[0]["Result"] == "Pain eased"
    assert sum(float(row["Of 100 repeats"]) for row in rows) == pytest.approx(100.0, abs=0.2)


def test_tornado_is_sorted_and_complete() -> None:
    """As many bars at each end as rows, the widest first, from the headline as it is."""
    figure = sensitivity.range_figure([("small", 59.0, 60.0, 61.0), ("large", 20.0, 60.0, 90.0)])
    low, high = figure.data

    assert list(low.x) == [-40.0, -1.0]
    assert list(high.x) == [30.0, 1.0]
    assert list(low.base) == [60.0, 60.0]
    assert low.marker.pattern.shape != high.marker.pattern.shape


def test_both_ends_on_one_side_share_the_row() -> None:
    """Neither bar hides the other, both numbers are there."""
    figure = sensitivity.range_figure([("bent", 70.0, 60.0, 90.0)])
    low, high = figure.data

    assert low.y[0] != high.y[0]
    assert low.width[0] + high.width[0] <= 2.0 * abs(low.y[0] - high.y[0]) + 1e-9
    assert any("70 / 90" in note.text for note in figure.layout.annotations)


def test_ranges_of_the_model_can_be_drawn(answers: dict[str, Answer]) -> None:
    """What the model hands over is taken as it is."""
    found = headline_range(answers["one-noisy-day"].scenario, "spread.edge_sigma_mm")
    assert found is not None
    figure = sensitivity.range_figure([found])

    assert figure.data[0].base[0] == found.value_pct
    assert sensitivity.range_table([found])[0]["Number"] == found.parameter.label


def test_nothing_to_show_is_said() -> None:
    """An empty tornado, and one in which nothing moves."""
    assert any("No number" in note.text for note in sensitivity.range_figure([]).layout.annotations)
    assert "does not move" in sensitivity.range_alt([("x", 5.0, 5.0, 5.0)])
    assert "moves it most: 20 %" in sensitivity.range_alt([("x", 20.0, 60.0, 90.0)])


def test_a_label_from_outside_is_literal() -> None:
    """Markup in a label is shown, not followed; a long one takes two lines."""
    texts = [n.text for n in sensitivity.range_figure([("<i>x</i> " * 8, 5.0, 6.0, 7.0)]).layout.annotations]

    assert any("&lt;i&gt;" in text and "<br>" in text for text in texts)
    assert not any("<i>" in text for text in texts)
