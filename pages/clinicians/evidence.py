"""Evidence table: every published number with what is needed to judge it, and popular claims checked."""

from pathlib import Path

import streamlit as st

from content.findings import Certainty
from pages.ui import findings, reading
from pages.ui.claims import claim_card, claim_names
from pages.ui.provenance import framed
from pages.ui.words import t

PAGE = "clinic.evidence"

st.html(Path(__file__).with_suffix(".css"))
reading.top(PAGE)
with framed("published", "evidence"):
    st.markdown(t(f"{PAGE}.page.published"))

numbers, claims = st.tabs(
    [t(f"{PAGE}.page.numbers"), t(f"{PAGE}.page.claims")], key="evidence tab", on_change="rerun"
)
if numbers.open:
    with numbers:
        with st.expander(t(f"{PAGE}.certainty.title"), key="certainty-key"):
            st.markdown(t(f"{PAGE}.certainty.body"))
            for level in Certainty:
                st.markdown(f"**{findings.certainty_label(level)}** {t(f'{PAGE}.certainty.{level}.means')}")
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        text = left.text_input(t(f"{PAGE}.page.find"), key="evidence find")
        topic = right.selectbox(
            t(f"{PAGE}.page.topic"),
            ("", *findings.topics()),
            format_func=lambda name: findings.topic_name(name) if name else t(f"{PAGE}.page.every_topic"),
            key="evidence topic",
        )
        opened = st.toggle(t(f"{PAGE}.page.details"), key="evidence details")
        found = findings.matching(text, topic)
        st.markdown(t(f"{PAGE}.page.count", shown=len(found), total=findings.tally().total()))
        if not found:
            st.markdown(t(f"{PAGE}.page.none"))
        for name, group in findings.by_topic(found).items():
            title = t(f"{PAGE}.tally.words", topic=findings.topic_name(name), count=len(group))
            narrowed = bool(text or topic)
            rows = st.expander(title, expanded=narrowed, key=f"findings {name} {narrowed}", on_change="rerun")
            if rows.open:  # closed, hundreds of rows cost a phone nothing
                with rows:
                    if name in findings.ON_ACCURACY:
                        with st.container(key=f"standard-{name}"):
                            st.markdown(t(f"{PAGE}.standard.body"))
                    st.html(findings.rows(group, opened=opened))
        findings.downloads(found)
if claims.open:
    with claims:
        reading.section(PAGE, "checked", count=len(claim_names()))
        for name in claim_names():
            claim_card(name)
reading.foot(PAGE)
