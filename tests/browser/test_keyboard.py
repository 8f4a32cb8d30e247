"""The whole job by keyboard alone: choose a case, move the needle, open what is hidden, read the answer."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 60


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; shadow roots included."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element.getRootNode().activeElement === element"):
            return
    raise AssertionError(f"{wanted} was not reached in {MOST_STOPS} stops")


def test_the_lab_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("lab")
    case = page.get_by_role("combobox", name="Start from a case")
    tab_to(page, case)
    page.keyboard.type("Into a vein")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="False negative")).to_be_visible(timeout=30_000)

    offset = page.locator('input[type=range][data-path="block.nerves[0].offset_mm"]')
    tab_to(page, offset)
    before = offset.input_value()
    page.keyboard.press("ArrowRight")
    assert offset.input_value() != before

    more = page.locator("details summary").filter(has_text="More").first
    tab_to(page, more)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Drug")).to_be_visible(timeout=30_000)
