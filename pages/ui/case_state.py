"""Where a learner is in the cases: which case and patient, both forecasts, and what was forecast before."""

from dataclasses import dataclass, field, replace
from typing import Literal

import streamlit as st

Phase = Literal["start", "before", "after", "debrief"]
Points = tuple[int, ...]


@dataclass(frozen=True)
class Progress:
    """`number` of the patient of this case; `stated` and `happened`: facet shares forecast, and the truth."""

    case: str = ""
    number: int = 0
    phase: Phase = "start"
    before: Points = ()
    after: Points = ()
    stated: tuple[float, ...] = field(default=())
    happened: tuple[bool, ...] = field(default=())


def current() -> Progress:
    """The learner's progress in this visit."""
    found: Progress = st.session_state.setdefault("cases progress", Progress())
    return found


def move(**changes: object) -> None:
    """Go on to another phase, case or patient."""
    st.session_state["cases progress"] = replace(current(), **changes)  # type: ignore[arg-type]


def open_case(case: str) -> None:
    """Start a case with the next patient of it."""
    move(case=case, number=_next(case), phase="before", before=(), after=())


def again() -> None:
    """The same lesson with another patient."""
    open_case(current().case)


def leave() -> None:
    """Back to the choice of cases."""
    move(phase="start")


def _next(case: str) -> int:
    seen: dict[str, int] = st.session_state.setdefault("cases seen", {})
    seen[case] = seen.get(case, -1) + 1
    return seen[case]
