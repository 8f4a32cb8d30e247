"""Forecasts of the source of pain: 100 points shared out, locked, and scored in the debrief."""

import math
from typing import Final

import streamlit as st

from content.cases import Case
from pages.figures.case import case_figure, case_table
from pages.ui import case_state, state
from pages.ui.case_state import Points
from pages.ui.show import sentences, show, table
from pages.ui.words import of, plain, t
from simulator import forecast
from simulator.case_pool import SOURCES, Ideal, Patient, Seen
from simulator.intervals import of_hundred

PAGE: Final = "learn.cases"
OPENING: Final[Points] = (20, 20, 15, 15, 15, 15)
"""The sliders' start: nearly the same for all, so that it hints at nothing."""
NEEDED: Final = 20
"""Forecasts before a calibration plot says anything (EDUCATION T23)."""
_CUT: Final = 80
_MINUTES: Final = 30


def stem(case: Case, patient: Patient, clinic: tuple[str, str]) -> None:
    """Who it is, where, and what is planned."""
    visits = [
        t(f"{PAGE}.stem.control") if role == "control" else t(f"{PAGE}.stem.visit", drug=seen.drug)
        for role, seen in zip(case.visits, patient.visits, strict=True)
    ]
    title, note = (plain(text) for text in clinic)
    st.header(t(f"{PAGE}.stem.title"), anchor=False)
    st.markdown(
        t(
            f"{PAGE}.stem.line",
            age=patient.age,
            months=f"{patient.months:.0f}",
            clinic=title,
            clinic_note=note,
        )
    )
    planned = visits[0] if len(visits) == 1 else t(f"{PAGE}.stem.two", first=visits[0], second=visits[1])
    st.markdown(t(f"{PAGE}.stem.plan", visits=planned, cut=_CUT, minutes=_MINUTES))


def points(key: str, opening: Points) -> Points | None:
    """A slider for each source; the points once locked, which can be only when they sum to 100."""
    st.header(t(f"{PAGE}.forecast.title_{key}"), anchor=False)
    st.markdown(t(f"{PAGE}.forecast.lead"))
    names = [f"cases {key} {source}" for source in SOURCES]
    for name, value in zip(names, opening, strict=True):
        st.session_state.setdefault(name, value)
    columns = st.columns(3)
    given = tuple(
        columns[i % 3].slider(t(f"{PAGE}.source.{source}"), 0, 100, step=1, key=name)
        for i, (source, name) in enumerate(zip(SOURCES, names, strict=True))
    )
    left = 100 - sum(given)
    said = "whole" if left == 0 else "left" if left > 0 else "over"
    st.markdown(f"**{t(f'{PAGE}.forecast.{said}', left=left, over=-left)}**")

    def scale() -> None:
        for name, value in zip(names, of_hundred(given), strict=True):
            st.session_state[name] = value

    one, two = st.columns([1, 1])
    one.button(
        t(f"{PAGE}.forecast.scale"), on_click=scale, disabled=left == 0 or sum(given) == 0, key=f"{key} scale"
    )
    if two.button(t(f"{PAGE}.forecast.lock"), type="primary", disabled=left != 0, key=f"{key} lock"):
        return given
    return None


def forget() -> None:
    """Take the sliders back to their start for the next patient."""
    for key in ("before", "after"):
        for source in SOURCES:
            st.session_state.pop(f"cases {key} {source}", None)


def shown(case: Case, patient: Patient, *, reveal: bool) -> None:
    """What each block showed: in words by the rule's bands, and as the diary."""
    lang = state.lang()
    st.header(t(f"{PAGE}.shown.title"), anchor=False)
    columns = st.columns(len(patient.visits), gap="large")
    for number, (column, bin_, seen) in enumerate(zip(columns, case.shows, patient.visits, strict=True), 1):
        with column:
            result = t(f"{PAGE}.shown.{bin_}", low=50, high=_CUT)
            st.markdown(t(f"{PAGE}.shown.line", number=number, drug=seen.drug, result=result))
            figure = case_figure(seen, number, reveal=reveal, lang=lang)
            rows = case_table(seen, reveal=reveal, lang=lang)
            show(figure, [], rows, key=f"case {number} {reveal}", alt=_alt(seen, number))


def _alt(seen: Seen, number: int) -> str:
    written = seen.nrs[seen.nrs == seen.nrs]
    first, lowest = (f"{written[0]:.0f}", f"{written.min():.0f}") if len(written) else ("–", "–")
    return t(f"{PAGE}.figure.alt", hours=8, number=number, drug=seen.drug, first=first, lowest=lowest)


def happened(patient: Patient) -> None:
    """The truth: main source, the mix, what each block did."""
    mix = ", ".join(
        f"{t(f'{PAGE}.source.{source}')} {100 * share:.0f}"
        for source, share in zip(SOURCES, patient.shares, strict=True)
        if share >= 0.005
    )
    st.subheader(t(f"{PAGE}.debrief.happened"), anchor=False)
    st.markdown(t(f"{PAGE}.debrief.truth", source=t(f"{PAGE}.source.{SOURCES[patient.truth]}"), mix=mix))
    lines = [t(f"{PAGE}.debrief.central", central=f"{100 * patient.central_share:.0f}")]
    if patient.wrong_level and patient.shares[0] > 0.005:
        lines.append(t(f"{PAGE}.debrief.wrong_level"))
    for number, seen in enumerate(patient.visits, 1):
        vein = t(f"{PAGE}.debrief.vein", count=seen.in_vein) if seen.in_vein else ""
        values = {"numbed": seen.numbed, "needles": seen.needles, "context": f"{seen.context_pct:.0f}"}
        lines.append(t(f"{PAGE}.debrief.block", number=number, drug=seen.drug, vein=vein, **values))
    sentences(lines)


def scored(patient: Patient, best: Ideal, before: Points, after: Points) -> None:
    """Brier scores beside their reference marks, the update, and judgement told apart from luck."""
    first, second = forecast.normal(before), forecast.normal(after)
    flat = tuple(1.0 / len(SOURCES) for _ in SOURCES)
    st.subheader(t(f"{PAGE}.debrief.scored"), anchor=False)
    good, kind = forecast.judged(second, best.after, patient.truth)
    st.markdown(t(f"{PAGE}.luck.{'good' if good else 'bad'}_{'kind' if kind else 'bad'}"))
    found = forecast.update(first, second, best.before, best.after)
    start, end = (f"{100 * shares[0]:.0f}" for shares in (best.before, best.after))
    st.markdown(t(f"{PAGE}.update.{found.verdict}", **{"from": start}))
    values = {"from": start, "to": end, "people": f"{best.people:,}"}
    st.markdown(t(f"{PAGE}.update.line", mine=_factor(found.learner), best=_factor(found.bayes), **values))
    st.caption(t(f"{PAGE}.brier.lead", best=0, worst=2))
    names = [t(f"{PAGE}.brier.{name}") for name in ("who", "before", "after")]
    rows = (
        ("you", first, second),
        ("uniform", flat, flat),
        ("base", best.before, best.before),
        ("ideal", best.before, best.after),
    )
    table(
        [
            dict(zip(names, (t(f"{PAGE}.brier.{who}"), _brier(a, patient), _brier(b, patient)), strict=True))
            for who, a, b in rows
        ]
    )


def calibration() -> None:
    """How shares stated and shares that happened agree, once there are enough."""
    progress = case_state.current()
    st.subheader(t(f"{PAGE}.calibration.title"), anchor=False)
    count = len(progress.stated)
    if count < NEEDED:
        st.markdown(t(f"{PAGE}.calibration.wait", count=count, needed=NEEDED))
        return
    names = [t(f"{PAGE}.calibration.{name}") for name in ("said", "was", "forecasts")]
    bins = forecast.calibration(progress.stated, progress.happened)
    table([dict(zip(names, (f"{100 * a:.0f}", f"{100 * b:.0f}", n), strict=True)) for a, b, n in bins])
    sentences(
        [
            t(f"{PAGE}.calibration.line", said=f"{100 * a:.0f}", was=f"{100 * b:.0f}", count=n)
            for a, b, n in bins
        ]
    )


def clinic_words(key: str, title: str, note: str) -> tuple[str, str]:
    """A clinic's title and note in the session's language."""
    return of("clinics", key, "title", title), of("clinics", key, "note", note)


def _brier(shares: tuple[float, ...], patient: Patient) -> str:
    return f"{forecast.brier(shares, patient.truth):.2f}"


def _factor(log_odds: float) -> str:
    return f"{math.exp(log_odds):.2g}"
