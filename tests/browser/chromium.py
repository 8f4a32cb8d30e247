"""The system's Chromium under Playwright: find it, start it, open a page of the app, wait until it rests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, get_args

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
PHONE: Final = 390
WIDTHS: Final = (PHONE, 1280)

_NAMES: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-flush-bytecode",  # a tab that opens the app again finds its scripts compiled
)
_AXE: Final = Path(__file__).parent / "vendor" / "axe.min.js"
_AXE_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE_COLOURS: Final = ("color-contrast", "link-in-text-block")
_TIMEOUT_MS: Final = 30_000

# At rest: connected, no run under way, a heading shown, no placeholder left, nothing stale, the menu mended.
# It must not be async: Playwright takes a promise for an answer that is true.
_AT_REST: Final = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app !== null
    && app.dataset.testConnectionState === 'CONNECTED'
    && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid="stMain"] h1') !== null
    && document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]') === null
    && document.querySelector('[data-stale="true"]') === null
    && document.querySelector('[data-testid="stSidebarNavItems"]:not([role="presentation"]) > div') === null;
}
"""
_IN_THEME: Final = """
(theme) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const [red] = getComputedStyle(app).backgroundColor.match(/[0-9.]+/g).map(Number);
  return (red > 127) === (theme === 'light');
}
"""
_PAINTED: Final = """
async () => {
  await document.fonts.ready;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
"""
_NOTHING_FADES: Final = """
() => !document.getAnimations().some(
  (one) => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity
)
"""


def find_chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def launched(executable: str) -> Iterator[Browser]:
    """A headless browser, closed when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def new_context(
    browser: Browser, width: int = 1280, theme: Theme = "light", axe: bool = False
) -> BrowserContext:
    """A visitor with own cache and storage, a window `width` wide, the system's theme set to `theme`.

    With `axe`, the accessibility checker is at hand in every page; the content security policy allows no
    other way in.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
    )
    context.set_default_timeout(_TIMEOUT_MS)
    if axe:
        context.add_init_script(path=_AXE)
    return context


def wait_until_idle(page: Page) -> None:
    """Wait until the app is connected, its script has ended and the result is painted."""
    page.wait_for_function(_AT_REST, timeout=_TIMEOUT_MS)
    page.evaluate(_PAINTED)


def axe_violations(page: Page, *, within: str = "html", colours: bool = False) -> list[str]:
    """What axe finds wrong on the page, one readable line an element.

    `within`: only in this part of the page; `colours`: only in its colours.
    """
    page.wait_for_function(_NOTHING_FADES, timeout=_TIMEOUT_MS)  # half faded is half a contrast
    kind, rules = ("rule", _AXE_COLOURS) if colours else ("tag", _AXE_TAGS)
    found: dict[str, Any] = page.evaluate(
        "([within, type, values]) => axe.run(within, {runOnly: {type, values}, resultTypes: ['violations']})",
        [within, kind, list(rules)],
    )
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def in_theme(page: Page, theme: Theme) -> None:
    """Turn the page to a theme, as the system does in the evening, and wait until it rests."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(_IN_THEME, arg=theme, timeout=_TIMEOUT_MS)
    wait_until_idle(page)


def every_theme(page: Page, themes: tuple[Theme, ...] = THEMES) -> Iterator[str]:
    """In each theme at the width that it has; yields the way's name at rest."""
    for theme in themes:
        in_theme(page, theme)
        yield f"{page.evaluate('window.innerWidth')} px, {theme}"


def both_ways(page: Page) -> Iterator[str]:
    """As a phone in the light theme, then as a desk in the dark one; yields the way's name at rest."""
    for width, theme in zip(WIDTHS, THEMES, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        in_theme(page, theme)
        yield f"{width} px, {theme}"


def every_way(page: Page) -> Iterator[str]:
    """In each theme at each width, the phone first, turned once a step; yields the way's name at rest."""
    for width, themes in zip(WIDTHS, (THEMES, THEMES[::-1]), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        yield from every_theme(page, themes)


def faults(
    page: Page, ways: Callable[[Page], Iterator[str]] = both_ways, *, within: str = "html"
) -> list[str]:
    """What axe finds within a part, and by how much the page sticks out sideways, in each of the ways.

    Another theme at the same width differs by its colours only, so only the rules about colours run again.
    """
    found, before = [], ""
    page.mouse.move(0, 0)  # what the last click left under the pointer would fade in or out as the page turns
    for way in ways(page):
        width = way.partition(",")[0]
        found += [
            f"{way}: {violation}"
            for violation in axe_violations(page, within=within, colours=width == before)
        ]
        before = width
        if (beyond := horizontal_overflow_px(page)) > 0:
            found.append(f"{way}: the page is {beyond} px wider than its window")
    return found


def horizontal_overflow_px(page: Page) -> int:
    """By how many pixels the page is wider than its window (the app scrolls inside its own main section)."""
    overflow: int = page.evaluate(
        """() => Math.max(...[document.documentElement, document.querySelector('[data-testid="stMain"]')]
               .map((element) => element.scrollWidth - element.clientWidth))"""
    )
    return overflow
