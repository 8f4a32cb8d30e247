"""The numbers behind an answer: counted by kind, each with its source and what its range would change."""

import streamlit as st

from content.records import Kind
from pages.figures.sensitivity import range_figure, range_table
from pages.ui import state
from pages.ui.evidence import parameter_card
from pages.ui.show import show
from pages.ui.words import of, t
from simulator.scenario import Scenario
from simulator.sensitivity import widest
from simulator.sources import parameters_of


def numbers_behind(scenario: Scenario) -> None:
    """Counts by kind, one number at a time, and on request those that move the headline most."""
    behind = parameters_of(scenario)
    counts = {kind.value: sum(parameter.kind is kind for parameter in behind) for kind in Kind}
    st.markdown(t("lab.numbers.lead", count=len(behind), **counts))
    by_key = {parameter.key: parameter for parameter in behind}
    if st.session_state.get("number opened") not in by_key:
        st.session_state.pop("number opened", None)
    opened = st.selectbox(
        t("lab.numbers.pick"),
        list(by_key),
        key="number opened",
        format_func=lambda key: of("parameters", key, "label", by_key[key].label),
    )
    with st.container(border=True, key="number card"):
        parameter_card(by_key[opened], scenario)
    if st.button(t("lab.numbers.widest"), icon=":material/swap_vert:"):
        with st.spinner(t("lab.numbers.wait")):
            rows = widest(scenario)
        if rows:
            words = [
                t(
                    "lab.numbers.row",
                    label=row.parameter.label,
                    low=f"{row.low_pct:.0f}",
                    high=f"{row.high_pct:.0f}",
                )
                for row in rows
            ]
            lang = state.lang()
            show(range_figure(rows, lang), words, range_table(rows, lang), key="widest")
        else:
            st.markdown(t("lab.numbers.none"))
