"""Pathways: every state around a block, and the steps that are published for it, for and against."""

import streamlit as st

from content.states import states
from pages.ui import reading
from pages.ui.step_card import step_card
from pages.ui.words import of, t

PAGE = "clinic.pathways"

reading.top(PAGE, timed=False)
every = states()
asked = st.query_params.get("state")
key = st.selectbox(
    t(f"{PAGE}.pick.label"),
    list(every),
    index=list(every).index(asked) if asked in every else 0,
    format_func=lambda name: of("states", name, "title", every[name].title),
    key="pathway state",
    width=720,
)
st.query_params["state"] = key
state = every[key]
st.header(of("states", key, "title", state.title), anchor=False)
count = len(state.steps)
st.caption(t(f"{PAGE}.pick.count", count=count) if count > 1 else t(f"{PAGE}.pick.one"))
for step in state.records:
    step_card(step)
reading.section(PAGE, "note")
reading.foot(PAGE)
