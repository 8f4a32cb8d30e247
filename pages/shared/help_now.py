"""Help now: signs that cannot wait, and the one number to call, by the place of the visitor."""

from pathlib import Path

import streamlit as st

from pages.ui import place
from pages.ui.words import t

ROWS = (("spine", "block"), ("clinic", "usual"))


def card(name: str, **values: str) -> None:
    """One group of signs: when, what, and why it matters."""
    with st.container(key=f"signs-{name}", border=True, height="stretch"):
        st.header(t(f"help.{name}.title"), anchor=False)
        st.markdown(t(f"help.{name}.lead", **values))
        st.markdown(t(f"help.{name}.signs"))
        st.markdown(t(f"help.{name}.why"))


st.html(Path(__file__).with_name("shared.css"))
with st.container(key="prose"):
    st.title(t("help.page.title"), anchor=False)
    st.markdown(t("help.page.lead"))
here = place.ask()
number = t(f"help.number.{here}")
with st.container(key="call"):
    if number.isdigit():
        st.link_button(t("help.dial.call", number=number), f"tel:{number}", width="stretch")
    else:
        st.markdown(f"**{t('help.dial.call', number=number)}**")
    if here == "uk":
        st.markdown(t("help.dial.uk_also"))
for row in ROWS:
    for name, column in zip(row, st.columns(len(row), gap="medium"), strict=True):
        with column:
            card(name, number=number)
with st.container(key="prose-status"):
    st.markdown(t("help.status.body"))
