"""The Lab and the comparison as scripts: audiences, cases, controls, the link, and hostile input."""

import json
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from content.loader import say
from simulator import presets, share
from simulator.describe import AUDIENCES
from simulator.paths import apply
from simulator.scenario import MODEL_VERSION, Scenario
from simulator.simulate import simulate

ROOT = Path(__file__).parents[2]
SCRIPT = "<script>alert(1)</script>"


def open_page(name: str, **state: Any) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "explore" / f"{name}.py"), default_timeout=60)
    for key, value in state.items():
        page.session_state[key] = value
    return page


def fresh(name: str, scenario: Scenario | None = None, **more: Any) -> AppTest:
    start: dict[str, Any] = {
        "scenario": scenario or presets.preset("textbook-true-positive"),
        "pinned": None,
        "history": [],
    }
    start |= {"more": True, "expert": True}
    return open_page(name, **(start | {"notice": None, "case": None, "audience": "trainee"} | more)).run()


def markup(page: AppTest) -> list[str]:
    """The elements of our own markup."""
    own: list[Any] = list(page.get("html"))
    return [one.proto.body for one in own]


def words(page: AppTest) -> str:
    own = unescape("\n".join(body for body in markup(page) if "data-live-answer" not in body))
    return own + "\n".join(str(m.value) for m in [*page.markdown, *page.caption, *page.header])


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "case", ["textbook-true-positive", "vascular-uptake", "sedation", "baseline-too-low"]
)
@pytest.mark.parametrize("name", ["lab", "compare"])
def test_a_page_runs_for_every_audience(name: str, case: str, audience: str) -> None:
    page = fresh(name, presets.preset(case), audience=audience)
    assert not page.exception
    answer = simulate(presets.preset(case))
    assert say(f"verdict.class.{audience}.{answer.label}").split(",")[0][:30] in words(page).replace("\\", "")


def test_the_audience_changes_no_number() -> None:
    shown = []
    for audience in AUDIENCES:
        page = fresh("lab", presets.preset("one-noisy-day"), audience=audience)
        charts: list[Any] = list(page.get("plotly_chart"))
        specs = [json.loads(chart.proto.spec) for chart in charts]
        shown.append([[trace.get("x") for trace in spec["data"]] for spec in specs])
    assert shown[0] == shown[1] == shown[2]


class _Attributes(HTMLParser):
    """The attributes of the only element there is."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not hasattr(self, "found")
        self.found = dict(attrs)


def test_the_picture_gets_its_answer_whole() -> None:
    """As JSON in an attribute that nothing in it can close or open."""
    page = fresh("lab", presets.preset("needle-miss"))
    told = next(body for body in markup(page) if "data-live-answer" in body)
    reader = _Attributes()
    reader.feed(told)
    answer = json.loads(reader.found["data-told"] or "")

    assert reader.found["data-live-answer"] == "lab-live"
    assert answer["verdict"]["judged_pct"] == simulate(presets.preset("needle-miss")).judged_pct
    assert not set("<>&'") & set(told.split("data-told='")[1].removesuffix("'></div>"))


@pytest.mark.parametrize(
    ("look", "kind", "count"),
    [
        ("diary", "html", 5),
        ("nerve", "plotly_chart", 2),
        ("repeats", "plotly_chart", 1),
        ("numbers", "selectbox", 2),
        ("take", "download_button", 2),
    ],
)
def test_every_closer_look_opens(look: str, kind: str, count: int) -> None:
    page = fresh("lab", more=False, expert=False, details=look)
    assert not page.exception
    assert len(page.get(kind)) >= count
    others = {"plotly_chart", "download_button"} - {kind}
    assert not any(page.get(other) for other in others)


# covers: X22
@pytest.mark.parametrize("name", ["lab", "compare"])
def test_every_chart_has_alternative_text_with_the_numbers_in_it(name: str) -> None:
    tabs: list[str | None] = [None]
    if name == "lab":
        tabs = ["nerve", "repeats"]
    for tab in tabs:
        charts: list[Any] = list(fresh(name, presets.preset("needle-miss"), details=tab).get("plotly_chart"))
        assert charts
        for chart in charts:
            assert any(char.isdigit() for char in chart.proto.alt)


def test_patients_are_spared_the_expert_controls() -> None:
    labels = [
        [one.label for one in fresh("lab", audience=name).expander] for name in ("patient", "clinician")
    ]
    assert say("lab.page.expert") not in labels[0]
    assert say("lab.page.expert") in labels[1]


def test_a_control_changes_the_scenario_and_nothing_else() -> None:
    page = fresh("lab")
    before = page.session_state["scenario"]
    page.slider(key="control patient.baseline_nrs").set_value(2.0).run()
    assert not page.exception
    assert page.session_state["scenario"] == apply(before, {"patient.baseline_nrs": 2.0})
    assert say("verdict.label.trainee.uninterpretable") in words(page)


def test_a_drug_brings_its_own_strength() -> None:
    page = fresh("lab")
    page.selectbox(key="control block.drug").set_value("bupivacaine").run()
    block = page.session_state["scenario"].block
    assert (block.drug, block.percent) == ("bupivacaine", 0.5)


def test_a_region_brings_its_own_joint_and_nerves() -> None:
    page = fresh("lab")
    page.selectbox(key="control patient.region").set_value("thoracic").run()
    assert not page.exception
    scenario = page.session_state["scenario"]
    assert scenario.patient.sources[0].joint == "T6/7"
    assert [nerve.name for nerve in scenario.block.nerves] == ["T5", "T6"]


def test_a_null_can_be_chosen_and_taken_back() -> None:
    page = fresh("lab")
    washouts = []
    for drawn in (True, False):
        page.checkbox(key="drawn patient.washout").set_value(drawn).run()
        washouts.append(page.session_state["scenario"].patient.washout)
    assert washouts == [None, 1.0]
    assert not page.exception


def test_sources_can_be_added_changed_and_removed() -> None:
    page = fresh("lab", Scenario())
    page.selectbox(key="source 1 kind").set_value("hip").run()
    assert page.session_state["scenario"].patient.sources[1].kind == "hip"
    page.button(key="source 1 remove").click().run()
    assert len(page.session_state["scenario"].patient.sources) == 1
    assert not page.exception


def _script_that_empties_the_nerves() -> None:
    from pages.ui import shell, state

    state.begin()
    state.change({"block.nerves": []})
    shell.notices()


def test_what_does_not_fit_is_refused_and_nothing_is_lost() -> None:
    page = AppTest.from_function(_script_that_empties_the_nerves, default_timeout=60).run()
    assert not page.exception
    assert page.session_state["scenario"] == presets.preset("textbook-true-positive")
    assert len(page.error) == 1
    said = str(page.error[0].value).replace("\\", "")
    assert "block.nerves" in said
    assert "must have at least 1 item" in said


# covers: X12
def test_undo_takes_the_last_change_back() -> None:
    page = fresh("lab")
    before = page.session_state["scenario"]
    page.slider(key="control patient.age").set_value(40).run()
    button = next(one for one in page.button if one.label == say("lab.page.undo"))
    button.click().run()
    assert page.session_state["scenario"] == before


def test_a_link_opens_its_scenario() -> None:
    page = open_page("lab")
    for name, value in share.to_query(presets.preset("third-occipital")).items():
        page.query_params[name] = value
    page.run()
    assert page.session_state["scenario"] == presets.preset("third-occipital")


def test_a_link_of_another_model_is_said_and_a_broken_one_is_named() -> None:
    for query, notice in (
        ({"v": "1.0.0.9", "s": share.to_query(Scenario())["s"]}, "older"),
        ({"v": f"1.{MODEL_VERSION}", "s": SCRIPT}, "broken"),
    ):
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        warned = [str(one.value) for one in page.warning]
        assert len(warned) == 1, notice
        assert SCRIPT not in warned[0]


def test_comparing_a_scenario_with_itself_says_so() -> None:
    page = fresh("compare", pinned=presets.preset("textbook-true-positive"))
    assert say("describe.compare.same") in words(page).replace("\\", "")


# covers: X8
def test_swap_exchanges_the_two() -> None:
    one, two = presets.preset("needle-miss"), presets.preset("sedation")
    page = fresh("compare", one, pinned=two)
    button = next(b for b in page.button if b.label == say("compare.page.swap"))
    button.click().run()
    assert page.session_state["scenario"] == two
    assert page.session_state["pinned"] == one
