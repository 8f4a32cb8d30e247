"""The smallest change that flips the verdict: "why this rather than that?", answered by the model.

From a result that is not positive, switches are turned towards the ideal until the result is positive;
from a positive one they are turned against relief until it is indeterminate or negative. Size is how far a
switch must be turned, as a share of the way. Single changes come first, then pairs. Every flip is applied
to the scenario and run as a whole before it is returned.
"""

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from simulator import causes, paths, verdict
from simulator.errors import InputError
from simulator.inputs import Inputs, build
from simulator.model.anatomy import Layout, layout_of
from simulator.scenario import Scenario
from simulator.streams import Streams

MOST = 3
_STEPS = {1: 12, 2: 6}
_WANTED = {False: [verdict.POSITIVE], True: [verdict.NEGATIVE, verdict.INDETERMINATE]}
"""Results across the threshold: towards relief, and away from it."""


@dataclass(frozen=True)
class Flip:
    """A change that flips the verdict.

    `sets`: the fields to set. `result`: what it gives. `causes`: those it belongs to. `size`: the share of
    the way to the ideal (or the worst) at which the verdict turns, 0 to 1. `now`: the numbers behind
    fields that the scenario leaves open.
    """

    sets: dict[str, Any]
    result: str
    causes: tuple[str, ...]
    size: float
    now: dict[str, float]

    @property
    def change(self) -> str:
        """The change as `path=value`, several joined by ` and `."""
        return " and ".join(f"{path}={_short(value)}" for path, value in self.sets.items())


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        shown = [item for item in value if item.get("share") != 0.0]
        return "+".join(str(item.get("joint") or item.get("name") or item.get("kind")) for item in shown)
    return str(value)


def find(
    scenario: Scenario, layout: Layout, streams: Streams, actual: Inputs, result: str, most: int = MOST
) -> tuple[Flip, ...]:
    """At most `most` flips, the smallest first: single changes, else pairs. Empty: none was found."""
    away = result == "positive"
    target = causes.worst(scenario, layout) if away else causes.ideal(scenario, layout)
    other = causes.inputs_of(target, layout, streams)
    chosen = tuple(
        s for s in causes.switches(scenario, target, layout) if s.sets and causes.moves(s, actual, other)
    )
    for size in _STEPS:
        groups = [g for g in combinations(range(len(chosen)), size) if _apart(chosen, g)]
        found: list[Flip] = []
        for share, group in _turning_points(groups, size, actual, other, chosen, layout, away):
            flip = _confirmed(scenario, tuple(chosen[i] for i in group), streams, share, actual, away)
            if flip and not any(flip.sets == known.sets for known in found):
                found.append(flip)
            if len(found) == most:
                break
        if found:
            return tuple(found)
    return ()


def _apart(chosen: tuple[causes.Switch, ...], group: tuple[int, ...]) -> bool:
    """Whether the switches of a group set different fields."""
    named = [path for i in group for path in chosen[i].sets]
    return len(set(named)) == len(named)


def _turning_points(
    groups: list[tuple[int, ...]],
    size: int,
    actual: Inputs,
    other: Inputs,
    chosen: tuple[causes.Switch, ...],
    layout: Layout,
    away: bool,
) -> list[tuple[float, tuple[int, ...]]]:
    """Groups that flip the verdict when turned, with the smallest share that does, smallest first."""
    if not groups:
        return []
    steps = _STEPS[size]
    shares = np.arange(1, steps + 1) / steps
    worlds = np.zeros((len(groups), steps, len(chosen)))
    for g, group in enumerate(groups):
        worlds[g][:, list(group)] = shares[:, None]
    mixed = causes.mix(actual, other, chosen, worlds.reshape(-1, len(chosen)))
    results = verdict.judge(mixed, verdict.read_check(mixed, layout))
    flipped = np.isin(results, _WANTED[away]).reshape(len(groups), steps)
    found = [
        (float(shares[flipped[g].argmax()]), group) for g, group in enumerate(groups) if flipped[g].any()
    ]
    return sorted(found)


def _confirmed(
    scenario: Scenario,
    group: tuple[causes.Switch, ...],
    streams: Streams,
    share: float,
    actual: Inputs,
    away: bool,
) -> Flip | None:
    """The flip as fields to set, applied and run; None if the whole scenario does not flip with it.

    Towards the ideal a field is set to its ideal; `away` from relief a number is set where the verdict turns.
    """
    sets: dict[str, Any] = {}
    behind: dict[str, float] = {}
    for switch in group:
        for path, wanted in switch.sets.items():
            now = _present(scenario, actual, switch, path) if switch.smooth else None
            sets[path] = wanted if now is None or not away else _outward(now, now + share * (wanted - now))
            if now is not None:
                behind[path] = now
    try:
        changed = paths.apply(scenario, sets)
    except InputError:
        return None
    layout = layout_of(changed)
    inputs = build(changed, streams, layout)
    result = int(verdict.judge(inputs, verdict.read_check(inputs, layout))[0])
    if result not in _WANTED[away]:
        return None
    return Flip(sets, verdict.RESULTS[result], tuple(s.cause for s in group), share, behind)


def _present(scenario: Scenario, actual: Inputs, switch: causes.Switch, path: str) -> float | None:
    """The number behind a field as the model uses it: as given, else as drawn or derived."""
    given = paths.read(scenario, path)
    if given is None and len(switch.moves) == 1:
        name, column = switch.moves[0]
        return float(getattr(actual, name)[0] if column is None else getattr(actual, name)[0, column])
    return given if isinstance(given, float) else None


def _outward(start: float, value: float) -> float:
    """`value` rounded to two significant digits, away from `start`."""
    if value == 0.0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
    return round((math.ceil if value > start else math.floor)(value / unit) * unit, 6)
