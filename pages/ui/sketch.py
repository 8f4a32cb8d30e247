"""The widget in which a learner draws a curve of pain over time, through a few handles, and locks it.

The curve that is to be predicted is not handed to the browser before the prediction is locked.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from pages.figures import theme
from pages.ui.words import t
from simulator import describe
from simulator.simulate import Answer

_HERE = Path(__file__)
_widget = st.components.v2.component(
    "sketch",
    html=_HERE.with_suffix(".html").read_text(encoding="utf-8"),
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)
_POINTS = 80
_LABEL_AT = 0.55


def sketch(
    key: str,
    answer: Answer,
    hours: float,
    handles: Sequence[float],
    given: tuple[str, Answer] | None = None,
) -> tuple[float, ...] | None:
    """Show the widget; the locked values (NRS at each of `handles`), None before. `key` names one prediction.

    Of `answer` only what is known before the block is used: pain before it, rule and time of the check.
    """
    found = _widget(key=key, data=_data(key, answer, hours, handles, given), on_locked_change=lambda: None)
    return checked(found.locked, key, len(handles))


def checked(locked: Any, key: str, count: int) -> tuple[float, ...] | None:
    """What came from the browser as a prediction, or None when it is not one for this question."""
    if not isinstance(locked, dict) or locked.get("id") != key:
        return None
    values = locked.get("values")
    if not isinstance(values, list) or len(values) != count:
        return None
    if any(isinstance(v, bool) or not isinstance(v, int | float) or not 0.0 <= v <= 10.0 for v in values):
        return None
    return tuple(float(v) for v in values)


def _data(
    key: str, answer: Answer, hours: float, handles: Sequence[float], given: tuple[str, Answer] | None
) -> dict[str, Any]:
    baseline = answer.scenario.patient.baseline_nrs
    cut, check = float(answer.inputs.threshold_pct[0]), answer.scenario.assessment.check_min
    level = baseline * (1.0 - cut / 100.0)
    number = describe.number
    words = {
        "how": t("learn.kit.sketch.how"),
        "lock": t("learn.kit.sketch.lock"),
        "first": t("learn.kit.sketch.first"),
        "picture": t("learn.kit.sketch.picture", count=len(handles), hours=number(hours)),
        "handle": t("learn.kit.sketch.handle", hour="{hour}"),
        "value": t("learn.kit.sketch.value", pain="{pain}"),
        "hours": t("figures.axis.hours"),
        "pain": t("figures.pain.axis"),
        "check": t("figures.pain.check", minutes=number(check)),
        "cut": t("figures.pain.rule_short", pct=number(cut)),
        "given": "" if given is None else given[0],
    }
    return {
        "id": key,
        "words": words,
        "hours": hours,
        "tick": theme.hours_axis(hours, "en")["dtick"],
        "handles": list(handles),
        "baseline": baseline,
        "check": check / 60.0,
        "cut": level,
        "given": None if given is None else _curve(given[1], hours),
        "colours": {"guess": theme.VERMILLION, "given": theme.GREY},
    }


def _curve(answer: Answer, hours: float) -> dict[str, Any]:
    at = np.linspace(0.0, hours, _POINTS)
    pain = answer.scenario.patient.baseline_nrs * answer.course.pain[0]
    shown = np.interp(at, answer.course.times_min / 60.0, pain)
    return {"hours": at.round(3).tolist(), "pain": shown.round(2).tolist(), "label": int(_LABEL_AT * _POINTS)}
