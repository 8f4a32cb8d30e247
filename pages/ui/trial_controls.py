"""What a trial is made of: clinic, two paradigms, cut-off, basis; further in: patients, technique, seed."""

from typing import Any, get_args

import streamlit as st

from content import load
from pages.ui import state, trial_state
from pages.ui.evidence import cite
from pages.ui.words import of, plain, t
from simulator import describe_trial
from simulator.paradigms import PARADIGMS, THRESHOLDS
from simulator.trial import MOST_PATIENTS, Trial


def clinic_title(key: str) -> str:
    """A clinic's name."""
    return of("clinics", key, "title", load().clinics[key].title)


def controls() -> None:
    """All of them; what they say is kept in `trial_state`."""
    clinic, cut = st.columns(2, gap="large")
    with clinic:
        st.selectbox(
            t("trial.control.clinic"), list(load().clinics), format_func=clinic_title, **_bound("clinic")
        )
        _clinic_note(trial_state.settings()["clinic"])
    with cut:
        st.slider(
            t("trial.control.threshold"),
            THRESHOLDS[0],
            THRESHOLDS[-1],
            step=trial_state.STEP_PCT,
            help=t("trial.control.threshold_help"),
            format="%d %%",
            **_bound("threshold_pct"),
        )
        _choice("basis")
    for place, side in zip(st.columns(2, gap="large"), trial_state.SIDES, strict=True):
        with place:
            st.selectbox(
                t(f"trial.control.{side}"),
                PARADIGMS,
                format_func=lambda name: describe_trial.paradigm(name, state.audience(), state.lang()),
                **_bound(side),
            )
            st.caption(t(f"trial.paradigm_means.{state.audience()}.{trial_state.settings()[side]}"))
    with st.expander(t("trial.control.more"), key="trial more", icon=":material/tune:"):
        patients, technique, seed = st.columns(3, gap="large")
        with patients:
            st.number_input(
                t("trial.control.patients"),
                trial_state.LEAST,
                MOST_PATIENTS,
                step=10_000,
                help=t("trial.control.patients_help", quick=f"{trial_state.QUICK:,}"),
                **_bound("patients"),
            )
        with technique:
            _choice("technique")
        with seed:
            st.number_input(
                t("trial.control.seed"),
                0,
                trial_state.LARGEST_SEED,
                step=1,
                help=t("trial.control.seed_help"),
                **_bound("seed"),
            )


def _clinic_note(key: str) -> None:
    clinic = load().clinics[key]
    cited = "; ".join(cite(load().sources[name]) for name in clinic.sources)
    behind = t("trial.control.shaped_after", cited=cited) if cited else t("trial.control.shaped_freely")
    st.caption(plain(of("clinics", key, "note", clinic.note)))
    st.markdown(f":small[{behind}]")


def _choice(name: str) -> None:
    """A field of the trial that allows a few words."""
    st.segmented_control(
        t(f"trial.control.{name}"),
        get_args(Trial.model_fields[name].annotation),
        format_func=lambda one: t(f"trial.control.{name}_{one}"),
        required=True,
        **_bound(name),
    )


def _bound(name: str) -> dict[str, Any]:
    """What ties a widget to a setting: its key, its value, and what happens when it is moved."""
    key = f"trial {name}"
    st.session_state[key] = trial_state.settings()[name]
    return {"key": key, "on_change": lambda: trial_state.change(**{name: st.session_state[key]})}
