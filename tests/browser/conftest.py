"""Fixtures of the browser tests.

`server` is the running app (once a worker), `browser` is Chromium (once a worker), `open_page(path, width,
theme)` opens a page anew, which is a new session of the app, and waits until it rests. All are visits of one
visitor, who has a cache. Without Chromium the tests are skipped, but never in CI.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from tests.browser import live_page
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
def visitor(browser: Browser) -> BrowserContext:
    """Who looks at the pages, once a worker: with one cache, and axe at hand."""
    return new_context(browser, axe=True)


@pytest.fixture(scope="session")
def idle_tabs() -> list[Page]:
    """The visitor's tabs that no test uses now."""
    return []


@pytest.fixture
def open_page(visitor: BrowserContext, idle_tabs: list[Page], server: Server) -> Iterator[OpenPage]:
    """Open a page of the app and wait until it rests: `open_page("lab", width=390, theme="dark")`.

    `url` overrides the server; `hear` gets every message that the page sends from its first on. A tab is
    used again by later tests, which costs half of a new one; what a test listens to by other means stays on.
    """
    taken: list[tuple[Page, Callable[[WebSocket], None]]] = []

    def open_(
        path: str = "",
        width: int = 1280,
        theme: Theme = "light",
        *,
        url: str | None = None,
        hear: Callable[[str | bytes], None] = lambda _: None,
    ) -> Page:
        def listen(socket: WebSocket) -> None:
            socket.on("framesent", lambda payload: hear(payload))  # Playwright takes no built-in function

        page = idle_tabs.pop() if idle_tabs else visitor.new_page()
        taken.append((page, listen))
        page.on("websocket", listen)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{url or server.url}/{path}")
        wait_until_idle(page)
        return page

    yield open_
    for page, listen in taken:
        page.goto(f"{server.url}/_stcore/health")  # the app's session ends, the tab's process remains
        page.mouse.move(0, 0)
        page.remove_listener("websocket", listen)
        idle_tabs.append(page)


@pytest.fixture(scope="session")
def live_app() -> Iterator[Server]:
    """A page with the widget and nothing else, in the served configuration with its security headers."""
    with serve(live_page.APP) as running:
        yield running


@pytest.fixture
def open_widget(open_page: OpenPage, live_app: Server) -> live_page.OpenWidget:
    """Open the page, `open_widget("?case=...", width=390)`, and wait until the widget has painted."""

    def open_(query: str = "", width: int = 1280, theme: Theme = "light") -> Page:
        live_page.sent.clear()
        page = open_page(query, width, theme, url=live_app.url, hear=live_page.sent.append)
        expect(live_page.widget(page)).to_have_attribute("data-paints", re.compile(r"\d+"))
        return page

    return open_
