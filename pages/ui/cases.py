"""Where a scenario comes from and goes to: cases, audience, undo, reset, pin."""

import streamlit as st

from content import load
from pages.ui import state
from pages.ui.words import of, t
from simulator.describe import AUDIENCES


def case_picker() -> None:
    """A select box of all cases, each named by what it shows; your own scenario once it was changed."""
    state.put("case picked", st.session_state.get("case"))
    st.selectbox(
        t("lab.page.case"),
        list(load().presets),
        key="case picked",
        placeholder=t("lab.page.own"),
        format_func=title_of,
        on_change=_case_chosen,
    )


def case_line() -> str:
    """What the case on screen teaches, or that it is your own."""
    chosen = st.session_state.get("case")
    return (
        of("presets", chosen, "teaches", load().presets[chosen].teaches) if chosen else t("lab.page.changed")
    )


def title_of(name: str) -> str:
    """The title of a case."""
    return of("presets", name, "title", load().presets[name].title)


def _case_chosen() -> None:
    if st.session_state["case picked"]:
        state.open_case(st.session_state["case picked"])


def audience_picker() -> None:
    """Whom the words are for."""
    state.put("audience picked", state.audience())
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
    with st.container(horizontal=True):
        st.button(
            t("lab.page.undo"),
            icon=":material/undo:",
            on_click=state.undo,
            disabled=not st.session_state.get("history"),
            width="stretch",
        )
        st.button(t("lab.page.reset"), icon=":material/restart_alt:", on_click=state.reset, width="stretch")
        name = t("lab.page.pin")
        if st.button(name, icon=":material/push_pin:", on_click=state.pin, width="stretch"):
            st.switch_page("pages/explore/compare.py")
