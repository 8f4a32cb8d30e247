"""Guidelines and coverage rules on these blocks, body by body. Every cell says how well it is known."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, Self

from pydantic import Field, model_validator

from content.loader import load
from content.records import Key, Reading, Record


class State(StrEnum):
    """Read in the body's own document; read in a text about it; not confirmed at all."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


class Stance(StrEnum):
    """What a body says of blocks and of the denervation that they choose people for."""

    SELECTED = "selected"
    RESERVED = "reserved"
    AGAINST = "against"
    REPLY = "reply"
    UNKNOWN = "unknown"


class Area(StrEnum):
    """Whom a body speaks for."""

    INTERNATIONAL = "international"
    UNITED_STATES = "united_states"
    UNITED_KINGDOM = "united_kingdom"
    EUROPE = "europe"


COLUMNS: Final = (
    "position",
    "blocks",
    "cutoff",
    "timing",
    "drug",
    "imaging",
    "sedation",
    "steroid",
    "first",
    "next",
    "strength",
    "conflicts",
)
"""What is compared, in this order; `first`: care before a block, `next`: what follows a positive one."""


class Cell(Record):
    """What one body says on one matter. `compare`: the short answer by which bodies are compared.

    An unconfirmed cell holds at most what is said elsewhere; it is never compared. Errors: a known cell
    without text or source, an unconfirmed one with a short answer, an unknown source, a cell called
    confirmed whose sources were all read second hand.
    """

    text: str = ""
    state: State = State.UNCONFIRMED
    compare: str = ""
    sources: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = set(self.sources) - load().sources.keys()
        if unknown:
            raise ValueError(f"unknown sources {', '.join(sorted(unknown))}")
        if self.state is State.UNCONFIRMED:
            if self.compare:
                raise ValueError(f"not confirmed, so not compared: {self.compare}")
        elif not self.text or not self.sources:
            raise ValueError(f"{self.state} needs a text and a source")
        read = {load().sources[key].reading for key in self.sources}
        if self.state is State.CONFIRMED and Reading.PRIMARY not in read:
            raise ValueError("confirmed needs a source that was read itself")
        return self


class Guideline(Record):
    """One body's document. `published`: year, or year-month-day where that is certain; `link` None: no certain
    address; `rule`: key of `content/rules.toml` for the policy that the model reads in its place.

    Errors: an unknown column or rule, a stance that its own cell does not confirm.
    """

    key: Key
    body: str = Field(min_length=3)
    short: str = Field(min_length=3, max_length=32)
    title: str = Field(min_length=8)
    published: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    area: Area
    country: str
    spine: str
    stance: Stance
    link: str | None = Field(default=None, pattern=r"^https://")
    checked: date
    rule: Key | None = None
    cells: Mapping[str, Cell]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        unknown = self.cells.keys() - set(COLUMNS)
        if unknown:
            raise ValueError(f"{self.key}: unknown columns {', '.join(sorted(unknown))}")
        if (self.stance is Stance.UNKNOWN) != (self.cell("position").state is State.UNCONFIRMED):
            raise ValueError(f"{self.key}: a stance is unknown exactly where its cell is not confirmed")
        if self.rule is not None and self.rule not in load().rules:
            raise ValueError(f"{self.key}: unknown rule {self.rule}")
        return self

    @property
    def year(self) -> int:
        """Year of the document."""
        return int(self.published[:4])

    def cell(self, column: str) -> Cell:
        """What the body says there; not confirmed where the file says nothing."""
        return self.cells.get(column, Cell())


@cache
def guidelines() -> dict[str, Guideline]:
    """Every body by its key, in the file's order."""
    with Path(__file__).with_name("guidelines.toml").open("rb") as handle:
        return {key: Guideline(key=key, **fields) for key, fields in tomllib.load(handle).items()}
