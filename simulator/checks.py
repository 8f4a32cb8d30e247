"""The model beside the numbers that it should give: recomputed, listed, and never hidden when they fail.

`python -m simulator.checks` prints every row; `--write` also writes docs/checks.md, and the rows as data for
the app. Numbers, tolerances and reasons are data in `content/checks.toml`; what the model gives is worked out
in `simulator/measures.py`.
"""

import math
import sys
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import Field

from content.loader import ROOT
from content.records import Key, Record
from content.results import Checked, checked
from simulator.measures import MEASURES, listed, population, who
from simulator.scenario import MODEL_VERSION
from simulator.written import write

Listed = Literal["passes", "fails"]

DOCUMENT = ROOT.parent / "docs" / "checks.md"


class Check(Record):
    """One number, where it may lie and why. `printed`: what the design notes had computed for it."""

    id: Key
    role: Literal["observed", "reference"]
    what: str
    published: tuple[float, ...] = Field(min_length=1, max_length=2)
    unit: str
    low: float
    high: float
    reason: str = Field(min_length=8)
    source: Key
    printed: str = ""
    listed_as: Listed


class Observed(Check):
    """A number observed in people; `measure` computes it from `given`."""

    role: Literal["observed"] = "observed"
    measure: Key
    given: dict[str, Any]


class Reference(Record):
    """A quantity of the design runs by case. Tolerance: absolute, plus relative, plus a proportion's own."""

    quantity: Key
    what: str
    unit: str
    absolute: float
    relative: float = 0.0
    binomial: bool = False
    reason: str
    source: Key
    fails: tuple[str, ...]
    published: dict[str, float]

    def check(self, case: str, people: int) -> Check:
        """The row of one case."""
        value = self.published[case]
        room = self.absolute + self.relative * value
        if self.binomial:
            room += 3.0 * math.sqrt(2.0 * value * (1.0 - value) / people)
        return Check(
            id=f"{self.quantity}.{case}",
            role="reference",
            what=self.what,
            published=(value,),
            unit=self.unit,
            low=value - room,
            high=value + room,
            reason=self.reason,
            source=self.source,
            listed_as="fails" if case in self.fails else "passes",
        )


class Checks(Record):
    """All of `content/checks.toml` but the population."""

    document: dict[str, str]
    observed: tuple[Observed, ...]
    reference: tuple[Reference, ...]


@dataclass(frozen=True)
class Row:
    """A check and what this model gives for it now."""

    check: Check
    simulated: float

    @property
    def state(self) -> Listed:
        """What the row ought to be listed as."""
        return "passes" if self.check.low <= self.simulated <= self.check.high else "fails"

    def record(self) -> dict[str, Any]:
        """The row as plain data."""
        shown = self.check.model_dump(include={"id", "role", "published", "low", "high", "source"})
        return shown | {"simulated": self.simulated, "pass": self.state == "passes"}


@cache
def checks() -> Checks:
    """The list of checks, read once."""
    return Checks.model_validate({name: listed()[name] for name in Checks.model_fields})


def listing() -> tuple[Check, ...]:
    """Every check as it is listed: what was observed first, then the design runs."""
    runs = [one.check(case, who().people) for one in checks().reference for case in one.published]
    return (*checks().observed, *runs)


@cache
def run() -> tuple[Row, ...]:
    """Every check, recomputed. Takes about ten seconds."""
    return tuple(Row(check, _simulated(check)) for check in listing())


def kept() -> tuple[Row, ...]:
    """Every check with what the last run gave, without a new one."""
    return tuple(Row(check, checked().simulated[check.id]) for check in listing())


def record(rows: tuple[Row, ...]) -> Checked:
    """What a run gave, as it is kept."""
    return Checked(model=MODEL_VERSION, simulated={r.check.id: float(f"{r.simulated:.6g}") for r in rows})


def _simulated(check: Check) -> float:
    if isinstance(check, Observed):
        return MEASURES[check.measure](**check.given)
    quantity, _, case = check.id.partition(".")
    return population(case, quantity)


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 100.0 else f"{value:.0f}"


def _line(row: Row) -> str:
    one = row.check
    cells = [
        f"**{row.state}**" if row.state == "fails" else row.state,
        one.what,
        " to ".join(map(_number, one.published)),
    ]
    cells += [f"{_number(one.low)} to {_number(one.high)}", _number(row.simulated), one.printed, one.unit]
    return "| " + " | ".join([*cells, one.reason, one.source, f"`{one.id}`"]) + " |"


def document(rows: tuple[Row, ...]) -> str:
    """docs/checks.md."""
    words = checks().document
    text = [f"# {words['title']}", "", words["intro"], ""]
    for role, head in (("observed", "Observed in people"), ("reference", "Computed in the design phase")):
        some = [row for row in rows if row.check.role == role]
        failing = sum(row.state == "fails" for row in some)
        text += [f"## {head}: {len(some) - failing} pass, {failing} fail", "", words[role], ""]
        text += ["| | check | value | may lie | model | design | unit | tolerance | source | id |"]
        text += ["| --- " * 10 + "|", *map(_line, some), ""]
    return "\n".join(text)


def main(arguments: list[str]) -> int:
    """Print every row; exit status 1 when a row is not what it is listed as."""
    rows = run()
    for row in rows:
        wrong = "" if row.state == row.check.listed_as else f"   LISTED AS {row.check.listed_as}"
        bounds = f"{_number(row.check.low)} to {_number(row.check.high)}"
        print(
            f"{row.state:6} {row.check.id:45} {_number(row.simulated):>8} ({bounds}) {row.check.unit}{wrong}"
        )
    if "--write" in arguments:
        DOCUMENT.write_text(document(rows), encoding="utf-8")
        write("checks", "simulator.checks --write", record(rows))
    return int(any(row.state != row.check.listed_as for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
