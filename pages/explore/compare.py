"""Compare: A is pinned, B changes; the difference in words, the curves on the same axes, the same draws."""

import streamlit as st

from pages.figures.pain import pain_figure, pain_table
from pages.ui import compare_tools, state
from pages.ui.controls import control
from pages.ui.result import verdict_brief
from pages.ui.show import sentences, show, table
from pages.ui.words import t
from simulator import describe
from simulator.simulate import simulate

audience, lang = state.audience(), state.lang()
st.title(t("compare.page.title"))
st.markdown(t("compare.page.lead") if state.pinned() else t("compare.page.none"))
compare_tools.toolbar()
before, after = compare_tools.pair()
one, two = simulate(before), simulate(after)

sides = st.columns(2, gap="large")
for place, answer, name in zip(sides, (one, two), ("a", "b"), strict=True):
    with place:
        st.header(t(f"compare.page.{name}"), anchor=False)
        compare_tools.case_picker(name)
        verdict_brief(answer, name)

st.header(t("compare.page.change"), anchor=False)
pick, turn = st.columns([2, 3], gap="large", vertical_alignment="bottom")
with pick:
    path = compare_tools.chosen_path()
with turn:
    control(path)

st.header(t("compare.page.words"), anchor=False)
sentences(describe.comparison(one, two, audience, lang))

st.header(t("compare.page.curves"), anchor=False)
series = [(t("compare.page.a"), one), (t("compare.page.b"), two)]
curves = [f"{name}: {describe.pain_curve(answer, audience, lang, 12.0)}" for name, answer in series]
show(pain_figure(series, lang=lang), curves, pain_table(series, lang=lang), key="curves")

st.header(t("compare.page.causes"), anchor=False)
table(compare_tools.moved(one, two, audience, lang))
state.sync_link()
