"""Learn as scripts: every step runs, predictions are locked before the answer, links restore the place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from content.lessons import claims, misconceptions, modules
from content.loader import say
from pages.ui import learning, predict
from pages.ui.sketch import checked
from simulator.lessons import Shown, show, variation
from simulator.prediction import contrast
from tests.pages.visiting import visit

ROOT = Path(__file__).parents[2]
STEPS = [(m.key, i + 1) for m in modules().values() for i in range(len(m.steps))]
SCRIPT = "<script>alert(1)</script>"


def open_page(name: str, notes: Any = None, **query: str) -> AppTest:
    """A page of Learn as a visitor of the app meets it, with what was done in the session before."""
    return visit(f"pages/learn/{name}.py", {"learn": notes or {}}, **query)


def texts(page: AppTest) -> str:
    shown = [*page.markdown, *page.caption, *page.header, *page.subheader, *page.title, *page.warning]
    return "\n".join(str(one.value) for one in shown)


def charts(page: AppTest) -> Iterator[dict[str, Any]]:
    for chart in page.get("plotly_chart"):
        yield json.loads(chart.proto.spec)


# --- Every step ---


# covers: T16 T17
@pytest.mark.parametrize(("module", "step"), STEPS)
def test_a_step_runs_and_its_charts_are_described(module: str, step: int) -> None:
    page = open_page("modules", module=module, step=str(step))
    assert not page.exception
    assert not page.warning
    assert len(page.title) == 1
    for chart in page.get("plotly_chart"):
        assert any(char.isdigit() for char in chart.proto.alt)
    assert "{" not in texts(page)


# covers: T7
def test_the_list_leads_into_every_module() -> None:
    page = open_page("modules")
    assert not page.exception
    for module in modules().values():
        assert say(f"learn.{module.key}.page.title") in texts(page)
    page.button(key="open drug").click().run()
    assert not page.exception
    assert page.title[0].value == say("learn.drug.page.title")
    assert say("learn.drug.objectives.body") in texts(page)


@pytest.mark.parametrize("name", modules())
def test_objectives_are_stated_with_verbs_that_can_be_measured(name: str) -> None:
    vague = ("understand", "know", "appreciate", "be aware", "learn")
    lines = [line for line in say(f"learn.{name}.objectives.body").split("\n") if line.startswith("- ")]
    assert len(lines) >= 3
    for line in lines:
        assert line.startswith("- **")
        assert not any(word in line.lower().split("**")[1] for word in vague)


# --- Where one is ---


def test_back_and_next_move_one_step_and_the_link_follows() -> None:
    page = open_page("modules", module="anatomy", step="2")
    page.button(key="next").click().run()
    assert page.header[0].value == say("learn.anatomy.nerves.title")
    assert page.query_params["step"] == "3"
    page.button(key="back").click().run()
    assert page.header[0].value == say("learn.anatomy.question.title")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"module": SCRIPT}, "module"),
        ({"module": "anatomy", "step": "9"}, "step"),
        ({"module": "anatomy", "step": SCRIPT}, "step"),
        ({"module": "anatomy", "step": "4", "again": "-1"}, "again"),
        ({"module": "anatomy", "step": "1" * 5000}, "step"),
    ],
)
def test_a_wrong_link_is_told_in_one_line(query: dict[str, str], field: str) -> None:
    page = open_page("modules", **query)
    assert not page.exception
    assert len(page.warning) == 1
    assert field in page.warning[0].value
    assert SCRIPT not in texts(page)


def test_a_wrong_misconception_in_the_link_is_told_in_one_line() -> None:
    page = open_page("misconceptions", m=SCRIPT)
    assert not page.exception
    assert len(page.warning) == 1
    assert SCRIPT not in texts(page)


# --- Predict, reveal, explain ---


# covers: T9
def test_nothing_of_the_answer_is_on_the_page_before_the_prediction() -> None:
    page = open_page("modules", module="anatomy", step="4")
    assert list(charts(page)) == []
    assert say("learn.kit.predict.hidden") in texts(page)
    assert say("learn.kit.contrast.title") not in texts(page)


# covers: T9 T13
def test_a_locked_curve_is_shown_beside_the_model_and_explained() -> None:
    locked = {"anatomy level 0": {"prediction": (1.0, 1.0, 1.0, 3.0, 6.0)}}
    page = open_page("modules", {"predict": locked}, module="anatomy", step="4")
    (figure,) = charts(page)
    assert [trace["line"]["dash"] for trace in figure["data"]] == ["solid", "dash", "dot"]
    assert any("apart" in note["text"] for note in figure["layout"]["annotations"])
    assert "They differ most at" in texts(page)
    assert say("learn.kit.explain.model") not in texts(page)
    page.text_area[0].set_value("half of the supply")
    page.button[0].click().run()
    assert not page.exception
    assert say("learn.kit.explain.model") in texts(page)
    assert page.text[0].value == "half of the supply"


# covers: T3
def test_the_same_lesson_can_be_had_with_new_numbers() -> None:
    page = open_page("modules", module="anatomy", step="6")
    before = texts(page)
    answer(page, "expected anatomy exceptions 0", "positive")
    assert say("learn.kit.contrast.title") in texts(page)
    page.button(key="again anatomy exceptions").click().run()
    assert not page.exception
    assert page.query_params["again"] == "1"
    assert say("learn.kit.contrast.title") not in texts(page)
    assert texts(page) != before


def answer(page: AppTest, key: str, value: str) -> None:
    """Choose one of the options and send the form that holds them."""
    page.radio(key=key).set_value(value)
    (send,) = [one for one in page.button if one.label == say("learn.kit.sketch.lock")]
    send.click().run()


def test_a_verdict_needs_a_choice() -> None:
    page = open_page("modules", module="anatomy", step="6")
    (send,) = [one for one in page.button if one.label == say("learn.kit.sketch.lock")]
    send.click().run()
    assert say("learn.kit.quiz.choose") in texts(page)
    assert say("learn.kit.contrast.title") not in texts(page)


def test_a_count_is_predicted_before_it_is_shown() -> None:
    page = open_page("modules", module="inference", step="3")
    assert list(charts(page)) == []
    page.slider[0].set_value(80)
    (send,) = [one for one in page.button if one.label == say("learn.kit.sketch.lock")]
    send.click().run()
    assert not page.exception
    (figure,) = charts(page)
    assert any(note["text"] == "80" for note in figure["layout"]["annotations"])
    assert "80 of 100 predicted" in texts(page)


# covers: T1
def test_the_contrast_says_close_higher_or_lower() -> None:
    exercise = modules()["anatomy"].steps[3].exercise
    assert exercise is not None
    shown = show(exercise)
    it = shown.answers["it"]
    exact = [contrast(it, (hour,), (0.0,)).model for hour in exercise.handles]

    def first(shift: float) -> str:
        drawn = tuple(min(10.0, max(0.0, value + shift)) for value in exact)
        return predict.curve_lines(contrast(it, exercise.handles, drawn), shown)[0]

    assert "Nowhere" in first(0.4)
    assert "lower than expected" in first(3.0)
    assert "higher than expected" in first(-3.0)


@pytest.mark.parametrize(
    ("result", "sure", "key"),
    [
        ("negative", 90, "sure_right"),
        ("positive", 100, "sure_wrong"),
        ("negative", 60, "unsure_right"),
        ("positive", 50, "unsure_wrong"),
    ],
)
def test_confidence_is_answered_kindly(result: str, sure: int, key: str) -> None:
    exercise = modules()["anatomy"].steps[5].exercise
    assert exercise is not None
    lines = predict.verdict_lines({"result": result, "sure": sure}, show(exercise))
    assert lines[0].startswith("Right" if key.endswith("right") else "The prediction was")
    assert lines[1] == say(f"learn.kit.contrast.{key}", sure=sure)


def test_a_count_is_compared_in_words() -> None:
    assert "fewer" in predict.count_lines(90, 40.0)[0]
    assert "more" in predict.count_lines(10, 40.0)[0]
    assert "close" in predict.count_lines(45, 40.0)[0]


@pytest.mark.parametrize(
    "locked",
    [
        None,
        "1,2,3",
        {"id": "another", "values": [1, 2, 3]},
        {"id": "one", "values": [1, 2]},
        {"id": "one", "values": [1, 2, 11]},
        {"id": "one", "values": [1, 2, float("nan")]},
        {"id": "one", "values": [1, True, 3]},
        {"id": "one", "values": "123"},
    ],
)
def test_what_is_no_prediction_is_not_taken_for_one(locked: Any) -> None:
    assert checked(locked, "one", 3) is None


def test_a_prediction_is_taken_as_it_was_locked() -> None:
    assert checked({"id": "one", "values": [1, 2.5, 10]}, "one", 3) == (1.0, 2.5, 10.0)


def test_variations_change_what_is_asked() -> None:
    exercise = modules()["anatomy"].steps[3].exercise
    assert exercise is not None
    joints = {str(found(show(variation(exercise, number)))) for number in range(8)}
    assert len(joints) > 1


def found(shown: Shown) -> object:
    return shown.values["it_joints"]


# --- Questions ---


# covers: T1
@pytest.mark.parametrize("right", [True, False])
def test_a_closing_item_is_answered_at_once_with_the_reason(right: bool) -> None:
    page = open_page("modules", module="anatomy", step="7")
    item = modules()["anatomy"].steps[-1].items[0]
    chosen = item.right if right else next(name for name in item.names if name != item.right)
    page.radio(key=f"radio check anatomy {item.key}").set_value(chosen)
    page.button[0].click().run()
    assert not page.exception
    assert say("learn.kit.quiz.right" if right else "learn.kit.quiz.wrong") in texts(page)
    assert say(f"learn.anatomy.item_{item.key}.why") in texts(page)
    assert say(f"learn.anatomy.item_{item.key}.turn") in texts(page)
    assert len(page.radio) == len(modules()["anatomy"].steps[-1].items) - 1


def test_mastery_is_said_when_it_is_reached_and_only_then() -> None:
    module = modules()["anatomy"]
    for wrong, key in ((0, "reached"), (len(module.steps[-1].items), "not_yet")):
        given = {
            f"anatomy {item.key}": {"answer": "x" if i < wrong else item.right}
            for i, item in enumerate(module.steps[-1].items)
        }
        page = open_page("modules", {"check": given}, module="anatomy", step="7")
        assert say(f"learn.kit.check.{key}", right=4 - wrong, count=4, mastery=module.mastery) in texts(page)
        assert say("learn.anatomy.check.transfer") in texts(page)


# --- Misconceptions and claims ---


# covers: T9
@pytest.mark.parametrize("key", misconceptions())
def test_a_misconception_is_named_and_shown_after_its_probe(key: str) -> None:
    page = open_page("misconceptions", m=key)
    assert not page.exception
    assert list(charts(page)) == []
    idea = say(f"learn.misconceptions.{key}.idea")
    assert idea not in texts(page)
    page.radio(key=f"radio before {key}").set_value("a")
    page.button[0].click().run()
    assert not page.exception
    assert idea in texts(page)
    assert len(list(charts(page))) == 1
    assert "{" not in texts(page)
    page.radio(key=f"radio after {key}").set_value(misconceptions()[key].after.right)
    (send,) = [one for one in page.button if one.label == say("learn.kit.quiz.answer")]
    send.click().run()
    assert not page.exception
    assert say(f"learn.misconceptions.{key}.after.why") in texts(page)


def test_marks_before_and_after_are_counted() -> None:
    notes = {
        "before": {"M09": {"answer": "b"}, "M02": {"answer": "c"}},
        "after": {"M09": {"answer": "c"}},
    }
    page = open_page("misconceptions", notes, m="M09")
    assert say("learn.misconceptions.view.so_far", before=1, asked=2, after=1, again=1) in texts(page)


def test_what_was_held_is_counted_beside_its_module() -> None:
    page = open_page("modules", {"before": {"M09": {"answer": "b"}, "M16": {"answer": "a"}}})
    assert texts(page).count(say("learn.kit.list.held", count=1)) == 1


def test_the_simulation_opens_in_the_lab() -> None:
    page = open_page("misconceptions", {"before": {"M09": {"answer": "a"}}}, m="M09")
    page.button(key="lab M09").click().run()
    scenario = page.session_state["scenario"]
    assert [nerve.name for nerve in scenario.block.nerves] == ["L4", "L5"]


def test_every_popular_claim_has_its_error_and_its_simulation() -> None:
    assert len(claims()) == 5
    page = open_page("spot_the_error")
    assert not page.exception
    assert len(page.radio) == 5
    for key, claim in claims().items():
        assert claim.shown in misconceptions()
        page.radio(key=f"radio claims {key}").set_value(claim.wrong)
        send = next(
            b for b in page.button if b.label == say("learn.kit.quiz.answer") and b.form_id == f"claims {key}"
        )
        send.click().run()
        assert not page.exception
        assert say(f"learn.spot_the_error.{key}.honest") in texts(page)
    assert say("learn.spot_the_error.view.so_far", right=5, done=5, count=5) in texts(page)


def test_pages_that_lessons_lead_to_exist() -> None:
    for path in (learning.MODULES, learning.MISCONCEPTIONS, learning.LAB):
        assert (ROOT / path).is_file()
