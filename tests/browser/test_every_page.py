"""Every page: axe finds nothing, nothing scrolls sideways, no other host is asked, no error is logged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from content.loader import say
from tests.browser.chromium import (
    PHONE,
    axe_violations,
    every_theme,
    every_way,
    faults,
    horizontal_overflow_px,
    in_theme,
    new_context,
    wait_until_idle,
)
from tests.browser.conftest import OpenPage
from tests.browser.pages_list import PAGES
from tests.browser.server import Server, serve

FOR_PATIENTS = {"should-i", "what-it-feels-like", "high-alert", "options", "my-plan"}
TWICE_AS_LARGE = 640  # a window of 1280 px at 200 %


@dataclass
class Heard:
    """What a tab has asked for and complained of."""

    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """From now on."""
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        # On a deep link Streamlit's frontend first asks whether the app lives under that path; the answer is
        # no.
        probe = re.search(r"/[^/]+/_stcore/(health|host-config)$", message.location["url"])
        if message.type == "error" and not probe:
            self.errors.append(f"{message.location['url']}: {message.text}")


@pytest.fixture(scope="module")
def tour(visitor: BrowserContext, server: Server) -> Iterator[tuple[Page, Heard]]:
    """A phone on Start, from where every other page is a tap in the menu away, and what is heard of it."""
    page, heard = visitor.new_page(), Heard()
    page.set_viewport_size({"width": PHONE, "height": 900})
    heard.listen(page)
    page.goto(server.url)
    wait_until_idle(page)
    yield page, heard
    page.close()


def go(page: Page, path: str) -> None:
    """To another page by the menu of a phone."""
    page.set_viewport_size({"width": PHONE, "height": 900})
    in_theme(page, "light")
    if urlsplit(page.url).path.strip("/") == path:
        return
    title = page.get_by_role("heading", level=1)
    before = title.inner_text()
    page.get_by_role("button", name=say("shell.menu"), exact=True).click()
    page.locator(f'[data-testid="stSidebarNavLink"][href$="/{path}"]').click()
    expect(title).not_to_have_text(before)
    wait_until_idle(page)


# covers: X18 X23 P50 P56
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "start")
def test_page(tour: tuple[Page, Heard], server: Server, path: str) -> None:
    """No violation of WCAG 2.2 A and AA or of axe's best practice; only own requests; no error.

    A patient's page opens with help one tap away; twice as large, nothing is cut off.
    """
    page, heard = tour
    heard.errors.clear()  # those of the page before were its own

    go(page, path)
    if path in FOR_PATIENTS:
        link = page.get_by_test_id("stMain").get_by_role("link", name="Get help now").first
        expect(link).to_be_in_viewport(ratio=1)
    found = faults(page, every_way)
    page.set_viewport_size({"width": TWICE_AS_LARGE, "height": 900})
    wait_until_idle(page)

    assert urlsplit(page.url).path.strip("/") == path
    assert not found, "\n".join(found)
    assert horizontal_overflow_px(page) <= 0
    assert not heard.errors, "\n".join(heard.errors)
    assert heard.hosts - {""} == {urlsplit(server.url).netloc}  # "" is data: and blob:


def test_a_first_visit_asks_nobody_else(browser: Browser, server: Server) -> None:
    """By a deep link, with an empty cache: own requests only, and no error."""
    page, heard = new_context(browser).new_page(), Heard()
    heard.listen(page)
    page.goto(f"{server.url}/lab")
    wait_until_idle(page)
    page.context.close()

    assert not heard.errors, "\n".join(heard.errors)
    assert heard.hosts - {""} == {urlsplit(server.url).netloc}


def test_theme_is_accessible_with_every_widget(open_page: OpenPage) -> None:
    """The colours of config.toml hold for every widget that a page may come to use."""
    with serve(Path(__file__).with_name("every_widget.py")) as gallery:
        found = faults(open_page("", url=gallery.url), every_theme)

    assert not found, "\n".join(found)


def test_a_fault_of_colours_is_seen_in_one_theme(open_page: OpenPage) -> None:
    """Turning the page to the other theme is a look at other colours."""
    page = open_page()
    page.evaluate(
        "document.querySelector('h1').style.setProperty('color', 'light-dark(#000, #222)', 'important')"
    )

    found = faults(page, every_theme)

    assert found
    assert all("dark: color-contrast" in fault for fault in found)


def test_axe_is_awake(open_page: OpenPage) -> None:
    """The checker reports a fault that is planted: a green run means that it looked."""
    page = open_page()
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"favicon.png\">')")

    assert any(violation.startswith("image-alt") for violation in axe_violations(page))
