"""The Trial page as a script: audiences, choices, large runs that are refused, cancelled, resumed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from content import load
from content.loader import say
from pages.ui import trial_state
from simulator import trial_2010
from simulator.cli import main
from simulator.cohort import CHUNK
from simulator.describe import AUDIENCES
from simulator.paradigms import PARADIGMS
from simulator.trial import Tally, Trial, count
from simulator.trial_report import MEASURES, Result

ROOT = Path(__file__).parents[2]
SMALL = 400


def open_page(trial: dict[str, Any] | None = None, /, **state: Any) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "explore" / "trial.py"), default_timeout=120)
    page.session_state["trial"] = trial_state.settings_for(**{"patients": SMALL} | (trial or {}))
    for key, value in state.items():
        page.session_state[key] = value
    return page


def words(page: AppTest) -> str:
    found = [*page.markdown, *page.caption, *page.header, *page.subheader, *page.info, *page.error]
    return "\n".join(str(one.value) for one in found).replace("\\", "")


def specs(page: AppTest) -> list[Any]:
    charts: list[Any] = list(page.get("plotly_chart"))
    return [json.loads(chart.proto.spec) for chart in charts]


@pytest.fixture(params=[say("trial.page.tab_clinic"), say("trial.page.tab_example")])
def tab(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_tabs_run_for_every_audience(audience: str, tab: str) -> None:
    page = open_page(audience=audience, **{"trial tab": tab}).run()
    assert not page.exception
    assert page.title[0].value == say("trial.page.title")
    assert say(f"trial.page.lead_{audience}") in words(page)
    charts: list[Any] = list(page.get("plotly_chart"))
    assert charts
    for chart in charts:
        assert any(char.isdigit() for char in chart.proto.alt)


def test_the_audience_changes_no_number(tab: str) -> None:
    shown = []
    for audience in AUDIENCES:
        found = specs(open_page(audience=audience, **{"trial tab": tab}).run())
        shown.append([[t.get("x") or t["link"]["value"] for t in spec["data"]] for spec in found])
    assert shown[0] == shown[1] == shown[2]


@pytest.mark.parametrize("clinic", list(load().clinics))
@pytest.mark.parametrize("pair", list(zip(PARADIGMS, PARADIGMS[::-1], strict=True)))
def test_every_clinic_and_paradigm_can_be_chosen(clinic: str, pair: tuple[str, str]) -> None:
    page = open_page({"clinic": clinic, "a": pair[0], "b": pair[1], "basis": "stated", "patients": 120}).run()
    assert not page.exception
    assert len([m for m in page.markdown if "LR" in m.value or "ikelihood" in m.value]) == 1


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_the_curve(measure: str) -> None:
    page = open_page(**{"trial measure": measure}).run()
    assert not page.exception
    assert say(f"trial.measure_name.{measure}") in words(page)


# covers: C9
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_reference_standard_is_questioned_beside_every_accuracy(audience: str) -> None:
    """After the flow, after the table, after the curve."""
    page = open_page(audience=audience).run()
    caveat = say(f"trial.caveat.{audience}", cut=50)
    assert sum(caveat in str(one.value) for one in page.caption) == 3


def test_a_control_changes_the_trial_and_the_cut_off_needs_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page({"seed": 12}).run()
    before = specs(page)[0]["data"][0]["link"]["value"]

    def never(*_: object) -> Tally:
        raise AssertionError("counted again")

    monkeypatch.setattr(trial_state, "count", never)
    page.slider(key="trial threshold_pct").set_value(50).run()
    assert not page.exception
    assert page.session_state["trial"]["threshold_pct"] == 50
    assert specs(page)[0]["data"][0]["link"]["value"] != before
    page.selectbox(key="trial a").set_value("comparative_relaxed").run()
    assert not page.exception


def test_the_command_on_the_page_gives_the_numbers_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page({"clinic": "whiplash", "seed": 5, "threshold_pct": 60, "b": "placebo_controlled"}).run()
    command = page.code[-1].value
    assert main([*command.removeprefix("python -m simulator ").split(), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    table = next(m.value for m in page.markdown if "Sensitivity" in m.value).replace("\\", "")
    for outcome in data["paradigms"]:
        assert f"{100 * outcome['sensitivity']['value']:.1f}" in table
        assert f"{outcome['lr_positive']['value']:.2f}" in table
    assert data["patients"] == SMALL


def test_ten_thousand_patients_in_under_a_second_of_server_time() -> None:
    """The whole page with a trial that is new; tried again where other processes hold the cores."""
    times: list[float] = []
    while len(times) < 12 and min(times, default=1.0) >= 1.0:
        page = open_page({"patients": 10_000, "seed": 101 + len(times)})
        start = time.process_time()
        page.run()
        times.append(time.process_time() - start)
        assert not page.exception
    assert min(times) < 1.0, times


# --- larger runs ---


def test_too_large_a_run_is_refused_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page().run()
    monkeypatch.setattr(trial_state.Job, "step", lambda *_: pytest.fail("it ran"))
    page.number_input(key="trial patients").set_value(5_000_000).run()
    assert not page.exception
    assert len(page.error) == 1
    said = str(page.error[0].value).replace("\\", "")
    assert "5,000,000" in said
    assert "take at most" in said
    assert "--patients 5000000" in page.code[0].value
    assert not [one for one in page.button if one.key == "trial start trial"]
    assert f"{SMALL:,} made-up patients" in words(page)


def test_a_larger_run_waits_for_its_button_and_keeps_the_last_answer() -> None:
    page = open_page().run()
    kept = specs(page)
    page.number_input(key="trial patients").set_value(12_100).run()
    page.selectbox(key="trial b").set_value("two_same").run()
    assert specs(page)[:2] == kept[:2]
    assert say("trial.run.start", patients="12,100") in [one.label for one in page.button]
    assert "On screen is still the last answer" in words(page)
    page.button(key="trial start trial").click().run()
    assert not page.exception
    assert page.session_state["trial job"] is None
    assert "12,100 made-up patients" in words(page)
    trial = page.session_state["trial answer"].result.trial
    assert (trial.patients, trial.paradigms) == (12_100, ("one", "two_same"))


def interrupted(page: AppTest, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Run the page until `after` chunks are counted; then it stops as when a button is pressed."""
    counted: list[int] = []

    def some(trial: Trial, start: int, patients: int) -> Tally:
        if len(counted) == after:
            raise StopException
        counted.append(start)
        return count(trial, start, patients)

    with monkeypatch.context() as patch:
        patch.setattr(trial_state, "count", some)
        page.run()


def test_cancel_ends_the_run_and_the_old_answer_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page().run()
    kept = specs(page)
    page.number_input(key="trial patients").set_value(20_000).run()
    page.button(key="trial start trial").click()
    interrupted(page, monkeypatch, 3)
    assert page.session_state["trial job"].done == 3 * CHUNK
    assert specs(page) == kept  # the whole answer is on screen while it runs
    monkeypatch.setattr(trial_state, "count", lambda *_: pytest.fail("it went on"))
    page.button(key="trial cancel").click().run()
    assert not page.exception
    assert page.session_state["trial job"] is None
    assert specs(page) == kept
    assert say("trial.run.cancelled", done=f"{3 * CHUNK:,}", patients="20,000") in words(page)
    assert f"{SMALL:,} made-up patients" in words(page)


def test_an_interrupted_run_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page({"seed": 21}).run()
    page.number_input(key="trial patients").set_value(5 * CHUNK).run()
    page.button(key="trial start trial").click()
    interrupted(page, monkeypatch, 3)
    page.slider(key="trial threshold_pct").set_value(70)
    interrupted(page, monkeypatch, 2)  # two chunks of five are left
    assert page.session_state["trial job"] is None
    found: Result = page.session_state["trial answer"].result
    whole = count(found.trial, 0, 5 * CHUNK)
    for name, counts in vars(whole).items():
        if name != "results":
            assert np.array_equal(getattr(found.tally, name), counts), name


def test_what_is_asked_for_anew_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page().run()
    page.number_input(key="trial patients").set_value(14_000).run()
    page.button(key="trial start trial").click()
    interrupted(page, monkeypatch, 1)
    page.selectbox(key="trial clinic").set_value("whiplash").run()
    assert not page.exception
    assert page.session_state["trial job"] is None
    assert page.session_state["trial answer"].result.trial.clinic == "selected-lumbar"


def test_causes_on_request_and_their_sums() -> None:
    page = open_page().run()
    before = len(specs(page))
    page.button(key="trial start why").click().run()
    assert not page.exception
    assert len(specs(page)) == before + 2
    trial, found = page.session_state["trial causes"]
    assert (trial.patients, trial.threshold_pct) == (SMALL, 80)
    assert sum(found.missed.values()) == pytest.approx(found.actual_missed - found.ideal_missed)
    assert not [one for one in page.button if one.key == "trial start why"]
    page.slider(key="trial threshold_pct").set_value(50).run()
    assert say("trial.failures.again") in [one.label for one in page.button]


# --- the trial of 2010 ---


# covers: C8 C20
def test_the_worked_example_shows_both_sources_and_both_denominators() -> None:
    page = open_page(**{"trial tab": say("trial.page.tab_example")}).run()
    shown = words(page)
    published, model = trial_2010.published(), page.session_state
    assert say("trial.page.published") in shown
    assert say("trial.page.model") in shown
    for arm in published:
        assert f"{arm.treated.value:.0f}" in shown
        assert f"{arm.referred.value:.0f}" in shown
        assert f"{arm.cost_per_success:,.0f}" in shown
    assert shown.count("Opposite messages from the same people") == 2
    assert "Cohen et al." in shown
    page.button[-1].click().run()
    assert not page.exception
    assert model["trial"]["clinic"] == "cohen-2010"
    assert say("trial.flow.title") in words(page)


def test_the_costs_open_their_records() -> None:
    page = open_page(**{"trial cost records": True}).run()
    assert not page.exception
    for key in ("cost.block_usd", "cost.denervation_usd"):
        assert f"{load().trial[key].value:g}" in words(page)
        assert key in words(page)
