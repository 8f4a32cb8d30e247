"""Security headers on every HTTP answer of the served app.

The content security policy allows what the app itself ships and nothing else: no other host, no inline script
except the one in Streamlit's own index.html (allowed by its hash), no `eval`. `blob:` is there because
Streamlit loads the JavaScript of a components-v2 widget from a blob; `'unsafe-inline'` for styles because its
widgets are styled that way. What scripts may do is not widened by either.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_UNUSED_POWERS: Final = ("camera", "geolocation", "microphone", "midi", "payment", "serial", "usb")


def content_security_policy(index_html: str) -> str:
    """The policy for a page whose only inline scripts are those of `index_html`.

    The hashes are computed rather than written down, so an upgrade of Streamlit cannot leave a stale one
    behind.
    """
    digests = (hashlib.sha256(body.encode()).digest() for body in _INLINE_SCRIPT.findall(index_html))
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes, "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def security_headers(index_html: str) -> dict[str, str]:
    """Every security header, by name."""
    return {
        "content-security-policy": content_security_policy(index_html),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "permissions-policy": ", ".join(f"{power}=()" for power in _UNUSED_POWERS),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


class SecurityHeaders:
    """ASGI middleware that sets `headers` on every HTTP answer, whoever made it."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers when the answer starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)
