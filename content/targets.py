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


class Fit(Record):
    """What `calibrate` wrote: when, from which seed, what it left over, and what the targets cannot tell.

    `band`: values of `profiled` at which no calibration target is lost, None if there is none;
    `hardly_identified`: parameters that the targets leave open within their range; `standard_errors`: from
    the targets alone, by key, where they say anything.
    """

    date: str
    model: str
    seed: int
    patients: int
    misfit_before: float
    misfit_after: float
    values: dict[str, float]
    hardly_identified: tuple[str, ...]
    standard_errors: dict[str, float]
    profiled: str
    profile: tuple[tuple[float, float, bool], ...]
    band: tuple[float, float] | None
    residuals: dict[str, float]


@cache
def fit() -> Fit | None:
    """The calibration that the loader applies, or None where none has been written."""
    path = Path(__file__).parent / "calibration.toml"
    if not path.exists():
        return None
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    profile = data["profile"]
    rows = tuple(zip(profile["values"], profile["misfit"], profile["every_target_kept"], strict=True))
    kept = [value for value, _, fine in rows if fine]
    return Fit(
        **{name: data[name] for name in ("date", "model", "seed", "patients")},
        misfit_before=data["misfit_before"],
        misfit_after=data["misfit_after"],
        values={key: body["value"] for key, body in data["values"].items()},
        hardly_identified=tuple(key for key, body in data["spread"].items() if not body["identified"]),
        standard_errors={
            key: body["standard_error"] for key, body in data["spread"].items() if "standard_error" in body
        },
        profiled=profile["parameter"],
        profile=rows,
        band=(min(kept), max(kept)) if kept else None,
        residuals={key: body["residual"] for key, body in data["residuals"].items()},
    )


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
