"""One kind of error for everything a person can get wrong: the field, the value, the rule, in one line."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

_LONGEST = 60

_RULES = {
    "extra_forbidden": "unknown field",
    "missing": "a value is required",
    "finite_number": "must be a finite number",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "model_type": "must be an object",
    "tuple_type": "must be a list",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "too_short": "must have at least {min_length} item",
    "too_long": "must have at most {max_length} items",
    "string_too_long": "must not be longer than {max_length} characters",
    "literal_error": "must be one of {expected}",
}


def shown(value: object) -> str:
    """A value as it may be printed: one line, no control characters, never longer than 60 characters."""
    text = "null" if value is None else str(value)
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class InputError(ValueError):
    """Bad input. `field` is its dotted path, `value` what was given, `rule` what it must be."""

    def __init__(self, field: str, value: object, rule: str) -> None:
        self.field = shown(field)
        self.value = shown(value)
        self.rule = " ".join(rule.split())
        super().__init__(f"{self.field}: {self.value}: {self.rule}")

    @property
    def parts(self) -> dict[str, str]:
        """Field, value and rule by name, for a sentence with these placeholders."""
        return {"field": self.field, "value": self.value, "rule": self.rule}


def fault(field: str, value: object, rule: str) -> PydanticCustomError:
    """A fault found by a record's own validator; `field` is relative to the record ('': the value)."""
    return PydanticCustomError("fault", "{rule}", {"field": field, "value": value, "rule": rule})


def path_of(parts: tuple[int | str, ...]) -> str:
    """('block', 'nerves', 0, 'name') as 'block.nerves[0].name'."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else ("." if text else "") + str(part)
    return text


def from_validation(error: ValidationError) -> InputError:
    """The first fault of a pydantic error as an `InputError`; further faults are counted in the rule."""
    faults: list[Any] = error.errors(include_url=False)
    first = faults[0]
    where, value = path_of(first["loc"]), first["input"]
    if first["type"] == "fault":
        inner = first["ctx"]
        where = f"{where}.{inner['field']}".strip(".") if inner["field"] else where
        value, rule = inner["value"], inner["rule"]
    else:
        template = _RULES.get(first["type"])
        rule = template.format(**first.get("ctx", {})) if template else first["msg"].removeprefix("Input ")
    if isinstance(value, dict | list):
        value = "…"
    if len(faults) > 1:
        rule += f" (and {len(faults) - 1} more)"
    return InputError(where or "scenario", value, rule)
