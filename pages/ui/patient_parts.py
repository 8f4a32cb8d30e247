"""Parts that pages for patients are made of: steps of a visit, harms, cards, options, and two sides alike.

Each takes the table of its words; what stands there, in the order of the file, is what is shown.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import reading
from pages.ui.words import t

_CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def style() -> None:
    """The looks of these parts; once a page."""
    st.html(f"<style>{_CSS}</style>")


@contextmanager
def beside() -> Iterator[list[DeltaGenerator]]:
    """Words on the left, what they speak of on the right; one below the other on a phone."""
    with st.container(key="part-beside"):
        yield st.columns([6, 5], gap="medium", vertical_alignment="center")


def steps(page: str, lines: tuple[str, ...]) -> None:
    """`<page>.step.*` in order, numbered, each told along the same `lines` (named in `<page>.line`)."""
    for number, step in enumerate(reading.parts(f"{page}.step"), start=1):
        with st.container(key=f"part-step {step}"):
            st.header(f"{number}. {t(f'{page}.step.{step}.title')}", anchor=False)
            for column, line in zip(st.columns(len(lines), gap="medium"), lines, strict=True):
                with column:
                    st.markdown(f"**{t(f'{page}.line.{line}')}**")
                    st.markdown(t(f"{page}.step.{step}.{line}"))


# covers: P41 P42
def harms(page: str) -> None:
    """`<page>.harm.*`: what can happen, how often, and what helps, always all three."""
    reading.opening(page, "harms")
    with st.container(key="part-harms"):
        for harm in reading.parts(f"{page}.harm"):
            with st.container(key=f"part-row {harm}"):
                for column, field in zip(st.columns([3, 4, 4]), ("what", "often", "helps"), strict=True):
                    text = t(f"{page}.harm.{harm}.{field}")
                    named = t(f"{page}.harms.{field}")
                    column.markdown(f"**{text}**" if field == "what" else f"**{named}:** {text}")
        st.caption(t(f"{page}.harms.key"))


def cards(page: str, table: str, tip: str) -> None:
    """`<page>.<table>.*` as cards side by side, each with something to try, named by `tip`."""
    names = reading.parts(f"{page}.{table}")
    for name, column in zip(names, st.columns(len(names), gap="medium"), strict=True):
        with column, st.container(key=f"part-card {name}", height="stretch"):
            st.subheader(t(f"{page}.{table}.{name}.title"), anchor=False)
            st.markdown(t(f"{page}.{table}.{name}.body"))
            with st.container(key=f"part-try {name}"):
                st.markdown(f"**{tip}**")
                st.markdown(t(f"{page}.{table}.{name}.try"))


def two_sides(
    page: str, left: str, right: str, *, level: int = 2, before: Callable[[str], None] | None = None
) -> None:
    """Two sections side by side, in the same size and the same frame. `before`: what to draw above a body."""
    heading = {2: st.header, 3: st.subheader}[level]
    for name, column in zip((left, right), st.columns(2, gap="medium"), strict=True):
        with column, st.container(key=f"part-side {name}", height="stretch"):
            heading(t(f"{page}.{name}.title"), anchor=False)
            if before is not None:
                before(name)
            st.markdown(t(f"{page}.{name}.body"))


# covers: P3 P7
def options(page: str) -> None:
    """`<page>.option.*`, all in the same rows: help beside hard, what it is like beside what follows."""
    for number, option in enumerate(reading.parts(f"{page}.option"), start=1):
        words = f"{page}.option.{option}"
        with st.container(key=f"part-option {option}"):
            st.header(f"{number}. {t(f'{words}.title')}", anchor=False)
            st.markdown(t(f"{words}.what"))
            for pair in (("help", "hard"), ("like", "after")):
                for column, row in zip(st.columns(2, gap="medium"), pair, strict=True):
                    with column, st.container(key=f"part-cell {option} {row}", height="stretch"):
                        st.markdown(f"**{t(f'{page}.row.{row}')}**")
                        st.markdown(t(f"{words}.{row}"))


def balanced_list(page: str, table: str, intro: str) -> None:
    """`<page>.<table>.*` in short: what it is, what may help, what may be hard (named in `<intro>`)."""
    for name in reading.parts(f"{page}.{table}"):
        words = f"{page}.{table}.{name}"
        with st.container(key=f"part-row {name}"):
            what, for_, against = st.columns([4, 4, 4])
            what.markdown(f"**{t(f'{words}.title')}**  \n{t(f'{words}.what')}")
            for_.markdown(f"**{t(f'{page}.{intro}.help')}:** {t(f'{words}.help')}")
            against.markdown(f"**{t(f'{page}.{intro}.hard')}:** {t(f'{words}.hard')}")
