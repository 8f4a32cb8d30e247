"""A page with the live widget and nothing else, opened for a test, and what tests ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import wait_until_idle

APP: Final = Path(__file__).parent / "apps" / "live_app.py"
OFFSET: Final = "input[type='range'][data-path='block.nerves[0].offset_mm']"
POSITIVE: Final = "?case=textbook-true-positive"

OpenWidget = Callable[..., Page]
sent: list[object] = []
"""What the page opened last has sent to the server."""


def widget(page: Page) -> Locator:
    """The root of the widget."""
    return page.get_by_test_id("live-widget")


def count(page: Page, name: str) -> int:
    """One of the widget's counters: `paints` or `confirmed`."""
    return int(widget(page).get_attribute(f"data-{name}") or 0)


def confirmed(page: Page, times: int) -> None:
    """Wait until the widget has had so many answers, and the rest of the page as well."""
    expect(widget(page)).to_have_attribute("data-confirmed", str(times))
    wait_until_idle(page)


def offsets(page: Page) -> list[tuple[float, float]]:
    """Offset and angle of every needle, as Python has them."""
    text = page.get_by_text("offsets:").inner_text()
    return [(float(x), float(y)) for x, y in re.findall(r"\(([\d.]+), ([\d.]+)\)", text)]


def grab(page: Page, slider: Locator) -> tuple[float, float, float]:
    """Press the mouse on a slider's thumb; left edge and width of its track, and its height on the page."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    share = slider.evaluate("(e) => (e.valueAsNumber - e.min) / (e.max - e.min)")
    left, width, y = box["x"] + 11, box["width"] - 22, box["y"] + box["height"] / 2
    page.mouse.move(left + width * share, y)
    page.mouse.down()
    return left, width, y
