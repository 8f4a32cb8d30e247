"""Fixtures of the browser tests.

`server` is the running app (once a worker), `browser` is Chromium (once a worker), `open_page(path, width,
theme)` opens a page as a fresh visitor and waits until it rests. Without Chromium the tests are skipped, but
never in CI.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

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


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Open a page of the app and wait until it rests: `open_page("lab", width=390, theme="dark", axe=True)`.

    `url` overrides the server, `prepare` receives the context before the page opens (to listen to it).
    """
    contexts: list[BrowserContext] = []

    def open_(
        path: str = "",
        width: int = 1280,
        theme: Theme = "light",
        *,
        axe: bool = False,
        url: str | None = None,
        prepare: Callable[[BrowserContext], None] | None = None,
    ) -> Page:
        context = new_context(browser, width, theme, axe)
        contexts.append(context)
        if prepare is not None:
            prepare(context)
        page = context.new_page()
        page.goto(f"{url or server.url}/{path}")
        wait_until_idle(page)
        return page

    yield open_
    for context in contexts:
        context.close()
