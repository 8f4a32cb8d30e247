"""Whether the word is right: the truth has a visible cut, and the needle's success is a matter of its own.

A block that never bathed the nerve is a technical failure whatever its label says; a true positive needs the
tested joint to carry the pain.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator import verdict
from simulator.simulate import simulate
from tests.model import worlds


def carried(share: float, central: float, cut: float) -> tuple[str, float]:
    facet = {"kind": "facet", "joint": "L4/5", "side": "left", "share": share}
    world = worlds.changed(
        worlds.joint(),
        {
            "patient.sources": [facet, {"kind": "hip", "share": 1.0 - share}],
            "patient.central_share": central,
            "assessment.facet_cut": cut,
        },
    )
    answer = simulate(world)
    return answer.truth, answer.tested_share


@pytest.mark.parametrize(
    ("share", "central", "cut", "truth"),
    [
        (0.5, 0.0, 0.5, "facet"),  # at least half, and half is at least half
        (0.49, 0.0, 0.5, "not_facet"),
        (1.0, 0.5, 0.5, "facet"),
        (1.0, 0.51, 0.5, "not_facet"),  # the share that needs no periphery counts as pain too
        (0.8, 0.25, 0.6, "facet"),
        (0.3, 0.0, 0.3, "facet"),
        (1.0, 0.0, 1.0, "facet"),
        (0.99, 0.0, 1.0, "not_facet"),
    ],
)
def test_truth_has_a_visible_cut(share: float, central: float, cut: float, truth: str) -> None:
    got, tested = carried(share, central, cut)
    assert got == truth
    assert tested == pytest.approx(share * (1.0 - central), abs=1e-12)


def test_a_joint_that_was_not_tested_does_not_count() -> None:
    """All pain in L4/5; the block asks about L2/3: whatever it says, the tested joint is not the source."""
    answer = simulate(worlds.changed(worlds.joint(), {"block.joints": ["L2/3"]}))
    assert answer.truth == "not_facet"
    assert answer.label == "false_positive"


@pytest.mark.parametrize(
    ("result", "truth", "label"),
    [
        ("positive", "facet", "true_positive"),
        ("positive", "not_facet", "false_positive"),
        ("negative", "facet", "false_negative"),
        ("negative", "not_facet", "true_negative"),
        ("indeterminate", "facet", "indeterminate"),
        ("indeterminate", "not_facet", "indeterminate"),
        ("uninterpretable", "facet", "uninterpretable"),
        ("uninterpretable", "not_facet", "uninterpretable"),
    ],
)
def test_class_of_a_result(result: str, truth: str, label: str) -> None:
    answer = replace(simulate(worlds.joint()), result=result, truth=truth)
    assert answer.label == label


# --- the technical state, kept apart ---


@pytest.mark.parametrize(
    ("blocks", "state"),
    [([0.8, 0.8], "reached"), ([0.79, 1.0], "partly"), ([1.0, 0.0], "partly"), ([0.79, 0.79], "missed")],
)
def test_technical_state(blocks: list[float], state: str) -> None:
    _, layout = worlds.rows(worlds.joint())
    assert verdict.technical_state(np.array(blocks), layout) == state


def test_a_positive_block_that_missed_is_both() -> None:
    """Saline and a strong response: positive on paper, and no nerve was ever numb."""
    world = worlds.changed(worlds.joint("saline", 0.9), {"patient.context_response": 0.95})
    answer = simulate(world)
    assert (answer.result, answer.technical) == ("positive", "missed")


def test_the_technical_state_is_that_of_the_tested_joint() -> None:
    """Needles at L2 and L3, the question is L4/5: L3 is numb, L4 never was."""
    world = worlds.changed(
        worlds.joint(), {"block.nerves": [{"name": "L2"}, {"name": "L3"}], "block.joints": ["L4/5"]}
    )
    answer = simulate(world)
    assert answer.inputs.active[0].tolist() == [1.0, 1.0, 0.0]
    assert answer.layout.tested == (("L4/5", "left"),)
    assert answer.technical == "partly"
