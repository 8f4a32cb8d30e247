"""Start in the browser: the small simulation answers the keyboard, help is in sight, no key is markup."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, axe_violations, wait_until_idle
from tests.browser.conftest import OpenPage


def curve(page: Page) -> str:
    """The drawn line of this test."""
    return page.locator(".mini path.this").get_attribute("d") or ""


# covers: X1 X2
def test_the_small_simulation_runs_at_first_sight(open_page: OpenPage) -> None:
    """A curve, a result in words, and an alternative text are there before anything is touched."""
    page = open_page("")

    assert curve(page).count("L") > 20
    expect(page.locator(".mini .word")).not_to_be_empty()
    expect(page.get_by_role("img", name="Pain over 6 hours")).to_be_visible()


def test_the_keyboard_alone_changes_the_curve_and_is_answered(open_page: OpenPage) -> None:
    """The slider, then another cause; the status line says the new result."""
    page = open_page("")
    before = curve(page)
    page.locator("#mini-slider").focus()

    page.keyboard.press("Home")

    assert curve(page) != before
    expect(page.locator(".mini .word")).to_have_text("Pain eased")
    expect(page.locator(".mini").get_by_role("status")).to_contain_text("The test was right")

    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator(".mini .value")).to_contain_text("vein")
    expect(page.locator(".mini").get_by_role("status")).to_contain_text("The test missed the joint")


def test_the_table_holds_the_same_numbers(open_page: OpenPage) -> None:
    """Opened, it is a real table with headers, and axe still finds nothing."""
    page = open_page("")
    page.get_by_text("As a table").click()

    expect(page.locator(".mini table tbody tr")).to_have_count(7)
    assert page.locator(".mini table th[scope=col]").count() == 3
    assert axe_violations(page) == []


def test_what_is_on_screen_opens_in_the_lab(open_page: OpenPage) -> None:
    """The needle that the slider left 10 mm off is 10 mm off there, too."""
    page = open_page("")
    page.locator("#mini-slider").focus()
    page.keyboard.press("End")

    page.get_by_role("button", name="Open this one in the Lab").click()

    page.wait_for_url("**/lab**")
    wait_until_idle(page)
    expect(page.get_by_text("Pain did not ease").or_(page.get_by_text("Negative")).first).to_be_visible()


# covers: P50
def test_help_is_in_sight_on_a_phone(open_page: OpenPage) -> None:
    """Without scrolling, and one tap away."""
    page = open_page("", PHONE)
    link = page.get_by_role("link", name="Get help now: signs that cannot wait")

    expect(link).to_be_in_viewport(ratio=1)
    link.click()

    page.wait_for_url("**/help-now")
    expect(page.get_by_role("heading", name="Get help now")).to_be_visible()


@pytest.mark.parametrize(
    "key", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "**b** [l](/x)"]
)
def test_a_key_in_a_link_is_never_markup(open_page: OpenPage, key: str) -> None:
    """It is shown as it was typed."""
    page = open_page(f"sources?key={quote(key)}")
    record = page.locator(".st-key-record")

    expect(record.get_by_text(key, exact=True)).to_be_visible()
    assert record.locator("script, img, a").count() == 0
    assert axe_violations(page) == []


def test_a_row_opens_its_record(open_page: OpenPage) -> None:
    """Over the page, and only once."""
    page = open_page("sources")
    table = page.get_by_test_id("stDataFrame").bounding_box()
    assert table is not None
    page.mouse.click(table["x"] + 18, table["y"] + 52)

    expect(page.get_by_role("dialog")).to_contain_text("Value")
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Find in names, keys and notes").fill("lidocaine")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
