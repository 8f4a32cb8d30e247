"""Teaching cases: which clinic, which blocks, what they showed. The truth is drawn anew each time."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from content.loader import load
from content.records import Key, Record

Bin = Literal["little", "half", "most", "unreadable"]
BINS: tuple[Bin, ...] = ("little", "half", "most", "unreadable")
"""Relief at the check: under 50, 50 to 79, 80 or more of 100; or a block that cannot be read."""

Role = Literal["first", "second_same", "second_other", "control"]


class Case(Record):
    """A kind of patient and what the blocks showed.

    `ages`: years, both ends included. `visits`: the blocks in their order. `shows`: relief of each, one of
    `BINS`. `level`: 1 one clear block, 2 in between or repeated, 3 results that disagree. `tags` name the
    variation that it adds. Raises pydantic.ValidationError for an unknown clinic, or as many results as visits
    do not make.
    """

    key: Key
    level: int = Field(ge=1, le=3)
    clinic: Key
    ages: tuple[int, int]
    visits: tuple[Role, ...] = Field(min_length=1, max_length=2)
    shows: tuple[Bin, ...]
    tags: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.clinic not in load().clinics:
            raise ValueError(f"{self.key}: unknown clinic {self.clinic}")
        if len(self.shows) != len(self.visits):
            raise ValueError(f"{self.key}: one result for each visit")
        if not 18 <= self.ages[0] < self.ages[1] <= 100:
            raise ValueError(f"{self.key}: ages {self.ages} must rise within 18 to 100")
        return self


@cache
def cases() -> dict[str, Case]:
    """Every case, in the file's order."""
    with Path(__file__).with_name("cases.toml").open("rb") as handle:
        return {key: Case(key=key, **body) for key, body in tomllib.load(handle).items()}
