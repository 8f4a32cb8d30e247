"""Item 5: what the first visit to Start costs, in bytes over the wire under the served configuration."""

from __future__ import annotations

from typing import Any, Final

from tests.bench.report import Row
from tests.bench.subjects import Bench
from tests.browser.chromium import new_context, wait_until_idle

TITLE: Final = "5 first load of Start"
_AT_MOST_BYTES: Final = 1_500_000
_SETTLE_MS: Final = 2_000


def measure(bench: Bench) -> list[Row]:
    """An empty cache; every answer as it travelled, headers included, and every websocket message."""
    context = new_context(bench.browser)
    try:
        page = context.new_page()
        network = context.new_cdp_session(page)
        http: list[float] = []
        socket: list[int] = []

        def loaded(event: dict[str, Any]) -> None:
            http.append(event["encodedDataLength"])

        def framed(event: dict[str, Any]) -> None:
            frame = event["response"]
            text = frame["payloadData"]
            socket.append(len(text) * 3 // 4 if frame["opcode"] == 2 else len(text))

        network.on("Network.loadingFinished", loaded)
        network.on("Network.webSocketFrameReceived", framed)
        network.send("Network.enable")
        page.goto(bench.app.url)
        wait_until_idle(page)
        page.wait_for_timeout(_SETTLE_MS)
    finally:
        context.close()
    total = sum(http) + sum(socket)
    return [
        Row(
            TITLE,
            f"{total / 1e6:.2f} MB ({len(http)} answers; websocket {sum(socket) / 1e3:.0f} kB)",
            target=f"≤ {_AT_MOST_BYTES / 1e6:.1f} MB",
            met=total <= _AT_MOST_BYTES,
        )
    ]
