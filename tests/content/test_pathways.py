"""Policies and next steps: what follows in which state, and that both sides are argued alike."""

from __future__ import annotations

import re
from typing import Final

import pytest

from content.loader import ROOT, Library
from content.records import Kind
from content.states import states

TAGS: Final = {
    "always",
    "positive",
    "negative",
    "indeterminate",
    "uninterpretable",
    "relief_80",
    "relief_50_79",
    "relief_below_50",
    "clean",
    "technical_doubt",
    "incomplete",
    "baseline_low",
    "sedated",
    "steroid",
    "skin_large",
    "nonspecific_spread",
    "uptake_seen",
    "single_side",
    "pretest_low",
    "pretest_middle",
    "pretest_high",
    "prolonged",
    "late",
    "csi_high",
    "depression",
    "prior_surgery",
    "opioids",
    "long_duration",
    "lumbar",
    "cervical",
    "thoracic",
    "policy_one_block",
    "policy_two_blocks",
}


AFTER_A_SECOND_BLOCK: Final = {
    "two_positive",
    "concordant",
    "discordant",
    "first_positive",
    "second_negative",
    "two_negative",
    "returned",
    "denervation_failed",
}
"""No single block gives these; they belong to states of content/states.toml."""


def test_policies(library: Library) -> None:
    got = {key: (rule.threshold_pct, rule.blocks_before_denervation) for key, rule in library.rules.items()}
    assert got == {
        "80_nrs": (80, 2),
        "50_nrs": (50, 1),
        "80_stated": (80, 2),
        "50_stated": (50, 1),
        "sis": (100, 2),
        "asipp_2020": (80, 2),
        "rapm_2020": (50, 1),
        "cms": (80, 2),
        "nice": (50, 1),
        "dutch": (50, 1),
    }
    assert {key for key, rule in library.rules.items() if rule.basis == "stated"} == {
        "80_stated",
        "50_stated",
    }
    assert {key for key, rule in library.rules.items() if rule.sedation != ("none",)} == {"asipp_2020"}
    assert len({rule.title for rule in library.rules.values()}) == len(library.rules)
    for rule in library.rules.values():
        assert set(rule.sedation) <= {"none", "light", "moderate"}
        assert rule.min_baseline_nrs == 4
        assert rule.kind is not Kind.ASSUMED or "not confirmed" in rule.note or "no study" in rule.note, (
            rule.key
        )


def applying(library: Library, *tags: str) -> set[str]:
    present = {"always", *tags}
    return {
        step.id
        for step in library.pathways
        if all((tag[1:] not in present) if tag.startswith("!") else (tag in present) for tag in step.when)
    }


def test_every_condition_is_a_known_tag(library: Library) -> None:
    for step in library.pathways:
        assert step.when, step.id
        assert {tag.removeprefix("!") for tag in step.when} <= TAGS | AFTER_A_SECOND_BLOCK, step.id


def test_steps_are_short_and_argue_both_sides_alike(library: Library) -> None:
    for step in library.pathways:
        assert len(step.title.split()) <= 8, step.id
        assert min(len(step.reason), len(step.speaks_for), len(step.speaks_against)) > 40, step.id
        assert 0.65 < len(step.speaks_for) / len(step.speaks_against) < 1.55, step.id
        for text in (step.speaks_for, step.speaks_against):
            assert len(re.findall(r"[.](?:\s|$)", text)) <= 2, step.id


def test_steps_have_an_order_of_their_own(library: Library) -> None:
    orders = [step.order for step in library.pathways]
    assert len(set(orders)) == len(orders)
    assert orders == sorted(orders)


def test_stopping_and_movement_are_always_there(library: Library) -> None:
    assert applying(library) >= {"red_flags_first", "active_care", "no_test_for_now"}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("positive clean relief_80 lumbar policy_one_block", {"denervation", "durability_talk"}),
        ("positive clean relief_80 lumbar policy_two_blocks", {"second_block_other_drug"}),
        ("positive clean relief_50_79 lumbar policy_one_block", {"denervation", "between_the_cutoffs"}),
        ("positive clean relief_80 lumbar policy_one_block prolonged", {"prolonged_relief"}),
        ("positive clean relief_80 lumbar policy_one_block late", {"late_relief"}),
        ("positive clean relief_80 csi_high depression", {"sensitised_and_positive", "durability_mood"}),
        (
            "indeterminate clean relief_50_79 single_side",
            {"second_source", "repeat_unclear", "score_each_side"},
        ),
        ("indeterminate incomplete", {"diary_incomplete"}),
        ("uninterpretable baseline_low", {"rebook"}),
        ("uninterpretable sedated relief_80", {"repeat_clean", "no_sedation_next_time"}),
        ("uninterpretable steroid relief_80", {"repeat_clean", "no_steroid_next_time"}),
        ("uninterpretable nonspecific_spread", {"repeat_clean", "smaller_volume"}),
        ("uninterpretable uptake_seen", {"repeat_clean", "repeat_after_uptake"}),
        ("positive skin_large relief_80", {"less_skin_anaesthetic"}),
        ("negative technical_doubt lumbar relief_below_50", {"repeat_block"}),
        (
            "negative clean lumbar pretest_low",
            {"abandon_facet", "look_elsewhere_sij", "look_elsewhere_disc", "hip_check"},
        ),
        ("negative clean lumbar pretest_middle", {"leave_facet_for_now", "imaging_only_if_it_changes_care"}),
        ("negative clean lumbar pretest_high", {"check_level_once", "surgeon_opinion_note"}),
        ("negative clean cervical pretest_middle", {"look_elsewhere_neck", "arterial_caution"}),
        ("negative clean thoracic pretest_middle", {"thoracic_caution"}),
        ("negative clean lumbar pretest_low prior_surgery", {"spinal_cord_stimulation_note"}),
        ("negative clean lumbar pretest_low csi_high", {"broader_care"}),
    ],
)
def test_steps_of_a_state(library: Library, tags: str, expected: set[str]) -> None:
    assert applying(library, *tags.split()) >= expected


def test_no_denervation_without_a_positive_block(library: Library) -> None:
    for label in ("negative", "indeterminate", "uninterpretable"):
        found = applying(library, label, "policy_one_block", "policy_two_blocks", "clean", "lumbar")
        assert not found & {"denervation", "second_block_other_drug", "durability_talk", "transection_note"}


def test_the_claims_on_what_follows_are_covered() -> None:
    comments = re.findall(r"^#.*$", (ROOT / "pathways.toml").read_text(encoding="utf-8"), re.M)
    named = {
        claim for line in comments if re.fullmatch(r"# covers:( CL\d\d)+", line) for claim in line.split()[2:]
    }
    assert named >= {f"CL{n}" for n in range(30, 43)}


def test_every_state_of_a_single_block_gets_its_steps_from_the_model(library: Library) -> None:
    for state in states().values():
        if state.tags:
            assert set(state.steps) <= applying(library, *state.tags), state.key


def test_every_step_has_a_state_and_every_state_without_a_block_has_steps_of_its_own(
    library: Library,
) -> None:
    shown = {step for state in states().values() for step in state.steps}
    assert shown == {step.id for step in library.pathways}
    for state in states().values():
        if not state.tags:
            for step in state.records:
                assert {tag.removeprefix("!") for tag in step.when} <= AFTER_A_SECOND_BLOCK, state.key
