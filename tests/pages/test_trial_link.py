"""The trial in the address: what a link holds opens again, what it holds wrongly is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from content import load
from content.loader import say
from pages.ui import trial_link, trial_state
from simulator.errors import InputError
from simulator.paradigms import PARADIGMS
from simulator.scenario import MODEL_VERSION

PAGE = Path(__file__).parents[2] / "pages" / "explore" / "trial.py"

SETTINGS = st.fixed_dictionaries(
    {
        "clinic": st.sampled_from(list(load().clinics)),
        "threshold_pct": st.sampled_from(range(50, 101, 5)),
        "basis": st.sampled_from(["nrs", "stated"]),
        "patients": st.integers(100, 100_000_000),
        "seed": st.integers(0, 2**31),
        "technique": st.sampled_from(["parallel", "perpendicular"]),
        "a": st.sampled_from(PARADIGMS),
        "b": st.sampled_from(PARADIGMS),
    }
)


def follow(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, text in query.items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    return page


@given(SETTINGS)
def test_what_a_link_holds_opens_again(settings: dict[str, object]) -> None:
    assert settings.keys() == trial_state.FIRST.keys()
    assert trial_link.from_query(trial_link.to_query(settings)) == settings


def test_the_first_trial_needs_no_link() -> None:
    assert trial_link.to_query(trial_state.settings_for()) == {}
    assert not follow().query_params.keys()


def test_a_link_restores_the_trial_and_the_address_follows_the_controls() -> None:
    page = follow(clinic="whiplash", patients="400", a="placebo_controlled", lang="en")
    shown = {"clinic": "whiplash", "patients": 400, "a": "placebo_controlled"}
    assert page.session_state["trial"] == trial_state.settings_for(**shown)
    assert not page.warning
    assert page.selectbox(key="trial clinic").value == "whiplash"

    page.slider(key="trial threshold_pct").set_value(50).run()
    assert page.query_params["threshold_pct"] == "50"
    page.slider(key="trial threshold_pct").set_value(80).run()
    assert "threshold_pct" not in page.query_params
    assert page.query_params["clinic"] == "whiplash"
    assert page.query_params["lang"] == "en"
    assert page.query_params["model"] == MODEL_VERSION


WRONG = {
    "clinic": "moon",
    "threshold_pct": "77",
    "basis": "weight",
    "patients": "99",
    "seed": "-1",
    "technique": "laser",
    "a": "three",
    "b": "",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *WRONG.items(),
        ("threshold_pct", "45"),
        ("patients", "1e4"),
        ("patients", "100000001"),
        ("patients", "9" * 5_000),
        ("seed", "٣"),
        ("clinic", "<b>x</b>"),
    ],
)
def test_what_is_wrong_with_a_link_is_named(name: str, text: str) -> None:
    with pytest.raises(InputError) as error:
        trial_link.from_query({name: text})
    assert error.value.field == name
    assert error.value.rule


def test_every_setting_can_be_wrong() -> None:
    assert WRONG.keys() == trial_state.FIRST.keys()


def test_a_bad_link_says_so_once_and_the_usual_trial_is_shown() -> None:
    page = follow(clinic="whiplash", patients="12")
    assert page.session_state["trial"] == trial_state.settings_for()
    (said,) = page.warning
    assert "patients: 12: must be from 100" in said.value.replace("\\", "")
    page.run()
    assert not page.warning


def test_a_link_of_another_model_says_so() -> None:
    (said,) = follow(seed="9", patients="400", model="0.9.0").warning
    assert say("shell.link.older", version="0.9.0") in said.value.replace("\\", "")
