"""What the lessons are made of: modules with steps, exercises and items, and misconceptions with simulations.

Structure, scenarios and right answers stand in `content/lessons/*.toml`, a module a file, and in
`content/lessons/misconceptions`; all words are in `content/text/<lang>/learn`.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from content.records import Key, Record

FOLDER = Path(__file__).parent / "lessons"
MOST_STEPS = 7
LETTERS = "abcde"

Name = str
"""Of a case, a bar or an option: one short word, because numbers are named `<case>_<measure>`."""


class Case(Record):
    """One simulated block: a preset with fields set; `factors` multiply numbers of the library."""

    preset: Key = "textbook-true-positive"
    sets: dict[str, Any] = Field(default_factory=dict)
    factors: dict[Key, float] = Field(default_factory=dict)


class Bar(Record):
    """One number of 100: a `measure` of a virtual trial under a paradigm and a cut-off, a published finding
    (`fact`, in `of 100`), or both side by side. `trial` names one of the demonstration's trials.
    """

    measure: Key | None = None
    trial: Name = "trial"
    paradigm: Key = "one"
    threshold_pct: int = 80
    fact: Key | None = None

    @model_validator(mode="after")
    def _shows_a_number(self) -> Self:
        if self.measure is None and self.fact is None:
            raise ValueError("a bar shows a measure of a trial, a finding, or both")
        return self


class Demonstration(Record):
    """What the model is made to show. `holds`: what must come true, as `name < name or number` or
    `name = word`, where names are bars or `<case>_<measure>`.

    Two cases at most are drawn, the first ones, over `hours`; none where there are bars. `repeats`: the
    first case over many days instead. `lab`: the case that the Lab opens, the first one without it.
    Errors: neither cases nor bars; nothing that must hold.
    """

    cases: dict[Name, Case] = Field(default_factory=dict)
    trials: dict[Name, dict[str, Any]] = Field(default_factory=dict)
    bars: dict[Name, Bar] = Field(default_factory=dict)
    holds: tuple[str, ...] = Field(min_length=1)
    hours: float = Field(default=6.0, gt=0.0, le=72.0)
    repeats: bool = False
    lab: Name | None = None

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if not self.cases and not self.bars:
            raise ValueError("a demonstration shows a case or a bar")
        if self.lab is not None and self.lab not in self.cases:
            raise ValueError(f"the Lab cannot open {self.lab}: there is no such case")
        for name in (*self.cases, *self.trials, *self.bars):
            if not name.isalnum():
                raise ValueError(f"{name}: the name of a case, trial or bar is one word")
        for bar in self.bars.values():
            if bar.measure is not None and bar.trial not in self.trials:
                raise ValueError(f"there is no trial {bar.trial}")
        return self


class Exercise(Demonstration):
    """Predict, reveal, explain. The learner predicts the case `it` (or the bar `it`) before it is shown.

    `ask`: a curve through handles at `handles` hours; a verdict with confidence; or a count of 100. The case
    `given`, if there is one, is shown from the start. `vary`: fields (of every case) that take another value
    between two bounds when the lesson is repeated; `worlds`: sets of fields, one of which is then chosen.
    """

    ask: Literal["curve", "verdict", "count"]
    handles: tuple[float, ...] = ()
    vary: dict[str, tuple[float, float]] = Field(default_factory=dict)
    worlds: tuple[dict[str, dict[str, Any]], ...] = ()

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if "it" not in (self.bars if self.ask == "count" else self.cases):
            raise ValueError("an exercise is about `it`")
        if (self.ask == "curve") != bool(self.handles):
            raise ValueError("a curve is drawn through handles, nothing else is")
        if any(not 0.0 < hour <= self.hours for hour in self.handles) or list(self.handles) != sorted(
            set(self.handles)
        ):
            raise ValueError("handles rise within the time axis")
        return self


class Item(Record):
    """One question with its options, one of them right."""

    key: Name
    options: int = Field(default=3, ge=2, le=5)
    right: Name

    @model_validator(mode="after")
    def _right_is_an_option(self) -> Self:
        if self.right not in self.names:
            raise ValueError(f"{self.key}: {self.right} is not one of {self.names}")
        return self

    @property
    def names(self) -> str:
        """The options, a letter each."""
        return LETTERS[: self.options]


class Step(Record):
    """One screen of a module. `key` names its words. `nerves`: with the table of joints and nerves.

    `pathways`: ids of next steps to be told, in groups.
    """

    key: Name
    kind: Literal["terms", "read", "predict", "check"]
    show: Demonstration | None = None
    exercise: Exercise | None = None
    nerves: bool = False
    pathways: dict[Name, tuple[Key, ...]] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind == "predict") != (self.exercise is not None):
            raise ValueError(f"{self.key}: an exercise belongs to a step that predicts")
        if (self.kind == "check") != bool(self.items) or len(self.items) > 5:
            raise ValueError(f"{self.key}: items, at most five, belong to a step that checks")
        return self


class Module(Record):
    """A lesson: at most seven steps, key terms first, a closing check last. `mastery`: right answers asked for.

    `milestones` and `curriculum`: keys of what it maps to.
    """

    key: Key
    order: int
    mastery: int = Field(ge=1)
    steps: tuple[Step, ...] = Field(min_length=3, max_length=MOST_STEPS)
    milestones: tuple[Key, ...] = Field(min_length=1)
    curriculum: tuple[Key, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        kinds = [step.kind for step in self.steps]
        if kinds[0] != "terms" or kinds[-1] != "check" or "predict" not in kinds:
            raise ValueError(f"{self.key}: terms first, a check last, something to predict between them")
        if len(self.steps[-1].items) < 3 or self.mastery > len(self.steps[-1].items):
            raise ValueError(f"{self.key}: three items or more, and no more asked for than there are")
        return self


class Misconception(Record):
    """One wrong idea: a probe before, the simulation that shows otherwise, a second probe after.

    `module`: where it is taught.
    """

    key: Key
    module: Key
    before: Item
    after: Item
    show: Demonstration


class Claim(Record):
    """A popular claim in `parts`, one of which is where it goes wrong. `shown`: the misconception that shows it."""

    key: Key
    parts: int = Field(ge=2, le=5)
    wrong: Name
    shown: Key

    @property
    def names(self) -> str:
        """The parts, a letter each."""
        return LETTERS[: self.parts]

    @model_validator(mode="after")
    def _wrong_is_a_part(self) -> Self:
        if self.wrong not in self.names:
            raise ValueError(f"{self.key}: {self.wrong} is not one of {self.names}")
        return self


@cache
def modules() -> dict[str, Module]:
    """The modules in their order."""
    found = [Module(key=path.stem, **_read(path)) for path in sorted(FOLDER.glob("modules/*.toml"))]
    return {module.key: module for module in sorted(found, key=lambda module: module.order)}


@cache
def misconceptions() -> dict[str, Misconception]:
    """The eighteen misconceptions by their key, in order."""
    bodies = {
        key: body
        for path in sorted(FOLDER.glob("misconceptions/*.toml"))
        for key, body in _read(path).items()
    }
    return {key: Misconception(key=key, **body) for key, body in sorted(bodies.items())}


@cache
def claims() -> dict[str, Claim]:
    """The popular claims of the page that asks for the error."""
    return {key: Claim(key=key, **body) for key, body in _read(FOLDER / "claims.toml").items()}


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as handle:
        return tomllib.load(handle)
