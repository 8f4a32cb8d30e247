"""Stage 3, pharmacokinetics: fresh depot, bound tissue, nerve, plasma, peripheral; closed form in time.

    fresh' = -kd fresh                      bound' = (1 - F1) kd fresh - kt bound
    nerve' = ke (phi g (fresh + bound)/V - nerve)
    central' = F1 kd fresh + kt bound - (k10 + k12) central + k21 peripheral

The nerve holds less than 2 % of the dose, so that what flows back from it is left out. A dose into a vein
starts in `central` and never reaches the nerve. Nerve in mM, times in min.
Leading axis: patients. Sources: `content/drugs`, `content/parameters/pharmacokinetics.toml`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.exponentials import chain, convolve, sum_on_grid, well_apart

Floats = NDArray[np.float64]


def nerve_concentration(
    strength_mm: Floats, kd: Floats, kt: Floats, f1: Floats, ke: Floats, times_min: Floats
) -> Floats:
    """Concentration at the nerve (mM), shape (N, P, T).

    `strength_mm` (N, P): phi g (1 - f_iv) times the injected concentration. `kd`, `kt`, `f1` (N,).
    `ke` (N, P). `times_min` (T,). Near-equal rates go through the exact divided differences.
    """
    d, b, keep = kd[:, None], kt[:, None], ((1.0 - f1) * kd)[:, None]
    size = strength_mm * ke
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        of_fresh = 1.0 / (ke - d) + keep / ((b - d) * (ke - d))
        of_bound = keep / ((d - b) * (ke - b))
        of_nerve = -1.0 / (ke - d) + keep / ((d - ke) * (b - ke))
        if _worth_tables(ke.size, times_min):
            weights = np.stack([of_nerve, of_fresh, of_bound], axis=-1) * size[..., None]
            rates = np.stack(np.broadcast_arrays(ke, d, b), axis=-1)
            step = float(times_min[1] - times_min[0])
            curve = sum_on_grid(
                weights.reshape(-1, 3), rates.reshape(-1, 3), float(times_min[0]), step, len(times_min)
            ).reshape(*ke.shape, len(times_min))
        else:
            curve = of_nerve[:, :, None] * np.exp(-ke[:, :, None] * times_min)
            curve += of_fresh[:, :, None] * np.exp(-d * times_min)[:, None, :]
            curve += of_bound[:, :, None] * np.exp(-b * times_min)[:, None, :]
            curve = np.maximum(curve, 0.0) * size[:, :, None]
    apart = well_apart(d, b, ke)
    if not apart.all():
        rows, pairs = np.nonzero(~apart)
        one, two, three = kd[rows][:, None], kt[rows][:, None], ke[rows, pairs][:, None]
        t = np.broadcast_to(times_min, (len(rows), len(times_min)))
        exact = chain([one, three], t) + keep[rows] * chain([one, two, three], t)
        curve[rows, pairs] = np.maximum(exact, 0.0) * size[rows, pairs][:, None]
    return curve


TABLES_FROM_ROWS, TABLES_FROM_TIMES = 64, 48
"""From here on two-level tables of exponentials are faster than one exponential a time."""


def _worth_tables(rows: int, times_min: Floats) -> bool:
    """Whether many rows meet an evenly spaced grid of many times."""
    if rows < TABLES_FROM_ROWS or len(times_min) < TABLES_FROM_TIMES:
        return False
    even = times_min[0] + (times_min[1] - times_min[0]) * np.arange(len(times_min))
    return bool(np.abs(times_min - even).max() <= 1e-12 * max(1.0, float(np.abs(times_min).max())))


@dataclass(frozen=True)
class Disposition:
    """Systemic disposition, one value per patient: volumes L, clearances L/min."""

    v1_l: Floats
    v2_l: Floats
    q_l_min: Floats
    cl_l_min: Floats

    def micro(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """k10, k12, k21 and the two disposition rates alpha > beta (1/min)."""
        k10, k12, k21 = self.cl_l_min / self.v1_l, self.q_l_min / self.v1_l, self.q_l_min / self.v2_l
        total = k10 + k12 + k21
        root = np.sqrt(total**2 - 4.0 * k10 * k21)
        beta = 2.0 * k10 * k21 / (total + root)
        return k10, k12, k21, 0.5 * (total + root), beta


@dataclass(frozen=True)
class Amounts:
    """Where the dose is, in the unit of the dose, shape (N, T) each."""

    fresh: Floats
    bound: Floats
    central: Floats
    peripheral: Floats
    eliminated: Floats


@dataclass(frozen=True)
class Dose:
    """A dose (any unit, (N,)) split into depot and vein, with its absorption kd, kt (1/min) and F1 (N,)."""

    depot: Floats
    vein: Floats
    kd: Floats
    kt: Floats
    f1: Floats

    def inputs(self) -> list[tuple[Floats, list[Floats]]]:
        """What enters the plasma: sizes (N, 1) and the rates of the chain in front."""
        kd, kt, f1, depot = self.kd[:, None], self.kt[:, None], self.f1[:, None], self.depot[:, None]
        parts: list[tuple[Floats, list[Floats]]] = [
            (depot * f1 * kd, [kd]),
            (depot * (1.0 - f1) * kd * kt, [kd, kt]),
        ]
        return [*parts, (self.vein[:, None], [])] if np.any(self.vein) else parts


def central(dose: Dose, disposition: Disposition, times_min: Floats) -> Floats:
    """Amount in the central compartment, (N, T)."""
    _, _, k21, alpha, beta = (value[:, None] for value in disposition.micro())
    t = times_min[None, :]
    return sum(
        (size * convolve([*rates, alpha, beta], t, lead=k21) for size, rates in dose.inputs()),
        start=np.zeros((len(dose.depot), len(times_min))),
    )


def amounts(dose: Dose, disposition: Disposition, times_min: Floats) -> Amounts:
    """All compartments over time, (N, T) each, computed independently of one another."""
    k10, k12, k21, alpha, beta = (value[:, None] for value in disposition.micro())
    t = times_min[None, :]
    kd, f1, depot = dose.kd[:, None], dose.f1[:, None], dose.depot[:, None]
    peripheral = np.zeros((len(dose.depot), len(times_min)))
    eliminated = np.zeros_like(peripheral)
    for size, rates in dose.inputs():
        peripheral += size * k12 * convolve([*rates, alpha, beta], t)
        eliminated += size * k10 * convolve([np.zeros_like(kd), *rates, alpha, beta], t, lead=k21)
    return Amounts(
        fresh=depot * np.exp(-kd * t),
        bound=depot * (1.0 - f1) * kd * convolve([kd, dose.kt[:, None]], t),
        central=central(dose, disposition, times_min),
        peripheral=peripheral,
        eliminated=eliminated,
    )
