"""A drawing from `pictures/`, for both themes; its labels and its words come from the text files."""

from html import escape
from pathlib import Path
from string import Template

import streamlit as st

from pages.ui.words import t

_FOLDER = Path(__file__).parent / "pictures"


def picture(name: str, words: str) -> None:
    """Draw `pictures/<name>.svg`. `words`: the table with `alt`, `caption` and a string for each `$label`."""
    drawing = Template((_FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    labels = {label: escape(t(f"{words}.{label}")) for label in drawing.get_identifiers()}
    with st.container(key=f"read picture {name}"):
        st.image(
            drawing.substitute(labels), alt=t(f"{words}.alt"), caption=t(f"{words}.caption"), width="stretch"
        )
