"""The whole box of inputs: every field does something, and no corner of it breaks the model.

Models that are identically zero, and impossible values inside a slider's range, are found by walking the
fields as they are declared: a field that is added tomorrow is in here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from content import load
from simulator import causes, verdict
from simulator.errors import InputError
from simulator.scenario import Scenario, region_nerves
from simulator.simulate import Answer, distribution, simulate
from tests.model import worlds
from tests.model.box import any_scenario, corners, leaves

LABELS = {
    "true_positive",
    "false_positive",
    "true_negative",
    "false_negative",
    "indeterminate",
    "uninterpretable",
}


def outputs(answer: Answer) -> dict[str, Any]:
    """What an answer shows, by name."""
    return {
        "pain": answer.course.pain.tobytes(),
        "block": answer.peak_block.tobytes(),
        "diary": answer.diary,
        "stated": float(answer.reading.stated_pct[0]),
        "result": answer.result,
        "truth": answer.truth,
        "why": answer.why.actual_pct,
        "plasma": (answer.plasma.peak_mg_l, answer.plasma.max_dose_mg),
        "pathway": tuple(step.id for step in answer.pathway),
    }


# --- every field moves something ---

PAIN = "pain"
FREE = {"offset_mm": None, "course_mm": None, "intravascular": None}
FACET = {"kind": "facet", "joint": "L4/5", "side": "left", "share": 0.8}

MOVES: list[tuple[str, dict[str, Any], Any, str]] = [
    # field, the scenario in which it matters (changes to the default), new value, an output that must move
    ("seed", {}, 8, "diary"),
    (
        "patient.region",
        {"block.nerves": [{"name": "T12"}], "patient.sources": [{"kind": "disc"}]},
        "thoracic",
        "pathway",
    ),
    ("patient.age", {"assessment.noise": False, "block.percent": 0.05}, 25, "pathway"),
    ("patient.baseline_nrs", {}, 3.0, "result"),
    ("patient.csi", {}, 90.0, PAIN),
    ("patient.pain_months", {}, 400.0, PAIN),
    ("patient.central_share", {}, 0.5, PAIN),
    ("patient.sources", {}, [FACET], PAIN),
    ("patient.sources[0].kind", {"patient.sources": [{"kind": "hip"}]}, "nerve_root", PAIN),
    ("patient.sources[0].joint", {}, "L2/3", PAIN),
    ("patient.sources[0].side", {}, "right", PAIN),
    ("patient.sources[0].share", {}, 0.1, PAIN),
    ("patient.aberrant_supply", {}, 0.6, PAIN),
    ("patient.context_response", {}, 0.6, PAIN),
    ("patient.washout", {}, 3.0, PAIN),
    ("patient.nerve_sensitivity", {}, 0.3, PAIN),
    ("patient.depression", {"assessment.rule": "50_nrs"}, True, "pathway"),
    ("patient.prior_surgery", {"assessment.rule": "50_nrs"}, True, "pathway"),
    ("patient.opioids", {"assessment.rule": "50_nrs"}, True, "pathway"),
    ("block.drug", {}, "bupivacaine", PAIN),
    ("block.percent", {}, 0.5, PAIN),
    ("block.volume_ml", {}, 0.1, "plasma"),
    ("block.epinephrine", {}, True, PAIN),
    ("block.steroid", {}, True, "result"),
    ("block.nerves", {}, [{"name": "L4"}], PAIN),
    ("block.nerves[0].name", {}, "L2", PAIN),
    ("block.nerves[0].side", {}, "right", PAIN),
    ("block.nerves[0].offset_mm", {}, 9.0, PAIN),
    ("block.nerves[0].angle_deg", {"block.volume_ml": 3.0, "block.nerves[0].offset_mm": 6.0}, 180.0, PAIN),
    ("block.nerves[0].course_mm", {}, 9.0, PAIN),
    ("block.nerves[0].intravascular", {}, 0.9, PAIN),
    ("block.joints", {}, ["L2/3"], "truth"),
    ("block.guidance", {"block.nerves[0].offset_mm": None}, "landmark", PAIN),
    ("block.operator", {"block.nerves[0].offset_mm": None}, "trainee", PAIN),
    ("block.contrast", {"block.nerves[0].intravascular": 0.9}, "none", "result"),
    ("block.sedation", {}, "moderate", PAIN),
    ("block.skin_ml", {}, 8.0, PAIN),
    ("assessment.rule", {}, "50_nrs", "result"),
    ("assessment.threshold_pct", {}, 40.0, "result"),
    ("assessment.basis", {"assessment.threshold_pct": 85.0, "assessment.noise": False}, "stated", "result"),
    ("assessment.check_min", {"assessment.noise": False}, 480.0, "result"),
    ("assessment.min_baseline_nrs", {}, 9.0, "result"),
    ("assessment.facet_cut", {}, 1.0, "truth"),
    ("assessment.noise", {}, False, "diary"),
]

FIXED = {"schema_version"}
"""Fields that can move nothing: the version of the schema has one value."""


def test_every_field_is_in_the_table() -> None:
    assert {path for path, *_ in MOVES} | FIXED == {path for path, _ in leaves()}


@pytest.mark.parametrize(("path", "base", "new", "output"), MOVES, ids=[path for path, *_ in MOVES])
def test_every_field_moves_an_output(path: str, base: dict[str, Any], new: Any, output: str) -> None:
    before = worlds.changed(Scenario(), base)
    after = worlds.changed(before, {path: new})
    assert outputs(simulate(after))[output] != outputs(simulate(before))[output]
    again = outputs(simulate(worlds.changed(before, {})))
    assert again == outputs(simulate(before))  # what moves it is the field, not the second run


# --- no corner breaks ---


def base_of(region: str, joint: str) -> Scenario:
    names = load().joints[joint].nerves
    return worlds.changed(
        Scenario(),
        {
            "patient": {
                "region": region,
                "sources": [
                    {"kind": "facet", "joint": joint, "side": "left", "share": 0.5},
                    {"kind": "muscle", "share": 0.3},
                    {"kind": "nerve_root", "share": 0.2},
                ],
            },
            "block.nerves": [{"name": name} | FREE for name in names],
        },
    )


BASES = {
    "lumbar": base_of("lumbar", "L4/5"),
    "cervical": base_of("cervical", "C2/3"),
    "thoracic": base_of("thoracic", "T1/2"),
}


def is_sound(answer: Answer) -> None:
    """Finite, in range, in the allowed words, and explained to the last point."""
    assert answer.result in verdict.RESULTS
    assert answer.label in LABELS
    assert answer.truth in ("facet", "not_facet")
    assert answer.technical in ("reached", "partly", "missed")
    assert set(answer.faults) <= {
        "baseline_low",
        "unclean",
        "nonspecific_spread",
        "uptake_seen",
        "incomplete",
    }
    for curve in (answer.course.pain, answer.course.block, answer.course.root, answer.course.silenced):
        assert np.isfinite(curve).all()
        assert curve.min() >= 0.0
        assert curve.max() <= 1.0 + 1e-12
    assert np.isfinite(answer.course.concentration_mm).all()
    assert answer.course.concentration_mm.min() >= 0.0
    for entry in answer.diary:
        assert entry.nrs is None or 0.0 <= entry.nrs <= 10.0
        assert entry.rest_nrs is None or 0.0 <= entry.rest_nrs <= 10.0
        assert entry.relief_pct is None or 0.0 <= entry.relief_pct <= 100.0
    for percent in (answer.judged_pct, answer.peak_relief_pct, answer.recall_pct, answer.relief_pct or 0.0):
        assert 0.0 <= percent <= 100.0
    last = answer.course.times_min[-1]
    assert answer.onset_min is None or 0.0 <= answer.onset_min <= last
    assert 0.0 <= answer.duration_h <= last / 60.0 + 1e-9
    assert (answer.onset_min is None) is (answer.duration_h == 0.0)
    assert np.isfinite(answer.plasma.mg_l).all()
    assert -1e-12 <= answer.plasma.mg_l.min() <= answer.plasma.peak_mg_l < 100.0
    assert 0.0 <= answer.tested_share <= 1.0 + 1e-12

    why = answer.why
    assert [part.cause for part in why.causes] == list(causes.CAUSES)
    assert abs(sum(part.points for part in why.causes) - (why.actual_pct - why.ideal_pct)) < 1e-6
    assert all(np.isfinite(part.points) for part in why.causes)
    assert answer.pathway
    for flip in answer.flips:
        assert flip.result in verdict.RESULTS
        assert 0.0 < flip.size <= 1.0


CORNERS = {path: found for path, info in leaves() if (found := corners(path, info))}


@pytest.mark.parametrize("region", BASES)
@pytest.mark.parametrize("noise", [True, False], ids=["noise", "quiet"])
def test_every_bound_of_every_field_in_every_region(region: str, noise: bool) -> None:
    for path, found in CORNERS.items():
        for value in found:
            is_sound(simulate(worlds.changed(BASES[region], {"assessment.noise": noise} | {path: value})))


@pytest.mark.parametrize("drug", worlds.DRUGS)
@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_all_bounds_at_once(drug: str, end: int) -> None:
    """Every number at its lowest, then at its highest, for every drug, region and kind of noise."""
    numbers = {path: found[end] for path, found in CORNERS.items()}
    for base in BASES.values():
        for noise in (True, False):
            sets = numbers | {"block.drug": drug, "assessment.noise": noise}
            is_sound(simulate(worlds.changed(base, sets)))


# covers: X3
@given(world=any_scenario())
@settings(max_examples=120)
def test_any_point_of_the_box(world: Scenario) -> None:
    is_sound(simulate(world))


@given(world=any_scenario(8))
@settings(max_examples=8)
def test_any_crowded_point_of_the_box(world: Scenario) -> None:
    """As many needles and sources as a scenario may hold."""
    is_sound(simulate(world))


@given(world=any_scenario())
@settings(max_examples=25)
def test_many_runs_of_any_point(world: Scenario) -> None:
    many = distribution(world, 30)
    assert set(many.p_result) == set(verdict.RESULTS)
    assert set(many.p_class) <= LABELS
    assert sum(many.p_result.values()) == pytest.approx(1.0)
    assert sum(many.p_class.values()) == pytest.approx(1.0)
    assert 0.0 <= many.p_relief_80 <= many.p_relief_50 <= 1.0
    low, middle, high = (many.relief_pct[name] for name in ("p10", "p50", "p90"))
    assert 0.0 <= low <= middle <= high <= 100.0


@pytest.mark.parametrize("joint", load().joints)
def test_every_joint_can_be_painful_and_tested(joint: str) -> None:
    region = load().joints[joint].region
    for name in region_nerves(region)[::3]:
        world = worlds.changed(
            Scenario(),
            {
                "patient": {"region": region, "sources": [{"kind": "facet", "joint": joint, "side": "left"}]},
                "block.nerves": [{"name": name}],
                "block.joints": [joint],
            },
        )
        is_sound(simulate(world))


def test_a_joint_listed_twice_is_refused_or_counted_once() -> None:
    """Neither is painful, so that each listing adds a source of its own to the layout, not to its ideal."""
    base = worlds.changed(worlds.joint(), {"block.joints": ["L2/3"]})
    try:
        twice = worlds.changed(base, {"block.joints": ["L2/3", "L2/3"]})
    except InputError:
        return
    assert simulate(twice).why == simulate(base).why
