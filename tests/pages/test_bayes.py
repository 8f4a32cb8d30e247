"""The Bayes bench: every published test opens, every view tells the same numbers."""

import math
import re

import pytest
from streamlit.testing.v1 import AppTest

from content.published_tests import published_tests
from pages.figures.bayes import Line, nomogram
from simulator import bayes
from simulator.bayes import Bench, Post, Span
from tests.pages.visiting import visit as open_page

TESTS = published_tests()


def visit(test: str | None = None) -> AppTest:
    page = open_page("pages/clinicians/bayes.py")
    if test is not None:
        page.selectbox(key="bayes test").set_value(test).run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown)


# covers: C2
@pytest.mark.parametrize("name", TESTS)
def test_every_published_test_opens_with_its_truth_and_its_cut_off(name: str) -> None:
    said = words(visit(name))
    assert "Truth means" in said
    assert "Positive means" in said
    assert ("Both blocks positive" in said) == (TESTS[name].blocks == 1)


def test_regions_and_kinds_of_reference_are_there() -> None:
    assert {test.region for test in TESTS.values()} == {"lumbar", "cervical", "thoracic"}
    assert {test.blocks for test in TESTS.values()} == {1, 2}


# covers: C4 X4
def test_all_views_follow_one_control() -> None:
    page = visit("lumbar_one_half")
    page.slider(key="bayes before lumbar").set_value(30).run()
    said = words(page)
    found, missed, alarm, clear = bayes.hundred(
        Bench(Span(0.3, 0.3, 0.3), Span(0.93, 0.93, 0.93), Span(0.32, 0.32, 0.32))
    )
    assert f"Of the {found + alarm} who test positive, {found} have joint pain" in said
    table = next(
        m.value for m in page.markdown if m.value.startswith("|") and "Pain from elsewhere" in m.value
    )
    assert [int(n) for n in re.findall(r"\| (\d+)", table)][:3] == [found, alarm, found + alarm]
    share = round(100 * bayes.after(0.3, 0.93, 0.32, 0.0, "positive"))
    assert f"**{share} of 100** have joint pain" in said
    assert missed + clear == 100 - found - alarm


# covers: C3
def test_dependence_is_on_from_the_start_and_is_told() -> None:
    page = visit("lumbar_one_half")
    assert page.slider(key="bayes repeats").value == 50
    assert "Were the two blocks independent" in words(page)
    page.slider(key="bayes repeats").set_value(0).run()
    assert "Were the two blocks independent, two" not in words(page)


# covers: C9
def test_the_caveat_stands_on_the_page() -> None:
    assert "no gold standard" in words(visit())


def test_the_best_strategy_follows_the_threshold() -> None:
    page = visit("lumbar_one_half")
    page.slider(key="bayes threshold").set_value(5).run()
    assert "highest net benefit is: Treat after one positive block" in words(page)
    page.slider(key="bayes threshold").set_value(90).run()
    assert "highest net benefit is: Treat nobody" in words(page)


# covers: C5
@pytest.mark.parametrize(("before", "ratio"), [(0.30, 3.0), (0.30, 0.143), (0.5, 1.0)])
def test_the_line_of_the_nomogram_crosses_the_middle_axis_at_its_ratio(before: float, ratio: float) -> None:
    odds = before / (1.0 - before) * ratio
    after = odds / (1.0 + odds)
    figure = nomogram(before, [Line("result", ratio, Post(after, after, after))])
    left, middle, right = figure.data[0].y
    assert middle == pytest.approx(math.log(ratio) / 2.0)
    assert middle == pytest.approx((left + right) / 2.0)
    ticks = {
        note.text: note.y for note in figure.layout.annotations if note.x == 0.5 and note.yref != "paper"
    }
    assert ticks["3"] == pytest.approx(math.log(3.0) / 2.0)
