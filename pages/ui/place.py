"""Where the visitor is, which decides the one emergency number: asked once, kept while the page is open."""

import re
from typing import Final, Literal, get_args

import streamlit as st

from pages.ui.words import t

Place = Literal["us", "uk", "eu", "other"]
PLACES: Final[tuple[Place, ...]] = get_args(Place)


def place_of(locale: str | None) -> Place:
    """The place whose emergency number holds, by the country of a locale such as en-US; else `other`."""
    country = re.match(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?![a-z0-9])", locale or "", re.IGNORECASE)
    if country is None:
        return "other"
    code = country.group(1).upper()
    return next((place for place in PLACES[:-1] if code in t(f"help.countries.{place}").split()), "other")


def ask() -> Place:
    """The question, with the browser's country as its first answer; the place that is chosen."""
    return st.segmented_control(
        t("help.page.where"),
        PLACES,
        default=place_of(st.context.locale),
        required=True,
        format_func=lambda name: t(f"help.place.{name}"),
        key="help place",
        persist_state="session",
    )
