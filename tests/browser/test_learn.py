"""Learn in the browser: axe on every kind of step, the curve drawn by keys and by pointer, focus, links."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import (
    PHONE,
    WIDTHS,
    axe_violations,
    both_ways,
    faults,
    horizontal_overflow_px,
    wait_until_idle,
)
from tests.browser.conftest import OpenPage

KINDS = {
    "anatomy": {"nerves": 3, "curve": 4, "verdict": 6},
    "drug": {"check": 7},
    "false_results": {"bars": 4, "repeats": 5},
    "sensitisation": {"terms": 1, "published": 2},
    "inference": {"count": 3, "pathways": 6},
}
SKETCH = "learn?module=anatomy&step=4"


# covers: X18 X23
@pytest.mark.parametrize("module", KINDS)
def test_every_kind_of_step_is_accessible(open_page: OpenPage, module: str) -> None:
    """No violation, no sideways scrolling, one first-level heading."""
    steps, found = KINDS[module], []
    page = open_page(f"learn?module={module}&step={min(steps.values())}", PHONE)
    for kind, step in steps.items():
        page.get_by_role("radio", name=str(step), exact=True).check()
        expect(page).to_have_url(re.compile(f"step={step}"))
        wait_until_idle(page)

        found += [f"{kind}, {fault}" for fault in faults(page)]
        assert page.get_by_role("heading", level=1).count() == 1, kind
    assert not found, "\n".join(found)


# covers: T9
def test_a_revealed_prediction_is_accessible(open_page: OpenPage) -> None:
    """After the lock: chart with both curves, contrast beside it or directly below."""
    page = open_page(SKETCH, PHONE)
    page.get_by_role("slider").first.press("End")
    page.get_by_role("button", name="Lock my prediction").click()
    expect(page.get_by_role("heading", name="Prediction and model")).to_be_visible()
    wait_until_idle(page)

    for way in both_ways(page):
        assert axe_violations(page) == [], way
        assert horizontal_overflow_px(page) <= 0, way
        chart = page.locator(".js-plotly-plot").bounding_box()
        words = page.locator(".st-key-learn-contrast").bounding_box()
        assert chart is not None
        assert words is not None
        if way.startswith(f"{PHONE} px"):
            assert words["y"] > chart["y"] + chart["height"]
        else:  # covers: T14
            assert words["x"] > chart["x"] + chart["width"]
            assert words["y"] < chart["y"] + chart["height"]


def values(page: Page) -> list[str]:
    """What the handles say."""
    return [one.get_attribute("aria-valuenow") or "" for one in page.locator(".sketch .handle").all()]


def test_the_curve_is_drawn_with_the_keyboard(open_page: OpenPage) -> None:
    """Arrows, page keys, home and end move one handle; nothing can be locked before one was moved."""
    page = open_page(SKETCH)
    handle = page.get_by_role("slider", name="Pain 0.5 h after the injection")
    lock = page.get_by_role("button", name="Lock my prediction")
    expect(lock).to_be_disabled()

    presses = {"ArrowDown": "6.5", "PageDown": "4.5", "Home": "0", "ArrowUp": "0.5", "End": "10"}
    for key, value in presses.items():
        handle.press(key)
        expect(handle).to_have_attribute("aria-valuenow", value)

    expect(lock).to_be_enabled()
    assert values(page)[1:] == ["7"] * 4


@pytest.mark.parametrize("width", WIDTHS)
def test_the_curve_is_drawn_with_the_pointer(open_page: OpenPage, width: int) -> None:
    """A handle follows the pointer up and down and stays at its hour."""
    page = open_page(SKETCH, width)
    handle = page.locator(".sketch .handle").nth(2)
    handle.scroll_into_view_if_needed()
    box = handle.locator(".mark").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 90, steps=4)
    page.mouse.up()

    assert float(values(page)[2]) < 6.0
    moved = handle.locator(".mark").bounding_box()
    assert moved is not None
    assert moved["x"] == pytest.approx(box["x"], abs=1.0)


def test_the_answer_does_not_reach_the_browser_before_the_lock(open_page: OpenPage) -> None:
    """What the widget is handed holds the given curve only: no number of the model's curve in between."""
    page = open_page(SKETCH)
    assert page.locator(".sketch path.given").count() == 1
    assert page.locator(".js-plotly-plot").count() == 0
    assert page.get_by_text("48 %").count() == 0


def test_a_new_step_begins_at_its_heading(open_page: OpenPage) -> None:
    """Next brings the heading of the step to the top of the screen and the focus to it."""
    page = open_page("learn?module=anatomy&step=2", width=390)
    page.get_by_role("button", name="Next").click()
    heading = page.get_by_role("heading", name="Two nerves for each joint")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_a_link_restores_the_step(open_page: OpenPage) -> None:
    """The address names module and step; opened by somebody else it shows the same."""
    page = open_page("learn")
    page.get_by_role("button", name="Begin").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Drug and spread")
    wait_until_idle(page)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="The depot is the clock")).to_be_visible()
    path = page.url.rpartition("/")[2]

    again = open_page(path)
    expect(again.get_by_role("heading", name="The depot is the clock")).to_be_visible()
