"""Help now: signs that cannot wait, and the one number to call, by the place of the visitor."""

import re
from pathlib import Path

import streamlit as st

from pages.ui.words import t

PLACES = ("us", "uk", "eu", "other")
ROWS = (("spine", "block"), ("clinic", "usual"))


def place_of(locale: str | None) -> str:
    """The place whose emergency number holds, by the country of a locale such as en-US; else `other`."""
    country = re.match(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?![a-z0-9])", locale or "", re.IGNORECASE)
    if country is None:
        return "other"
    code = country.group(1).upper()
    return next((place for place in PLACES[:-1] if code in t(f"help.countries.{place}").split()), "other")


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
place = st.segmented_control(
    t("help.page.where"),
    PLACES,
    default=place_of(st.context.locale),
    required=True,
    format_func=lambda name: t(f"help.place.{name}"),
    key="help place",
    persist_state="session",
)
number = t(f"help.number.{place}")
with st.container(key="call"):
    if number.isdigit():
        st.link_button(t("help.dial.call", number=number), f"tel:{number}", width="stretch")
    else:
        st.markdown(f"**{t('help.dial.call', number=number)}**")
    if place == "uk":
        st.markdown(t("help.dial.uk_also"))
for row in ROWS:
    for name, column in zip(row, st.columns(len(row), gap="medium"), strict=True):
        with column:
            card(name, number=number)
with st.container(key="prose-status"):
    st.markdown(t("help.status.body"))
