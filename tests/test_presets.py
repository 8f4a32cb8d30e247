"""The cases, together, show every result, every class and every cause; each shows what its name says."""

import pytest

from simulator import presets, verdict
from simulator.causes import CAUSES
from simulator.simulate import simulate

EXPECTED = {
    "textbook-true-positive": "true_positive",
    "needle-miss": "false_negative",
    "nerve-course": "false_negative",
    "vascular-uptake": "false_negative",
    "wrong-nerves": "false_negative",
    "too-little-volume": "false_negative",
    "too-much-volume": "uninterpretable",
    "too-much-volume-unseen": "false_positive",
    "fast-washout": "false_negative",
    "bupivacaine": "true_positive",
    "central-share-80": "indeterminate",
    "central-share-50": "true_positive",
    "two-sources": "indeterminate",
    "context-response": "false_positive",
    "sedation": "uninterpretable",
    "thoracic-dorsal-ramus": "false_negative",
    "third-occipital": "false_negative",
    "true-negative": "true_negative",
    "sixty-percent": "indeterminate",
    "baseline-too-low": "uninterpretable",
    "saline": "false_negative",
    "one-noisy-day": "indeterminate",
}


def test_every_preset_is_expected_here() -> None:
    assert set(presets.names()) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_preset_shows_what_it_says(name: str) -> None:
    answer = simulate(presets.preset(name))
    assert answer.label == EXPECTED[name]
    moved = {part.cause: abs(part.points) for part in answer.why.causes}
    for cause in presets.record(name).causes:
        assert cause in CAUSES
        assert moved[cause] > 5.0 or name == "baseline-too-low", cause


def test_together_they_cover_every_result_class_and_cause() -> None:
    answers = [simulate(presets.preset(name)) for name in presets.names()]
    assert {answer.result for answer in answers} == set(verdict.RESULTS)
    assert {answer.label for answer in answers} >= set(verdict.CLASSES.values())
    assert {cause for name in presets.names() for cause in presets.record(name).causes} == set(CAUSES)
    assert {answer.technical for answer in answers} == {"reached", "partly", "missed"}


# covers: CL12
def test_sixty_percent_is_read_differently_by_two_rules() -> None:
    scenario = presets.preset("sixty-percent")
    answer = simulate(scenario)
    assert 50.0 <= answer.judged_pct < 80.0
    looser = scenario.model_copy(
        update={"assessment": scenario.assessment.model_copy(update={"rule": "50_nrs"})}
    )
    assert (answer.result, simulate(looser).result) == ("indeterminate", "positive")


# covers: CL15
def test_the_longer_drug_lasts_about_three_times_as_long() -> None:
    short = simulate(presets.preset("textbook-true-positive"))
    long = simulate(presets.preset("bupivacaine"))
    assert 2.5 < long.duration_h / short.duration_h < 3.5
