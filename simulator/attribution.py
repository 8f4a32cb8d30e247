"""Why: exact Shapley contributions over all causes.

Every world is run through the same model with the same draws. The value of a world is the relief, in
percentage points, at the assessment; a contribution is what a cause adds or takes on the way from the
ideal block to this one, averaged over every order in which the causes could be switched. The parts add up
to the difference (checked at every call). It explains the model, not a person.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from simulator import causes, verdict
from simulator.inputs import Inputs
from simulator.model.anatomy import Layout
from simulator.scenario import Scenario
from simulator.streams import Streams

Floats = NDArray[np.float64]

_CUT_OFF = (("threshold_pct", None),)
"""The cut-off turns verdicts, never the relief that is shared out here."""
_NOTHING = 0.05


@dataclass(frozen=True)
class Contribution:
    """Points of relief (percentage points) that a cause takes (negative) or adds (positive)."""

    cause: str
    points: float


@dataclass(frozen=True)
class Why:
    """Relief of the ideal block, of this one, and the contributions, which add up to the difference."""

    ideal_pct: float
    actual_pct: float
    causes: tuple[Contribution, ...]

    @cached_property
    def tenths(self) -> dict[str, int]:
        """Contributions as they are written, in tenths of a point: they add up to the difference as written.

        Causes under a twentieth of a point, too small to see, are left out.
        """
        moved = [part for part in self.causes if abs(part.points) >= _NOTHING]
        total = round(10.0 * self.actual_pct) - round(10.0 * self.ideal_pct)
        written = apportion([10.0 * part.points for part in moved], total)
        return {part.cause: whole for part, whole in zip(moved, written, strict=True)}


def apportion(parts: Sequence[float], total: int) -> list[int]:
    """Whole numbers beside `parts` that add up to `total`, as close to them as that allows."""
    whole = [math.floor(part) for part in parts]
    short = total - sum(whole)
    order = sorted(range(len(parts)), key=lambda i: whole[i] - parts[i])
    for turn in range(abs(short)):
        if not parts:
            break
        place = order[turn % len(parts)] if short > 0 else order[-1 - turn % len(parts)]
        whole[place] += 1 if short > 0 else -1
    return whole


@cache
def _worlds(k: int) -> NDArray[np.bool_]:
    """All 2^k worlds, (2^k, k): world w holds player i where bit i of w is set."""
    return (np.arange(2**k)[:, None] >> np.arange(k) & 1).astype(bool)


@cache
def _operator(k: int) -> Floats:
    """The Shapley values of a game as one matrix (k, 2^k) on its values."""
    members = _worlds(k)
    size = members.sum(axis=1)
    weight = np.array([math.factorial(s) * math.factorial(k - s - 1) / math.factorial(k) for s in range(k)])
    joining = weight[np.maximum(size - 1, 0)][None, :]
    staying_out = weight[np.minimum(size, k - 1)][None, :]
    return np.asarray(np.where(members.T, joining, -staying_out), dtype=np.float64)


def shapley(values: Floats) -> Floats:
    """Shapley values of the game `values` (2^k,), indexed by the bits of the coalition. Shape (k,)."""
    k = int(math.log2(len(values)))
    return np.asarray(_operator(k) @ values if k else np.zeros(0))


def contributions(scenario: Scenario, layout: Layout, streams: Streams, actual: Inputs) -> Why:
    """Exact Shapley contributions of `CAUSES` for one patient (`actual` has one row).

    A cause that moves no input is an exact dummy: it gets 0 and needs no worlds.
    """
    target = causes.ideal(scenario, layout)
    best = causes.inputs_of(target, layout, streams)
    able = [s for s in causes.switches(scenario, target, layout) if s.moves != _CUT_OFF]
    chosen = tuple(s for s in able if causes.moves(s, actual, best))
    players = [cause for cause in causes.CAUSES if any(s.cause == cause for s in chosen)]
    members = _worlds(len(players)).astype(np.float64)
    worlds = causes.mix(actual, best, chosen, members[:, [players.index(s.cause) for s in chosen]])
    values = verdict.read_check(worlds, layout).judged_pct(worlds)
    taken = dict(zip(players, (-float(v) for v in shapley(values)), strict=True))
    why = Why(
        float(values[-1]),
        float(values[0]),
        tuple(Contribution(cause, taken.get(cause, 0.0)) for cause in causes.CAUSES),
    )
    total = sum(part.points for part in why.causes)
    if abs(total - (why.actual_pct - why.ideal_pct)) > 1e-6:
        raise ArithmeticError(f"contributions add up to {total}, not to {why.actual_pct - why.ideal_pct}")
    return why
