"""The closed form against solvers that know nothing of it.

The equations are written down once more, as rates of change, and solved step by step (scipy's LSODA and
Radau) and by the exponential of their matrix. Every compartment must agree to 1e-8 of its peak: for every
drug, for random constants, and where two or all three rates of the depot and the nerve meet, which is where
a closed form made of partial fractions divides by nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from content import load
from simulator import engine
from simulator.model import spread
from simulator.model.pharmacokinetics import Disposition, Dose, amounts, nerve_concentration
from tests.model import worlds

Floats = NDArray[np.float64]

AGREE = 1e-8
NAMES = ("nerve", "fresh", "bound", "central", "peripheral", "eliminated")


@dataclass(frozen=True)
class Constants:
    """One patient, one needle, a dose of 1 with `vein` of it in a vein. Rates 1/min, L, L/min."""

    kd: float
    kt: float
    f1: float
    ke: float
    strength: float
    vein: float
    v1: float
    v2: float
    q: float
    cl: float

    def matrix(self) -> Floats:
        """x' = A x for x in the order of `NAMES`, typed from the equations of the design notes."""
        k = self
        a = np.zeros((6, 6))
        a[0] = [-k.ke, k.ke * k.strength, k.ke * k.strength, 0, 0, 0]
        a[1, 1] = -k.kd
        a[2, 1], a[2, 2] = (1 - k.f1) * k.kd, -k.kt
        a[3] = [0, k.f1 * k.kd, k.kt, -(k.cl + k.q) / k.v1, k.q / k.v2, 0]
        a[4, 3], a[4, 4] = k.q / k.v1, -k.q / k.v2
        a[5, 3] = k.cl / k.v1
        return a

    def start(self) -> Floats:
        return np.array([0.0, 1.0 - self.vein, 0.0, self.vein, 0.0, 0.0])

    def closed(self, t: Floats) -> Floats:
        """The model's own answer, (6, T)."""

        def one(value: float) -> Floats:
            return np.array([value])

        kd, kt, f1 = one(self.kd), one(self.kt), one(self.f1)
        strength = one(self.strength * (1.0 - self.vein))[:, None]
        held = nerve_concentration(strength, kd, kt, f1, one(self.ke)[:, None], t)[0, 0]
        dose = Dose(one(1.0 - self.vein), one(self.vein), kd, kt, f1)
        got = amounts(dose, Disposition(one(self.v1), one(self.v2), one(self.q), one(self.cl)), t)
        return np.array([held, *(getattr(got, name)[0] for name in NAMES[1:])])

    def stepped(self, t: Floats, method: str) -> Floats:
        a = self.matrix()
        solved = solve_ivp(
            lambda _, x: a @ x,
            (0.0, t[-1]),
            self.start(),
            method=method,
            t_eval=t,
            rtol=1e-11,
            atol=1e-15,
            jac=(lambda *_: a) if method == "Radau" else None,
        )
        assert solved.success
        return np.asarray(solved.y)

    def exponential(self, t: Floats) -> Floats:
        return np.asarray(expm(self.matrix() * t[:, None, None]) @ self.start()).T


def off(closed: Floats, solved: Floats) -> dict[str, float]:
    """Largest difference over time as a share of the peak, for each compartment."""
    return {
        name: float(np.max(np.abs(a - b)) / max(np.max(np.abs(b)), 1e-300))
        for name, a, b in zip(NAMES, closed, solved, strict=True)
    }


def of_drug(drug: str, vein: float, distance_mm: float, volume_ml: float) -> Constants:
    """The constants that the model itself uses for a drug."""
    inputs, _ = worlds.rows(worlds.nerve(drug, volume_ml=volume_ml, distance_mm=distance_mm))
    kd, kt, f1 = (float(value[0]) for value in engine.absorption(inputs))
    record = load().drugs[drug]
    near, volume = np.array([[distance_mm]]), np.array([[volume_ml]])
    ke = float(spread.uptake_rate(near, volume, inputs.t_e0_min[:, None])[0, 0])
    strength = float(spread.local_fraction(near, volume)[0, 0] * inputs.strength_mm[0] * inputs.access[0, 0])
    return Constants(
        kd,
        kt,
        f1,
        ke,
        strength,
        vein,
        *(record.value(name) for name in ("v1_l", "v2_l", "q_l_min", "cl_l_min")),
    )


def at_random(seed: int) -> Constants:
    """Constants far beyond any drug's, on a log scale."""
    g = np.random.Generator(np.random.Philox(seed))

    def between(low: float, high: float) -> float:
        return float(math.exp(g.uniform(math.log(low), math.log(high))))

    return Constants(
        kd=between(0.01, 0.5),
        kt=between(5e-4, 0.1),
        f1=float(g.uniform(0.02, 0.98)),
        ke=between(1e-3, 0.2),
        strength=between(0.01, 10.0),
        vein=float(g.uniform(0.0, 1.0)),
        v1=between(5.0, 100.0),
        v2=between(5.0, 200.0),
        q=between(0.05, 3.0),
        cl=between(0.1, 8.0),
    )


TIMES = np.concatenate([np.linspace(0.0, 60.0, 61), np.linspace(65.0, 1440.0, 80)])


@pytest.mark.parametrize("drug", worlds.ACTIVE)
@pytest.mark.parametrize(
    ("vein", "distance_mm", "volume_ml"), [(0.0, 1.0, 0.5), (0.4, 7.0, 0.25), (0.9, 9.0, 2.0)]
)
def test_every_drug(drug: str, vein: float, distance_mm: float, volume_ml: float) -> None:
    world = of_drug(drug, vein, distance_mm, volume_ml)
    closed = world.closed(TIMES)
    assert max(off(closed, world.stepped(TIMES, "LSODA")).values()) < AGREE
    assert max(off(closed, world.exponential(TIMES)).values()) < AGREE


@pytest.mark.parametrize("seed", range(40))
def test_random_constants(seed: int) -> None:
    world = at_random(seed)
    closed = world.closed(TIMES)
    assert max(off(closed, world.exponential(TIMES)).values()) < AGREE
    if seed < 10:
        assert max(off(closed, world.stepped(TIMES, "LSODA")).values()) < AGREE
    if seed < 4:
        assert max(off(closed, world.stepped(TIMES, "Radau")).values()) < AGREE


GAPS = [0.0, *(10.0**-n for n in range(12, 0, -1)), 1.05e-4]

MEETING: dict[str, Callable[[float, Constants, tuple[float, float]], dict[str, float]]] = {
    # which rates come within a relative gap of one another
    "fresh and bound": lambda g, k, _: {"kt": k.kd * (1.0 + g)},
    "nerve and fresh": lambda g, k, _: {"ke": k.kd * (1.0 - g)},
    "nerve and bound": lambda g, k, _: {"ke": k.kt * (1.0 + g)},
    "all three": lambda g, k, _: {"kt": k.kd * (1.0 + g), "ke": k.kd * (1.0 - g), "f1": 0.05},
    "fresh and alpha": lambda g, _, rates: {"kd": rates[0] * (1.0 + g)},
    "bound and beta": lambda g, _, rates: {"kt": rates[1] * (1.0 - g)},
    "fresh, bound and alpha": lambda g, _, rates: {"kd": rates[0] * (1.0 + g), "kt": rates[0] * (1.0 - g)},
}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("which", MEETING)
def test_rates_that_meet(which: str, gap: float) -> None:
    base = of_drug("lidocaine", 0.2, 2.0, 0.5)
    alpha, beta = -np.sort(np.linalg.eigvals(base.matrix()[3:5, 3:5]).real)
    world = Constants(**{**vars(base), **MEETING[which](gap, base, (float(alpha), float(beta)))})
    differences = off(world.closed(TIMES), world.exponential(TIMES))
    assert max(differences.values()) < AGREE, differences
    if gap in (0.0, 1e-3, 1e-6, 1e-9, 1e-12):
        differences = off(world.closed(TIMES), world.stepped(TIMES, "LSODA"))
        assert max(differences.values()) < AGREE, differences


def test_the_nerve_and_the_depot_meet_within_the_box_of_inputs() -> None:
    """Not an academic case: with distance the nerve slows until its rate crosses that of the bound drug."""
    volume, uptake = np.array([[0.25]]), np.array([[load().drugs["lidocaine"].value("t_e0_min")]])
    distance = np.linspace(4.0, 9.0, 200)[None, :]
    ke = spread.uptake_rate(distance, volume, uptake)[0]
    _, kt, _ = worlds.rates("lidocaine")
    assert ke.min() < kt < ke.max()


def test_the_engine_hands_the_same_equations_on() -> None:
    """The engine's concentration, from scenario to array, is the solver's."""
    world = of_drug("bupivacaine", 0.3, 3.0, 0.5)
    scenario = worlds.nerve("bupivacaine", 2.0, 0.5, 3.0, intravascular=0.3)
    held = worlds.course(scenario, TIMES).concentration_mm[0, 0]
    solved = world.exponential(TIMES)[0]
    assert np.max(np.abs(held - solved)) < AGREE * solved.max()
