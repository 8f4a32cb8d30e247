"""A page with the live widget and nothing else, for its browser tests.

`?case=` and `?set=path=value` choose the scenario, `?compare` adds a pinned one, `?audience=` the words,
`?parts=` and `?sliders=` what of the picture is shown (blanks between),
`?returned` takes what was let go of from the return value instead of the callback.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui.live import live_widget
from simulator import paths, presets
from simulator.scenario import Scenario
from simulator.simulate import simulate

st.set_page_config(page_title="Live widget", layout="wide")
st.title("Live widget")
state, query = st.session_state, st.query_params
if "scenario" not in state:
    case = query.get("case")
    chosen = dict(paths.typed(text) for text in query.get_all("set"))
    first = presets.preset(case) if case else Scenario()
    state.update(scenario=paths.apply(first, chosen), runs=0, releases=0)
state.runs += 1


def change(sets: dict[str, Any]) -> None:
    """Take over what was let go of."""
    state.releases += 1
    state.scenario = paths.apply(state.scenario, sets)


shown: dict[str, Any] = {
    "key": "live",
    "compare": simulate(presets.preset("bupivacaine")) if "compare" in query else None,
    "audience": query.get("audience", "trainee"),
}
only: dict[str, Any] = {name: tuple(query[name].split()) for name in ("parts", "sliders") if name in query}
on_release = None if "returned" in query else change
released = live_widget(simulate(state.scenario), on_release=on_release, **shown, **only)
if released is not None:
    change(released)
    st.rerun()
st.button("Less pain before", on_click=change, args=({"patient.baseline_nrs": 5.0},))
st.write(f"runs: {state.runs}")
st.write(f"releases: {state.releases}")
st.json(state.scenario.model_dump(mode="json"), expanded=False)
st.text(f"offsets: {[(nerve.offset_mm, nerve.angle_deg) for nerve in state.scenario.block.nerves]}")
