"""The trial of 2010 as a worked example: what was published beside what the model says, two denominators."""

from collections.abc import Sequence

import streamlit as st

from pages.figures.denominators import denominators_figure, denominators_table
from pages.ui import state, trial_state
from pages.ui.show import show, table
from pages.ui.trial_controls import clinic_title
from pages.ui.trial_view import model_badge, published_badge, source_line
from pages.ui.words import plain, t
from simulator import describe_trial, trial_2010
from simulator.describe import number
from simulator.trial_2010 import TRIAL, Arm

KINDS = ("published", "model")
_SOURCE = "COH10"


def example() -> None:
    """Two frames with the two messages, and one figure over both."""
    audience, lang = state.audience(), state.lang()
    arms = {"published": trial_2010.published(), "model": trial_2010.modelled(trial_state.quick(TRIAL))}
    words = {kind: describe_trial.arm_lines(kind, arms[kind], audience, lang) for kind in KINDS}
    for place, kind in zip(st.columns(2, gap="large"), KINDS, strict=True):
        with place, st.container(key=f"frame {kind}"):
            (model_badge if kind == "model" else published_badge)()
            _arms(kind, arms[kind])
            st.markdown("  \n".join(words[kind]))
            if kind == "model":
                st.markdown(describe_trial.agreement_line(arms["model"], arms["published"], audience, lang))
            _limits(kind)
    st.header(t("trial.example.figure_title"), anchor=False)
    lines = [
        t("trial.example.alt", kind=t(f"trial.page.{kind}"), words=" ".join(words[kind][:2]))
        for kind in KINDS
    ]
    both = (arms["model"], arms["published"])
    rows = denominators_table(*both, audience, lang)
    show(denominators_figure(*both, audience, lang), lines, rows, key="denominators")
    st.button(t("trial.example.open"), icon=":material/open_in_new:", on_click=_open)


def _arms(kind: str, arms: Sequence[Arm]) -> None:
    table(
        [
            {
                t("trial.example.arm"): t(f"trial.example_arm.{state.audience()}.{arm.name}"),
                t("trial.example.of_treated"): number(arm.treated.value or 0.0),
                t(f"trial.example.of_{kind}"): number(arm.referred.value or 0.0),
                t("trial.example.cost"): f"{arm.cost_per_success or 0.0:,.0f}",
            }
            for arm in arms
        ]
    )


def _limits(kind: str) -> None:
    if kind == "model":
        values = {"clinic": plain(clinic_title(TRIAL.clinic)), "seed": TRIAL.seed, "cut": TRIAL.threshold_pct}
        st.caption(t("trial.example.limits_model", patients=f"{TRIAL.patients:,}", **values))
    else:
        st.caption(t("trial.example.limits_published"))
        source_line([_SOURCE])


def _open() -> None:
    """The clinic of this trial on the other tab: no block beside two."""
    trial_state.change(
        clinic=TRIAL.clinic, threshold_pct=TRIAL.threshold_pct, a=TRIAL.paradigms[0], b=TRIAL.paradigms[-1]
    )
    st.session_state["trial tab"] = t("trial.page.tab_clinic")
