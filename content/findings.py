"""Published findings: what a study or a guideline reported, as text and tables quote it.

A finding is not a parameter: the model does not read it. Prose names it as `{fact[key]}`, and so no number
is typed into a sentence.
"""

import string
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from math import floor
from typing import Self

from pydantic import Field, model_validator

from content.records import Key, Kind, Parameter, Record


class Certainty(StrEnum):
    """How sure one can be of a finding, in the four words of GRADE; `not_graded` where nobody has graded it."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NOT_GRADED = "not_graded"


OWN_GRADE = "this project, after GRADE"


class Finding(Record):
    """One number as it was published, with what is needed to judge it.

    `value`, `low`, `high` in `unit` (`of 100` for shares, never `%`). `interval` says what low and high are
    (a 95 % confidence interval, the range of several studies, ...). `counts` holds how many of how many,
    where a share rests on a count. `graded_by` says whose certainty it is. `checked` is the day on which the
    source was last looked at. Errors: a value outside low to high, limits without a word for what they
    are, a share that its counts do not give, a finding without a source that is not marked as assumed.
    """

    key: Key
    topic: Key
    label: str = Field(min_length=8)
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    interval: str = ""
    counts: tuple[int, int] | None = None
    n: int | None = Field(default=None, ge=1)
    population: str = ""
    design: str = ""
    certainty: Certainty = Certainty.NOT_GRADED
    graded_by: str = OWN_GRADE
    kind: Kind = Kind.MEASURED
    sources: tuple[Key, ...] = ()
    checked: date
    note: str = ""

    @model_validator(mode="after")
    def _provenance(self) -> Self:
        if not self.sources and self.kind is not Kind.ASSUMED:
            raise ValueError(f"{self.key}: a {self.kind} finding must name a source")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"{self.key}: low and high come together")
        if self.low is not None and self.high is not None:
            if not self.low <= self.value <= self.high:
                raise ValueError(f"{self.key}: value {self.value} lies outside {self.low} to {self.high}")
            if not self.interval:
                raise ValueError(f"{self.key}: say what {self.low} to {self.high} is")
        if self.counts is not None and abs(100 * self.counts[0] / self.counts[1] - self.value) > 0.5:
            raise ValueError(f"{self.key}: {self.counts[0]} of {self.counts[1]} is not {self.value} of 100")
        return self


def written(value: float, unit: str = "") -> str:
    """A number as text quotes it: at most three digits, no needless zeros, thousands with a comma; a year whole."""
    if unit == "year":
        return f"{value:.0f}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


_FIELDS = {"value": "value", "low": "low", "high": "high", "n": "n"}
_COUNTED = {"hits": 0, "of": 1}
_PEOPLE = {"people": "value", "others": "value", "fewest": "low", "most": "high"}
"""Shares as whole people of 100: `others` are the rest."""


class Facts:
    """What `{fact[key]}` stands for in a text: a finding's or a parameter's value, in its own unit.

    `{fact[key.low]}`, `{fact[key.high]}` and `{fact[key.n]}` give its limits and the number of people;
    `.hits` and `.of` how many of how many.
    A share also as whole people of 100: `.people`, `.others` (the rest), `.fewest` and `.most` (the limits).
    Raises KeyError naming the key for what is not there.
    """

    def __init__(self, *rooms: Mapping[str, Finding | Parameter]) -> None:
        self._rooms = rooms

    def record(self, name: str) -> tuple[Finding | Parameter, str]:
        """The record behind a name, and which of its numbers is meant."""
        head, _, tail = name.rpartition(".")
        for key, field in ((name, "value"), (head, tail)):
            for room in self._rooms:
                if key in room and field in _FIELDS | _PEOPLE | _COUNTED:
                    return room[key], field
        raise KeyError(f"fact: {name}")

    def __getitem__(self, name: str) -> str:
        found, field = self.record(name)
        if field in _COUNTED:
            counts = getattr(found, "counts", None)
            if counts is None:
                raise KeyError(f"fact: {name} has no {field}")
            return f"{counts[_COUNTED[field]]:,}"
        number = getattr(found, (_FIELDS | _PEOPLE)[field], None)
        if number is None or (field in _PEOPLE and found.unit != "of 100"):
            raise KeyError(f"fact: {name} has no {field}")
        if field not in _PEOPLE:
            return written(float(number), found.unit)
        whole = floor(float(number) + 0.5)
        return str(100 - whole if field == "others" else whole)


def facts_in(text: str) -> Iterator[str]:
    """Names of the facts that a text quotes, in its order."""
    for _, name, _, _ in string.Formatter().parse(text):
        if name and name.startswith("fact[") and name.endswith("]"):
            yield name[5:-1]
