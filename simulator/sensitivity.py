"""How much the headline moves across the plausible range of a number."""

from dataclasses import dataclass

from content import Parameter, load, using
from simulator.scenario import Scenario
from simulator.simulate import simulate
from simulator.sources import find, parameters_of


@dataclass(frozen=True)
class Range:
    """Relief at the assessment (%) with a parameter at the low end, at its value and at the high end."""

    parameter: Parameter
    low_pct: float
    value_pct: float
    high_pct: float
    results: tuple[str, str, str]

    @property
    def width(self) -> float:
        """How far apart the two ends are, percentage points."""
        return abs(self.high_pct - self.low_pct)


def headline_range(scenario: Scenario, key: str) -> Range | None:
    """The headline across the range of the parameter `key`, same draws; None when it has no range.

    Raises InputError for an unknown key.
    """
    parameter = find(key)
    if not isinstance(parameter, Parameter) or parameter.low is None or parameter.high is None:
        return None
    found = []
    for value in (parameter.low, parameter.value, parameter.high):
        with using(load().with_value(key, value)):
            answer = simulate(scenario)
        found.append((answer.judged_pct, answer.result))
    low, middle, high = found
    return Range(parameter, low[0], middle[0], high[0], (low[1], middle[1], high[1]))


def widest(scenario: Scenario, most: int = 8) -> tuple[Range, ...]:
    """The parameters of a scenario across whose ranges the headline moves most, widest first."""
    found = [headline_range(scenario, parameter.key) for parameter in parameters_of(scenario)]
    moved = [one for one in found if one is not None and one.width > 0.05]
    return tuple(sorted(moved, key=lambda one: -one.width)[:most])
