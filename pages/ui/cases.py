"""Where a scenario comes from and goes to: cases, audience, undo, reset, pin."""

import streamlit as st

from content import load
from pages.ui import state
from pages.ui.words import of, t
from simulator.describe import AUDIENCES


def case_picker() -> None:
    """A select box of all cases, each named by what it shows; your own scenario once it was changed."""
    records = load().presets
    st.session_state["case picked"] = st.session_state.get("case")
    st.selectbox(
        t("lab.page.case"),
        list(records),
        key="case picked",
        placeholder=t("lab.page.own"),
        format_func=title_of,
        on_change=_case_chosen,
    )
    chosen = st.session_state.get("case")
    st.caption(of("presets", chosen, "teaches", records[chosen].teaches) if chosen else t("lab.page.changed"))


def title_of(name: str) -> str:
    """The title of a case."""
    return of("presets", name, "title", load().presets[name].title)


def _case_chosen() -> None:
    if st.session_state["case picked"]:
        state.open_case(st.session_state["case picked"])


def audience_picker() -> None:
    """Whom the words are for."""
    st.session_state["audience picked"] = state.audience()
    st.segmented_control(
        t("shell.audience.label"),
        AUDIENCES,
        key="audience picked",
        required=True,
        format_func=lambda name: t(f"shell.audience.{name}"),
        on_change=lambda: state.set_audience(st.session_state["audience picked"]),
    )


def tools() -> None:
    """Undo, reset to the case, pin as A and go to the comparison."""
    undo, reset, pin = st.columns(3)
    undo.button(
        t("lab.page.undo"),
        icon=":material/undo:",
        on_click=state.undo,
        disabled=not st.session_state.get("history"),
        width="stretch",
    )
    reset.button(t("lab.page.reset"), icon=":material/restart_alt:", on_click=state.reset, width="stretch")
    if pin.button(t("lab.page.pin"), icon=":material/push_pin:", on_click=state.pin, width="stretch"):
        st.switch_page("pages/explore/compare.py")
