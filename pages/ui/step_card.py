"""One next step in full: reason, what speaks for it and against it side by side, sources."""

import streamlit as st

from content import PathwayStep, load
from pages.ui.evidence import cite, kind_label
from pages.ui.words import of, plain, t

PAGE = "clinic.pathways.step"
_TEXTS = ("title", "reason", "speaks_for", "speaks_against")


def step_card(step: PathwayStep) -> None:
    """A step as a card, with how well it is known."""
    text = {name: plain(of("pathways", step.id, name, getattr(step, name))) for name in _TEXTS}
    with st.container(border=True, key=f"card-{step.id}"):
        st.subheader(text["title"], anchor=False)
        st.markdown(text["reason"])
        for name, column in zip(_TEXTS[2:], st.columns(2, gap="medium"), strict=True):
            column.markdown(f"**{t(f'{PAGE}.{name}')}**\n\n{text[name]}")
        cited = "; ".join(cite(load().sources[key]) for key in step.sources)
        known = f"{t(f'{PAGE}.sources')}: {cited}" if cited else t(f"{PAGE}.none")
        st.markdown(f":small[{kind_label(step.kind)} · {known}]")  # a caption would pale the links
