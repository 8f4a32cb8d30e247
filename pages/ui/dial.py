"""A volume dial for the pain system: what turns it up, what turns it down. A picture, not a measure."""

from pathlib import Path
from typing import Final

import streamlit as st

from pages.ui.reading import table_of

PRESSED: Final = ("sleep", "worry", "push")
"""What turns it up at first sight, so that there is a way down to find."""

_HERE = Path(__file__)
_widget = st.components.v2.component(
    "dial",
    html=_HERE.with_suffix(".html").read_text(encoding="utf-8"),
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


# covers: P44
def dial(words: str) -> None:
    """Show the dial. `words`: its table, with one string for each thing in `ups` and in `downs`."""
    _widget(key="dial", data={"words": table_of(words), "pressed": PRESSED})
