"""Trial: a clinic, two ways of choosing whom to denervate, a hundred people each; a published trial."""

from pathlib import Path

import streamlit as st

from pages.ui import state, trial_controls, trial_example, trial_link, trial_run, trial_state, trial_view
from pages.ui.cases import audience_picker
from pages.ui.shell import notices
from pages.ui.words import t

st.html(Path(__file__).with_name("trial.css"))
st.title(t("trial.page.title"))
lead, words = st.columns([3, 2], vertical_alignment="bottom", gap="large")
with lead:
    st.markdown(t(f"trial.page.lead_{state.audience()}"))
with words:
    audience_picker()
trial_link.begin()
notices()
names = [t(f"trial.page.tab_{name}") for name in ("clinic", "example")]
clinic, example = st.tabs(names, key="trial tab", on_change="rerun")
places = {}
if clinic.open:
    with clinic:
        trial_controls.controls()
        trial_link.sync()
        places["trial"] = trial_run.status()
        shown = trial_state.shown()

        trial_view.model_badge()
        trial_view.said(shown)
        st.header(t("trial.flow.title"), anchor=False)
        st.caption(t("trial.flow.lead"))
        trial_view.flow(shown)
        trial_view.caveat(shown)

        with st.container(key="trial tables"):
            st.header(trial_view.said_to("trial.table.both_title"), anchor=False)
            st.caption(t("trial.table.both_lead"))
            trial_view.denominators(shown)
            st.header(trial_view.said_to("trial.table.accuracy_title"), anchor=False)
            trial_view.accuracy(shown)
            trial_view.caveat(shown)
            st.header(t("trial.table.cost_title"), anchor=False)
            trial_view.cost(shown)

        st.header(t("trial.cutoff.title"), anchor=False)
        trial_view.cutoff(shown)
        trial_view.caveat(shown)
        trial_view.published_cutoffs()

        st.header(trial_view.said_to("trial.failures.title"), anchor=False)
        st.caption(trial_view.said_to("trial.failures.lead"))
        places["why"] = st.container(key="trial why")
        trial_view.causes(shown)
        trial_run.repeat(shown)
if example.open:
    with example:
        places["trial"] = places["why"] = st.container(key="trial run")
        st.header(t("trial.example.title"), anchor=False)
        st.markdown(trial_view.said_to("trial.example.lead"))
        trial_example.example()
trial_run.work(places)
