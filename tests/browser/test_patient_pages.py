"""Pages for patients in the browser: the dial by keyboard, the diary on a phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, axe_violations, horizontal_overflow_px, wait_until_idle
from tests.browser.conftest import OpenPage


def level(page: Page) -> int:
    """The notch that the dial says it stands at."""
    said = page.locator(".dial .level").inner_text()
    return int(said.split(" of ")[0].rsplit(" ", 1)[1])


# covers: P44 P43
def test_the_dial_goes_down_and_up_by_keyboard(open_page: OpenPage) -> None:
    """It starts turned up; every way down lowers it by a notch, and letting go raises it again."""
    page = open_page("high-alert")
    start = level(page)
    downs = page.locator(".dial .downs button")

    for i in range(downs.count()):
        downs.nth(i).focus()
        page.keyboard.press("Enter")
        assert level(page) == start - i - 1
    expect(downs.first).to_have_attribute("aria-pressed", "true")
    assert axe_violations(page) == []

    page.keyboard.press("Enter")
    assert level(page) == start - downs.count() + 1
    turned_up = page.locator(".dial .ups button[aria-pressed=true]")
    while turned_up.count():
        turned_up.first.click()
    assert level(page) == 1


# covers: P59
def test_the_diary_on_a_phone_draws_tells_and_saves(open_page: OpenPage) -> None:
    page = open_page("my-plan", PHONE)
    page.get_by_role("button", name="Show me an example").click()
    wait_until_idle(page)

    expect(page.get_by_text("86 of each 100 parts")).to_be_visible()
    expect(page.get_by_role("figure")).to_be_visible()
    assert horizontal_overflow_px(page) <= 0
    assert axe_violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my scores (CSV)").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("Time,Minutes after the test,Pain")
    assert len(lines) == 13
