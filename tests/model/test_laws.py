"""Laws that hold whatever the constants are: nothing is lost, more drug does more, a gain cancels out.

A number pinned by a test can be pinned wrong; a law cannot. Each of these would fail for a missing bracket in
a rate, a sign, a dose that is counted twice, or a factor that is computed and never used.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load
from simulator.model.pharmacokinetics import Disposition, Dose, amounts, nerve_concentration
from simulator.simulate import simulate
from tests.model import worlds

LONG = np.concatenate([np.linspace(0.0, 240.0, 121), np.geomspace(250.0, 3e6, 120)])
HOURS = np.concatenate([np.arange(0.0, 240.0, 2.0), np.arange(240.0, 2880.0, 10.0)])


def one(value: float) -> worlds.Floats:
    return np.array([value])


def disposition(drug: str) -> Disposition:
    record = load().drugs[drug]
    return Disposition(*(one(record.value(name)) for name in ("v1_l", "v2_l", "q_l_min", "cl_l_min")))


def whole(dose: Dose, system: Disposition) -> worlds.Floats:
    parts = amounts(dose, system, LONG)
    return np.asarray(parts.fresh + parts.bound + parts.central + parts.peripheral + parts.eliminated)


# --- mass ---


# covers: C16
@pytest.mark.parametrize("drug", worlds.ACTIVE)
@pytest.mark.parametrize("vein", [0.0, 0.35, 1.0])
def test_no_drug_is_lost_or_made(drug: str, vein: float) -> None:
    kd, kt, f1 = (one(value) for value in worlds.rates(drug))
    dose = Dose(one(36.9 * (1.0 - vein)), one(36.9 * vein), kd, kt, f1)
    assert whole(dose, disposition(drug)) == pytest.approx(36.9, rel=1e-9)


@given(
    rates=st.tuples(st.floats(0.01, 1.0), st.floats(1e-4, 0.2)),
    f1=st.floats(0.0, 1.0),
    vein=st.floats(0.0, 1.0),
    volumes=st.tuples(st.floats(5.0, 200.0), st.floats(5.0, 200.0)),
    clearances=st.tuples(st.floats(0.01, 5.0), st.floats(0.05, 10.0)),
)
def test_no_drug_is_lost_or_made_at_any_rates(
    rates: tuple[float, float],
    f1: float,
    vein: float,
    volumes: tuple[float, float],
    clearances: tuple[float, float],
) -> None:
    dose = Dose(one(1.0 - vein), one(vein), one(rates[0]), one(rates[1]), one(f1))
    system = Disposition(one(volumes[0]), one(volumes[1]), one(clearances[0]), one(clearances[1]))
    assert whole(dose, system) == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("drug", worlds.ACTIVE)
def test_exchange_is_the_same_both_ways(drug: str) -> None:
    """k12 V1 = k21 V2 = Q, and the two disposition rates solve their quadratic."""
    system = disposition(drug)
    k10, k12, k21, alpha, beta = (float(value[0]) for value in system.micro())
    assert k12 * system.v1_l[0] == pytest.approx(k21 * system.v2_l[0], rel=1e-14)
    assert k12 * system.v1_l[0] == pytest.approx(system.q_l_min[0], rel=1e-14)
    assert k10 * system.v1_l[0] == pytest.approx(system.cl_l_min[0], rel=1e-14)
    assert alpha + beta == pytest.approx(k10 + k12 + k21, rel=1e-13)
    assert alpha * beta == pytest.approx(k10 * k21, rel=1e-13)
    assert alpha > beta > 0.0


@pytest.mark.parametrize("drug", worlds.ACTIVE)
def test_what_leaves_the_plasma_is_clearance_times_exposure(drug: str) -> None:
    """Area under the curve = dose / clearance, whatever the absorption."""
    kd, kt, f1 = (one(value) for value in worlds.rates(drug))
    times = np.concatenate([np.linspace(0.0, 600.0, 6001), np.linspace(601.0, 40_000.0, 40_000)])
    held = amounts(Dose(one(10.0), one(0.0), kd, kt, f1), disposition(drug), times).central[0]
    record = load().drugs[drug]
    area = np.trapezoid(held / record.value("v1_l"), times)
    assert area == pytest.approx(10.0 / record.value("cl_l_min"), rel=1e-4)


@pytest.mark.parametrize("drug", worlds.ACTIVE)
def test_beginning_and_end(drug: str) -> None:
    """At first all is in the depot (or the vein) and the nerve is empty; at last all is eliminated."""
    kd, kt, f1 = (one(value) for value in worlds.rates(drug))
    parts = amounts(Dose(one(0.7), one(0.3), kd, kt, f1), disposition(drug), np.array([0.0, 3e6]))
    start = [
        parts.fresh[0, 0],
        parts.bound[0, 0],
        parts.central[0, 0],
        parts.peripheral[0, 0],
        parts.eliminated[0, 0],
    ]
    assert start == pytest.approx([0.7, 0.0, 0.3, 0.0, 0.0], abs=1e-15)
    end = [
        parts.fresh[0, 1],
        parts.bound[0, 1],
        parts.central[0, 1],
        parts.peripheral[0, 1],
        parts.eliminated[0, 1],
    ]
    assert end == pytest.approx([0.0, 0.0, 0.0, 0.0, 1.0], abs=1e-12)

    held = worlds.course(worlds.joint(drug), np.array([0.0, 1e-3, 3e6])).concentration_mm[0, 0]
    slope = held[1] / 1e-3
    inputs, _ = worlds.rows(worlds.joint(drug))
    into_nerve = np.log(2.0) / inputs.t_e0_min * inputs.strength_mm * inputs.access[:, 0]
    assert held[0] == pytest.approx(0.0, abs=1e-15)
    assert 0.9 * into_nerve[0] < slope < into_nerve[0]  # g(2 mm, 0.5 mL) is a little below 1
    assert held[2] < 1e-12


# --- more is more ---


def held(**sets: Any) -> worlds.Floats:
    """Concentration (T,) at the first nerve of the plain joint with some fields changed."""
    return np.asarray(worlds.course(worlds.changed(worlds.joint(), sets), HOURS).concentration_mm[0, 0])


def hours(**sets: Any) -> float:
    """How long (h) the plain joint with some fields changed is relieved by 80 %."""
    return worlds.read_off(HOURS, worlds.relief(worlds.changed(worlds.joint(), sets), HOURS), 0.8)[1]


def falls(values: list[float]) -> bool:
    return all(a > b or a == b == 0.0 for a, b in pairwise(values))


@pytest.mark.parametrize("drug", worlds.ACTIVE)
def test_dose_acts_in_proportion_at_the_nerve_and_monotonically_on_relief(drug: str) -> None:
    single, double = held(**{"block.drug": drug, "block.percent": 1.0}), held(**{"block.drug": drug})
    assert double == pytest.approx(2.0 * single, rel=1e-12)
    lasting = [hours(**{"block.drug": drug, "block.percent": p}) for p in (5.0, 2.0, 1.0, 0.5, 0.25, 0.1)]
    assert lasting[0] > 0.0
    assert falls(lasting)


def test_volume_never_does_less_at_any_distance() -> None:
    for distance in (0.0, 3.0, 6.0, 9.0):
        per_needle = {f"block.nerves[{k}].offset_mm": distance for k in (0, 1)}
        lasting = [hours(**{"block.volume_ml": v} | per_needle) for v in (4.0, 2.0, 1.0, 0.5, 0.25, 0.1)]
        assert falls(lasting)


def test_distance_never_does_more() -> None:
    steps = [{f"block.nerves[{k}].offset_mm": d for k in (0, 1)} for d in np.arange(0.0, 15.5, 0.5)]
    peaks = [held(**step).max() for step in steps]
    lasting = [hours(**step) for step in steps]
    assert all(a >= b for a, b in pairwise(peaks))
    assert all(a >= b - 2.0 / 60.0 for a, b in pairwise(lasting))  # one grid step
    assert lasting[0] > 3.0
    assert lasting[-1] == 0.0


def test_faster_washout_lowers_the_nerve_at_every_moment() -> None:
    curves = [held(**{"patient.washout": w}) for w in (0.25, 0.5, 1.0, 2.0, 4.0)]
    for slower, faster in pairwise(curves):
        assert np.all(faster[1:] < slower[1:])
    assert falls([hours(**{"patient.washout": w}) for w in (0.25, 0.5, 1.0, 2.0, 4.0)])


def test_a_vein_takes_its_share_from_the_nerve_and_gives_it_to_the_plasma() -> None:
    base = held()
    peaks = []
    for share in (0.0, 0.3, 0.6, 0.9):
        per_needle = {f"block.nerves[{k}].intravascular": share for k in (0, 1)}
        assert held(**per_needle) == pytest.approx((1.0 - share) * base, rel=1e-12)
        peaks.append(simulate(worlds.changed(worlds.joint(), per_needle)).plasma.peak_mg_l)
    assert falls(peaks[::-1])


@pytest.mark.parametrize("drug", worlds.ACTIVE)
def test_a_venous_dose_never_reaches_the_nerve(drug: str) -> None:
    answer = simulate(worlds.joint(drug, intravascular=1.0))
    assert answer.course.concentration_mm.max() == 0.0
    assert answer.course.block.max() == 0.0
    assert answer.course.pain == pytest.approx(1.0, abs=1e-15)
    assert answer.plasma.peak_mg_l > 0.0


def test_a_more_sensitive_nerve_is_blocked_longer() -> None:
    assert falls([hours(**{"patient.nerve_sensitivity": s}) for s in (4.0, 2.0, 1.0, 0.5, 0.25)])


def test_the_nerve_never_holds_more_than_it_is_offered() -> None:
    """A first-order follower stays below what it follows, phi g (fresh + bound) / V, and peaks on it."""
    kd, kt, f1 = (one(value) for value in worlds.rates("lidocaine"))
    got = nerve_concentration(one(2.0)[:, None], kd, kt, f1, one(0.03)[:, None], HOURS)[0, 0]
    parts = amounts(Dose(one(2.0), one(0.0), kd, kt, f1), disposition("lidocaine"), HOURS)
    offered = (parts.fresh + parts.bound)[0]
    assert np.all(got <= np.maximum.accumulate(offered) + 1e-12)
    peak = int(got.argmax())
    assert got[peak] == pytest.approx(
        offered[peak], rel=1e-2
    )  # at its peak the follower meets what it follows
