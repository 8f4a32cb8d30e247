"""The session's language applied to the text files."""

from content.loader import prose, say, translated
from pages.ui import state

_ESCAPED = str.maketrans({char: f"\\{char}" for char in r"\`*_{}[]()#+-.!<>|~$:&"})


def t(key: str, /, **values: object) -> str:
    """The string `file.table.name` in the session's language."""
    return say(key, state.lang(), **values)


def of(kind: str, key: str, field: str, own: str) -> str:
    """A record's text in the session's language."""
    return translated(kind, key, field, own, state.lang())


def has(key: str) -> bool:
    """Whether the text files hold a string of that name."""
    found: object = prose(state.lang())
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return False
        found = found[part]
    return isinstance(found, str)


def plain(text: object) -> str:
    """Text that came from outside, made safe for a Markdown element: no markup, no links, no formulas."""
    return str(text).translate(_ESCAPED)
