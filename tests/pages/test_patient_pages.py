"""Pages for patients as scripts: what stands on each, what they never ask, plan, diary, six questions."""

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from content.loader import prose, say
from pages.ui import own_diary, teach_back
from pages.ui.reading import WORDS_A_MINUTE
from pages.ui.take_home import QUESTIONS
from pages.ui.take_home.diary import MINUTES
from tests.pages.visiting import APP

FILES = {
    "should_i": "pages/patients/should_i.py",
    "what_it_feels_like": "pages/patients/what_it_feels_like.py",
    "high_alert": "pages/patients/high_alert.py",
    "options": "pages/patients/options.py",
    "my_plan": "pages/patients/my_plan.py",
}
PLAN = FILES["my_plan"]


def visit(file: str) -> AppTest:
    """A page of the whole app. Start runs first, for its menu knows the address of each file."""
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(file).run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    """Every text on screen, one a line."""
    shown = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info)
    return "\n".join(str(element.value) for element in shown)


# --- Every page ---


# covers: P2 P9 P10 P50 P53
@pytest.mark.parametrize("name", FILES)
def test_a_page_has_one_title_its_limits_a_way_to_help_and_its_dates(name: str) -> None:
    app = visit(FILES[name])
    shown = texts(app)

    assert [title.value for title in app.title] == [say(f"patient.{name}.page.title")]
    assert say("shell.read.limits") in shown
    assert say("about.updates.next_due") in shown
    linked = [link.proto.label for link in app.get("page_link")]
    assert say("shell.nav.help-now") in linked
    asked = [str(head.value) for head in (*app.title, *app.header, *app.subheader) if head.value[-1] == "?"]
    assert len(asked) <= 1, "one decision a page"


# covers: P8 P11
@pytest.mark.parametrize("name", FILES)
def test_no_placeholder_is_left_and_every_number_has_its_source(name: str) -> None:
    app = visit(FILES[name])

    assert not re.search(r"\{\w+(?:\[|\})", texts(app))
    assert app.expander
    assert say("shell.read.sources") in [head.value for head in app.header]


# covers: P54
@pytest.mark.parametrize("name", FILES)
def test_nobody_is_asked_who_they_are(name: str) -> None:
    app = visit(FILES[name])

    for kind in ("text_input", "text_area", "date_input", "file_uploader", "camera_input"):
        assert not app.get(kind), kind


@pytest.mark.parametrize("name", [name for name in FILES if name != "options"])
def test_a_page_is_read_in_a_few_minutes(name: str) -> None:
    words = len(str(prose("en")["patient"][name]).split())
    assert words / WORDS_A_MINUTE <= 8.0


# --- What matters, questions, the sheet ---


# covers: P18
def test_what_matters_is_kept_for_the_plan_and_nothing_is_ranked() -> None:
    app = visit(FILES["options"])
    app.segmented_control(key="plan value life").set_value("much").run()
    app.segmented_control(key="plan value few").set_value("some").run()
    app.switch_page(PLAN).run()
    shown = texts(app)

    assert not app.exception
    assert f"**A lot:** {say('patient.options.value.life')}" in shown
    assert f"**Some:** {say('patient.options.value.few')}" in shown
    assert not re.search(r"best option|suits you|your score|points? for", shown.lower())


def test_without_a_choice_the_plan_says_where_to_choose() -> None:
    assert say("patient.my_plan.matters.none") in texts(visit(PLAN))


# covers: P60 CL44
def test_at_least_seven_questions_can_be_ticked() -> None:
    app = visit(PLAN)
    boxes = [box for box in app.checkbox if str(box.key).startswith("plan question")]

    assert len(boxes) == len(QUESTIONS) >= 7
    shown = " ".join(box.label for box in boxes)
    for word in ("50", "80", "one test or two", "drug", "dye", "eases", "nothing", "high alert"):
        assert word in shown, word


def test_the_sheet_holds_what_was_chosen() -> None:
    def page() -> None:
        import streamlit as st

        from pages.ui import plan

        st.session_state["plan value life"] = "much"
        st.session_state["plan value cause"] = "some"
        st.session_state["plan value cost"] = "little"
        made = plan.sheet(("nothing", "dye"), "uk", picture=True)
        st.session_state["made"] = made.model_dump(mode="json")

    app = AppTest.from_function(page, default_timeout=60).run()
    made: dict[str, Any] = app.session_state["made"]

    assert not app.exception
    assert made["goals"] == [say("patient.options.value.life"), say("patient.options.value.cause")]
    assert made["questions"] == ["nothing", "dye"]
    assert made["place"] == "uk"
    assert made["curve"] is not None


# covers: P52
@pytest.mark.parametrize("place", ["us", "uk", "eu", "other"])
def test_the_plan_shows_the_number_of_the_place_and_no_other(place: str) -> None:
    app = visit(PLAN)
    app.segmented_control(key="help place").set_value(place).run()
    shown = texts(app)

    assert say("help.dial.call", number=say(f"help.number.{place}")) in shown
    others = {say(f"help.number.{other}") for other in ("us", "uk", "eu")} - {say(f"help.number.{place}")}
    assert not any(f"Call {number}" in shown for number in others)


# --- The diary on the screen ---


def filled(**scores: int) -> AppTest:
    """The plan with some boxes of the diary filled: `m15=4`."""
    app = visit(PLAN)
    for name, score in scores.items():
        app.number_input(key=f"own diary {name[1:]}").set_value(score)
    return app.run()


# covers: P58 P59
def test_the_diary_has_a_box_for_each_time() -> None:
    app = visit(PLAN)
    keys = [str(box.key) for box in app.number_input]

    assert keys == [f"own diary {minute}" for minute in MINUTES]
    assert all((box.min, box.max) == (0, 10) for box in app.number_input)
    assert say("patient.my_plan.diary.wait") in texts(app)


# covers: P59 C26
def test_the_example_is_drawn_told_with_both_cut_offs_and_never_judged() -> None:
    app = visit(PLAN)
    next(b for b in app.button if b.label == say("patient.my_plan.diary.example")).click().run()
    shown = texts(app)
    chart = json.loads(app.get("plotly_chart")[0].proto.spec)

    assert not app.exception
    assert chart["data"][0]["y"] == list(own_diary.EXAMPLE.values())
    assert "86 of each 100 parts" in shown
    assert "from 30 minutes to 3 hours after the test, so for about 2\\.5 hours" in shown
    assert "from 45 minutes to 1 hour after the test" in shown
    assert "50 of 100 parts, and some for 80" in shown
    said = next(str(text.value) for text in app.markdown if "At that time" in str(text.value)).lower()
    for word in ("positive", "negative", "you have", "means that", "joint pain is"):
        assert word not in said, word
    assert app.get("download_button")


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({"m0": 0, "m15": 0}, "diary.none"),
        ({"m0": 6}, "diary.wait"),
        ({"m15": 3}, "diary.wait"),
    ],
)
def test_too_little_is_met_with_a_kind_line(scores: dict[str, int], words: str) -> None:
    app = filled(**scores)

    assert not app.exception
    assert say(f"patient.my_plan.{words}") in [info.value for info in app.info]


def test_pain_that_did_not_ease_is_told_as_evenly() -> None:
    shown = texts(filled(m0=6, m15=6, m30=7))

    assert say("patient.my_plan.diary.same") in shown.replace("\\", "")
    assert "was never gone" in shown
    assert "Still empty" in shown


def test_boxes_can_be_emptied() -> None:
    app = filled(m0=6, m15=2)
    next(b for b in app.button if b.label == say("patient.my_plan.diary.clear")).click().run()

    assert all(box.value is None for box in app.number_input)


def test_what_is_filled_in_outlives_a_look_at_another_page() -> None:
    app = filled(m0=6, m15=2)
    app.switch_page(FILES["should_i"]).run()
    app.switch_page(PLAN).run()

    assert app.number_input(key="own diary 15").value == 2


# --- Six questions ---


# covers: P61
def test_six_items_each_with_a_kind_word_for_every_answer() -> None:
    words = prose("en")["patient"]["my_plan"]["teach"]

    assert len(teach_back.RIGHT) == 6
    for item, right in teach_back.RIGHT.items():
        assert right <= words[item]["answers"].keys()
        for kind in ("good", "other"):
            assert not re.search(r"wrong|incorrect|fail|^no\b", words[item][kind].lower())


# covers: P61
def test_an_answer_is_met_at_once_and_never_counted() -> None:
    app = visit(PLAN)
    before = len(app.info)
    app.radio(key="teach purpose").set_value("cure").run()
    app.radio(key="teach real").set_value("no").run()
    app.checkbox(key="teach miss vein").check().run()
    said = [info.value for info in app.info]

    assert len(said) == before + 3
    for item, word in (("purpose", "other"), ("real", "good"), ("miss", "more")):
        assert say(f"patient.my_plan.teach.{item}.{word}") in said
    assert not re.search(r"\d of 6|\d/6", texts(app))
