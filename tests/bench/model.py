"""Item 4: one scenario in-process, with and without the why."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median

from simulator import presets
from simulator.scenario import Scenario
from simulator.simulate import simulate
from tests.bench.report import Row

RUNS = 200


def _slowest_ms(work: Callable[[Scenario], object], scenarios: Sequence[Scenario]) -> float:
    """The median time of the slowest; by turns, so that a slow spell of the machine is nobody's own."""
    taken: list[list[float]] = [[] for _ in scenarios]
    for _ in range(1 + RUNS):
        for scenario, times in zip(scenarios, taken, strict=True):
            start = time.perf_counter()
            work(scenario)
            times.append(1000.0 * (time.perf_counter() - start))
    return max(median(times[1:]) for times in taken)


def _full(scenario: Scenario) -> object:
    answer = simulate(scenario)
    return answer.why, answer.flips, answer.pathway


def measure() -> list[Row]:
    """The median time of the slowest preset, each scenario run anew every time."""
    scenarios = [presets.preset(name) for name in presets.names()]
    plain, full = _slowest_ms(simulate, scenarios), _slowest_ms(_full, scenarios)
    return [
        Row("run in-process, slowest preset", f"{plain:.2f} ms", target="< 2 ms", met=plain < 2.0),
        Row("run with why, flips, pathway", f"{full:.2f} ms", target="< 50 ms", met=full < 50.0),
    ]
