"""The screens of a session: their order, their pictures, and where the presenter is."""

from typing import Final

import streamlit as st

from pages.ui import hundred, state
from pages.ui.live import live_widget
from simulator import presets
from simulator.bayes import Bench, Span
from simulator.errors import InputError
from simulator.simulate import simulate

SCREENS: Final = ("question", "test", "hours", "miss", "alarm", "hundred", "alert", "choice", "words")
CASES: Final = {
    "test": "textbook-true-positive",
    "hours": "bupivacaine",
    "miss": "needle-miss",
    "alarm": "context-response",
    "alert": "central-share-80",
}
"""The named case behind each moving picture."""

_NUMBERS: Final = "n"


def current() -> int:
    """Index of the screen in the link; the first for anything else."""
    asked = st.query_params.get("screen", "1")
    numbers = [str(number) for number in range(1, len(SCREENS) + 1)]
    return numbers.index(asked) if asked in numbers else 0


def go(index: int) -> None:
    """Show a screen; the link follows."""
    st.query_params["screen"] = str(min(len(SCREENS), max(1, index + 1)))


def numbers_query(bench: Bench) -> dict[str, str]:
    """The part of a link that hands the numbers of a bench to the session, as whole numbers of 100."""
    spans = (bench.before, bench.sensitivity, bench.false_positive)
    return {_NUMBERS: "-".join(f"{100 * span.value:.0f}" for span in spans)}


def given_bench() -> Bench | None:
    """The numbers of the link; None where it has none, or none that could be."""
    parts = st.query_params.get(_NUMBERS, "").split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 3 for part in parts):
        return None
    try:
        before, sensitivity, wrong = (Span(*(int(part) / 100.0,) * 3) for part in parts)
    except InputError:
        return None
    return Bench(before, sensitivity, wrong)


def picture(name: str) -> bool:
    """The picture of a screen; whether its numbers came with the link."""
    given = given_bench()
    if name == "hundred":
        if given is None:
            hundred.picture(hundred.bench_of(hundred.chosen()), ("marks",), large=True)
        else:
            hundred.picture(given, ("marks",), large=True, whom="given")
        return given is not None
    if name in CASES:
        answer = simulate(presets.preset(CASES[name]))
        live_widget(answer, key=f"session {name}", audience="patient", lang=state.lang())
    return False
