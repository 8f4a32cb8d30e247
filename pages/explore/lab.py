"""Lab: one patient, one block, seen at once; what is dragged answers live, the rest on release."""

import streamlit as st

from pages.figures.nerves import nerve_figure, nerve_table
from pages.figures.outcomes import outcomes_figure, outcomes_table
from pages.figures.plasma import plasma_figure, plasma_table
from pages.figures.why import why_figure, why_table
from pages.ui import state
from pages.ui.cases import audience_picker, case_picker, tools
from pages.ui.controls import controls_of
from pages.ui.editors import needle_controls, nerves_editor, sources_editor
from pages.ui.live import live_picture
from pages.ui.numbers import numbers_behind
from pages.ui.result import diary_table, pathway_list, take_away, verdict_card
from pages.ui.show import sentences, show
from pages.ui.words import t
from simulator import describe
from simulator.simulate import distribution_of_days

audience, lang = state.audience(), state.lang()
st.title(t("lab.page.title"))
st.markdown(t(f"lab.page.lead_{audience}"))
left, right = st.columns([3, 2], vertical_alignment="bottom")
with left:
    case_picker()
with right:
    audience_picker()

live_picture(state.answer, key="lab-live", audience=audience, lang=lang, on_release=state.change)
answer = state.answer()
state.sync_link()
verdict_card(answer)
tools()

more = st.expander(t("lab.page.more"), key="more", icon=":material/tune:", on_change="rerun")
if more.open:
    with more:
        controls_of("more")
        nerves_editor()
        sources_editor()
if audience != "patient":
    expert = st.expander(t("lab.page.expert"), key="expert", icon=":material/settings:", on_change="rerun")
    if expert.open:
        with expert:
            controls_of("expert")
            needle_controls()

why, follow = st.columns([3, 2], gap="large")
with why:
    st.header(t("lab.why.title"), anchor=False)
    st.caption(t("lab.why.lead"))
    lines = describe.why_lines(answer, audience, lang)
    show(why_figure(answer.why, audience, lang), lines, why_table(answer.why, audience, lang), key="why")
    st.markdown(f"**{t('lab.why.flip')}**")
    sentences([describe.flip_line(answer, audience, lang)])
with follow:
    st.header(t("lab.pathway.title"), anchor=False)
    pathway_list(answer)

names = [t(f"lab.tabs.{name}") for name in ("diary", "nerve", "repeats", "numbers", "take")]
diary, nerve, repeats, numbers, take = st.tabs(names, key="details", on_change="rerun")
if diary.open:
    with diary:
        diary_table(answer)
if nerve.open:
    with nerve:
        show(
            nerve_figure(answer, lang=lang),
            describe.nerve_lines(answer, lang),
            nerve_table(answer, lang),
            key="nerve",
        )
        words = describe.plasma_lines(answer.plasma, answer.scenario.patient.region, lang)
        show(plasma_figure(answer, lang=lang), words, plasma_table(answer, lang), key="plasma")
if repeats.open:
    with repeats:
        found = distribution_of_days(answer.scenario)
        st.caption(t("lab.repeats.lead", runs=found.runs))
        words = [describe.distribution_line(found, lang)]
        figure, rows = outcomes_figure(found, lang, audience), outcomes_table(found, lang, audience)
        show(figure, words, rows, key="outcomes")
if numbers.open:
    with numbers:
        numbers_behind(answer.scenario)
if take.open:
    with take:
        take_away(answer)
