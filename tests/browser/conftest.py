"""Fixtures of the browser tests.

`server` is the running app (once a worker), `browser` is Chromium (once a worker), `open_page(path, width,
theme)` opens a page in a new tab, which is a new session of the app, and waits until it rests. Tabs of one
kind share the browser's cache, as a second visit does. Without Chromium the tests are skipped, but never in
CI.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache, partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import Theme, find_chromium, launched, new_context, wait_until_idle
from tests.browser.server import Server, serve

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    executable = find_chromium()
    if executable is None:
        message = "no Chromium on this machine; Debian: apt-get install chromium"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(f"{message} (in CI the browser tests are never skipped)")
        pytest.skip(message)
    with launched(executable) as started:
        yield started


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app in its served configuration."""
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def context_of(browser: Browser) -> Callable[[int, Theme, bool], BrowserContext]:
    """The browser's context for a width, a theme, with or without axe: one of each a worker."""
    return cache(partial(new_context, browser))


@pytest.fixture
def open_page(context_of: Callable[[int, Theme, bool], BrowserContext], server: Server) -> Iterator[OpenPage]:
    """Open a page of the app and wait until it rests: `open_page("lab", width=390, theme="dark", axe=True)`.

    `url` overrides the server, `prepare` receives the tab before it goes anywhere (to listen to it).
    """
    tabs: list[Page] = []

    def open_(
        path: str = "",
        width: int = 1280,
        theme: Theme = "light",
        *,
        axe: bool = False,
        url: str | None = None,
        prepare: Callable[[Page], None] | None = None,
    ) -> Page:
        page = context_of(width, theme, axe).new_page()
        tabs.append(page)
        if prepare is not None:
            prepare(page)
        page.goto(f"{url or server.url}/{path}")
        wait_until_idle(page)
        return page

    yield open_
    for page in tabs:
        page.close()
