"""Data files that commands write into `content/results`: a record as TOML, with the command that wrote it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from content.records import Record
from content.results import FOLDER
from simulator.errors import InputError

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")


def checked_date(option: str, date: str) -> str:
    """The date as it was typed. Raises InputError for what is not one."""
    if _DATE.match(date) is None:
        raise InputError(option, date, "must be a date such as 2026-11-21")
    return date


def write(name: str, command: str, record: Record, folder: Path = FOLDER) -> Path:
    """Write a record as `<name>.toml`. Raises InputError where the file cannot be written."""
    path = folder / f"{name}.toml"
    lines = [f"# Written by `python -m {command}`; not by hand.", "", *_lines(record.model_dump())]
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError("--write", path.name, f"cannot be written: {error.strerror}") from None
    return path


def _lines(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """A nested mapping of numbers, words and lists as TOML, the innermost mappings on one line each."""

    def on_one_line(value: Any) -> bool:
        if not isinstance(value, Mapping):
            return True
        return bool(path) and not any(isinstance(inner, Mapping) for inner in value.values())

    yield from (f"{_key(key)} = {_value(value)}" for key, value in table.items() if on_one_line(value))
    for key, value in table.items():
        if not on_one_line(value):
            below = (*path, key)
            yield from ("", f"[{'.'.join(map(_key, below))}]", *_lines(value, below))


def _key(key: str) -> str:
    return key if _BARE.match(key) else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value)
