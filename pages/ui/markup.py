"""Markup of our own, for what is sent again at every release: one element where Streamlit would need many.

Every text is escaped here; the browser's sanitiser stands behind it.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from pages.figures import theme

_CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_COLOURS = f":root {{ --takes: {theme.VERMILLION}; --adds: {theme.BLUE}; }}\n"


def style() -> None:
    """The looks of it all; once a page, outside of the part that is sent again."""
    st.html(f"<style>{_COLOURS}{_CSS}</style>")


def heading(text: str, icon: str = "") -> str:
    """A heading of the second level, after an icon of Streamlit's own font that is not read aloud."""
    sign = f"<span class='sign' data-sign='{escape(icon)}' aria-hidden='true'></span> " if icon else ""
    return f"<h2>{sign}{escape(text)}</h2>"


def quiet(text: str) -> str:
    """A paragraph that may be passed over."""
    return f"<p class='quiet'>{escape(text)}</p>"


def lines(words: Sequence[str]) -> str:
    """Sentences, one a line."""
    return f"<p>{'<br>'.join(escape(sentence) for sentence in words)}</p>"


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column names its rows."""
    head = "".join(f"<th scope='col'>{escape(title)}</th>" for title in titles)
    body = "".join(
        f"<tr><th scope='row'>{escape(first)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
        for first, *rest in rows
    )
    return f"<table class='rows'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
