"""Accuracy of blocks as published: by region, rule and reference standard, each number a finding."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from content.loader import load
from content.records import Key, Record, Region


class PublishedTest(Record):
    """A test as a study read it. `sensitivity` and `specificity` or `false_positive` are keys of findings.

    `blocks` 1: the numbers are of one block; 2: of a pair that is read as one result. `reference` and
    `criterion` say what was taken for the truth and what counted as positive.
    """

    key: Key
    title: str = Field(min_length=8)
    region: Region
    blocks: int = Field(ge=1, le=2)
    criterion: str
    reference: str
    sensitivity: Key
    specificity: Key | None = None
    false_positive: Key | None = None
    note: str = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.specificity is None) == (self.false_positive is None):
            raise ValueError(f"{self.key}: name the specificity or the false positives, not both")
        found = load().findings
        unknown = [key for key in self.facts if key not in found]
        if unknown:
            raise ValueError(f"{self.key}: unknown findings {', '.join(unknown)}")
        return self

    @property
    def facts(self) -> tuple[str, ...]:
        """Keys of the findings behind it."""
        return tuple(key for key in (self.sensitivity, self.specificity, self.false_positive) if key)


@cache
def published_tests() -> dict[str, PublishedTest]:
    """Every test, in the file's order. Raises pydantic.ValidationError naming the broken record."""
    with Path(__file__).with_name("published_tests.toml").open("rb") as handle:
        return {key: PublishedTest(key=key, **body) for key, body in tomllib.load(handle).items()}
