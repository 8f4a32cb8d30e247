"""Item 4: one scenario in-process, with and without the why."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from simulator import presets
from simulator.scenario import Scenario
from simulator.simulate import simulate
from tests.bench.report import Row

RUNS = 200


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(1000.0 * (time.perf_counter() - start))
    return median(taken)


def _full(scenario: Scenario) -> object:
    answer = simulate(scenario)
    return answer.why, answer.flips, answer.pathway


def measure() -> list[Row]:
    """The median time of the slowest preset, each scenario run anew every time."""
    scenarios = [presets.preset(name) for name in presets.names()]
    plain = max(_milliseconds(partial(simulate, scenario)) for scenario in scenarios)
    full = max(_milliseconds(partial(_full, scenario)) for scenario in scenarios)
    return [
        Row("run in-process, slowest preset", f"{plain:.2f} ms", target="< 2 ms", met=plain < 2.0),
        Row("run with why, flips, pathway", f"{full:.2f} ms", target="< 50 ms", met=full < 50.0),
    ]
