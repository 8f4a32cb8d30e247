"""Session mode: one idea a screen, a prompt on each, and the numbers that a link brings."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from pages.ui.session_steps import SCREENS, numbers_query
from pages.ui.words import t
from simulator.bayes import Bench, Span
from tests.pages.visiting import visit as open_page

PAGE = "pages/clinicians/session.py"


def button(page: AppTest, label: str) -> Button:
    return next(b for b in page.button if b.label == label)


# covers: P62
@pytest.mark.parametrize("number", range(1, len(SCREENS) + 1))
def test_a_screen_has_one_idea_and_a_prompt(number: int) -> None:
    page = open_page(PAGE, screen=str(number))
    assert len(page.title) == 1
    assert sum("For the one who leads" in m.value for m in page.markdown) == 1
    assert len(t(f"patient.session.screen.{SCREENS[number - 1]}.body").split()) <= 50


@pytest.mark.parametrize("screen", ["0", "99", "-1", "two", "²", "0019", "001" + "9" * 5_000])
def test_an_impossible_screen_is_the_first(screen: str) -> None:
    assert open_page(PAGE, screen=screen).title[0].value == "Where does the pain come from?"


def test_next_and_back() -> None:
    page = open_page(PAGE)
    button(page, "Next").click().run()
    assert page.title[0].value == "The test numbs two small nerves"
    button(page, "Back").click().run()
    assert page.title[0].value == "Where does the pain come from?"


def test_numbers_of_the_bench_come_along() -> None:
    before, found, alarm = (Span(share, share, share) for share in (0.30, 0.90, 0.30))
    bench = Bench(before, found, alarm)
    query = numbers_query(bench)
    assert query == {"n": "30-90-30"}
    page = open_page(PAGE, screen="6", n=query["n"])
    assert any("on the Bayes bench" in c.value for c in page.caption)
    assert not any("could be" in str(html.proto.body) for html in page.get("html"))  # a link brings no ranges


@pytest.mark.parametrize("numbers", ["30-90", "300-1-1", "a-b-c", "1-2-3-4", "-1-2-3"])
def test_numbers_that_cannot_be_are_left_out(numbers: str) -> None:
    page = open_page(PAGE, screen="6", n=numbers)
    assert not any("on the Bayes bench" in c.value for c in page.caption)
