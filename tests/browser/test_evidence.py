"""The evidence table and the glossary in the browser: rows open by keyboard, and what opens is accessible."""

from __future__ import annotations

from tests.browser.chromium import PHONE, faults, horizontal_overflow_px, wait_until_idle
from tests.browser.conftest import OpenPage


def test_a_row_opens_by_keyboard_and_is_accessible(open_page: OpenPage) -> None:
    page = open_page("evidence", PHONE)
    page.get_by_text("How often a block is right").click()
    row = page.locator(".findings summary").filter(has_text="A well-placed block numbs the joint")
    row.focus()
    page.keyboard.press("Enter")

    assert page.locator(".findings details[open]").count() == 1
    assert page.locator(".findings details[open] dd").filter(has_text="Kaplan").is_visible()
    assert not faults(page)


def test_the_claims_are_accessible(open_page: OpenPage) -> None:
    page = open_page("evidence", PHONE)
    page.get_by_role("tab", name="Popular claims, checked").click()
    page.get_by_role("heading", level=3).first.wait_for()
    wait_until_idle(page)

    assert not faults(page)


def test_open_rows_fit_a_phone(open_page: OpenPage) -> None:
    page = open_page("evidence", PHONE)
    page.get_by_text("Show all details").click()
    page.get_by_text("Harms (").click()
    wait_until_idle(page)
    page.locator(".findings dd:visible").first.wait_for()

    assert horizontal_overflow_px(page) <= 0
    wide = page.evaluate(
        "[...document.querySelectorAll('.findings :not(.strip)')].filter(e =>"
        " e.scrollWidth > e.clientWidth + 1"
        " && getComputedStyle(e).display !== 'inline').map(e => e.outerHTML.slice(0, 120))"
    )
    assert not wide


def test_a_link_to_a_word_opens_it(open_page: OpenPage) -> None:
    page = open_page("glossary?find=facet joint", PHONE)

    assert page.locator(".term h2").first.inner_text() == "Facet joint"
