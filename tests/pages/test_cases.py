"""Cases as a learner meets them: locked only at 100, shown only after the lock, debrief with every score."""

from typing import Any

from streamlit.testing.v1 import AppTest

from content.cases import cases
from pages.ui.case_state import Progress
from simulator.case_pool import SOURCES
from tests.pages.visiting import visit as open_page

PAGE = "pages/learn/cases.py"


def visit(case: str | None = None, **progress: Any) -> AppTest:
    state = {} if case is None else {"cases progress": Progress(case=case, **progress)}
    return open_page(PAGE, state)


def words(page: AppTest) -> str:
    return "\n".join(
        e.value for kind in (page.markdown, page.header, page.subheader, page.caption) for e in kind
    )


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


# covers: T20
def test_a_forecast_locks_only_at_a_hundred() -> None:
    page = visit("young_positive", phase="before")
    assert not page.button(key="before lock").disabled
    page.slider(key="cases before facet").set_value(60).run()
    assert page.button(key="before lock").disabled
    assert "40 points too many" in words(page)
    press(page, "before scale")
    assert sum(int(page.session_state[f"cases before {source}"]) for source in SOURCES) == 100
    assert not page.button(key="before lock").disabled


# covers: T9
def test_nothing_is_shown_before_the_lock() -> None:
    page = visit("two_drugs", phase="before")
    assert "What the blocks showed" not in words(page)
    press(page, "before lock")
    assert "What the blocks showed" in words(page)
    assert "The main source was" not in words(page)
    assert page.slider(key="cases after facet").value == page.session_state["cases progress"].before[0]


# covers: T1 T10 T21 T22 T24
def test_every_case_ends_in_a_whole_debrief() -> None:
    points = (20, 20, 15, 15, 15, 15)
    told: dict[str, Any] = {
        "phase": "debrief",
        "before": points,
        "after": points,
        "stated": (0.2,),
        "happened": (True,),
    }
    wanted = (
        "The main source was",
        "Brier score",
        "odds of facet pain",
        "The best that could be known",
        "1 of 20",
    )
    page = visit("young_positive", **told)
    for case in cases():
        page.session_state["cases progress"] = Progress(case=case, **told)
        page.run()
        assert not page.exception
        said = words(page)
        assert all(text in said for text in wanted), case
        assert any(who in said for who in ("good decision", "Lucky", "far from what could be known")), case


# covers: T3
def test_the_same_lesson_with_new_numbers() -> None:
    points = (20, 20, 15, 15, 15, 15)
    page = visit("half_older", phase="debrief", before=points, after=points)
    first = words(page)
    next(b for b in page.button if "Same lesson" in b.label).click().run()
    assert page.session_state["cases progress"].phase == "before"
    page.button(key="before lock").click().run()
    next(b for b in page.button if "Lock" in b.label).click().run()
    assert page.session_state["cases progress"].phase == "debrief"
    assert words(page) != first
    assert len(page.session_state["cases progress"].stated) == 1


# covers: T23
def test_calibration_waits_for_twenty() -> None:
    points = (20, 20, 15, 15, 15, 15)
    page = visit(
        "half_older", phase="debrief", before=points, after=points, stated=(0.2,) * 20, happened=(True,) * 20
    )
    assert "it was facet pain in 100 of 100" in words(page)


def test_the_start_says_what_is_hard_about_each_level() -> None:
    page = visit()
    assert "how common joint pain" in words(page)
    next(b for b in page.button if "Open the case" in b.label).click().run()
    assert page.session_state["cases progress"].phase == "before"
