"""The trial in the address: read once, when somebody follows a link; written whenever it changes.

A link holds what differs from the first trial, by name, and the version of the model that made it.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui import trial_state
from simulator.errors import InputError
from simulator.errors import shown as printable
from simulator.paradigms import PARADIGMS, THRESHOLDS
from simulator.scenario import MODEL_VERSION
from simulator.trial import MOST_PATIENTS

_VERSION = "model"
_NUMBERS = {
    "threshold_pct": (THRESHOLDS[0], THRESHOLDS[-1]),
    "patients": (trial_state.LEAST, MOST_PATIENTS),
    "seed": (0, trial_state.LARGEST_SEED),
}


def begin() -> None:
    """Once a session: take the trial from the link. A bad link changes nothing and says what is wrong."""
    if "trial" in st.session_state:
        return
    try:
        found = from_query(st.query_params.to_dict())
    except InputError as error:
        st.session_state.update(trial=trial_state.settings_for(), notice=("broken_trial", error.parts))
        return
    st.session_state["trial"] = found
    version = printable(st.query_params.get(_VERSION, MODEL_VERSION))
    if version != MODEL_VERSION:
        st.session_state.notice = ("older", {"version": version})


def from_query(query: Mapping[str, str]) -> dict[str, Any]:
    """The settings of a link; those that it does not name are the first ones. Raises InputError."""
    sets = {name: _read(name, query[name]) for name in trial_state.FIRST if name in query}
    found = trial_state.settings_for(**sets)
    trial_state.trial_of(found)
    return found


def to_query(settings: Mapping[str, Any]) -> dict[str, str]:
    """What a link to these settings holds; nothing for the first trial."""
    changed = {name: str(value) for name, value in settings.items() if value != trial_state.FIRST[name]}
    return changed | {_VERSION: MODEL_VERSION} if changed else {}


def sync() -> None:
    """Write the trial that is asked for into the address bar."""
    kept = {
        name: text
        for name, text in st.query_params.to_dict().items()
        if name not in {*trial_state.FIRST, _VERSION}
    }
    query = kept | to_query(trial_state.settings())
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)


def _read(name: str, text: str) -> Any:
    """The value of a setting, within what its control can show."""
    if name in trial_state.SIDES and text not in PARADIGMS:
        raise InputError(name, text, f"must be one of {', '.join(PARADIGMS)}")
    if name not in _NUMBERS:
        return text
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise InputError(name, text, "must be a whole number")
    value, (low, high) = int(text), _NUMBERS[name]
    if not low <= value <= high:
        raise InputError(name, text, f"must be from {low:,} to {high:,}")
    if name == "threshold_pct" and value % trial_state.STEP_PCT:
        raise InputError(name, text, f"must be a multiple of {trial_state.STEP_PCT}")
    return value
