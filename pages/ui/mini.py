"""The small simulation of the start page: one test, one thing that goes wrong, one slider.

Every curve is the real model's: each slider has a few stops, each stop is one run of `simulate`, and the
browser only draws what it is given. So there is no second model, and nothing to wait for while it moves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from content.loader import prose
from pages.ui import state
from pages.ui.words import t
from simulator import describe, paths, presets
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate

HOURS = 6.0
STOPS = 21
_TEXTBOOK = "textbook-true-positive"
_EVERY = 2  # the model's time grid is finer than the picture

_HERE = Path(__file__)
_widget = st.components.v2.component(
    "mini",
    html=_HERE.with_suffix(".html").read_text(encoding="utf-8"),
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Cause:
    """One thing that goes wrong: what it sets in the textbook block, and the span of its slider.

    `shown` turns a setting into the number that people read; `start` is the stop at first sight.
    """

    name: str
    sets: Callable[[Scenario, float], dict[str, Any]]
    most: float
    start: int
    shown: float = 100.0


def _needles(base: Scenario, offset_mm: float) -> dict[str, Any]:
    return {f"block.nerves[{i}].offset_mm": offset_mm for i in range(len(base.block.nerves))}


def _vein(base: Scenario, share: float) -> dict[str, Any]:
    needles = {f"block.nerves[{i}].intravascular": share for i in range(len(base.block.nerves))}
    return needles | {"block.contrast": "aspiration"}


def _second(base: Scenario, share: float) -> dict[str, Any]:
    own = [source.model_dump(mode="json") for source in base.patient.sources]
    for source in own:
        source["share"] *= 1.0 - share
    return {"patient.sources": [*own, {"kind": "hip", "share": share}]}


def _central(base: Scenario, share: float) -> dict[str, Any]:
    return {"patient.central_share": share}


CAUSES = (
    Cause("needle", _needles, most=10.0, start=15, shown=1.0),
    Cause("vein", _vein, most=1.0, start=17),
    Cause("second", _second, most=1.0, start=12),
    Cause("central", _central, most=0.4, start=15),
)


def scenario(cause: Cause, stop: int) -> Scenario:
    """The textbook block with one thing wrong, at a stop of its slider (0 to STOPS - 1)."""
    base = presets.preset(_TEXTBOOK)
    return paths.apply(base, cause.sets(base, _setting(cause, stop)))


def _setting(cause: Cause, stop: int) -> float:
    return round(cause.most * stop / (STOPS - 1), 6)


@st.cache_data(max_entries=1, show_spinner=False)
def sweep() -> dict[str, Any]:
    """Every run that the widget can show, numbers only: the textbook's and each cause's, stop by stop."""
    textbook = simulate(presets.preset(_TEXTBOOK))
    runs = {cause.name: [_run(simulate(scenario(cause, i))) for i in range(STOPS)] for cause in CAUSES}
    return {
        "times_h": (textbook.course.times_min[_drawn(textbook)] / 60.0).round(4).tolist(),
        "baseline": textbook.scenario.patient.baseline_nrs,
        "check_min": textbook.scenario.assessment.check_min,
        "cut_pct": float(textbook.inputs.threshold_pct[0]),
        "textbook": _run(textbook),
        "runs": runs,
    }


def _drawn(answer: Answer) -> np.ndarray:
    """Indices of the points of a run that are drawn; the first and the last of the span are among them."""
    count = int(np.count_nonzero(answer.course.times_min <= 60.0 * HOURS))
    return np.unique(np.r_[0:count:_EVERY, count - 1])


def _run(answer: Answer) -> dict[str, Any]:
    nrs = answer.scenario.patient.baseline_nrs * answer.course.pain[0]
    return {
        "nrs": nrs[_drawn(answer)].round(2).tolist(),
        "check_nrs": float(np.interp(answer.scenario.assessment.check_min, answer.course.times_min, nrs)),
        "result": answer.result,
        "class": answer.label,
    }


def data() -> dict[str, Any]:
    """What the widget is handed: the runs of `sweep` with the words of the session's language."""
    found = sweep()
    number = describe.number
    lowest = {"baseline": number(found["baseline"]), "best": number(min(found["textbook"]["nrs"]))}
    lowest["best_end"] = number(found["textbook"]["nrs"][-1])

    def stop(cause: Cause, i: int, run: dict[str, Any]) -> dict[str, Any]:
        value = t(f"start.mini.{cause.name}.value", amount=number(_setting(cause, i) * cause.shown))
        word = t(f"verdict.word.patient.{run['result']}")
        minute, pain = number(found["check_min"]), number(run["check_nrs"])
        ends = {"low": number(min(run["nrs"])), "end": number(run["nrs"][-1])}
        return run | {
            "value": value,
            "word": word,
            "class": t(
                "start.mini.judged",
                label=t(f"verdict.label.patient.{run['class']}"),
                reason=t(f"verdict.class.patient.{run['class']}"),
            ),
            "line": t("start.mini.line", minute=minute, nrs=pain, baseline=lowest["baseline"]),
            "alt": t("start.mini.alt", hours=number(HOURS), **lowest, **ends),
        }

    causes = [
        {
            "key": cause.name,
            "start": cause.start,
            "stops": [stop(cause, i, run) for i, run in enumerate(found["runs"][cause.name])],
            "name": t(f"start.mini.{cause.name}.name"),
            "note": t(f"start.mini.{cause.name}.note"),
            "control": t(f"start.mini.{cause.name}.control"),
            "least": t(f"start.mini.{cause.name}.least"),
            "most": t(f"start.mini.{cause.name}.most", amount=number(cause.most * cause.shown)),
        }
        for cause in CAUSES
    ]
    texts = prose(state.lang())["start"]["mini"]
    return {
        "words": {name: text for name, text in texts.items() if isinstance(text, str)}
        | {"goal": t("start.mini.goal", pct=number(found["cut_pct"]))},
        "hours": HOURS,
        "times": found["times_h"],
        "baseline": found["baseline"],
        "check": found["check_min"] / 60.0,
        "cut": found["baseline"] * (1.0 - found["cut_pct"] / 100.0),
        "textbook": found["textbook"]["nrs"],
        "causes": causes,
    }


def mini() -> Scenario | None:
    """Show the widget. The scenario that the visitor asked to open in the Lab, None otherwise."""
    asked = _widget(key="mini", data=data(), on_open_change=lambda: None).open
    cause = next((c for c in CAUSES if isinstance(asked, dict) and c.name == asked.get("cause")), None)
    if cause is None or asked.get("stop") not in range(STOPS):
        return None
    return scenario(cause, int(asked["stop"]))
