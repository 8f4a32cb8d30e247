"""Every page: axe finds nothing, nothing scrolls sideways, no other host is asked, no error is logged."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.chromium import PHONE, axe_violations, every_theme, every_way, faults
from tests.browser.conftest import OpenPage
from tests.browser.pages_list import PAGES
from tests.browser.server import Server, serve


# covers: X18 X23
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "start")
def test_page(open_page: OpenPage, server: Server, path: str) -> None:
    """No violation of WCAG 2.2 A and AA or of axe's best practice; only own requests; no error."""
    hosts: set[str] = set()
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # On a deep link Streamlit's frontend first asks whether the app lives under that path; the answer is
        # no.
        probe = re.search(r"/[^/]+/_stcore/(health|host-config)$", message.location["url"])
        if message.type == "error" and not probe:
            errors.append(f"{message.location['url']}: {message.text}")

    def listen(page: Page) -> None:
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", note)

    page = open_page(path, PHONE, axe=True, prepare=listen)
    found = faults(page, every_way)

    assert not found, "\n".join(found)
    assert not errors, "\n".join(errors)
    assert hosts - {""} == {urlsplit(server.url).netloc}  # "" is data: and blob:


def test_theme_is_accessible_with_every_widget(open_page: OpenPage) -> None:
    """The colours of config.toml hold for every widget that a page may come to use."""
    with serve(Path(__file__).with_name("every_widget.py")) as gallery:
        found = faults(open_page("", url=gallery.url, axe=True), every_theme)

    assert not found, "\n".join(found)


def test_a_fault_of_colours_is_seen_in_one_theme(open_page: OpenPage) -> None:
    """Turning the page to the other theme is a look at other colours."""
    page = open_page(axe=True)
    page.evaluate(
        "document.querySelector('h1').style.setProperty('color', 'light-dark(#000, #222)', 'important')"
    )

    found = faults(page, every_theme)

    assert found
    assert all("dark: color-contrast" in fault for fault in found)


def test_axe_is_awake(open_page: OpenPage) -> None:
    """The checker reports a fault that is planted: a green run means that it looked."""
    page = open_page(axe=True)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"favicon.png\">')")

    assert any(violation.startswith("image-alt") for violation in axe_violations(page))
