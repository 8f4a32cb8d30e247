"""A visitor without a browser: replays the messages of a real one over the websocket and times the answers.

The messages are recorded from the page itself, so nothing here knows how its widgets encode a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.bench.report import NotAvailableError
from tests.bench.subjects import Bench, Subject, opened
from tests.browser.chromium import wait_until_idle

_ANSWER_S = 30.0
_SETTLE_MS = 500


@contextmanager
def recording(page: Page) -> Iterator[list[bytes]]:
    """Every rerun request that the page sends over a websocket it opens from now on."""
    sent: list[bytes] = []

    def keep(payload: str | bytes) -> None:
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            sent.append(payload)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", keep)

    page.on("websocket", listen)
    yield sent
    page.remove_listener("websocket", listen)


def record(bench: Bench, subject: Subject) -> tuple[bytes, list[list[bytes]]]:
    """The message that opens the page, and all that its control sends for one step up and one down."""
    with opened(bench, subject) as (page, _), recording(page) as sent:
        page.reload()
        wait_until_idle(page)
        page.wait_for_timeout(_SETTLE_MS)
        opening = len(sent)
        control = page.locator(subject.control).first
        moves: list[list[bytes]] = []
        for key in ("ArrowRight", "ArrowLeft"):
            before = len(sent)
            control.focus()
            control.press(key)
            page.wait_for_timeout(_SETTLE_MS)
            wait_until_idle(page)
            moves.append(sent[before:])
    if not opening or not all(moves):
        raise NotAvailableError(f"{subject.name}: moving the control asks the server for nothing")
    return sent[0], moves


def whole_page(message: bytes) -> bytes:
    """The same request for the page as a whole, where it was for a part of it."""
    asked = BackMsg.FromString(message)
    asked.rerun_script.fragment_id = ""
    encoded: bytes = asked.SerializeToString()
    return encoded


class Visitor:
    """One session on a server."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def rerun_ms(self, message: bytes) -> float:
        """Send a message; the time in ms until its script run has ended."""
        start = perf_counter()
        self._connection.send(message)
        while True:
            answer = ForwardMsg.FromString(self._received())
            if answer.WhichOneof("type") == "script_finished":
                if answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return (perf_counter() - start) * 1000.0

    def _received(self) -> bytes:
        payload = self._connection.recv(timeout=_ANSWER_S)
        assert isinstance(payload, bytes)
        return payload


@contextmanager
def visitor(url: str) -> Iterator[Visitor]:
    """A new session on the server at `url`."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as connection:  # type: ignore[list-item]
        yield Visitor(connection)
