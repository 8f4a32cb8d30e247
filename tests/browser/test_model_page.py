"""Model and evidence in the browser: every part is accessible, fits a phone, and opens at once."""

from __future__ import annotations

from content.loader import prose, say
from tests.browser.chromium import PHONE, axe_violations, both_ways, horizontal_overflow_px, wait_until_idle
from tests.browser.conftest import OpenPage

PARTS = tuple(prose()["model"]["tab"])

# Tables and figures that stick out of the part they stand in; the strip of tabs scrolls by itself.
_STICKING_OUT = """
() => [...document.querySelectorAll('[role=tabpanel] :is(table, .katex, .main-svg)')]
  .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
  .map((element) => element.textContent.slice(0, 60))
"""


def test_every_part_is_accessible_and_fits(open_page: OpenPage) -> None:
    page = open_page("model", PHONE)
    found = []
    for way in both_ways(page):
        for name in PARTS:
            page.get_by_role("tab", name=say(f"model.tab.{name}"), exact=True).click()
            page.get_by_role("tabpanel").get_by_role("heading", level=2).first.wait_for()
            wait_until_idle(page)
            violations = axe_violations(page, within="[role=tabpanel]")
            found += [f"{name}, {way}: {violation}" for violation in violations]
            found += [f"{name}, {way} sticks out: {text}" for text in page.evaluate(_STICKING_OUT)]
            assert horizontal_overflow_px(page) <= 0, (name, way)
    assert not found, "\n".join(found)


def test_the_parts_are_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("model")
    page.get_by_role("tab").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=2, name=say("model.published.missed_title")).wait_for()


def test_formulas_can_be_read_aloud(open_page: OpenPage) -> None:
    """Each formula carries MathML beside its picture."""
    page = open_page("model")
    page.get_by_role("tab", name=say("model.tab.equations"), exact=True).click()
    page.get_by_role("heading", level=3).first.wait_for()
    wait_until_idle(page)
    assert page.locator("[role=tabpanel] .katex").count() == page.locator("[role=tabpanel] math").count() > 10
