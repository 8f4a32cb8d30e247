"""Every string that the code asks for exists, every placeholder is filled, and none is left unused."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.findings import facts_in
from content.loader import languages, load, prose

ROOT = Path(__file__).parent.parent
CODE = [*ROOT.glob("pages/**/*.py"), *ROOT.glob("simulator/**/*.py")]


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from flat(value, f"{path}.")
        else:
            yield path, str(value)


def asked() -> Iterator[tuple[str, str, set[str] | None]]:
    """File, key and names of the values of every call of `t` or `say` with a literal key."""
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("t", "say")
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    open_ended = any(keyword.arg is None for keyword in node.keywords)
                    named = {keyword.arg for keyword in node.keywords if keyword.arg}
                    yield file.name, str(first.value), None if open_ended else named


def names(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("lang", languages())
def test_every_fact_that_a_text_quotes_exists(lang: str) -> None:
    for key, text in flat(prose(lang)):
        for name in facts_in(text):
            assert load().facts[name], f"{key} quotes {name}"


@pytest.mark.parametrize("lang", languages())
def test_every_literal_key_exists_and_its_placeholders_are_filled(lang: str) -> None:
    strings = dict(flat(prose(lang)))
    calls = list(asked())
    assert len(calls) > 50
    for file, key, named in calls:
        assert key in strings, f"{file} asks for {key}"
        wanted = {name for name in names(strings[key]) if not name.startswith("fact[")}
        assert named is None or wanted <= named, f"{file}: {key} needs {wanted - named}"


# covers: X25
def test_every_language_has_the_same_keys_as_english() -> None:
    english = {key for key, _ in flat(prose("en"))}
    for lang in languages():
        assert {key for key, _ in flat(prose(lang))} >= english, lang


# covers: C25
def test_every_string_is_whole_and_gives_no_advice() -> None:
    advice = ("you should", "we recommend", "is indicated", "eligible for", "your diagnosis", "you need to")
    for key, text in flat(prose("en")):
        assert text.strip() == text, key
        assert text or ".units." in key, key
        assert not [phrase for phrase in advice if phrase in text.lower()], key
