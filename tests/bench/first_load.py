"""Item 5: what the first visit to Start costs, in bytes over the wire under the served configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser

from tests.bench.report import Row
from tests.bench.subjects import Bench
from tests.browser.chromium import new_context, wait_until_idle

TITLE: Final = "5 first load of Start"
AT_MOST_BYTES: Final = 1_500_000
_SETTLE_MS: Final = 2_000
_BINARY: Final = 2  # opcode of a binary websocket frame (RFC 6455, 5.2)


@dataclass(frozen=True)
class FirstLoad:
    """Bytes of the HTTP answers, headers included, and of the websocket messages; and what was asked for."""

    http_bytes: int
    websocket_bytes: int
    urls: tuple[str, ...]

    @property
    def total_bytes(self) -> int:
        """Everything that came over the wire."""
        return self.http_bytes + self.websocket_bytes


def first_load(browser: Browser, url: str) -> FirstLoad:
    """Open `url` with an empty cache and count until the page rests, late bundles included."""
    context = new_context(browser)
    try:
        page = context.new_page()
        network = context.new_cdp_session(page)
        http: list[float] = []
        websocket: list[int] = []
        urls: list[str] = []

        def framed(event: dict[str, Any]) -> None:
            frame = event["response"]
            text = frame["payloadData"]
            websocket.append(len(text) * 3 // 4 if frame["opcode"] == _BINARY else len(text))

        network.on("Network.requestWillBeSent", lambda event: urls.append(event["request"]["url"]))
        network.on("Network.loadingFinished", lambda event: http.append(event["encodedDataLength"]))
        network.on("Network.webSocketFrameReceived", framed)
        network.send("Network.enable")
        page.goto(url)
        wait_until_idle(page)
        page.wait_for_timeout(_SETTLE_MS)
    finally:
        context.close()
    return FirstLoad(round(sum(http)), sum(websocket), tuple(urls))


def measure(bench: Bench) -> list[Row]:
    """The first load of Start."""
    load = first_load(bench.browser, bench.app.url)
    return [
        Row(
            f"{TITLE} ({len(load.urls)} requests; websocket {load.websocket_bytes / 1e3:.0f} kB)",
            f"{load.total_bytes / 1e6:.2f} MB",
            target=f"≤ {AT_MOST_BYTES / 1e6:.1f} MB",
            met=load.total_bytes <= AT_MOST_BYTES,
        )
    ]
