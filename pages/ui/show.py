"""One way to show a result: the figure with its alternative text, the same in words, the same as a table."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.ui.words import plain, t

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def show(
    figure: go.Figure,
    words: Sequence[str],
    rows: Sequence[dict[str, Any]],
    *,
    key: str,
    alt: str | None = None,
) -> None:
    """A Plotly figure, its sentences below it, and its data as a table in an expander."""
    st.plotly_chart(figure, key=key, config=_CONFIG, alt=alt or " ".join(words))
    sentences(words)
    with st.expander(t("shell.show.table"), key=f"{key} table"):
        table(rows)


def sentences(words: Sequence[str]) -> None:
    """Sentences that may hold numbers and names of a scenario; never taken as markup."""
    st.markdown("  \n".join(plain(sentence) for sentence in words))


def table(rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the column titles as their keys, as a real table that screen readers can walk."""
    if not rows:
        return
    titles = list(rows[0])
    lines = [titles, ["---"] * len(titles), *([row[title] for title in titles] for row in rows)]
    safe = [line if i == 1 else [plain(cell) for cell in line] for i, line in enumerate(lines)]
    st.markdown("\n".join("| " + " | ".join(line) + " |" for line in safe))
