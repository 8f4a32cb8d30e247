"""A server of its own for tests, benchmarks and screenshots: the served configuration on a free port."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_UP_S = 60.0


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, its process, and the file with everything it printed."""

    url: str
    pid: int
    log: Path


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def serve(script: Path = ROOT / "app.py") -> Iterator[Server]:
    """Serve a Streamlit script, by default the app, as `make run` does, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "pages.ui.serve", "--port", str(port), "--script", str(script)]
    with _running(command, port) as server:
        yield server


@contextmanager
def streamlit_run() -> Iterator[Server]:
    """Serve the app as people type it: `streamlit run app.py`."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with _running(command, port) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Server]:
    url = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile("w+", suffix=".log") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + START_UP_S
            while not _is_healthy(url):
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(f"The server did not start:\n{log.read()}")
                time.sleep(0.1)
            yield Server(url, process.pid, Path(log.name))
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
