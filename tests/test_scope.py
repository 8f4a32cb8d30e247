"""What no page asks for: pictures, signals, files, who somebody is, more than five controls at first."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.model.box import leaves

PAGES = Path(__file__).parent.parent / "pages"
NEVER = {
    "file_uploader",
    "camera_input",
    "audio_input",
    "chat_input",
    "date_input",
    "login",
    "experimental_user",
}
TEXT = {"text_input", "text_area"}
MAY_TYPE = {
    "find reference",
    "find number",
    "evidence find",
    "glossary find",
    "why {}",
}
"""Keys of the boxes that take text: searches, and a learner's own explanation, which stays on the page."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def key_of(call: ast.Call) -> str:
    """The key of a widget, with `{}` for what is filled in."""
    value = next((word.value for word in call.keywords if word.arg == "key"), None)
    if isinstance(value, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in value.values)
    return str(value.value) if isinstance(value, ast.Constant) else ""


def trees() -> list[ast.AST]:
    return [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PAGES.rglob("*.py"))]


# covers: C24 P54
def test_no_page_takes_pictures_files_or_dates() -> None:
    found = {name for tree in trees() for name, _ in calls(tree)}
    assert len(found) > 100
    assert not found & NEVER


# covers: C24 P54
def test_text_is_typed_only_to_search_and_to_explain() -> None:
    assert {key_of(call) for tree in trees() for name, call in calls(tree) if name in TEXT} <= MAY_TYPE


def test_a_forbidden_widget_is_seen() -> None:
    planted = ast.parse("st.file_uploader('x'); st.text_input('your name', key='name')")
    assert {name for name, _ in calls(planted)} & NEVER
    assert "name" not in MAY_TYPE
    assert [key_of(call) for name, call in calls(planted) if name in TEXT] == ["name"]


# covers: X7 T19
def test_at_most_five_controls_come_first() -> None:
    extras = [info.json_schema_extra for _, info in leaves()]
    first = [extra for extra in extras if isinstance(extra, dict) and extra.get("tier") == "first"]
    assert 3 <= len(first) <= 5
