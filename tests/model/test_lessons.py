"""Lessons show what they say: every simulation runs on the model, and what it is said to show does occur."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from content.lessons import Demonstration, Exercise, Item, misconceptions, modules
from simulator.lessons import scenario_of, show, variation
from simulator.prediction import contrast
from simulator.simulate import simulate

EXERCISES = [(f"{m.key} {s.key}", s.exercise) for m in modules().values() for s in m.steps if s.exercise]
SHOWN = [(f"{m.key} {s.key}", s.show) for m in modules().values() for s in m.steps if s.show]


# covers: T3
@pytest.mark.parametrize(("key", "misconception"), list(misconceptions().items()))
def test_a_misconception_is_shown_by_the_model(key: str, misconception: object) -> None:
    assert not show(misconceptions()[key].show).broken()


def test_all_eighteen_are_there() -> None:
    assert list(misconceptions()) == [f"M{number:02}" for number in range(1, 19)]


@pytest.mark.parametrize(("name", "demonstration"), SHOWN)
def test_a_step_shows_what_it_says(name: str, demonstration: Demonstration) -> None:
    assert not show(demonstration).broken(), name


# covers: T3
@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_the_same_lesson_with_new_numbers_teaches_the_same(name: str, exercise: Exercise) -> None:
    first = show(exercise)
    assert not first.broken(), name
    others = [variation(exercise, number) for number in range(1, 5)]
    for other in others:
        assert not show(other).broken(), name
        assert other != exercise, f"{name}: no new numbers were found"
    assert variation(exercise, 1) == others[0]


def test_a_claim_that_is_false_is_seen() -> None:
    found = misconceptions()["M09"].show
    wrong = found.model_copy(update={"holds": ("wrong_relief > right_relief", "wrong_label = true_positive")})
    assert show(wrong).broken() == wrong.holds
    with pytest.raises(ValueError, match="not a claim"):
        show(found.model_copy(update={"holds": ("wrong is worse",)})).broken()


def test_an_item_knows_its_options() -> None:
    assert Item(key="one", options=4, right="d").names == "abcd"
    with pytest.raises(ValidationError):
        Item(key="one", options=3, right="d")


def test_drugs_in_the_blood_do_not_decide_and_washout_does() -> None:
    found = show(misconceptions()["M11"].show)
    assert found.answers["liver"].course.pain.tolist() == found.answers["plain"].course.pain.tolist()
    assert found.values["liver_plasma"] != found.values["plain_plasma"]


# --- Prediction and model ---


def test_the_contrast_finds_where_prediction_and_model_differ_most() -> None:
    answer = simulate(scenario_of(misconceptions()["M09"].show.cases["right"]))
    hours = (0.5, 1.0, 6.0)
    flat = contrast(answer, hours, (7.0, 7.0, 7.0))
    assert flat.hour in (0.5, 1.0)
    assert flat.gap == pytest.approx(flat.model - 7.0)
    assert flat.gap < -5.0
    assert flat.result == "negative"
    assert flat.relief_pct == 0.0


def test_a_prediction_is_read_as_the_clinic_would() -> None:
    answer = simulate(scenario_of(misconceptions()["M09"].show.cases["right"]))
    read = {value: contrast(answer, (0.5, 2.0), (value, 7.0)).result for value in (1.4, 1.5, 3.5, 3.6)}
    assert read == {1.4: "positive", 1.5: "indeterminate", 3.5: "indeterminate", 3.6: "negative"}


def test_a_perfect_prediction_leaves_no_gap() -> None:
    answer = simulate(scenario_of(misconceptions()["M09"].show.cases["right"]))
    hours = (0.5, 1.0, 2.0, 4.0)
    own = contrast(answer, hours, (0.0, 0.0, 0.0, 0.0))
    assert own.model > 0.0
    exact = tuple(contrast(answer, (hour,), (0.0,)).model for hour in hours)
    assert contrast(answer, hours, exact).mean_gap == pytest.approx(0.0, abs=1e-9)


def test_a_prediction_of_another_length_is_refused() -> None:
    answer = simulate(scenario_of(misconceptions()["M09"].show.cases["right"]))
    with pytest.raises(ValueError, match="handles"):
        contrast(answer, (1.0, 2.0), (3.0,))


def test_words_of_a_demonstration_are_text() -> None:
    words = show(misconceptions()["M02"].show).words()
    assert words["chosen"].isdigit()
    assert all(isinstance(value, str) for value in words.values())
