"""Made-up tests that a guided page shows one at a time: a scenario, the parts of its picture, its sliders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from pages.ui import state
from pages.ui.live import Sets, live_widget
from pages.ui.provenance import badge
from pages.ui.words import t
from simulator import paths, presets
from simulator.errors import InputError
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate

CASE: Final = "textbook-true-positive"
RULE: Final = "50_nrs"
"""Pain has eased when half of it is gone: the line that every page for patients means."""

_NEEDLES: Final = range(len(presets.preset(CASE).block.nerves))
_HIP: Final = [
    {"kind": "facet", "joint": "L4/5", "side": "left", "share": 0.2},
    {"kind": "hip", "share": 0.8},
]


@dataclass(frozen=True)
class Scene:
    """What it changes in the textbook test, which parts of the picture it shows, which sliders move it."""

    sets: Mapping[str, Any]
    parts: tuple[str, ...]
    sliders: tuple[str, ...] = ()


SCENES: Final[Mapping[str, Scene]] = {
    "wear": Scene({}, ("verdict", "curve", "reveal")),
    "miss": Scene({}, ("verdict", "curve", "controls", "needle"), ("offset",)),
    "vein": Scene(
        {"block.contrast": "aspiration"} | {f"block.nerves[{i}].intravascular": 0.9 for i in _NEEDLES},
        ("verdict", "curve", "controls", "needle"),
        ("vein",),
    ),
    "source": Scene({"patient.sources": _HIP}, ("verdict", "curve", "controls"), ("share",)),
}


def scenario_of(name: str) -> Scenario:
    """A scene as it opens."""
    return paths.apply(presets.preset(CASE), {"assessment.rule": RULE} | dict(SCENES[name].sets))


def answer_of(page: str, name: str) -> Answer:
    """The scene as the visitor has left it, worked out once for as long as it stays so."""
    key = f"{page} scene {name}"
    if key not in st.session_state:
        st.session_state[key] = simulate(scenario_of(name))
    found: Answer = st.session_state[key]
    return found


def play(page: str, name: str, *, round_: int = 0) -> Answer:
    """The live picture of a scene, and the answer that it shows. Another `round_` draws it anew."""
    scene = SCENES[name]

    def take(sets: Sets) -> None:
        try:
            changed = paths.apply(answer_of(page, name).scenario, sets)
        except InputError as error:
            st.session_state.refused = error.parts
            return
        st.session_state[f"{page} scene {name}"] = simulate(changed)

    answer = answer_of(page, name)
    badge("model")
    live_widget(
        answer,
        key=f"{page}-{name}-{round_}",
        audience="patient",
        lang=state.lang(),
        on_release=take,
        parts=scene.parts,
        sliders=scene.sliders,
    )
    return answer


def outcome(answer: Answer) -> None:
    """Whether the test was right, in two short sentences."""
    label = t(f"verdict.label.patient.{answer.label}")
    st.markdown(f"**{label}.** {t(f'verdict.class.patient.{answer.label}')}")
