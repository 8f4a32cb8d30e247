"""Dotted paths into a scenario (`block.nerves[0].offset_mm`): read one, set some, parse what people type."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from simulator.errors import InputError, from_validation, shown
from simulator.scenario import Scenario

_PART = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)((?:\[\d{1,3}\])*)\Z")
LONGEST_PATH = 120


@lru_cache(maxsize=1024)
def parts_of(path: str) -> tuple[str | int, ...]:
    """'block.nerves[0].name' as ('block', 'nerves', 0, 'name'). Raises InputError for a malformed path."""
    parts: list[str | int] = []
    for piece in path.split("."):
        match = _PART.match(piece)
        if match is None or len(path) > LONGEST_PATH:
            raise InputError(path, None, "is not a path such as block.nerves[0].offset_mm")
        parts.append(match.group(1))
        parts += [int(index) for index in re.findall(r"\d+", match.group(2))]
    return tuple(parts)


def read(scenario: Scenario, path: str) -> Any:
    """The value at a path, as plain JSON data."""
    found: Any = scenario
    for part in parts_of(path):
        found = found[part] if isinstance(part, int) else getattr(found, part)
    if isinstance(found, tuple):
        return [item.model_dump() if hasattr(item, "model_dump") else item for item in found]
    return found


def validate(data: object) -> Scenario:
    """A scenario from plain JSON data. Raises InputError with field, value and rule."""
    if not isinstance(data, dict):
        raise InputError("scenario", type(data).__name__, "must be a JSON object")
    try:
        return Scenario.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise from_validation(error) from None


def from_text(text: bytes, name: str) -> Scenario:
    """A scenario from the bytes of a JSON document called `name`. Raises InputError."""
    try:
        data = json.loads(text)
    except UnicodeDecodeError:
        raise InputError(name, "bytes", "is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        rule = f"is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise InputError(
            name, shown(text[error.pos : error.pos + 20].decode(errors="replace")) or "end", rule
        ) from None
    except RecursionError:
        raise InputError(name, "…", "is nested too deeply") from None
    return validate(data)


def apply(scenario: Scenario, sets: Mapping[str, Any]) -> Scenario:
    """The scenario with the values at some paths replaced (whole lists first), checked as a whole.

    Raises InputError.
    """
    data = scenario.model_dump(mode="json")
    for path, value in sorted(sets.items(), key=lambda item: len(item[0])):
        parts = parts_of(path)
        place: Any = data
        for i, part in enumerate(parts[:-1]):
            place = _step(place, part, path, value)
            if place is None and i + 2 == len(parts):
                raise InputError(path, value, "there is nothing to set here")
        last = parts[-1]
        if isinstance(last, int):
            _step(place, last, path, value)
        if not isinstance(place, dict | list):
            raise InputError(path, value, "unknown field")
        place[last] = value  # type: ignore[index]
    return validate(data)


def _step(place: Any, part: str | int, path: str, value: Any) -> Any:
    if isinstance(part, int):
        if not isinstance(place, list) or part >= len(place):
            raise InputError(path, value, f"there is no item {part}")
        return place[part]
    if not isinstance(place, dict) or part not in place:
        raise InputError(path, value, "unknown field")
    return place[part]


def typed(text: str) -> tuple[str, Any]:
    """`path=value` as typed: the value is JSON where it parses as JSON, else text. Raises InputError."""
    path, sign, value = text.partition("=")
    if not sign:
        raise InputError("--set", text, "must be path=value")
    try:
        return path.strip(), json.loads(value, parse_constant=_not_a_number)
    except (json.JSONDecodeError, RecursionError):
        return path.strip(), value


def _not_a_number(text: str) -> str:
    return text


def field_info(path: str) -> FieldInfo:
    """The declaration of the field at a path: bounds, unit, step, tier. Raises InputError if unknown."""
    record: type[BaseModel] = Scenario
    info: FieldInfo | None = None
    for part in parts_of(path):
        if isinstance(part, int):
            continue
        info = record.model_fields.get(part)
        if info is None:
            raise InputError(path, None, "unknown field")
        record = _record_inside(info.annotation) or record
    if info is None:
        raise InputError(path, None, "unknown field")
    return info


def _record_inside(annotation: Any) -> type[BaseModel] | None:
    """The record type that a field holds, alone or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _record_inside(inner))), None)


def unit(path: str) -> str:
    """The unit of the field at a path, '' where it has none."""
    return str(extra(path).get("unit", ""))


def bounds(path: str) -> tuple[float, float]:
    """Lowest and highest value of the numeric field at a path."""
    limits = {type(rule).__name__: rule for rule in field_info(path).metadata}
    return float(limits["Ge"].ge), float(limits["Le"].le)


def extra(path: str) -> dict[str, Any]:
    """What is declared beside the bounds of the field at a path: unit, step, tier, evidence."""
    found = field_info(path).json_schema_extra
    return dict(found) if isinstance(found, dict) else {}
