"""Named scenarios: data in `content/presets`, checked as any other input."""

from functools import cache
from typing import Any

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


TYPICAL_JOINT = {"lumbar": "L4/5", "cervical": "C5/6", "thoracic": "T6/7"}
"""The joint that a region starts with."""


def typical(region: str) -> dict[str, Any]:
    """The fields of a region's typical case: its joint as the main source, both nerves blocked."""
    joint = TYPICAL_JOINT[region]
    return {
        "patient.region": region,
        "patient.sources": [
            {"kind": "facet", "joint": joint, "side": "left", "share": 0.8},
            {"kind": "disc", "share": 0.2},
        ],
        "block.nerves": [{"name": name, "side": "left"} for name in load().joints[joint].nerves],
        "block.joints": None,
    }
