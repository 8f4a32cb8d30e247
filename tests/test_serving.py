"""The served configuration in parts: compression, limits, security policy, the names in config.toml."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config, file_util

from pages.ui.compressed_bundles import CompressedBundles, accepts_gzip
from pages.ui.http_headers import SecurityHeaders, content_security_policy, security_headers
from pages.ui.request_limits import BodyLimit

ROOT = Path(__file__).parents[1]
SOURCE = "export const answer = 42;\n" * 200


async def _echo_length(request: Request) -> Response:
    """Stands in for the app behind the middleware: says how many bytes arrived."""
    return PlainTextResponse(str(len(await request.body())))


def _client(*middleware: Middleware) -> TestClient:
    routes = [Route("/{path:path}", _echo_length, methods=["GET", "HEAD", "POST"])]
    return TestClient(Starlette(routes=routes, middleware=list(middleware)))


@pytest.fixture
def bundles(tmp_path: Path) -> TestClient:
    """A server with one script and one picture to serve."""
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "index.abc.js").write_text(SOURCE)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path.parent / "secret.js").write_text("no")
    return _client(Middleware(CompressedBundles, directory=tmp_path))


def test_bundle_is_compressed_and_immutable(bundles: TestClient) -> None:
    """The same bytes arrive, in fewer, to be kept for a year."""
    answer = bundles.get("/static/js/index.abc.js", headers={"accept-encoding": "gzip, br"})

    assert answer.text == SOURCE
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(SOURCE) / 10
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_head_announces_what_get_would_send(bundles: TestClient) -> None:
    """The length of a HEAD answer is that of the GET; its body is empty."""
    headers = {"accept-encoding": "gzip"}
    head = bundles.head("/static/js/index.abc.js", headers=headers)

    assert head.content == b""
    assert head.headers["content-length"] == str(len(gzip.compress(SOURCE.encode(), mtime=0)))


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/index.abc.js", {"accept-encoding": "identity"}),
        ("/static/js/index.abc.js", {"accept-encoding": "gzip;q=0"}),
        ("/static/js/index.abc.js", {"accept-encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/js/unknown.js", {"accept-encoding": "gzip"}),
        ("/static/logo.png", {"accept-encoding": "gzip"}),
        ("/static/../secret.js", {"accept-encoding": "gzip"}),
        ("/static/%2e%2e/secret.js", {"accept-encoding": "gzip"}),
        ("/", {"accept-encoding": "gzip"}),
    ],
)
def test_everything_else_is_passed_on(bundles: TestClient, path: str, headers: dict[str, str]) -> None:
    """Other clients, byte ranges and other paths go to the app behind, which here answers with a 0."""
    answer = bundles.get(path, headers=headers)

    assert answer.text == "0"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip; q=0", False),
        ("br", False),
        ("", False),
        ("xgzip", False),
    ],
)
def test_accept_encoding(header: str, accepted: bool) -> None:
    """Only a plain offer of gzip counts."""
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize(("size", "status"), [(0, 200), (100, 200), (101, 413)])
@pytest.mark.parametrize("announced", [True, False], ids=["announced", "streamed"])
def test_body_limit(size: int, status: int, announced: bool) -> None:
    """A body over the limit is refused, whether its length is announced or it arrives in pieces."""
    body = b"x" * size
    content = body if announced else iter([body[:50], body[50:]])

    assert _client(Middleware(BodyLimit, max_bytes=100)).post("/", content=content).status_code == status


def test_body_limit_refuses_a_nonsense_length() -> None:
    """A length that is no number is not trusted."""
    client = _client(Middleware(BodyLimit, max_bytes=100))

    assert client.post("/", headers={"content-length": "-1"}).status_code == 413


def test_headers_are_on_every_answer() -> None:
    """Errors and unknown paths included."""
    headers = security_headers("<script>go()</script>")
    client = TestClient(Starlette(middleware=[Middleware(SecurityHeaders, headers=headers)]))

    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert headers.items() <= dict(answer.headers).items()


def test_policy_admits_exactly_the_inline_scripts_of_the_page() -> None:
    """One hash for each inline script; none for a script with a source; Streamlit's page has one."""
    assert "sha256" not in content_security_policy('<script type="module" src="a.js"></script>')
    # the digest of "go()" as `openssl dgst -sha256 -binary | base64` gives it
    assert "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='" in content_security_policy(
        "<script>go()</script>"
    )
    index = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    assert content_security_policy(index).count("sha256-") == 1


def test_config_names_still_exist() -> None:
    """Streamlit ignores an unknown option, so an upgrade could silently undo the configuration."""
    known = set(config._config_options_template)
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert set(_option_names(written)) <= known
    assert {"runner.postScriptGC", "browser.gatherUsageStats", "server.allowedHosts"} <= set(
        _option_names(written)
    )


def _option_names(table: dict[str, object], prefix: str = "") -> list[str]:
    names: list[str] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        names += _option_names(value, f"{name}.") if isinstance(value, dict) else [name]
    return names
