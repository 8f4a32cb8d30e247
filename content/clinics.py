"""Clinics: who comes, with what, to whom. One file a clinic in `content/clinics`, every number a record.

A clinic may be `like` another one: what its own file does not say is then read there.
"""

import tomllib
from pathlib import Path
from typing import Any, Self

from pydantic import Field, model_validator

from content.records import Key, Parameter, Record, Region


class Clinic(Record):
    """A clinic's case mix. `targets`: the joints that one visit tests (one row a stratum, with its weight in
    `levels.<row>`); `beside`: for each row a joint that is not tested and may hurt all the same.

    `drugs`: of the first and of the second block. `sources`: the studies that the clinic is shaped after.
    """

    key: Key
    title: str = Field(min_length=5)
    note: str = ""
    like: str | None = None
    region: Region
    targets: tuple[tuple[str, ...], ...] = Field(min_length=1, max_length=4)
    beside: tuple[str, ...]
    drugs: tuple[str, str]
    sources: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _one_neighbour_a_row(self) -> Self:
        if len(self.beside) != len(self.targets):
            raise ValueError(f"{self.key}: as many joints beside as targets")
        return self


def flatten(table: dict[str, Any], prefix: str) -> dict[str, Parameter]:
    """Nested tables to dotted keys; a table with a `value` is a parameter."""
    found: dict[str, Parameter] = {}
    for name, body in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if "value" in body:
            found[key] = Parameter(key=key, **body)
        else:
            found |= flatten(body, key)
    return found


def read(folder: Path) -> tuple[dict[str, Clinic], dict[str, Parameter]]:
    """The clinics in `folder` and their numbers (`clinic.<key>.<name>`). Raises pydantic.ValidationError,
    or ValueError when a clinic is like one that does not exist."""
    clinics: dict[str, Clinic] = {}
    parameters: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.toml")):
        key = path.stem.replace("_", "-")
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        parameters |= flatten(body.pop("parameters", {}), f"clinic.{key}")
        clinics[key] = Clinic(key=key, **body)
    for clinic in clinics.values():
        if clinic.like is not None and clinic.like not in clinics:
            raise ValueError(f"clinic {clinic.key} is like {clinic.like}, which does not exist")
    return clinics, parameters


def key_of(clinics: dict[str, Clinic], parameters: dict[str, Parameter], clinic: str, name: str) -> str:
    """The full key of a number of a clinic: its own, else that of the clinic it is like. KeyError if none."""
    at: str | None = clinic
    while at is not None:
        if (key := f"clinic.{at}.{name}") in parameters:
            return key
        at = clinics[at].like
    raise KeyError(f"clinic {clinic} has no {name}")
