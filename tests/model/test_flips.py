"""The smallest flip: what is said to turn the verdict does turn it, and nothing smaller was passed over."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from content import load
from simulator import causes, flips, paths
from simulator.errors import InputError
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate
from tests.model import worlds
from tests.model.box import any_scenario

PRESETS = tuple(load().presets)
AWAY = ("negative", "indeterminate")


def preset(key: str) -> Scenario:
    return paths.validate(load().presets[key].scenario)


def turned(before: str, after: str) -> bool:
    """Whether a verdict has crossed the threshold: to positive, or from positive to a readable other."""
    return after in AWAY if before == "positive" else after == "positive"


def hold(answer: Answer) -> None:
    """Everything that is claimed of the flips of one answer."""
    found = answer.flips
    assert len(found) <= flips.MOST
    assert [flip.size for flip in found] == sorted(flip.size for flip in found)
    assert len({len(flip.causes) for flip in found}) <= 1, "single changes and pairs are not mixed"
    assert len({str(flip.sets) for flip in found}) == len(found), "no change is told twice"
    for flip in found:
        assert 1 <= len(flip.causes) <= 2
        assert 0.0 < flip.size <= 1.0
        after = simulate(paths.apply(answer.scenario, flip.sets))
        assert after.result == flip.result
        assert turned(answer.result, after.result), flip
        if len(flip.causes) == 2:
            for switch in switches(answer):
                half = {path: value for path, value in flip.sets.items() if path in switch.sets}
                if half.keys() == switch.sets.keys():
                    alone = simulate(paths.apply(answer.scenario, half))
                    assert not turned(answer.result, alone.result), f"{switch.cause} alone is enough"
    if not found or len(found[0].causes) == 2:
        nothing_smaller(answer)


def switches(answer: Answer) -> list[causes.Switch]:
    """The single changes that a flip of this answer may be made of, towards the ideal or away from it."""
    towards = causes.worst if answer.result == "positive" else causes.ideal
    target = towards(answer.scenario, answer.layout)
    return [one for one in causes.switches(answer.scenario, target, answer.layout) if one.sets]


def nothing_smaller(answer: Answer) -> None:
    """No single change, made in full, turns the verdict (one that a scenario cannot hold is none)."""
    for switch in switches(answer):
        try:
            changed = paths.apply(answer.scenario, switch.sets)
        except InputError:
            continue
        assert not turned(answer.result, simulate(changed).result), switch


# covers: X10
@pytest.mark.parametrize("key", PRESETS)
def test_flips_of_every_preset(key: str) -> None:
    hold(simulate(preset(key)))


@given(world=any_scenario())
@settings(max_examples=40)
def test_flips_of_any_scenario(world: Scenario) -> None:
    hold(simulate(world))


# --- by hand ---


def at_fault(needles: tuple[dict[str, Any], dict[str, Any]], **more: Any) -> Scenario:
    """The plain joint, its two needles at fault, in a clinic that cannot see it."""
    sets = {
        f"block.nerves[{k}].{name}": value for k, one in enumerate(needles) for name, value in one.items()
    }
    others = {path.replace("__", "."): value for path, value in more.items()}
    return worlds.changed(worlds.joint(), {"block.contrast": "none"} | sets | others)


VENOUS = {"intravascular": 1.0}


def test_one_venous_nerve_is_one_change() -> None:
    answer = simulate(at_fault((VENOUS, {})))
    assert answer.result != "positive"
    first = answer.flips[0]
    hold(answer)
    assert any(flip.sets == {"block.nerves[0].intravascular": 0.0} for flip in answer.flips)
    assert len(first.causes) == 1


def test_two_venous_nerves_need_both_mended() -> None:
    answer = simulate(at_fault((VENOUS, VENOUS)))
    assert answer.result == "negative"
    hold(answer)
    both = {"block.nerves[0].intravascular": 0.0, "block.nerves[1].intravascular": 0.0}
    assert [flip.sets for flip in answer.flips] == [both]
    assert answer.flips[0].causes == ("vascular_uptake", "vascular_uptake")
    assert answer.flips[0].result == "positive"


def test_a_missed_needle_and_a_venous_one_need_both_mended() -> None:
    answer = simulate(at_fault(({"offset_mm": 12.0}, VENOUS)))
    hold(answer)
    assert [set(flip.sets) for flip in answer.flips] == [
        {"block.nerves[0].offset_mm", "block.nerves[1].intravascular"}
    ]


def test_a_block_that_two_changes_cannot_save() -> None:
    """Both doses in veins, most of the pain central, the rest from the hip: nothing is claimed."""
    sources = [
        {"kind": "facet", "joint": "L4/5", "side": "left", "share": 0.2},
        {"kind": "hip", "share": 0.8},
    ]
    answer = simulate(at_fault((VENOUS, VENOUS), patient__central_share=0.8, patient__sources=sources))
    assert answer.result == "negative"
    assert answer.flips == ()


def test_a_smaller_change_comes_first() -> None:
    """72 % relief: a little lower threshold does it; a whole second source need not go."""
    sources = [
        {"kind": "facet", "joint": "L4/5", "side": "left", "share": 0.75},
        {"kind": "hip", "share": 0.25},
    ]
    answer = simulate(at_fault(({}, {}), patient__sources=sources))
    assert answer.result == "indeterminate"
    hold(answer)
    assert answer.flips[0].causes == ("rating",)
    assert set(answer.flips[0].sets) == {"assessment.threshold_pct"}
    assert answer.flips[-1].size > answer.flips[0].size


def test_a_positive_block_flips_away() -> None:
    answer = simulate(worlds.joint())
    assert answer.result == "positive"
    hold(answer)
    assert answer.flips
    for flip in answer.flips:
        assert flip.result in AWAY


def test_a_false_positive_flips_with_the_response_to_the_setting() -> None:
    """Saline and a strong response: without the response it is negative."""
    world = worlds.changed(worlds.joint("saline", 0.9), {"patient.context_response": 0.9})
    answer = simulate(world)
    assert answer.label == "false_positive" or answer.result == "positive"
    hold(answer)
    assert any(set(flip.sets) == {"patient.context_response"} for flip in answer.flips)


@pytest.mark.parametrize(
    ("sets", "fault"),
    [
        ({"patient.baseline_nrs": 3.0}, "baseline_low"),
        ({"block.sedation": "moderate"}, "unclean"),
        ({"block.nerves[0].intravascular": 0.1, "block.contrast": "dsa"}, "uptake_seen"),
    ],
)
def test_an_unreadable_block_becomes_readable(sets: dict[str, Any], fault: str) -> None:
    answer = simulate(worlds.changed(worlds.joint(), sets))
    assert answer.faults == (fault,)
    hold(answer)
    assert answer.flips
    assert answer.flips[0].result == "positive"


def test_a_flip_is_told_with_the_values_it_sets() -> None:
    flip = simulate(at_fault((VENOUS, VENOUS))).flips[0]
    assert flip.change == "block.nerves[0].intravascular=0 and block.nerves[1].intravascular=0"


def test_adding_the_missing_nerve_leaves_the_others() -> None:
    world = worlds.changed(
        worlds.joint(),
        {
            "block.nerves": [{"name": "L4", "side": "left", "offset_mm": 1.5, "intravascular": 0.1}],
            "block.contrast": "none",
        },
    )
    answer = simulate(worlds.changed(world, {"block.joints": ["L4/5"]}))
    added = next(flip.sets["block.nerves"] for flip in answer.flips if "block.nerves" in flip.sets)
    assert [needle["name"] for needle in added] == ["L4", "L3"]
    assert added[0] == paths.read(answer.scenario, "block.nerves[0]").model_dump()


def test_a_missing_nerve_and_a_venous_one_need_both_mended() -> None:
    """L4/5 by L4 alone, and that into a vein: adding L3 and leaving the vein flips it."""
    world = worlds.changed(
        worlds.joint(),
        {"block.nerves": [{"name": "L4"} | VENOUS], "block.joints": ["L4/5"], "block.contrast": "none"},
    )
    answer = simulate(world)
    mended = paths.apply(
        world, {"block.nerves": [{"name": "L4", "offset_mm": 0.0}, {"name": "L3", "offset_mm": 0.0}]}
    )
    assert simulate(mended).result == "positive"
    assert any("wrong_nerve" in flip.causes for flip in answer.flips)
