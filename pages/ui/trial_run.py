"""A run as it is seen: what it would take, how far it is, a button that ends it; work in the script itself.

A press of any button is noticed between two chunks: the script then starts anew, and so a run that was
cancelled has ended and one that was not goes on where it was.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui import trial_state
from pages.ui.trial_controls import clinic_title
from pages.ui.words import plain, t
from simulator import executors
from simulator.cli_trial import command, expected_s
from simulator.trial import Trial


def status() -> Any:
    """What is on screen and what is asked for, and a place for the progress of a run."""
    trial, on_screen = trial_state.asked(), trial_state.shown().result.trial
    error = trial_state.refusal(trial)
    if error is not None:
        values = {"value": f"{trial.patients:,}", "rule": error.rule}
        st.error(t("trial.run.refused", **{k: plain(v) for k, v in values.items()}), icon=":material/block:")
        st.caption(t("trial.run.command"))
        st.code(f"{command(trial)} --workers 4", language=None, wrap_lines=True)
    place = st.container(key="trial run")
    stopped = st.session_state.get("trial cancelled")
    if stopped is not None:
        done, patients = (f"{n:,}" for n in (stopped.done, stopped.trial.patients))
        st.info(t("trial.run.cancelled", done=done, patients=patients), icon=":material/cancel:")
    if error is None and not trial_state.is_answered() and trial_state.job() is None:
        with place:
            seconds = f"{expected_s(trial, 0):.0f}"
            st.markdown(t("trial.run.waits", patients=f"{trial.patients:,}", seconds=seconds))
            start_button("trial", t("trial.run.start", patients=f"{trial.patients:,}"), trial)
    if not trial_state.is_answered():
        kept = {"clinic": plain(clinic_title(on_screen.clinic)), "seed": on_screen.seed}
        st.info(t("trial.run.kept", patients=f"{on_screen.patients:,}", **kept), icon=":material/history:")
    return place


def start_button(kind: Any, label: str, trial: Trial) -> None:
    """A button that begins a run."""
    st.button(
        label,
        key=f"trial start {kind}",
        icon=":material/play_arrow:",
        on_click=trial_state.start,
        args=(kind, trial),
    )


def work(places: Mapping[str, Any]) -> None:
    """Go on with the run under way, showing its progress in the place of its kind; at the end, its answer.

    Called last, so that the answer before it is whole on screen meanwhile.
    """
    job = trial_state.job()
    if job is None:
        return
    patients = job.trial.patients
    with places[job.kind]:
        bar = st.progress(job.done / patients, text=_progress(job))
        st.button(
            t("trial.run.cancel"), key="trial cancel", icon=":material/cancel:", on_click=trial_state.cancel
        )
    for start, size in executors.chunks(patients):
        if start >= job.done:
            job.step(start, size)
            bar.progress(job.done / patients, text=_progress(job))
    trial_state.finish(job)
    st.rerun()


def _progress(job: trial_state.Job) -> str:
    key = "progress" if job.kind == "trial" else "progress_why"
    return t(f"trial.run.{key}", done=f"{job.done:,}", patients=f"{job.trial.patients:,}")


def repeat(shown: trial_state.Shown) -> None:
    """How to come back to the numbers on screen, on demand: code brings all its colours along."""
    with st.popover(t("trial.run.share"), icon=":material/link:"):
        st.markdown(t("trial.run.link"))
        st.caption(t("trial.run.same"))
        st.code(
            command(shown.result.trial.model_copy(update={"threshold_pct": shown.cut})),
            language=None,
            wrap_lines=True,
        )
