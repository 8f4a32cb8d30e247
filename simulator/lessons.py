"""What a lesson shows: its cases and trials run on the model, their numbers by name, and what must hold.

A demonstration that does not show what it says is an error of the text, and the tests look for it. New
numbers for the same lesson are drawn until what must hold does hold.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from content import load, using
from content.lessons import Case, Demonstration, Exercise
from simulator import describe, paths, presets
from simulator.lesson_numbers import Row, Value, measures, row
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate

TRIES: Final = 40
"""Draws of new numbers before the lesson is left as it is written."""


@dataclass(frozen=True)
class Shown:
    """A demonstration that was run. `values`: numbers and words by `<case>_<measure>` or a bar's name."""

    answers: Mapping[str, Answer]
    rows: tuple[Row, ...]
    values: Mapping[str, Value]
    holds: tuple[str, ...]

    def broken(self) -> tuple[str, ...]:
        """What should hold and does not."""
        return tuple(line for line in self.holds if not _true(line, self.values))

    def words(self) -> dict[str, str]:
        """The values as text puts them: numbers as people read them, bars as whole people of 100."""
        bars = {one.name for one in self.rows}
        return {
            name: value
            if isinstance(value, str)
            else f"{value:.0f}"
            if name in bars
            else describe.number(value)
            for name, value in self.values.items()
        }


def scenario_of(case: Case) -> Scenario:
    """The scenario of a case. Raises InputError."""
    return paths.apply(presets.preset(case.preset), case.sets)


def answer_of(case: Case) -> Answer:
    """A case run on the model, on a library with its changed numbers."""
    library = load()
    for key, factor in case.factors.items():
        number = library.facts.record(key)[0].value
        library = library.with_value(key, number * factor)
    with using(library):
        answer = simulate(scenario_of(case))
        _ = answer.plasma  # worked out when asked for, and the changed numbers hold only here
        return answer


def show(demonstration: Demonstration) -> Shown:
    """Run everything that a demonstration shows."""
    answers = {name: answer_of(case) for name, case in demonstration.cases.items()}
    rows = tuple(row(name, bar, demonstration.trials) for name, bar in demonstration.bars.items())
    values: dict[str, Value] = {one.name: one.value for one in rows}
    for name, answer in answers.items():
        values |= {f"{name}_{measure}": value for measure, value in measures(answer).items()}
    return Shown(answers, rows, values, demonstration.holds)


# --- What must hold ---

_LINE: Final = re.compile(r"(\w+) ([<>=~]) ([\w.+]+)")
_ABOUT: Final = 2.0
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "~": lambda a, b: abs(a - b) <= _ABOUT,
}


def _true(line: str, values: Mapping[str, Value]) -> bool:
    """`it_relief < given_relief`, `ppv > 50`, `it_label = false_negative`; `~`: within two points.

    Raises ValueError for a line that says nothing, KeyError for a name that is not there.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"not a claim: {line}")
    name, sign, other = match.groups()
    left = values[name]
    right: Value = values[other] if other in values else other if isinstance(left, str) else float(other)
    return bool(_OPERATORS[sign](left, right))


# --- The same lesson, new numbers ---


def variation(exercise: Exercise, number: int) -> Exercise:
    """The exercise with other numbers in which everything that must hold does hold; 0: as it is written.

    The same number gives the same exercise. What cannot be found in `TRIES` draws is left as written.
    """
    if number == 0:
        return exercise
    random = np.random.Generator(np.random.PCG64([number, len(exercise.holds)]))
    for _ in range(TRIES):
        drawn = _draw(exercise, random)
        if drawn.model_dump() != exercise.model_dump() and not show(drawn).broken():
            return drawn
    return exercise


def _draw(exercise: Exercise, random: np.random.Generator) -> Exercise:
    world = exercise.worlds[int(random.integers(len(exercise.worlds)))] if exercise.worlds else {}
    if exercise.ask == "count":
        fields = {
            name: round(float(random.uniform(low, high)), 2) for name, (low, high) in exercise.vary.items()
        }
        seed = {"seed": int(random.integers(1, 10_000))}
        trials = {name: body | fields | seed for name, body in exercise.trials.items()}
        return exercise.model_copy(update={"trials": trials})
    sets = {
        path: _on_step(path, float(random.uniform(low, high))) for path, (low, high) in exercise.vary.items()
    }
    cases = {
        name: case.model_copy(update={"sets": case.sets | world.get(name, world.get("all", {})) | sets})
        for name, case in exercise.cases.items()
    }
    return exercise.model_copy(update={"cases": cases})


def _on_step(path: str, value: float) -> float | int:
    """A drawn number on the step of its field."""
    step = float(paths.extra(path)["step"])
    rounded = round(round(value / step) * step, 6)
    return int(rounded) if paths.field_info(path).annotation is int else rounded
