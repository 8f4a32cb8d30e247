"""Model and evidence: the model card, equations, published numbers, and what the answers rest on."""

from pathlib import Path

import streamlit as st

from pages.ui import evidence, model_card, model_evidence, model_open, model_rests, records
from pages.ui.words import t

TABS = {
    "card": model_card.card,
    "equations": model_card.equations,
    "published": model_evidence.beside_published,
    "left_open": model_open.left_open,
    "rests_on": model_rests.rests_on,
    "parameters": records.browser,
    "checks": model_card.verification,
}

st.html(Path(__file__).with_name("shared.css"))
st.html(Path(__file__).with_name("model.css"))
with st.container(key="prose"):
    st.title(t("model.page.title"), anchor=False)
    st.markdown(t("model.page.lead"))
tabs = st.tabs([t(f"model.tab.{name}") for name in TABS], key="model tab", on_change="rerun")
for (name, draw), tab in zip(TABS.items(), tabs, strict=True):
    if not tab.open:
        continue
    with tab, st.container(key=f"tab-{name}"):
        if name == "parameters":
            st.header(t("model.parameters.title"), anchor=False)
            st.markdown(t("model.parameters.lead", **evidence.counts()))
            st.page_link("pages/shared/sources.py", label=t("model.parameters.link"))
        if name in ("published", "left_open", "rests_on"):
            model_evidence.stale_notice()
        draw()
