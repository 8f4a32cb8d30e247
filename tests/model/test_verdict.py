"""What the clinic writes: from scores and a rule to a word, and whether the word is right.

"Confidence from a count alone; division by a zero baseline": a diary has edges, and each of them is here with
its readings written by hand, so that nothing of the model before the diary can hide a fault of the verdict.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from content import load
from simulator import verdict
from simulator.model import perception
from simulator.scenario import Scenario
from simulator.simulate import simulate
from tests.model import worlds


def judged(
    baseline: float,
    now: float,
    *,
    stated: float | None = None,
    missing: bool = False,
    root: float = 0.0,
    **sets: Any,
) -> tuple[str, set[str]]:
    """The word for one reading written by hand, and the faults found."""
    world = worlds.changed(worlds.joint(), {path.replace("__", "."): value for path, value in sets.items()})
    inputs, _ = worlds.rows(world)
    relief = perception.relief_pct(np.array([baseline]), np.array([now]))
    reading = verdict.Reading(
        np.array([baseline]),
        np.array([now]),
        relief,
        relief if stated is None else np.array([stated]),
        np.array([missing]),
        np.array([root]),
    )
    faults = {name for name, rows in verdict.faults(inputs, reading).items() if rows[0]}
    return verdict.RESULTS[int(verdict.judge(inputs, reading)[0])], faults


# --- the cut-offs ---


@pytest.mark.parametrize(
    ("baseline", "now", "rule", "word"),
    [
        (10.0, 5.0, "50_nrs", "positive"),  # exactly 50 %
        (10.0, 5.01, "50_nrs", "negative"),
        (10.0, 2.0, "80_nrs", "positive"),  # exactly 80 %
        (10.0, 2.01, "80_nrs", "indeterminate"),
        (5.0, 1.0, "80_nrs", "positive"),  # 1 - 1/5 is 0.8 only on paper
        (7.0, 1.4, "80_nrs", "positive"),
        (6.0, 3.0, "80_nrs", "indeterminate"),  # exactly 50 % under 80
        (6.0, 3.01, "80_nrs", "negative"),
        (8.0, 0.0, "sis", "positive"),  # complete relief, and nothing less
        (8.0, 0.1, "sis", "indeterminate"),
        (8.0, 9.0, "50_nrs", "negative"),  # worse than before
        (8.0, 8.0, "80_nrs", "negative"),
    ],
)
def test_cut_offs(baseline: float, now: float, rule: str, word: str) -> None:
    assert judged(baseline, now, assessment__rule=rule) == (word, set())


@pytest.mark.parametrize("rule", load().rules)
def test_sixty_percent_read_by_every_rule(rule: str) -> None:
    """The same diary, another guideline, another answer."""
    expected = "positive" if load().rules[rule].threshold_pct <= 60.0 else "indeterminate"
    assert judged(10.0, 4.0, assessment__rule=rule)[0] == expected


def test_the_two_words_for_sixty_percent_both_occur() -> None:
    words = {judged(10.0, 4.0, assessment__rule=rule)[0] for rule in load().rules}
    assert words == {"positive", "indeterminate"}


@pytest.mark.parametrize(("threshold", "word"), [(10.0, "positive"), (30.0, "positive"), (31.0, "negative")])
def test_a_threshold_below_fifty_leaves_no_room_between(threshold: float, word: str) -> None:
    assert judged(10.0, 7.0, assessment__threshold_pct=threshold)[0] == word


def test_a_threshold_of_ones_own_overrides_the_rule() -> None:
    assert judged(10.0, 3.0, assessment__rule="80_nrs", assessment__threshold_pct=70.0)[0] == "positive"
    assert judged(10.0, 3.0, assessment__rule="50_nrs", assessment__threshold_pct=75.0)[0] == "indeterminate"


def test_scores_and_statement_can_disagree() -> None:
    both: dict[str, Any] = {"baseline": 10.0, "now": 3.0, "stated": 85.0}
    assert judged(**both, assessment__rule="80_nrs")[0] == "indeterminate"
    assert judged(**both, assessment__rule="80_stated")[0] == "positive"
    assert judged(**both, assessment__rule="80_nrs", assessment__basis="stated")[0] == "positive"
    assert judged(**both, assessment__rule="80_stated", assessment__basis="nrs")[0] == "indeterminate"


# --- what cannot be read ---


@pytest.mark.parametrize("lowest", [0.0, 4.0])
def test_no_pain_to_begin_with(lowest: float) -> None:
    """0 of 0 is neither complete relief nor none: nothing can be read, and nothing is divided by."""
    with np.errstate(all="raise"):
        assert judged(0.0, 0.0, assessment__min_baseline_nrs=lowest) == ("uninterpretable", {"baseline_low"})
    answer = simulate(worlds.changed(worlds.joint(), {"patient.baseline_nrs": 0.0}))
    assert answer.result == "uninterpretable"
    assert answer.relief_pct is None
    assert answer.judged_pct == 0.0
    assert all(entry.relief_pct is None for entry in answer.diary)


def test_a_baseline_below_the_rules_minimum() -> None:
    assert judged(3.99, 0.0) == ("uninterpretable", {"baseline_low"})
    assert judged(4.0, 0.0) == ("positive", set())
    assert judged(3.0, 0.0, assessment__min_baseline_nrs=2.0) == ("positive", set())
    assert judged(6.0, 0.0, assessment__min_baseline_nrs=7.0) == ("uninterpretable", {"baseline_low"})


@pytest.mark.parametrize(
    ("sedation", "rule", "clean"),
    [
        ("none", "80_nrs", True),
        ("light", "80_nrs", False),
        ("moderate", "80_nrs", False),
        ("light", "asipp_2020", True),  # lets light sedation pass
        ("moderate", "asipp_2020", False),
    ],
)
def test_sedation_is_read_by_the_rule(sedation: str, rule: str, clean: bool) -> None:
    word, faults = judged(8.0, 0.0, block__sedation=sedation, assessment__rule=rule)
    assert (word, faults) == (("positive", set()) if clean else ("uninterpretable", {"unclean"}))


def test_a_steroid_spoils_the_test() -> None:
    assert judged(8.0, 0.0, block__steroid=True) == ("uninterpretable", {"unclean"})


@pytest.mark.parametrize(
    ("share", "contrast", "seen"),
    [
        (0.5, "live", True),
        (0.5, "dsa", True),
        (0.5, "spot", True),
        (0.5, "aspiration", False),
        (0.5, "none", False),
        (0.05, "live", True),  # the least that can be seen
        (0.04, "live", False),
        (0.0, "dsa", False),
    ],
)
def test_uptake_counts_only_when_seen(share: float, contrast: str, seen: bool) -> None:
    """The result is blind to what nobody saw: a dose in a vein without contrast is simply negative."""
    sets: dict[str, Any] = {"block__contrast": contrast}
    world: dict[str, Any] = {f"block__nerves[{k}]__intravascular": share for k in (0, 1)}
    word, faults = judged(8.0, 0.0, **sets, **world)
    assert (word, faults) == (("uninterpretable", {"uptake_seen"}) if seen else ("positive", set()))


def test_uptake_of_a_nerve_that_was_not_injected_is_not_seen() -> None:
    world = worlds.changed(
        worlds.joint(), {"block.nerves": [{"name": "L4", "intravascular": 0.0}], "block.joints": ["L4/5"]}
    )
    inputs, layout = worlds.rows(world)
    assert len(layout.needles) == 2
    inputs = replace(inputs, intravascular=np.array([[0.0, 0.9]]))
    reading = verdict.read_check(inputs, layout)
    assert not verdict.faults(inputs, reading)["uptake_seen"][0]


@pytest.mark.parametrize(
    ("root", "contrast", "seen"),
    [
        (0.5, "live", True),
        (0.49, "live", False),
        (0.9, "spot", True),
        (0.9, "aspiration", False),
        (0.9, "none", False),
    ],
)
def test_spread_to_the_root_counts_only_when_seen(root: float, contrast: str, seen: bool) -> None:
    word, faults = judged(8.0, 0.0, root=root, block__contrast=contrast)
    assert (word, faults) == (("uninterpretable", {"nonspecific_spread"}) if seen else ("positive", set()))


def test_a_missing_entry_leaves_it_open() -> None:
    assert judged(8.0, 0.0, missing=True) == ("indeterminate", {"incomplete"})
    assert judged(8.0, 8.0, missing=True) == ("indeterminate", {"incomplete"})


def test_what_spoils_a_block_comes_before_what_is_missing() -> None:
    word, faults = judged(3.0, 0.0, missing=True, block__steroid=True)
    assert word == "uninterpretable"
    assert faults == {"baseline_low", "unclean", "incomplete"}


# --- the check within the diary ---


def test_the_check_is_the_diarys_own_entry() -> None:
    """A check at one of the diary's times is that entry, noise and rounding included."""
    for minute in perception.DIARY_MIN[1:11]:
        world = worlds.changed(Scenario(), {"assessment.check_min": minute})
        for patient in range(8):
            answer = simulate(world, patient)
            entry = next(one for one in answer.diary if one.minute == minute)
            if entry.nrs is None:
                assert answer.result == "indeterminate"
                assert "incomplete" in answer.faults
            else:
                assert float(answer.reading.now_nrs[0]) == entry.nrs
                assert answer.relief_pct == entry.relief_pct


def test_scores_are_whole_numbers_between_none_and_ten() -> None:
    for patient in range(20):
        answer = simulate(worlds.changed(Scenario(), {"patient.baseline_nrs": 9.5}), patient)
        scores = [entry.nrs for entry in answer.diary if entry.nrs is not None]
        assert all(score in range(11) for score in scores)


def test_pain_at_rest_is_written_beside_pain_on_movement() -> None:
    """A part of the pain on the provoking movement, which is what the verdict reads."""
    ratio = load().value("perception.rest_ratio")
    quiet = simulate(worlds.joint())
    for entry in quiet.diary:
        assert entry.nrs is not None
        assert entry.rest_nrs == pytest.approx(ratio * entry.nrs, abs=1e-12)
    assert 0.0 < ratio < 1.0
    assert float(quiet.reading.baseline_nrs[0]) == quiet.diary[0].nrs
