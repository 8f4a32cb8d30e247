"""What slow commands wrote: the model beside every target, its sensitivity, its checks. Dated, with a fingerprint.

The files in `content/results` are read here and written by `simulator/results.py`. The fingerprint says which
model they belong to; a test compares it with the model as it is.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from content.records import Key, Record

FOLDER = Path(__file__).parent / "results"

Headlines = dict[Key, float]


class Written(Record):
    """What every file begins with."""

    date: str
    model: str
    fingerprint: str
    seed: int
    patients: int


class Validation(Written):
    """Every target by id: what the model says and its 95 % interval; nothing where there was no case."""

    simulated: dict[Key, tuple[float, float, float] | tuple[()]]


class Ends(Record):
    """One parameter at the ends of its range: headlines, and the claims that differ there."""

    low: Headlines
    high: Headlines
    low_flips: tuple[Key, ...] = ()
    high_flips: tuple[Key, ...] = ()


class Indices(Record):
    """Sobol indices, a list by headline in the order of `parameters`, and half widths of their 95 % intervals.

    `claims_hold`: share of the runs in which each claim holds. `probe`: headlines of the first runs.
    """

    parameters: tuple[Key, ...]
    samples: int
    runs: int
    patients: int
    first: dict[Key, tuple[float, ...]]
    total: dict[Key, tuple[float, ...]]
    first_half_width: dict[Key, tuple[float, ...]]
    total_half_width: dict[Key, tuple[float, ...]]
    claims_hold: dict[Key, float]
    probe: tuple[Headlines, ...]


class Band(Record):
    """Headlines over the range of one parameter: by paradigm and headline a row for each of `values`, and in
    it a number for each of `cut_offs` (%). The parameter's own value is among `values`."""

    parameter: Key
    patients: int
    values: tuple[float, ...]
    cut_offs: tuple[int, ...]
    paradigms: dict[Key, dict[Key, tuple[tuple[float, ...], ...]]]


class Sensitivity(Written):
    """How far the headlines of a trial (percent) depend on single numbers, and which claims flip."""

    clinic: Key
    threshold_pct: int
    headlines: Headlines
    claims: dict[Key, bool]
    ends: dict[Key, Ends]
    sobol: Indices
    band: Band


class Checked(Record):
    """Every row of docs/checks.md by its id: what this model gives. A test computes all of it again."""

    model: str
    simulated: dict[Key, float]


@cache
def validation() -> Validation:
    """The model beside every published target."""
    return Validation.model_validate(_read("validation"))


@cache
def sensitivity() -> Sensitivity:
    """Tornado, Sobol indices, claims, band."""
    return Sensitivity.model_validate(_read("sensitivity"))


@cache
def checked() -> Checked:
    """What the checks gave."""
    return Checked.model_validate(_read("checks"))


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as handle:
        return tomllib.load(handle)
