"""Which passage, control or test meets each claim and item: collected from `covers:` comments."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
DOCUMENT: Final = ROOT / "docs" / "coverage.md"
ROOMS: Final = ("content", "simulator", "pages", "tests")
ENDINGS: Final = (".toml", ".py", ".js", ".typ", ".css")

_COMMENT = re.compile(r"^\s*(?:#|//|/\*)\s*covers:\s*(.+?)\s*(?:\*/)?$")
_NAMED = re.compile(
    r"^\s*(?:\[([\w.\-]+)\]|(?:async )?(?:def|class|function) (\w+)|#let (\w+)|([A-Z_]{3,})\s*[:=])"
)

TEACHES: Final = ("content/text/", "pages/")
SIMULATES: Final = (
    "simulator/",
    "content/presets/",
    "content/parameters/",
    "content/pathways.toml",
    "tests/",
)


def items() -> dict[str, dict[str, str]]:
    """Group -> id -> what it asks for."""
    with Path(__file__).with_name("items.toml").open("rb") as handle:
        return tomllib.load(handle)


def places() -> dict[str, list[str]]:
    """Id -> `file: name` of everything that says it covers it."""
    found: dict[str, list[str]] = defaultdict(list)
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*")):
            if file.suffix in ENDINGS and "__pycache__" not in file.parts and "coverage" not in file.parts:
                for ids, name in _in(file.read_text(encoding="utf-8").splitlines()):
                    where = str(file.relative_to(ROOT))
                    for key in ids:
                        found[key].append(f"{where}: {name}" if name else where)
    return dict(found)


def _in(lines: list[str]) -> list[tuple[list[str], str]]:
    """Ids and the name below them, of each comment in a file."""
    found = []
    for number, line in enumerate(lines):
        if comment := _COMMENT.match(line):
            below = next((m for m in map(_NAMED.match, lines[number + 1 : number + 8]) if m), None)
            name = next((part for part in below.groups() if part), "") if below else ""
            found.append((comment[1].replace(",", " ").split(), name))
    return found


def document() -> str:
    """The page that lists every id, what it asks for, and where it is met."""
    where = places()
    lines = [
        "# What is covered, and where",
        "",
        "Written by `make coverage` from the `covers:` comments in the code and the texts; a test compares.",
        "",
    ]
    titles = {
        "teach_and_simulate": "Claims to teach and to simulate",
        "simulate": "Claims to simulate",
        "teach": "Claims to teach",
        "must": "Standard: must",
        "should": "Standard: should",
    }
    for group, entries in items().items():
        met = sum(key in where for key in entries)
        lines += [
            f"## {titles[group]} ({met} of {len(entries)})",
            "",
            "| id | asks for | met by |",
            "| --- | --- | --- |",
        ]
        for key, asks in entries.items():
            shown = "; ".join(f"`{place}`" for place in dict.fromkeys(where.get(key, [])))
            lines.append(f"| {key} | {asks} | {shown or '**not met**'} |")
        lines.append("")
    return "\n".join(lines)
