"""What a visitor puts into the plan: what matters, which questions come first. Kept for this visit only."""

from typing import Final

import streamlit as st

from pages.figures.pain import USUAL_CUTS
from pages.ui import hundred, reading, state
from pages.ui.take_home import QUESTIONS, Hundred, Place, Plan, Question, curve_of
from pages.ui.words import t
from simulator import describe
from simulator.hundred import ranges

LEVELS: Final = ("little", "some", "much")
_OPTIONS: Final = "patient.options"
_PLAN: Final = "patient.my_plan"
_QUESTION: Final = "patient.take_home.questions.ask"


# --- What matters ---


# covers: P18
def ask_what_matters() -> None:
    """One card a value, each with the same three answers and none chosen; no score."""
    names = list(reading.table_of(f"{_OPTIONS}.value"))
    for pair in zip(names[::2], names[1::2], strict=True):
        for name, column in zip(pair, st.columns(2, gap="medium"), strict=True):
            with column, st.container(key=f"part-value {name}", height="stretch"):
                st.segmented_control(
                    f"**{t(f'{_OPTIONS}.value.{name}')}**",
                    LEVELS,
                    format_func=lambda level: t(f"{_OPTIONS}.matters.{level}"),
                    key=f"plan value {name}",
                    persist_state="session",
                )


def values_at(level: str) -> list[str]:
    """Words of the cards that were answered so, in the order of the page."""
    names = reading.table_of(f"{_OPTIONS}.value")
    return [
        t(f"{_OPTIONS}.value.{name}") for name in names if st.session_state.get(f"plan value {name}") == level
    ]


def show_what_matters() -> None:
    """The cards by answer, or where to choose."""
    kept = {level: values_at(level) for level in reversed(LEVELS)}
    if not any(kept.values()):
        st.markdown(t(f"{_PLAN}.matters.none"))
    for level, words in kept.items():
        if words:
            st.markdown(t(f"{_PLAN}.matters.{level}", list="; ".join(words)))


# --- Questions ---


# covers: P60
def ask_questions() -> tuple[Question, ...]:
    """A box for each question; those ticked, in the order of the sheet."""
    return tuple(
        name
        for name in QUESTIONS
        if st.checkbox(question(name), key=f"plan question {name}", persist_state="session")
    )


def question(name: Question) -> str:
    """A question in words, with both cut-offs where it names them."""
    half, most = (describe.number(pct) for pct in USUAL_CUTS)
    return t(f"{_QUESTION}.{name}", half=half, most=most)


# --- The sheet ---


def sheet(questions: tuple[Question, ...], where: Place, *, picture: bool) -> Plan:
    """Everything as the sheet prints it. `picture`: with the made-up person now in the simulator."""
    bench = hundred.bench_of(hundred.chosen())
    return Plan(
        place=where,
        lang=state.lang(),
        people=Hundred.of(bench),
        ranges=ranges(bench),
        goals=(*values_at("much"), *values_at("some")),
        questions=questions,
        curve=curve_of(state.answer(), lang=state.lang()) if picture else None,
    )
