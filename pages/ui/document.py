"""What Streamlit leaves out: the document's language; list roles and a word in the menu of narrow screens."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.words import t

_HTML = "<span hidden></span>"


def complete_document(lang: str) -> None:
    """Set `<html lang>`, mend the menu's roles and name its button; draws nothing."""
    _component()(key="document", data={"lang": lang, "menu": t("shell.menu")})


@cache
def _component() -> Any:
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component("medial_branch_document", html=_HTML, js=script)
