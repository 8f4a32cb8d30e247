"""The numbers that the model was handed over with, typed here a second time from the design notes.

A separate program for the same equations gave them (typical subject, no variation between people). They
catch what no law catches: a constant that is wrong by a factor, a unit, a half-life used as a time constant.
Tolerances are half of the last printed digit, nothing wider.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from content import load
from simulator import engine
from simulator.model import spread
from simulator.scenario import Scenario
from simulator.simulate import simulate
from tests.model import worlds

QUARTER_MIN = np.arange(0.0, 1440.25, 0.25)
"""The grid on which the handed-over onsets and durations were read off."""

TYPICAL = [
    # drug, percent, onset min, duration h, mM at 30 / 60 / 120 / 240 min, plasma peak mg/L of one injection
    ("lidocaine", 2.0, 5.5, 3.40, (1.3148, 1.4232, 0.9832, 0.3137), 0.0459),
    ("lidocaine", 1.0, 13.25, 2.06, (0.6574, 0.7116, 0.4916, 0.1569), 0.0230),
    ("bupivacaine", 0.5, 6.75, 10.24, (0.2564, 0.3471, 0.3709, 0.2792), 0.0133),
    ("ropivacaine", 0.5, 10.0, 6.47, (0.2635, 0.3547, 0.3627, 0.2384), 0.0176),
]


@pytest.mark.parametrize(("drug", "percent", "onset", "duration", "millimolar", "plasma"), TYPICAL)
def test_a_typical_block_at_two_millimetres(
    drug: str,
    percent: float,
    onset: float,
    duration: float,
    millimolar: tuple[float, ...],
    plasma: float,
) -> None:
    world = worlds.joint(drug, percent, 0.5, 2.0)
    held = worlds.course(world, np.array([30.0, 60.0, 120.0, 240.0])).concentration_mm[0]
    assert held == pytest.approx(np.array([millimolar, millimolar]), abs=5e-5)

    got_onset, got_duration = worlds.read_off(QUARTER_MIN, worlds.relief(world, QUARTER_MIN), 0.8)
    assert got_onset == onset
    assert got_duration == pytest.approx(duration, abs=0.005)

    answer = simulate(worlds.nerve(drug, percent, 0.5, 2.0))
    assert answer.plasma.peak_mg_l == pytest.approx(plasma, abs=5e-5)


@pytest.mark.parametrize(("drug", "percent"), [(row[0], row[1]) for row in TYPICAL])
def test_the_answer_reads_onset_and_duration_as_a_fine_grid_does(drug: str, percent: float) -> None:
    """The answer interpolates between coarse times; that must not move what it reports by half a minute."""
    answer = simulate(worlds.joint(drug, percent))
    fine = np.arange(0.0, 1440.0, 0.02)
    onset, duration = worlds.read_off(fine, worlds.relief(worlds.joint(drug, percent), fine), 0.8)
    assert onset is not None
    assert answer.onset_min == pytest.approx(onset, abs=0.1)
    assert answer.duration_h == pytest.approx(duration, abs=0.5 / 60.0)


@pytest.mark.parametrize(
    "world", [worlds.joint(volume_ml=0.25, distance_mm=7.0), worlds.joint(intravascular=1.0)]
)
def test_two_blocks_that_never_take(world: Scenario) -> None:
    """A quarter of a millilitre at 7 mm, and a whole dose in the veins: relief never reaches 80 %."""
    answer = simulate(world)
    assert answer.onset_min is None
    assert answer.duration_h == 0.0
    assert answer.judged_pct < 80.0


def test_plasma_of_a_dose_in_a_vein() -> None:
    """10 mg of lidocaine into a vein: 0.20 mg/L, far below any threshold."""
    answer = simulate(worlds.nerve(intravascular=1.0))
    assert answer.plasma.dose_mg == 10.0
    assert answer.plasma.peak_mg_l == pytest.approx(0.20, abs=0.005)
    assert answer.plasma.threshold_mg_l == 5.0


@pytest.mark.parametrize(("drug", "percent", "peak"), [("lidocaine", 2.0, 0.28), ("bupivacaine", 0.5, 0.08)])
def test_plasma_of_six_nerves(drug: str, percent: float, peak: float) -> None:
    needles = [
        {"name": name, "side": side, "offset_mm": 1.0}
        for side in ("left", "right")
        for name in ("L2", "L3", "L4")
    ]
    world = worlds.scenario(
        block__nerves=needles, block__drug=drug, block__percent=percent, assessment__noise=False
    )
    assert simulate(world).plasma.peak_mg_l == pytest.approx(peak, abs=0.005)


@pytest.mark.parametrize(
    ("drug", "percent", "low", "high"),
    [
        # 2 mL straight into a vein: peak in the volume of the two-compartment fit, and in the apparent 13.4 L
        ("lidocaine", 2.0, 0.8, 2.6),
        ("bupivacaine", 0.5, 0.27, 0.66),
        ("ropivacaine", 0.75, 0.53, 0.99),
        ("levobupivacaine", 0.5, 0.45, 0.75),
        ("mepivacaine", 2.0, 0.9, 2.6),
    ],
)
def test_two_millilitres_in_a_vein(drug: str, percent: float, low: float, high: float) -> None:
    plasma = simulate(worlds.nerve(drug, percent, 2.0, intravascular=1.0)).plasma
    digit = 0.05 if drug in ("lidocaine", "mepivacaine") else 0.005
    assert plasma.peak_mg_l == pytest.approx(low, abs=digit)
    assert plasma.bolus_mg_l == pytest.approx(high, abs=digit)
    assert plasma.threshold_mg_l is not None
    assert plasma.bolus_mg_l < plasma.threshold_mg_l


@pytest.mark.parametrize(
    ("volume_ml", "distance_mm", "works"),
    [(0.25, 5, True), (0.25, 6, False), (0.5, 6, True), (0.5, 7, False), (1.0, 8, True), (1.0, 10, False)],
)
def test_how_far_a_needle_may_be(volume_ml: float, distance_mm: float, works: bool) -> None:
    """More volume forgives a longer miss (lidocaine 2 %, typical subject, 80 % relief)."""
    answer = simulate(worlds.joint(volume_ml=volume_ml, distance_mm=float(distance_mm)))
    assert (answer.onset_min is not None) is works


@pytest.mark.parametrize(
    ("volume_ml", "at_4", "at_6", "at_8"),
    [(0.25, 0.73, 0.24, 0.02), (0.5, 0.93, 0.55, 0.12), (1.0, 0.99, 0.89, 0.45)],
)
def test_strength_of_the_fluid_at_a_distance(volume_ml: float, at_4: float, at_6: float, at_8: float) -> None:
    got = spread.local_fraction(np.array([[0.0, 4.0, 6.0, 8.0]]), np.array([[volume_ml]]))[0]
    assert got == pytest.approx(np.array([1.0, at_4, at_6, at_8]), abs=0.005)


def test_radius_of_the_half_sphere() -> None:
    got = spread.radius_mm(np.array([0.25, 0.3, 0.5, 1.0, 2.0]))
    assert got == pytest.approx(np.array([4.9, 5.2, 6.2, 7.8, 9.8]), abs=0.05)
    volume = 2.0 / 3.0 * np.pi * got**3 / 1000.0
    assert volume == pytest.approx(np.array([0.25, 0.3, 0.5, 1.0, 2.0]), rel=1e-12)


@pytest.mark.parametrize(
    ("drug", "percent", "plain_h", "ratio", "digit"),
    [("lidocaine", 2.0, 3.4, 1.95, 0.015), ("bupivacaine", 0.5, 10.24, 1.2, 0.05)],
)
def test_epinephrine_prolongs(drug: str, percent: float, plain_h: float, ratio: float, digit: float) -> None:
    """Twice as long with lidocaine (3.4 to 6.6 h, printed as x1.95), a fifth with bupivacaine."""
    plain = simulate(worlds.joint(drug, percent))
    mixed = simulate(worlds.joint(drug, percent, epinephrine=True))
    assert plain.duration_h == pytest.approx(plain_h, abs=0.05)
    assert mixed.duration_h / plain.duration_h == pytest.approx(ratio, abs=digit)


@pytest.mark.parametrize(
    ("share", "responders", "median_h"),
    [(0.0, None, 3.3), (0.5, 0.80, 2.2), (0.8, 0.23, None), (1.0, 0.0, None)],
)
def test_what_a_partly_venous_dose_leaves(
    share: float, responders: float | None, median_h: float | None
) -> None:
    """Single nerve at 1.5 mm, variation between people on: half a dose in a vein still works in most.

    10,000 people; the tolerance is three combined standard errors of two such runs and half a printed digit.
    """
    world = worlds.changed(
        worlds.nerve(distance_mm=1.5, intravascular=share, noise=True),
        {
            "block.nerves[0].course_mm": 0.0,
            "patient.washout": None,
            "patient.nerve_sensitivity": None,
        },
    )
    inputs, layout = worlds.rows(world, 10_000)
    quiet = replace(inputs, prolonged_h=np.zeros(inputs.count))
    times = np.concatenate([np.arange(0.0, 60.0, 2.0), np.arange(60.0, 721.0, 6.0)])
    relief = 1.0 - engine.run(quiet, layout, times).pain
    ever = (relief >= 0.8).any(axis=1)
    if responders is not None:
        error = 3.0 * np.sqrt(2.0 * responders * (1.0 - responders) / 1e4) + 0.005
        assert ever.mean() == pytest.approx(responders, abs=error)
    if median_h is not None:
        hours = [worlds.read_off(times, row, 0.8)[1] for row in relief[ever]]
        assert np.median(hours) == pytest.approx(median_h, abs=0.05 + 0.027 * median_h)


def test_the_typical_subject_is_the_table_of_constants() -> None:
    """The arrays behind the regression rows hold the declared constants, at the reference volume."""
    inputs, _ = worlds.rows(worlds.joint())
    kd, kt, f1 = engine.absorption(inputs)
    assert (kd[0], kt[0], f1[0]) == pytest.approx(worlds.rates("lidocaine"), rel=1e-12)
    assert inputs.strength_mm[0] == pytest.approx(2.0 * 10.0 / 270.8 * 1000.0, rel=1e-12)
    assert inputs.access[0, 0] == load().value("nerve.phi_access") == 0.045
