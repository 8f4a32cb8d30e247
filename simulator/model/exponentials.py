"""Sums and divided differences of exponentials: the closed form of a linear chain of compartments.

A chain of first-order steps with rates r0, r1, ... answers a unit dose with the divided difference of
exp(-r t) over its rates, D[r0, r1, ...](t) (the convolution of the single exponentials). `chain` is exact
for any rates, equal ones included; `convolve` uses partial fractions wherever the rates are well apart.
"""

import math
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEAR_EQUAL = {2: 1e-4, 3: 2e-3, 4: 1.5e-2, 5: 4e-2}
"""Relative gap, by the number of rates, below which partial fractions lose too many digits and `chain` takes
over: n rates a gap g apart lose about g^(n - 1) of their accuracy."""

_TERMS = 22


def chain(rates: list[Floats], t: Floats) -> Floats:
    """Response of a chain at time `t` to a unit dose, without the product of the rates.

    `rates`: one array per step (1/min), broadcastable against `t` (min). Non-negative, any order, any
    gaps. Relative error below 1e-11 (tested against high-precision arithmetic).
    """
    ordered = np.sort(np.stack(np.broadcast_arrays(*rates, t)[:-1]), axis=0)
    return _chain(ordered, np.broadcast_to(t, ordered.shape[1:]))


def _chain(ordered: Floats, t: Floats) -> Floats:
    steps = len(ordered)
    if steps == 1:
        return np.asarray(np.exp(-ordered[0] * t))
    gap = ordered[-1] - ordered[0]
    if steps == 2:  # nothing cancels in exp(-a t) (1 - exp(-(b - a) t)) / (b - a)
        apart_by = gap * t
        mean = np.divide(-np.expm1(-apart_by), apart_by, out=np.ones_like(apart_by), where=apart_by > 0.0)
        return np.asarray(t * np.exp(-ordered[0] * t) * mean)
    close = gap * t < 1.0
    if close.all():
        return _series(ordered, t)
    apart = (_chain(ordered[:-1], t) - _chain(ordered[1:], t)) / np.where(close, 1.0, gap)
    return np.where(close, _series(ordered, t), apart) if close.any() else apart


def _series(ordered: Floats, t: Floats) -> Floats:
    """Taylor series around the middle rate: t^n exp(-m t) sum_j h_j((m - r) t) / (n + j)!."""
    n = len(ordered) - 1
    middle = 0.5 * (ordered[0] + ordered[-1])
    steps = np.clip((middle - ordered) * t, -1.0, 1.0)
    homogeneous = np.zeros((_TERMS, *t.shape))
    homogeneous[0] = 1.0
    for step in steps:
        for j in range(1, _TERMS):
            homogeneous[j] += step * homogeneous[j - 1]
    weights = np.array([1.0 / math.factorial(n + j) for j in range(_TERMS)])
    total = np.tensordot(weights, homogeneous, axes=1)
    return np.asarray(t**n * np.exp(-middle * t) * total)


def well_apart(*rates: Floats) -> NDArray[np.bool_]:
    """Where every pair of rates (two to five) differs by more than `NEAR_EQUAL`. Broadcast shape."""
    apart = np.array(True)
    for one, two in combinations(rates, 2):
        apart = apart & (np.abs(one - two) > NEAR_EQUAL[len(rates)] * np.maximum(one, two))
    return np.asarray(apart)


BLOCK_BYTES = 512 * 1024
"""Size of what `sum_on_grid` writes at a time: it stays in the cache of a core."""


def sum_on_grid(weights: Floats, rates: Floats, start: float, step: float, count: int) -> Floats:
    """sum_k weights[:, k] exp(-rates[:, k] t), not below 0, on t = start + step * (0 ... count - 1).

    `weights`, `rates` (M, K), answer (M, count). Two-level tables: t = T_i + tau_j, so that
    exp(-r t) = exp(-r T_i) exp(-r tau_j) takes about 2 sqrt(count) exponentials a rate instead of `count`,
    and one small matrix product a row. Exact to rounding.
    """
    fine = math.ceil(math.sqrt(count))
    coarse = math.ceil(count / fine)
    far, near = -(start + step * fine * np.arange(coarse)), -(step * np.arange(fine))
    answer = np.empty((len(rates), count))
    rows = max(1, BLOCK_BYTES // (8 * coarse * fine))
    whole = coarse * fine == count
    spare = np.empty((0 if whole else rows, coarse, fine))
    for first in range(0, len(rates), rows):
        part = slice(first, first + rows)
        rate = rates[part, :, None]
        table = np.exp(rate * far)
        table *= weights[part, :, None]
        size = len(rate)
        out = answer[part].reshape(size, coarse, fine) if whole else spare[:size]
        np.matmul(table.transpose(0, 2, 1), np.exp(rate * near), out=out)
        np.maximum(out, 0.0, out=out)
        if not whole:
            answer[part] = out.reshape(size, -1)[:, :count]
    return answer


def convolve(rates: list[Floats], t: Floats, lead: Floats | None = None) -> Floats:
    """D[r0, r1, ...](t), or with `lead` the response of (s + lead) times the same chain.

    Partial fractions where the rates are well apart, `chain` for the few that are not. With a `lead` the
    last two rates stand for the system, the others for its input. Broadcast shape of rates and `t`.
    """
    stacked = np.stack(np.broadcast_arrays(*rates))
    gaps = stacked[None, :] - stacked[:, None]
    count = len(rates)
    gaps[range(count), range(count)] = 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = 1.0 / gaps.prod(axis=1)
        if lead is not None:
            weights = weights * (lead - stacked)
        total = np.asarray((weights * np.exp(-stacked * t)).sum(axis=0))
    apart = well_apart(*rates)
    if not apart.all():
        close = ~np.broadcast_to(apart, total.shape)
        some = [np.broadcast_to(rate, total.shape)[close] for rate in rates]
        at = np.broadcast_to(t, total.shape)[close]
        if lead is None:
            total[close] = chain(some, at)
        else:
            *inputs, one, two = some
            zero = np.broadcast_to(lead, total.shape)[close]
            total[close] = chain([*inputs, two], at) + (zero - one) * chain([*inputs, one, two], at)
    return total
