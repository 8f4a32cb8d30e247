"""Bounds on what a visitor may send: a request body, announced or streamed, and a websocket message."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES: Final = 2_000_000
MAX_MESSAGE_BYTES: Final = 2_000_000

_TOO_LARGE: Final = "The request is too large."


class BodyLimit:
    """ASGI middleware that answers 413 to a body of more than `max_bytes`, before anything reads it whole."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse by the announced length, or as soon as what has arrived is over the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > self._max_bytes:
            await PlainTextResponse(_TOO_LARGE, status_code=413)(scope, receive, send)
            return

        arrived = 0

        async def counted_receive() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self._max_bytes:
                raise HTTPException(status_code=413, detail=_TOO_LARGE)
            return message

        await self._app(scope, counted_receive, send)
