"""The session's one scenario, its pin, its history, and the link that restores it. One owner for each."""

import threading
from typing import Any

import streamlit as st

from content.loader import languages
from simulator import paths, presets, share
from simulator.describe import AUDIENCES, Audience
from simulator.errors import InputError
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate

FIRST = "textbook-true-positive"
"""The case a visitor meets first: running, clear and safe."""

_HISTORY = 30
_thread = threading.local()


def begin() -> None:
    """Once a session: take the scenario from the link, else the first case. A bad link says what is wrong."""
    if "scenario" in st.session_state:
        return
    st.session_state.update(
        scenario=presets.preset(FIRST), pinned=None, history=[], notice=None, case=FIRST, origin=FIRST
    )
    st.session_state.setdefault("audience", "trainee")
    try:
        opened = share.from_query(st.query_params.to_dict())
    except InputError as error:
        st.session_state.notice = ("broken", error.parts)
        return
    if opened is not None:
        st.session_state.update(scenario=opened.scenario, case=None)
        if opened.older_model:
            st.session_state.notice = ("older", {"version": opened.older_model})


def current() -> Scenario:
    """The scenario on screen."""
    begin()
    found: Scenario = st.session_state.scenario
    return found


def open_scenario(scenario: Scenario, case: str | None = None) -> None:
    """Put a scenario on screen; the one before can be taken back."""
    begin()
    if scenario == st.session_state.scenario:
        return
    st.session_state.history = [*st.session_state.history, st.session_state.scenario][-_HISTORY:]
    st.session_state.update(scenario=scenario, case=case, refused=None)


def open_case(name: str) -> None:
    """Put a named case on screen."""
    open_scenario(presets.preset(name), case=name)
    st.session_state.origin = name


def change(sets: dict[str, Any]) -> None:
    """Set some fields. A value that does not fit changes nothing and is named on screen."""
    try:
        open_scenario(paths.apply(current(), sets))
    except InputError as error:
        st.session_state.refused = error.parts


def undo() -> None:
    """Take the last change back."""
    if st.session_state.history:
        *st.session_state.history, last = st.session_state.history
        st.session_state.update(scenario=last, refused=None)


def reset() -> None:
    """Back to the case that the scenario started from, else to the first case."""
    open_case(st.session_state.get("origin") or FIRST)


def pinned() -> Scenario | None:
    """Scenario A of the comparison, None before anything is pinned."""
    begin()
    found: Scenario | None = st.session_state.pinned
    return found


def pin(scenario: Scenario | None = None) -> None:
    """Keep a scenario (the one on screen) as A."""
    st.session_state.pinned = scenario or current()


def swap() -> None:
    """Exchange A and B."""
    other = pinned()
    pin()
    if other is not None:
        open_scenario(other)


def put(key: str, value: Any) -> None:
    """Make a widget show a value. One that shows it already is left alone: setting it draws it anew."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def audience() -> Audience:
    """Whom the words are for. It never changes a number."""
    begin()
    found = st.session_state.get("audience")
    return found if found in AUDIENCES else "trainee"


def set_audience(name: str) -> None:
    """Choose whom the words are for."""
    begin()
    st.session_state.audience = name


def lang() -> str:
    """The language of the words: `?lang=`, else the browser's, else English; settled once a session.

    Asked for with every string, and a look into the session is slow; a thread runs one session's pages.
    """
    found: str | None = getattr(_thread, "lang", None)
    if found is None:
        if "lang" not in st.session_state:
            asked = str(st.query_params.get("lang") or st.context.locale or "en")
            short = asked.split("-")[0].lower()
            st.session_state.lang = short if short in languages() else "en"
        found = _thread.lang = str(st.session_state.lang)
    return found


def answer() -> Answer:
    """The answer to the scenario on screen, worked out once for as long as it stays there."""
    scenario = current()
    found: Answer | None = st.session_state.get("answer")
    if found is None or found.scenario is not scenario:
        found = simulate(scenario)
        st.session_state.answer = found
    return found


def sync_link() -> dict[str, str]:
    """Write the scenario on screen into the address bar; the query it wrote."""
    query = share.to_query(current())
    if any(st.query_params.get(name) != value for name, value in query.items()):
        st.query_params.update(query)
    return query
