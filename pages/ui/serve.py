"""`python -m pages.ui.serve`: the one place that says how the app is served.

One process, and uvicorn opens the socket itself: a socket bound beforehand (`streamlit run`, `--workers`)
never gets TCP_NODELAY and stalls every rerun by 40 ms. Messages are small and latency matters, so they are
not deflated. There is no access log, because nothing about a visitor is kept.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from pages.ui.asgi import PROJECT_ROOT, build
from pages.ui.request_limits import MAX_MESSAGE_BYTES


def main() -> None:
    """Read the address from the command line and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m pages.ui.serve", description="Serve the app.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--script", type=Path, default=PROJECT_ROOT / "app.py", help="the Streamlit script")
    arguments = parser.parse_args()
    uvicorn.run(
        build(arguments.script),
        host=arguments.host,
        port=arguments.port,
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()
