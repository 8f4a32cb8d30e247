"""Streamlit's immutable bundles, gzip-compressed once and served from memory.

Streamlit serves them uncompressed on purpose, because compressing on every request costs more than it saves.
Here each file is compressed at most once a process, when it is first asked for. The table of files is read
from the disk at start-up and never grows, so no request can fill the cache with anything else.
"""

from __future__ import annotations

import gzip
import mimetypes
from pathlib import Path
from threading import Lock
from typing import Final

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_COMPRESSIBLE: Final = frozenset({".css", ".js", ".json", ".svg", ".wasm"})
_ONE_YEAR_S: Final = 365 * 24 * 60 * 60


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether an `Accept-Encoding` header value admits gzip (RFC 9110, 12.5.3)."""
    for offer in accept_encoding.lower().split(","):
        coding, _, weight = (part.strip() for part in offer.partition(";"))
        if coding == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


class CompressedBundles:
    """ASGI middleware that answers GET and HEAD for existing, hash-named files under `directory`.

    `prefix` is the URL path of `directory`. Everything else, and every client that does not accept gzip or
    asks for a byte range, is passed on untouched.
    """

    def __init__(self, app: ASGIApp, directory: Path, prefix: str = "/static/") -> None:
        self._app = app
        self._files = {
            prefix + file.relative_to(directory).as_posix(): file
            for file in directory.rglob("*")
            if file.is_file() and file.suffix in _COMPRESSIBLE
        }
        self._bodies: dict[str, bytes] = {}
        self._one_at_a_time = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the cache where it applies."""
        if not self._applies(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        body = self._bodies.get(path) or await to_thread.run_sync(self._compress, path)
        media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        response = Response(
            body,
            media_type="text/javascript" if path.endswith(".js") else media_type,
            headers={
                "content-encoding": "gzip",
                "vary": "accept-encoding",
                "cache-control": f"public, immutable, max-age={_ONE_YEAR_S}",
            },
        )
        if scope["method"] == "HEAD":
            response.body = b""  # the headers, its length included, stay those of a GET
        await response(scope, receive, send)

    def _applies(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return False
        headers = Headers(scope=scope)
        return (
            scope["path"] in self._files
            and "range" not in headers
            and accepts_gzip(headers.get("accept-encoding", ""))
        )

    def _compress(self, path: str) -> bytes:
        with self._one_at_a_time:
            if path not in self._bodies:
                self._bodies[path] = gzip.compress(self._files[path].read_bytes(), mtime=0)
            return self._bodies[path]
