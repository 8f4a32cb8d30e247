"""Named scenarios: data in `content/presets`, checked as any other input."""

from functools import cache

from content import Preset, load
from simulator.errors import InputError
from simulator.paths import validate
from simulator.scenario import Scenario


def names() -> tuple[str, ...]:
    """Names of all presets, in alphabetical order."""
    return tuple(load().presets)


@cache
def preset(name: str) -> Scenario:
    """The scenario of a preset. Raises InputError for an unknown name."""
    return validate(record(name).scenario)


def record(name: str) -> Preset:
    """The record of a preset: title and what it teaches. Raises InputError for an unknown name."""
    found = load().presets.get(name)
    if found is None:
        raise InputError("preset", name, f"must be one of {', '.join(names())}")
    return found
