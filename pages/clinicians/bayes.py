"""Bayes bench: a probability before, a published test, the probability after; four views of one state."""

import streamlit as st

from content.published_tests import published_tests
from pages.figures.bayes import nomogram
from pages.ui import bench, reading, state
from pages.ui.session_steps import numbers_query
from pages.ui.show import sentences, show, table
from pages.ui.words import of, t

PAGE = bench.PAGE

reading.top(PAGE, timed=False)
tests = published_tests()
controls, answers = st.columns([4, 5], gap="large")
with controls:
    test = tests[
        st.selectbox(
            t(f"{PAGE}.test.pick"),
            list(tests),
            key="bayes test",
            format_func=lambda name: of("published_tests", name, "title", tests[name].title),
            persist_state="session",
        )
    ]
    known = bench.bench_of(test)
    with st.container(border=True, key="bayes-test"):
        bench.test_card(test)
with answers:
    st.header(t(f"{PAGE}.answer.title"), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in bench.answer_lines(test, known)))
    lines = bench.lines_of(test, known)
    show(
        nomogram(known.before.value, lines, state.lang()),
        [],
        bench.answer_rows(test, known),
        key="nomogram",
        alt=t(f"{PAGE}.figure.alt", **bench.figure_values(test, known)),
    )

counted, worth = st.columns(2, gap="large")
with counted:
    st.header(t(f"{PAGE}.table.{'title' if test.blocks == 1 else 'title_pair'}"), anchor=False)
    table(bench.two_by_two(known))
    sentences(bench.tree_lines(known))
    st.page_link(
        "pages/clinicians/session.py",
        label=t(f"{PAGE}.table.session"),
        icon=":material/present_to_all:",
        query_params={"screen": "6", **numbers_query(known)},
    )
with worth:
    st.header(t(f"{PAGE}.benefit.title"), anchor=False)
    st.markdown(t(f"{PAGE}.benefit.lead"))
    bench.benefit(test, known)

reading.section(PAGE, "caveat")
reading.onward("trial", "guidelines", "model", "lab")
reading.foot(PAGE, *test.facts, bench.PREVALENCE[test.region])
