"""What is published and what the model says, told apart by word, icon and frame wherever both are shown."""

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.words import t

Origin = Literal["published", "model"]

_ICONS = {"published": ":material/menu_book:", "model": ":material/science:"}
_COLOURS: dict[Origin, Literal["gray", "blue"]] = {"published": "gray", "model": "blue"}


# covers: C20
def badge(origin: Origin) -> None:
    """Icon and word: what stands below comes from there."""
    st.badge(t(f"shell.origin.{origin}"), icon=_ICONS[origin], color=_COLOURS[origin])


def framed(origin: Origin, name: str) -> DeltaGenerator:
    """A container in the frame of its origin, which begins with its badge. `name`: once a page."""
    frame = st.container(key=f"origin-{origin}-{name}")
    with frame:
        badge(origin)
    return frame


def both() -> None:
    """Both badges: what stands below holds published numbers and the model's, each under its own name."""
    with st.container(horizontal=True, gap="small"):
        badge("published")
        badge("model")
