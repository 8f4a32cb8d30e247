"""What the served app sends and takes: headers, bounded requests, no log, the whole app on a deep link."""

from __future__ import annotations

import http.client
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from pages.ui.request_limits import MAX_BODY_BYTES, MAX_MESSAGE_BYTES
from tests.browser.conftest import OpenPage
from tests.browser.pages_list import PAGES
from tests.browser.server import ROOT, Server, serve, streamlit_run


@pytest.mark.parametrize("path", ["/", "/lab", "/_stcore/health", "/static/js/none.js"])
def test_security_headers(server: Server, path: str) -> None:
    """Every kind of answer carries them: the page, a deep link, the API, a file that is not there."""
    with urllib.request.urlopen(server.url + path) as answer:
        headers = answer.headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["server"] is None


def test_a_large_body_is_refused(server: Server) -> None:
    """Before anything reads it: the answer comes when only its length has been told."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    connection.putrequest("POST", "/_stcore/upload_file/a/b")
    connection.putheader("Content-Length", str(MAX_BODY_BYTES + 1))
    connection.endheaders()

    assert connection.getresponse().status == 413


def test_a_large_message_ends_the_connection(server: Server) -> None:
    """1009 is the websocket's "message too big"."""
    address = f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, max_size=None) as connection:
        connection.send(bytes(MAX_MESSAGE_BYTES + 1))

        with pytest.raises(ConnectionClosedError) as closed:
            connection.recv(timeout=10)

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


@pytest.mark.parametrize("path", ["", "should-i", "lab", "model"], ids=lambda path: path or "start")
def test_deep_link_on_a_fresh_server(open_page: OpenPage, path: str) -> None:
    """The very first visitor of a server who follows a link to a page gets the whole app around it.

    The log says where the server listens, and no visitor's address, page or scenario.
    """
    with serve() as fresh:
        _assert_whole_app(open_page(f"{path}?baseline=9", url=fresh.url), path)

        log = fresh.log.read_text()

    assert f"Uvicorn running on {fresh.url}" in log
    assert "127.0.0.1" not in log.replace(fresh.url, "")
    assert "baseline" not in log
    assert not path or path not in log


def test_plain_streamlit_run(open_page: OpenPage) -> None:
    """`streamlit run app.py`, which is what people type, serves the same app."""
    with streamlit_run() as plain:
        _assert_whole_app(open_page("", url=plain.url), "")
        _assert_whole_app(open_page("lab", url=plain.url), "lab")


def test_no_page_file_at_the_top_level() -> None:
    """Streamlit serves pages/*.py bare to the first deep link, without app.py; so there is none."""
    assert [file.name for file in Path(ROOT, "pages").glob("*.py")] == []


def _assert_whole_app(page: Page, path: str) -> None:
    """The chosen page is shown, its title is set, and the navigation lists registered pages only."""
    linked = {
        urlsplit(link.get_attribute("href") or "").path.strip("/")
        for link in page.get_by_test_id("stSidebarNavLink").or_(page.get_by_test_id("stTopNavLink")).all()
    }
    assert linked <= set(PAGES)
    assert len(linked) > 1
    assert urlsplit(page.url).path.strip("/") == path
    assert page.title() != "Streamlit"
    assert page.get_by_text("Page not found").count() == 0
