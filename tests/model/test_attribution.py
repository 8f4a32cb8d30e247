"""Why: the parts add up, equals get equal parts, what does nothing gets nothing, and nobody is asked twice.

The four axioms that define a Shapley value are tested on games at random and against the definition itself
(every order of every player); then on scenarios, where the ideal and the actual must be what the simulator
gives when it is simply run.
"""

from __future__ import annotations

import math
from dataclasses import fields
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import load
from simulator import causes, engine, paths, verdict
from simulator.attribution import Why, shapley
from simulator.inputs import build
from simulator.model.anatomy import layout_of
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate
from simulator.streams import Streams
from tests.model import worlds
from tests.model.box import any_scenario

PRESETS = tuple(load().presets)

# --- games ---


@st.composite
def games(draw: st.DrawFn, most: int = 5) -> worlds.Floats:
    players = draw(st.integers(1, most))
    worth = st.floats(-100.0, 100.0, allow_subnormal=False)
    return np.array(draw(st.lists(worth, min_size=2**players, max_size=2**players)))


def players_of(values: worlds.Floats) -> int:
    return int(math.log2(len(values)))


def by_definition(values: worlds.Floats) -> worlds.Floats:
    """What each player adds on joining, averaged over every order of arrival."""
    count = players_of(values)
    shares = np.zeros(count)
    for order in permutations(range(count)):
        present = 0
        for player in order:
            shares[player] += values[present | 1 << player] - values[present]
            present |= 1 << player
    return shares / math.factorial(count)


@given(values=games())
def test_shares_are_those_of_the_definition(values: worlds.Floats) -> None:
    assert shapley(values) == pytest.approx(by_definition(values), abs=1e-9)


@given(values=games(8))
def test_shares_add_up_to_what_all_achieve(values: worlds.Floats) -> None:
    assert shapley(values).sum() == pytest.approx(values[-1] - values[0], abs=1e-9)


@given(values=games(6), data=st.data())
def test_a_player_who_changes_nothing_gets_nothing(values: worlds.Floats, data: st.DataObject) -> None:
    dummy = data.draw(st.integers(0, players_of(values) - 1))
    without = values[[world & ~(1 << dummy) for world in range(len(values))]]
    assert shapley(without)[dummy] == pytest.approx(0.0, abs=1e-12)


@given(values=games(6), data=st.data())
def test_equals_get_equal_shares(values: worlds.Floats, data: st.DataObject) -> None:
    """Two players who can stand in for one another in every company."""
    count = players_of(values)
    one, two = data.draw(st.tuples(*(st.integers(0, count - 1),) * 2))

    def swapped(world: int) -> int:
        a, b = world >> one & 1, world >> two & 1
        return world & ~(1 << one) & ~(1 << two) | b << one | a << two

    even = 0.5 * (values + values[[swapped(world) for world in range(len(values))]])
    shares = shapley(even)
    assert shares[one] == pytest.approx(shares[two], abs=1e-9)


@given(values=games(4), weight=st.floats(-3.0, 3.0), seed=st.integers(0, 99))
def test_the_shares_of_a_sum_are_the_sum_of_the_shares(
    values: worlds.Floats, weight: float, seed: int
) -> None:
    other = np.random.Generator(np.random.Philox(seed)).uniform(-50.0, 50.0, len(values))
    got = shapley(values + weight * other)
    assert got == pytest.approx(shapley(values) + weight * shapley(other), abs=1e-9)


def test_a_game_without_players() -> None:
    assert shapley(np.array([5.0])).shape == (0,)


# --- scenarios ---


def points(why: Why) -> dict[str, float]:
    return {part.cause: part.points for part in why.causes}


def preset(key: str) -> Scenario:
    return paths.validate(load().presets[key].scenario)


def run_as(answer: Answer, target: Scenario) -> float:
    """Relief that the verdict reads when `target` is simply run, in the layout of the answer."""
    row = causes.inputs_of(target, answer.layout, answer.streams)
    return float(verdict.read_check(row, answer.layout).judged_pct(row)[0])


def holds_together(answer: Answer) -> None:
    why = answer.why
    assert [part.cause for part in why.causes] == list(causes.CAUSES)
    assert sum(points(why).values()) == pytest.approx(why.actual_pct - why.ideal_pct, abs=1e-6)
    assert why.actual_pct == pytest.approx(answer.judged_pct, abs=1e-9)
    assert 0.0 <= why.ideal_pct <= 100.0


# covers: X11
@pytest.mark.parametrize("key", PRESETS)
def test_every_preset_adds_up(key: str) -> None:
    holds_together(simulate(preset(key)))


@pytest.mark.parametrize("key", PRESETS)
def test_what_is_written_adds_up(key: str) -> None:
    """Tenths of a point, each beside its contribution, from the one end as written to the other."""
    why = simulate(preset(key)).why

    assert all(abs(whole / 10.0 - points(why)[cause]) <= 0.2 for cause, whole in why.tenths.items())
    if why.tenths:
        assert sum(why.tenths.values()) == round(10.0 * why.actual_pct) - round(10.0 * why.ideal_pct)


@given(world=any_scenario())
@settings(max_examples=20)
def test_any_scenario_adds_up(world: Scenario) -> None:
    holds_together(simulate(world))


@pytest.mark.parametrize("key", PRESETS)
def test_the_ideal_is_what_the_ideal_scenario_gives(key: str) -> None:
    answer = simulate(preset(key))
    ideal = causes.ideal(answer.scenario, answer.layout)
    assert answer.why.ideal_pct == pytest.approx(run_as(answer, ideal), abs=1e-9)


@pytest.mark.parametrize(
    "needle", [{"intravascular": 1.0}, {"offset_mm": 8.0}, {"course_mm": 8.0}], ids=lambda x: next(iter(x))
)
def test_the_ideal_of_a_left_out_nerve(needle: dict[str, float]) -> None:
    """L4/5 by L4 alone, and that needle at fault: at its ideal the L3 needle is well placed, in no vein."""
    world = worlds.changed(
        worlds.joint(),
        {"block.nerves": [{"name": "L4", "offset_mm": 1.0} | needle], "block.joints": ["L4/5"]},
    )
    answer = simulate(world)
    ideal = causes.ideal(answer.scenario, answer.layout)
    assert answer.why.ideal_pct == pytest.approx(run_as(answer, ideal), abs=1e-9)


def test_what_the_ideal_is() -> None:
    """The textbook block in a usual person: right nerves, bathed, one source, nothing but the drug."""
    world = preset("wrong-nerves")
    ideal = causes.ideal(world, layout_of(world))
    patient, block, read = ideal.patient, ideal.block, ideal.assessment
    assert (block.drug, block.percent, block.volume_ml, block.epinephrine) == ("lidocaine", 2.0, 0.5, False)
    assert (block.steroid, block.sedation) == (False, "none")
    assert {(n.offset_mm, n.course_mm, n.intravascular) for n in block.nerves} == {(0.0, 0.0, 0.0)}
    assert {(n.name, n.side) for n in block.nerves} == set(layout_of(world).needles)
    assert (patient.washout, patient.nerve_sensitivity, patient.aberrant_supply) == (1.0, 1.0, 0.0)
    assert (patient.central_share, patient.context_response) == (0.0, 0.0)
    assert (read.noise, read.check_min, read.basis) == (False, 30.0, "nrs")
    tested = {(joint, side) for joint, side in layout_of(world).tested}
    assert {(s.joint, s.side) for s in patient.sources if s.share > 0.0} <= tested
    assert 95.0 < simulate(world).why.ideal_pct <= 100.0


def test_an_ideal_block_has_no_causes() -> None:
    ideal = causes.ideal(worlds.joint(), layout_of(worlds.joint()))
    why = simulate(ideal).why
    assert why.ideal_pct == why.actual_pct
    assert set(points(why).values()) == {0.0}


def test_the_only_fault_gets_all_the_points() -> None:
    ideal = causes.ideal(worlds.joint(), layout_of(worlds.joint()))
    faults: dict[str, dict[str, Any]] = {
        "vascular_uptake": {"block.nerves[0].intravascular": 1.0},
        "needle_miss": {"block.nerves[1].offset_mm": 9.0},
        "nerve_course": {"block.nerves[1].course_mm": 9.0},
        "drug_dose_volume": {"block.percent": 0.2},
        "fast_washout": {"patient.washout": 4.0},
        "central_share": {"patient.central_share": 0.5},
        "context": {"patient.context_response": 0.3, "block.percent": 2.0},
        "other_source": {
            "patient.sources": [
                {"kind": "facet", "joint": "L4/5", "side": "left", "share": 0.5},
                {"kind": "hip", "share": 0.5},
            ]
        },
    }
    for cause, sets in faults.items():
        why = simulate(worlds.changed(ideal, sets)).why
        got = points(why)
        assert got.pop(cause) == pytest.approx(why.actual_pct - why.ideal_pct, abs=1e-9)
        assert why.actual_pct != why.ideal_pct, cause
        assert set(got.values()) == {0.0}, cause


def test_a_cause_that_changes_nothing_is_exactly_zero() -> None:
    """Among others that do: nothing is in a vein, the nerve runs as usual, no sedation."""
    got = points(simulate(Scenario()).why)
    assert {
        cause: got[cause] for cause in ("vascular_uptake", "nerve_course", "sedation_skin", "wrong_nerve")
    } == {
        "vascular_uptake": 0.0,
        "nerve_course": 0.0,
        "sedation_skin": 0.0,
        "wrong_nerve": 0.0,
    }
    assert got["other_source"] < -5.0


def test_two_needles_alike_at_fault_share_alike() -> None:
    """Scenario-level symmetry: a left and a right joint, one needle pair missed, the other in a vein, each to
    the same effect (no drug at the nerve): the two causes get the same points."""
    both = [{"kind": "facet", "joint": "L4/5", "side": side, "share": 0.5} for side in ("left", "right")]
    needles = [{"name": name, "side": "left", "offset_mm": 15.0} for name in ("L3", "L4")]
    needles += [
        {"name": name, "side": "right", "offset_mm": 0.0, "intravascular": 1.0} for name in ("L3", "L4")
    ]
    ideal = causes.ideal(worlds.joint(), layout_of(worlds.joint()))
    why = simulate(worlds.changed(ideal, {"patient.sources": both, "block.nerves": needles})).why
    assert why.actual_pct == pytest.approx(0.0, abs=1e-9)
    assert points(why)["needle_miss"] == pytest.approx(points(why)["vascular_uptake"], abs=1e-9)
    assert points(why)["needle_miss"] == pytest.approx(-0.5 * why.ideal_pct, abs=1e-9)


# --- the same draws in every world ---


def test_a_switch_moves_its_own_arrays_and_no_other_draw() -> None:
    """With everything drawn: turning one cause to its ideal leaves each other array of this patient alone."""
    blank = {"offset_mm": None, "course_mm": None, "intravascular": None}
    world = worlds.changed(
        Scenario(),
        {"block.nerves": [{"name": name} | blank for name in ("L3", "L4")], "patient.washout": None},
    )
    layout = layout_of(world)
    streams = Streams(world.seed)
    actual = build(world, streams, layout)
    target = causes.ideal(world, layout)
    other = causes.inputs_of(target, layout, streams)
    chosen = causes.switches(world, target, layout)
    for i, switch in enumerate(chosen):
        mixed = causes.mix(actual, other, chosen, np.eye(len(chosen))[[i]])
        own = {name for name, _ in switch.moves}
        for field in fields(actual):
            unchanged = np.array_equal(getattr(mixed, field.name), getattr(actual, field.name))
            assert unchanged or field.name in own, (switch.cause, field.name)
    untouched = causes.mix(actual, other, chosen, np.zeros((1, len(chosen))))
    times = np.arange(0.0, 300.0, 15.0)
    assert np.array_equal(engine.run(untouched, layout, times).pain, engine.run(actual, layout, times).pain)
