"""Lab: one patient, one block, seen at once; what is dragged answers live, the rest on release."""

import streamlit as st

from pages.figures.nerves import nerve_figure, nerve_table
from pages.figures.outcomes import outcomes_figure, outcomes_table
from pages.figures.plasma import plasma_figure, plasma_table
from pages.ui import explained, markup, state
from pages.ui.cases import audience_picker, case_line, case_picker, tools
from pages.ui.controls import controls_of
from pages.ui.editors import needle_controls, nerves_editor, sources_editor
from pages.ui.live import live_widget
from pages.ui.numbers import numbers_behind
from pages.ui.result import diary_table, take_away, verdict_card
from pages.ui.shell import notices
from pages.ui.show import show
from pages.ui.words import t
from simulator import describe
from simulator.simulate import Answer, distribution_of_days

LOOKS = ("diary", "nerve", "repeats", "numbers", "take")


@st.fragment
def lab() -> None:
    """Everything that follows the scenario, in one part of the page: first the picture, then the rest."""
    above = st.container()
    answer = state.answer()
    live_widget(answer, key="lab-live", audience=state.audience(), lang=state.lang(), on_release=state.change)
    why, follow = explained.why(answer), explained.pathway(answer)
    state.sync_link()
    with above:
        choices()
    verdict_card(answer)
    tools()
    controls()
    with st.container(key="beside"):
        st.html(why)
        st.html(follow)
    details(answer)


def choices() -> None:
    """Case and audience, and what was refused."""
    st.html(markup.lines([t(f"lab.page.lead_{state.audience()}")]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        case_picker()
        audience_picker()
    st.html(markup.quiet(case_line()))
    notices()


def controls() -> None:
    """What is not in the picture, in two tiers; closed, they cost nothing."""
    more = st.expander(t("lab.page.more"), key="more", icon=":material/tune:", on_change="rerun")
    if more.open:
        with more:
            controls_of("more")
            nerves_editor()
            sources_editor()
    if state.audience() != "patient":
        expert = st.expander(
            t("lab.page.expert"), key="expert", icon=":material/settings:", on_change="rerun"
        )
        if expert.open:
            with expert:
                controls_of("expert")
                needle_controls()


def details(answer: Answer) -> None:
    """One closer look at a time; only that is worked out."""
    audience, lang = state.audience(), state.lang()
    state.put("details", st.session_state.get("details") or LOOKS[0])
    look = st.segmented_control(
        t("lab.page.details"),
        LOOKS,
        key="details",
        required=True,
        format_func=lambda name: t(f"lab.tabs.{name}"),
    )
    if look == "diary":
        diary_table(answer)
    elif look == "nerve":
        words = describe.nerve_lines(answer, lang)
        show(nerve_figure(answer, lang=lang), words, nerve_table(answer, lang), key="nerve")
        words = describe.plasma_lines(answer.plasma, answer.scenario.patient.region, lang)
        show(plasma_figure(answer, lang=lang), words, plasma_table(answer, lang), key="plasma")
    elif look == "repeats":
        found = distribution_of_days(answer.scenario)
        st.caption(t("lab.repeats.lead", runs=found.runs))
        words = [describe.distribution_line(found, lang)]
        figure, rows = outcomes_figure(found, lang, audience), outcomes_table(found, lang, audience)
        show(figure, words, rows, key="outcomes")
    elif look == "numbers":
        numbers_behind(answer.scenario)
    else:
        take_away(answer)


st.title(t("lab.page.title"))
markup.style()
lab()
