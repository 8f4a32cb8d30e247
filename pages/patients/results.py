"""Your pain eased, or it did not: two halves of one size, how often each is right, and what can come next."""

from pathlib import Path

import streamlit as st

from pages.ui import reading
from pages.ui.hundred import FACTS, SIDES, bench_of, chosen, half, how_sure, who_and_group
from pages.ui.provenance import badge
from pages.ui.words import t
from simulator.hundred import Hundred

PAGE = "patient.results"

reading.top(PAGE, patient=True)
st.html(Path(__file__).with_suffix(".css"))
reading.section(PAGE, "words")
st.markdown(t(f"{PAGE}.words.jump"))
bench = bench_of(chosen())
with st.container(key="result-numbers"):
    st.header(t(f"{PAGE}.numbers.title"), anchor=False)
    badge("model")
    who_and_group(bench)
    st.markdown(t(f"{PAGE}.numbers.share", **Hundred.of(bench).numbers))
    st.caption(t("patient.hundred.marks.key"))
for side, column in zip(SIDES, st.columns(2, gap="medium"), strict=True):
    with column, st.container(key=f"result-half {side}", height="stretch"):
        st.header(t(f"{PAGE}.{side}.title"), anchor=side.replace("_", "-"))
        half(bench, side)
        for part in ("means", "next"):
            st.subheader(t(f"{PAGE}.half.{part}"), anchor=False)
            st.markdown(t(f"{PAGE}.{side}.{part}"))
with st.container(key="result-sure"):
    how_sure()
reading.section(PAGE, "alert")
reading.section(PAGE, "ask")
reading.onward("high-alert", "options", "my-plan")
reading.foot(PAGE, *FACTS)
