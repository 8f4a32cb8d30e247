"""Cases: forecast, look, forecast again, debrief. The truth is drawn with a known probability."""

import streamlit as st

from content import load
from content.cases import cases
from pages.ui import case_state, forecast, reading
from pages.ui.words import t
from simulator import case_pool
from simulator.case_pool import SOURCES

PAGE = forecast.PAGE

reading.top(PAGE, timed=False)
progress = case_state.current()
every = cases()
cited: tuple[str, ...] = ()

if progress.phase == "start":
    reading.section(PAGE, "prebrief")
    level = st.segmented_control(
        t(f"{PAGE}.pick.level"),
        (1, 2, 3),
        default=1,
        required=True,
        format_func=lambda number: t(f"{PAGE}.level.{number}.name"),
        key="cases level",
    )
    st.caption(t(f"{PAGE}.level.{level}.drivers"))
    chosen = st.selectbox(
        t(f"{PAGE}.pick.case"),
        [key for key, case in every.items() if case.level == level],
        format_func=lambda key: t(f"{PAGE}.case.{key}.title"),
        key=f"cases pick {level}",
    )
    st.button(t(f"{PAGE}.prebrief.start"), type="primary", on_click=case_state.open_case, args=(chosen,))
    forecast.forget()
else:
    case = every[progress.case]
    with st.spinner(t("shell.show.wait")):
        best = case_pool.ideal(case)
        patient = case_pool.draw(case, progress.number)
    clinic = load().clinics[case.clinic]
    cited = clinic.sources
    forecast.stem(case, patient, forecast.clinic_words(case.clinic, clinic.title, clinic.note))
    if progress.phase == "before":
        if (given := forecast.points("before", forecast.OPENING)) is not None:
            case_state.move(phase="after", before=given)
            st.rerun()
    elif progress.phase == "after":
        forecast.shown(case, patient, reveal=False)
        if (given := forecast.points("after", progress.before)) is not None:
            right = patient.truth == SOURCES.index("facet")
            case_state.move(
                phase="debrief",
                after=given,
                stated=(*progress.stated, given[0] / 100.0),
                happened=(*progress.happened, right),
            )
            st.rerun()
    else:
        forecast.shown(case, patient, reveal=True)
        st.header(t(f"{PAGE}.debrief.title"), anchor=False)
        st.markdown(t(f"{PAGE}.debrief.explain"))
        left, right_side = st.columns(2, gap="large")
        with left:
            forecast.happened(patient)
            st.subheader(t(f"{PAGE}.debrief.next"), anchor=False)
            st.markdown(t(f"{PAGE}.case.{progress.case}.next"))
        with right_side:
            forecast.scored(patient, best, progress.before, progress.after)
        forecast.calibration()
        again, other = st.columns(2)

        def restart(step: str) -> None:
            forecast.forget()
            (case_state.again if step == "again" else case_state.leave)()

        again.button(t(f"{PAGE}.again.same"), type="primary", on_click=restart, args=("again",))
        other.button(t(f"{PAGE}.again.other"), on_click=restart, args=("leave",))
reading.foot(PAGE, sources=cited)
