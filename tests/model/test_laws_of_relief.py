"""Laws of relief: what adds up, what is needed together, what cancels out, what never leaves its bounds.

The points that the simulator exists to make (two nerves to a joint, a gain that cancels, an independent share
that does not, a slow state that hours cannot move) are true of the model or the pages teach what it does not
do.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load
from simulator import engine
from simulator.model import sensitisation
from simulator.simulate import simulate
from tests.model import worlds

HOURS = np.concatenate([np.arange(0.0, 240.0, 2.0), np.arange(240.0, 2880.0, 10.0)])

# --- sums ---


def test_two_injections_at_one_nerve_add_up() -> None:
    """At the third occipital nerve: its own needle, and what spills over from the C3 needle beside it."""
    world = worlds.changed(
        worlds.nerve(volume_ml=1.0, distance_mm=6.0),
        {"block.nerves": [{"name": "TON", "offset_mm": 6.0}, {"name": "C3", "offset_mm": 1.0}]},
    )
    inputs, layout = worlds.rows(world)
    site = layout.sites.index(("TON", "left"))

    def at_nerve(active: list[float]) -> worlds.Floats:
        run = engine.run(replace(inputs, active=np.array([active])), layout, np.arange(10.0, 300.0, 10.0))
        blocked = run.block[0, site]
        ratio = blocked / (1.0 - blocked)
        return np.asarray(inputs.ic50_mm[0] * ratio ** (1.0 / inputs.hill_gamma[0]))

    both, own, spilled = at_nerve([1.0, 1.0]), at_nerve([1.0, 0.0]), at_nerve([0.0, 1.0])
    assert spilled.max() > 0.02 * own.max()
    assert both == pytest.approx(own + spilled, rel=1e-9)


def test_plasma_is_the_sum_over_needles() -> None:
    one_needle = simulate(worlds.nerve()).plasma
    pair = simulate(worlds.joint()).plasma
    assert pair.mg_l == pytest.approx(2.0 * one_needle.mg_l, rel=1e-12)
    assert pair.dose_mg == 2.0 * one_needle.dose_mg


# covers: CL03
def test_a_joint_needs_both_its_nerves() -> None:
    """One of two nerves gives half the relief at the most, both give all of it."""
    for missed in ((0,), (1,), (0, 1)):
        sets = {f"block.nerves[{k}].offset_mm": 15.0 for k in missed}
        best = worlds.relief(worlds.changed(worlds.joint(), sets), HOURS).max()
        assert best == pytest.approx(1.0 - 0.5 * len(missed), abs=0.01)
    alone = worlds.changed(worlds.joint(), {"block.nerves": [{"name": "L4"}]})
    assert worlds.relief(alone, HOURS).max() == pytest.approx(0.5, abs=0.01)


def test_sources_are_weights() -> None:
    """Halving every share changes nothing; an unblocked half of the pain halves the relief."""
    facet = {"kind": "facet", "joint": "L4/5", "side": "left"}
    even = [facet | {"share": 0.4}, {"kind": "hip", "share": 0.4}]
    half = [facet | {"share": 0.2}, {"kind": "hip", "share": 0.2}]
    one_source = worlds.relief(worlds.joint(), HOURS)
    two = worlds.relief(worlds.changed(worlds.joint(), {"patient.sources": even}), HOURS)
    assert worlds.relief(worlds.changed(worlds.joint(), {"patient.sources": half}), HOURS) == pytest.approx(
        two
    )
    assert two == pytest.approx(0.5 * one_source, rel=1e-12)


def test_saline_leaves_only_the_context() -> None:
    world = worlds.changed(worlds.joint("saline", 0.9), {"patient.context_response": 0.4})
    answer = simulate(world)
    half_life = load().value("context.half_life_h") * 60.0
    assert 1.0 - answer.course.pain[0] == pytest.approx(0.4 * 0.5 ** (answer.course.times_min / half_life))
    assert answer.plasma.peak_mg_l == 0.0


def test_nothing_given_nothing_changes() -> None:
    """Saline, no response to the setting: pain is exactly what it was, whatever its central part."""
    for share, csi in ((0.0, 20.0), (0.5, 20.0), (0.9, 100.0)):
        world = worlds.changed(
            worlds.joint("saline", 0.9), {"patient.central_share": share, "patient.csi": csi}
        )
        assert worlds.course(world, HOURS).pain == pytest.approx(1.0, abs=1e-12)


def test_fluid_reaches_the_root_from_the_side_of_the_foramen() -> None:
    """3 mL from a needle 5 mm off: towards the foramen it numbs the root, away from it it does not."""
    world = worlds.changed(worlds.joint(volume_ml=3.0, distance_mm=5.0), {})
    reached = []
    for angle in (0.0, 90.0, 180.0):
        angles = {f"block.nerves[{k}].angle_deg": angle for k in (0, 1)}
        reached.append(worlds.course(worlds.changed(world, angles), HOURS).root.max())
    assert reached[0] < 0.1
    assert reached[0] < reached[1] < reached[2]
    assert reached[2] > 0.9


def test_what_the_fluid_does_to_each_kind_of_source() -> None:
    """The root is numbed as it is reached, a disc by its share of that; hip, sacroiliac and other never."""
    world = worlds.changed(
        worlds.joint(volume_ml=3.0, distance_mm=5.0), {f"block.nerves[{k}].angle_deg": 180.0 for k in (0, 1)}
    )
    root = worlds.course(world, HOURS).root[0]
    for kind, reach in {
        "nerve_root": 1.0,
        "disc": load().value("neighbour.disc_reach"),
        "hip": 0.0,
        "sacroiliac": 0.0,
        "other": 0.0,
    }.items():
        alone = worlds.changed(world, {"patient.sources": [{"kind": kind}]})
        assert worlds.relief(alone, HOURS) == pytest.approx(reach * root, abs=1e-12), kind
    muscle = worlds.relief(worlds.changed(world, {"patient.sources": [{"kind": "muscle"}]}), HOURS)
    assert 0.0 < muscle.max() <= load().value("neighbour.muscle_reach")


def test_aberrant_supply_is_out_of_reach() -> None:
    base = worlds.relief(worlds.joint(), HOURS)
    for share in (0.25, 1.0):
        left = worlds.relief(worlds.changed(worlds.joint(), {"patient.aberrant_supply": share}), HOURS)
        assert left == pytest.approx((1.0 - share) * base, abs=1e-12)


def test_a_prolonged_response_holds_the_relief_of_the_first_hour() -> None:
    """Ten hours from minute 60 on, then it fades; nobody is ever worse for it, and 0 hours is none."""
    inputs, layout = worlds.rows(worlds.joint())
    plain = engine.run(inputs, layout, HOURS).pain[0]
    held = engine.run(replace(inputs, prolonged_h=np.array([10.0])), layout, HOURS).pain[0]
    at_hour = plain[np.searchsorted(HOURS, 60.0)]
    during = (HOURS >= 60.0) & (HOURS <= 660.0)
    assert np.array_equal(held[HOURS < 60.0], plain[HOURS < 60.0])
    assert np.all(held <= plain)
    assert held[during].max() <= at_hour + 1e-12
    assert plain[during].max() > 0.9
    assert held[-1] > 0.9


# --- sensitisation ---


class Without:
    """The library with one number set to 0."""

    def __init__(self, key: str) -> None:
        self.key = key

    def value(self, key: str) -> float:
        return 0.0 if key == self.key else load().value(key)


# covers: CL25
def test_a_gain_cancels_out_of_percent_relief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its relaxing part a gain of any size leaves percent relief exactly as it is."""
    monkeypatch.setattr(sensitisation, "load", lambda: Without("sensitisation.gain_relaxing"))
    base = worlds.relief(worlds.joint(), HOURS)
    for csi in (0.0, 60.0, 100.0):
        loud = worlds.relief(worlds.changed(worlds.joint(), {"patient.csi": csi}), HOURS)
        assert np.array_equal(loud, base)


def test_a_relaxing_gain_adds_relief_and_never_pain() -> None:
    base = worlds.relief(worlds.joint(), HOURS)
    loud = worlds.relief(worlds.changed(worlds.joint(), {"patient.csi": 100.0}), HOURS)
    assert np.all(loud >= base)
    assert loud.max() <= 1.0
    assert np.any(loud > base + 0.01)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_an_independent_share_does_not_cancel(share: float) -> None:
    """It caps relief: a full block leaves the share, less the little that hours can move."""
    world = worlds.changed(worlds.joint(), {"patient.central_share": share})
    best = worlds.relief(world, np.array([60.0]))[0]
    assert 1.0 - share - 0.005 < best < 1.0 - share + 0.005
    for csi in (0.0, 40.0):
        again = worlds.relief(worlds.changed(world, {"patient.csi": csi}), np.array([60.0]))[0]
        assert again == best


def test_hours_hardly_move_the_slow_state_and_months_do() -> None:
    full = np.ones((1, 4))
    day = 24.0 * 60.0
    left = sensitisation.slow_state(full, np.array([0.0, 9.0 * 60.0, 30.0 * day, 90.0 * day]))[0]
    assert left[0] == 1.0
    assert 0.97 < left[1] < 1.0
    assert 0.2 < left[2] < 0.5
    assert left[3] < 0.06
    assert sensitisation.slow_state(0.0 * full, np.full(4, 90.0 * day)) == pytest.approx(1.0)


# --- bounds ---


@given(
    seed=st.integers(0, 2**53 - 1),
    csi=st.floats(0.0, 100.0),
    context=st.floats(0.0, 0.95),
    drug=st.sampled_from(worlds.DRUGS),
)
def test_pain_stays_between_none_and_what_it_was(seed: int, csi: float, context: float, drug: str) -> None:
    sets = {
        "patient.csi": csi,
        "patient.context_response": context,
        "block.drug": drug,
        "assessment.noise": True,
    }
    world = worlds.changed(worlds.joint(distance_mm=None, intravascular=None), sets | {"seed": seed})
    inputs, layout = worlds.rows(world, 20)
    run = engine.run(inputs, layout, HOURS[::7])
    assert run.pain.min() >= 0.0
    assert run.pain.max() <= 1.0 + 1e-12
    assert run.block.min() >= 0.0
    assert run.block.max() <= 1.0
    assert np.isfinite(run.pain).all()
