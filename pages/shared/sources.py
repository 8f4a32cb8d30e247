"""Sources: every number of the model, how it is known and where it comes from; `?key=` opens one record."""

from pathlib import Path

import streamlit as st

from content import load
from content.records import Kind
from pages.ui import evidence, records
from pages.ui.words import t

PAGE = "sources.page"
SHOWN = 80  # characters of an unknown key

st.html(Path(__file__).with_name("shared.css"))
with st.container(key="prose"):
    st.title(t(f"{PAGE}.title"), anchor=False)
    st.markdown(t(f"{PAGE}.lead", **evidence.counts()))

# The key is what somebody typed: it is only ever looked up, or shown as plain text.
key = st.query_params.get("key")
record = evidence.look_up(key) if key else None
if key:
    with st.container(key="record", border=True):
        if record is None:
            st.markdown(f"**{t(f'{PAGE}.unknown')}**")
            st.text(key[:SHOWN])
            st.markdown(t(f"{PAGE}.unknown_next"))
        else:
            evidence.record_card(record)
        st.button(t(f"{PAGE}.close"), on_click=records.close)

with st.container(key="kinds"):
    for kind, column in zip(Kind, st.columns(len(Kind)), strict=True):
        with column, st.container(key=f"kind-{kind}", border=True, height="stretch"):
            st.markdown(evidence.kind_label(kind))
            st.markdown(f"**{evidence.counts()[kind]}**")
            st.markdown(t(f"sources.kind.{kind}.means"))

numbers, references = st.tabs(
    [t(f"{PAGE}.numbers"), t(f"{PAGE}.references")], key="sources tab", on_change="rerun"
)
if numbers.open:
    with numbers:
        records.browser()
if references.open:
    with references:
        text = st.text_input(t(f"{PAGE}.find"), key="find reference", width=420)
        cited = records.matching_sources(text)
        records.record_table(cited, records.source_rows(cited), "references", len(load().sources))
