"""Compare: A is pinned, B changes; the difference in words, the curves on the same axes, the same draws."""

import streamlit as st
from pages.figures.pain import pain_figure, pain_table

from pages.ui import compare_tools, state
from pages.ui.controls import control
from pages.ui.result import verdict_card
from pages.ui.show import sentences, show, table
from pages.ui.words import t
from simulator import describe
from simulator.simulate import simulate

audience, lang = state.audience(), state.lang()
st.title(t("compare.page.title"))
st.markdown(t("compare.page.lead") if state.pinned() else t("compare.page.none"))
before, after = compare_tools.pair()
compare_tools.toolbar()

one, two = simulate(before), simulate(after)
left, right = st.columns(2, gap="large")
for place, answer, name in ((left, one, "a"), (right, two, "b")):
    with place:
        st.header(t(f"compare.page.{name}"), anchor=False)
        compare_tools.case_picker(name)
        verdict_card(answer, key=f"verdict-{name}")

st.header(t("compare.page.words"), anchor=False)
words = describe.comparison(one, two, audience, lang)
sentences(words)

st.header(t("compare.page.change"), anchor=False)
control(compare_tools.chosen_path())

st.header(t("compare.page.curves"), anchor=False)
series = [(t("compare.page.a"), one), (t("compare.page.b"), two)]
curves = [f"{name}: {describe.pain_curve(answer, audience, lang, 12.0)}" for name, answer in series]
show(pain_figure(series, lang=lang), curves, pain_table(series, lang=lang), key="curves")

st.header(t("compare.page.causes"), anchor=False)
table(compare_tools.moved(one, two, audience, lang))
state.sync_link()
