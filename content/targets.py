"""Published targets: what the model is fitted to, and what it is checked against."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from content.records import Key, Record


class Target(Record):
    """A published number with what is accepted around it. `verify` targets are never fitted to."""

    id: Key
    role: Literal["calibrate", "verify"]
    label: str = Field(min_length=5)
    published: float
    low: float
    high: float
    unit: str
    source: Key

    @model_validator(mode="after")
    def _inside(self) -> Self:
        if not self.low <= self.published <= self.high:
            raise ValueError(f"{self.id}: {self.published} lies outside {self.low} to {self.high}")
        return self


class Free(Record):
    """A parameter that calibration may move, within its own range. `sources`: behind the targets it serves."""

    key: Key
    serves: tuple[Key, ...] = Field(min_length=1)
    sources: tuple[Key, ...] = Field(min_length=1)


@cache
def targets() -> dict[str, Target]:
    """Every target by its id, in the order of the file."""
    text = (Path(__file__).parent / "targets.toml").read_text(encoding="utf-8")
    return {key: Target(id=key, **body) for key, body in tomllib.loads(text).items()}


@cache
def free_parameters() -> tuple[Free, ...]:
    """The parameters that calibration may move; everything else stays as it is."""
    text = (Path(__file__).parent / "free.toml").read_text(encoding="utf-8")
    return tuple(Free(key=key, **body) for key, body in tomllib.loads(text).items())
