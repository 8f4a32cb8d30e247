"""Start: what this is, for whom, three doors, and a small simulation that already runs."""

from pathlib import Path

import streamlit as st

from pages.ui import state
from pages.ui.mini import mini
from pages.ui.words import t
from simulator.describe import AUDIENCES
from simulator.scenario import MODEL_VERSION

LAB = "pages/explore/lab.py"
DOORS = {
    "patient": "pages/patients/should_i.py",
    "trainee": "pages/learn/modules.py",
    "clinician": "pages/clinicians/bayes.py",
}

st.html(Path(__file__).with_suffix(".css"))

words, picture = st.columns([5, 7], gap="large")
with words:
    with st.container(key="hero"):
        st.markdown(f":primary[{t('start.page.eyebrow')}]")
        st.title(t("start.page.title"), anchor=False)
        st.markdown(t("start.page.lead"))
    with st.container(key="limits"):
        st.markdown(t("start.page.limits"))
        st.page_link("pages/shared/help_now.py", label=t("start.page.help"), width="stretch")
    with st.container(key="doors"):
        st.header(t("start.doors.title"), anchor=False)
        for name in AUDIENCES:
            with st.container(key=f"door-{name}"):
                chosen = st.button(
                    f":primary[{t(f'start.door.{name}.title')}]", key=f"go {name}", type="tertiary"
                )
                st.markdown(t(f"start.door.{name}.body"))
            if chosen:
                state.set_audience(name)
                st.switch_page(DOORS[name])
        st.caption(t("start.doors.note"))
with picture:
    opened = mini()

dates = {"reviewed": t("about.updates.reviewed"), "due": t("about.updates.next_due")}
st.caption(t("start.page.version", model=MODEL_VERSION, **dates))

if opened is not None:
    state.open_scenario(opened)
    st.switch_page(LAB)
