"""A diary on the screen: a box for each time, the curve, how much was gone and for how long."""

from typing import Any, Final

import streamlit as st

from pages.figures.own_diary import own_diary_figure
from pages.ui import state
from pages.ui.show import show
from pages.ui.take_home.diary import MINUTES
from pages.ui.words import t
from simulator import describe, own_diary
from simulator.own_diary import HALF, MOST, Reading, Stretch

_HOME: Final = "patient.my_plan.diary"
_BOX: Final = "own diary {minute}"
EXAMPLE: Final = dict(zip(MINUTES, (7, 4, 2, 1, 1, 2, 3, 5, 6, 7, 7, 7), strict=True))
"""Made-up scores: most of the pain is gone within the hour, and back in the evening."""


def when(minute: int) -> str:
    """A time of the diary in words."""
    if minute == 0:
        return t(f"{_HOME}.before")
    unit, value = ("minutes", minute) if minute < 60 else ("hours" if minute > 60 else "hour", minute // 60)
    return t(f"{_HOME}.{unit}", value=value)


# covers: P59 C26
def on_screen() -> None:
    """Boxes, curve, sentences, table and file."""
    st.caption(t(f"{_HOME}.private"))
    with st.container(horizontal=True):
        st.button(t(f"{_HOME}.example"), on_click=_fill, args=(EXAMPLE,))
        st.button(t(f"{_HOME}.clear"), on_click=_fill, args=({},))
    scores = boxes()
    reading = own_diary.read(scores)
    if reading is None:
        nothing_to_ease = scores[0] == 0.0 and any(score is not None for m, score in scores.items() if m)
        st.info(t(f"{_HOME}.none" if nothing_to_ease else f"{_HOME}.wait"))
        return
    figure = own_diary_figure(scores, {minute: when(minute) for minute in scores}, state.lang())
    show(figure, sentences(scores, reading), rows(scores), key="own diary", alt=alt(scores, reading))
    columns = [t(f"{_HOME}.column_{name}") for name in ("time", "minutes", "pain", "gone")]
    st.download_button(
        t(f"{_HOME}.save"),
        data=own_diary.to_csv(scores, {minute: when(minute) for minute in scores}, columns),
        file_name="my-pain-scores.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/table:",
    )


def boxes() -> dict[int, float | None]:
    """One box for each time, whole numbers from 0 to 10; None where it is empty."""
    with st.container(key="own-diary", horizontal=True):
        return {
            minute: st.number_input(
                t(f"{_HOME}.box", when=when(minute)),
                min_value=0,
                max_value=int(own_diary.TOP),
                value=None,
                step=1,
                key=_BOX.format(minute=minute),
                persist_state="session",
                width=150,
            )
            for minute in MINUTES
        }


def _fill(scores: dict[int, int]) -> None:
    for minute in MINUTES:
        st.session_state[_BOX.format(minute=minute)] = scores.get(minute)


def sentences(scores: own_diary.Scores, reading: Reading) -> list[str]:
    """What the diary says, both cut-offs alike, and what is still empty. No conclusion."""
    said = [
        t(
            f"{_HOME}.course",
            before=describe.number(reading.before),
            low=describe.number(reading.lowest),
            when=when(reading.best_min),
        ),
        t(f"{_HOME}.best", pct=f"{reading.best_pct:.0f}") if reading.best_pct > 0.0 else t(f"{_HOME}.same"),
    ]
    for name, cut, found in (("half", HALF, reading.half), ("most", MOST, reading.most)):
        key = f"{_HOME}.{name}" if found else f"{_HOME}.never_{name}"
        said.append(t(key, cut=f"{cut:.0f}", span=_span(found) if found else ""))
    said.append(t(f"{_HOME}.both", half=f"{HALF:.0f}", most=f"{MOST:.0f}"))
    empty = [when(minute) for minute, score in scores.items() if score is None]
    return [*said, t(f"{_HOME}.missing", list=", ".join(empty))] if empty else said


def _span(stretch: Stretch) -> str:
    if stretch.start == stretch.end:
        return t(f"{_HOME}.once", at=_long(stretch.start))
    key = "span" if stretch.unbroken else "broken"
    ends = {"start": _long(stretch.start), "end": _long(stretch.end)}
    return t(f"{_HOME}.{key}", **ends, length=_long(stretch.end - stretch.start))


def _long(minutes: int) -> str:
    """A span of time in words."""
    unit = "length_minutes" if minutes < 60 else "length_hour" if minutes == 60 else "length_hours"
    return t(f"{_HOME}.{unit}", value=minutes if minutes < 60 else f"{minutes / 60.0:g}")


def alt(scores: own_diary.Scores, reading: Reading) -> str:
    """The picture in words: how it is built, then what it says."""
    built = t(
        f"{_HOME}.alt",
        hours=f"{max(scores) / 60.0:g}",
        half=f"{HALF:.0f}",
        most=f"{MOST:.0f}",
        half_nrs=describe.number(own_diary.cut_nrs(reading.before, HALF)),
        most_nrs=describe.number(own_diary.cut_nrs(reading.before, MOST)),
    )
    return " ".join([built, *sentences(scores, reading)])


def rows(scores: own_diary.Scores) -> list[dict[str, Any]]:
    """The diary as a table: time, score, parts of 100 gone."""
    found = own_diary.checked(scores)
    before, empty = found[0], t(f"{_HOME}.empty")
    return [
        {
            t(f"{_HOME}.column_time"): when(minute),
            t(f"{_HOME}.column_pain"): f"{found[minute]:g}" if minute in found else empty,
            t(f"{_HOME}.column_gone"): f"{own_diary.gone_pct(before, found[minute]):.0f}"
            if minute in found and minute > 0
            else "",
        }
        for minute in scores
    ]
