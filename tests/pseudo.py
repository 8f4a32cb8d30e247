"""A language that nobody speaks: every string of the text files between brackets, so that leaks show."""

import re
from typing import Any

import content.loader
from content import load
from content.guidelines import guidelines
from content.published_tests import published_tests
from content.states import states

OPEN, CLOSE = "⟦", "⟧"


def bracketed(value: Any, room: str = "") -> Any:
    """All strings of a text file between brackets, but not the keys of the sources that a page names."""
    if isinstance(value, dict):
        kept = {"sources"} if room == "page" else set()
        return {key: inner if key in kept else bracketed(inner, key) for key, inner in value.items()}
    return f"{OPEN}{value}{CLOSE}"


def texts() -> dict[str, Any]:
    """The text files, and every text that a record brings in English, between brackets."""
    library = load()
    drug_numbers = {p.key: p for drug in library.drugs.values() for p in drug.parameters.values()}
    cells = {
        f"{key}_{column}": cell for key, body in guidelines().items() for column, cell in body.cells.items()
    }
    sides = ("speaks_for", "speaks_against")
    rooms: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
        "presets": (dict(library.presets), ("title", "teaches")),
        "pathways": (
            {s.id: s for s in library.pathways},
            ("title", "reason", *sides),
        ),
        "rules": (dict(library.rules), ("title", "body", "note")),
        "drugs": (dict(library.drugs), ("name", "note")),
        "parameters": (library.parameters | library.trial | drug_numbers, ("label", "note", "unit")),
        "nerves": (dict(library.nerves), ("title", "target")),
        "clinics": (dict(library.clinics), ("title", "note")),
        "findings": (
            dict(library.findings),
            ("label", "population", "interval", "design", "note", "unit", "graded_by"),
        ),
        "sources": (dict(library.sources), ("note",)),
        "published_tests": (dict(published_tests()), ("title", "criterion", "reference", "note")),
        "states": (dict(states()), ("title",)),
        "guidelines": (
            guidelines() | cells,
            ("body", "short", "title", "country", "spine", "text", "compare"),
        ),
    }
    found = dict(content.loader.prose("en"))
    for kind, (records, fields) in rooms.items():
        own = {
            key: {name: getattr(record, name) for name in fields if getattr(record, name, None)}
            for key, record in records.items()
        }
        found[kind] = own | found.get(kind, {})
    strange: dict[str, Any] = bracketed(found)
    return strange


def outside(text: str) -> str:
    """What is left of a text without what came from the text files, markup, places to fill, nerves."""
    text = re.sub(
        r"<span[^>]*class='sign'[^>]*>\w*</span>", "", text
    )  # the name of an icon, never read aloud
    text = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(
        r"<[^>]*>|%\{[^}]*\}|\b[LCTS]\d+\b|\bTON\b|:material/\w+:|:[\w-]+\[|\(https?:[^)]*\)", "", text
    )
    while (shorter := re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)) != text:
        text = shorter
    return text
