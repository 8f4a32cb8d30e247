"""A page as a visitor of the whole app meets it."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"


def visit(file: str, state: dict[str, Any] | None = None, /, **query: str) -> AppTest:
    """The page of that file (`pages/...`), run without an error, with a session state and a query."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in (state or {}).items():
        app.session_state[key] = value
    for key, text in query.items():
        app.query_params[key] = text
    app.run()  # without a first run a page is known by its file alone, not by the address that it has
    app.switch_page(file).run()
    assert not app.exception
    return app
