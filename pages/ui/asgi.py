"""The served app: Streamlit's ASGI application behind this project's HTTP middleware.

`make run` starts it through `pages.ui.serve`; `uvicorn pages.ui.asgi:app` from the project's root does as
well.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from starlette.middleware import Middleware
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from pages.ui.compressed_bundles import CompressedBundles
from pages.ui.http_headers import SecurityHeaders, security_headers
from pages.ui.request_limits import MAX_BODY_BYTES, BodyLimit

PROJECT_ROOT: Final = Path(__file__).resolve().parents[2]


def build(script: Path) -> App:
    """Streamlit's app around `script`, with the middleware that every request passes, outermost first."""
    frontend = Path(file_util.get_static_dir())
    headers = security_headers((frontend / "index.html").read_text(encoding="utf-8"))
    return App(
        script,
        middleware=[
            Middleware(SecurityHeaders, headers=headers),
            Middleware(BodyLimit, max_bytes=MAX_BODY_BYTES),
            Middleware(CompressedBundles, directory=frontend / "static"),
        ],
    )


# A folder named `pages` makes Streamlit take the first visit to a fresh process for one of its old multipage
# apps, and greet a deep link with "Page not found". The pages of this app are those of st.navigation, so say
# so beforehand.
PagesManager.uses_pages_directory = False

# Nothing about a visitor is kept, but uvicorn logs each address and each link, scenario included. Its own
# switch does not last, because Streamlit gives the loggers a handler again; a filter does.
logging.getLogger("uvicorn.access").addFilter(lambda record: False)
logging.getLogger("uvicorn.error").addFilter(lambda record: "WebSocket" not in str(record.msg))

app = build(PROJECT_ROOT / "app.py")
