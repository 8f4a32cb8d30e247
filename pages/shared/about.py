"""About: what it is for, what it is not, how it was made, what was not tested, who paid, privacy, updates."""

from pathlib import Path

import streamlit as st

from pages.ui import evidence
from pages.ui.words import t
from simulator.scenario import MODEL_VERSION, SCHEMA_VERSION

VALUES = {
    "model": MODEL_VERSION,
    "schema": SCHEMA_VERSION,
    "reviewed": t("about.updates.reviewed"),
    "due": t("about.updates.next_due"),
    **evidence.counts(),
}
ROWS = (("not", "untested"), ("made", "privacy"), ("access", "updates", "paid"))

st.html(Path(__file__).with_name("shared.css"))
with st.container(key="prose"):
    st.title(t("about.page.title"), anchor=False)
    st.markdown(t("about.page.lead"))
with st.container(key="use"):
    st.header(t("about.use.title"), anchor=False)
    st.markdown(t("about.use.body"))
for row in ROWS:
    for name, column in zip(row, st.columns(len(row), gap="medium"), strict=True):
        with column, st.container(key=f"card-{name}", border=True, height="stretch"):
            st.header(t(f"about.{name}.title"), anchor=False)
            st.markdown(t(f"about.{name}.body", **VALUES))
            if name == "made":
                st.page_link("pages/shared/sources.py", label=t("about.made.link"))
