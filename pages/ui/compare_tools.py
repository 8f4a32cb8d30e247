"""What the comparison needs beside its figures: the pair, the toolbar, the one field to change."""

import streamlit as st

from pages.ui import state
from pages.ui.cases import title_of
from pages.ui.controls import label_of, of_tier
from pages.ui.words import t
from simulator import describe, presets
from simulator.describe import Audience
from simulator.scenario import Scenario
from simulator.simulate import Answer

_SHOWN = 0.05
"""Points below which a cause is left out of the table."""


def pair() -> tuple[Scenario, Scenario]:
    """A and B under the draws of A's seed; the first case stands in for A while nothing is pinned."""
    before = state.pinned() or presets.preset(state.FIRST)
    return before, state.current().model_copy(update={"seed": before.seed})


def toolbar() -> None:
    """Swap, make B equal to A, pin B as A, undo."""
    buttons = (
        ("compare.page.swap", ":material/swap_horiz:", state.swap),
        ("compare.page.same", ":material/content_copy:", lambda: state.open_scenario(pair()[0])),
        ("compare.page.pin", ":material/push_pin:", state.pin),
        ("lab.page.undo", ":material/undo:", state.undo),
    )
    for place, (text, icon, action) in zip(st.columns(len(buttons)), buttons, strict=True):
        place.button(t(text), icon=icon, on_click=action, width="stretch")


def case_picker(name: str) -> None:
    """Take A or B from a named case."""
    key = f"case for {name}"
    st.session_state[key] = None
    st.selectbox(
        t(f"compare.page.pick_{name}"),
        presets.names(),
        key=key,
        index=None,
        placeholder=t("compare.page.keep"),
        format_func=title_of,
        on_change=_take,
        args=(name, key),
    )


def _take(name: str, key: str) -> None:
    if st.session_state[key] is None:
        return
    if name == "a":
        state.pin(presets.preset(st.session_state[key]))
    else:
        state.open_case(st.session_state[key])


def chosen_path() -> str:
    """The one field that is changed in B, chosen by its name."""
    needles = state.current().block.nerves
    own = [
        f"block.nerves[{k}].{field}" for k in range(len(needles)) for field in ("offset_mm", "intravascular")
    ]
    places = [*own, *of_tier("first"), *of_tier("more"), *of_tier("expert")]
    if st.session_state.get("field to change") not in places:
        st.session_state["field to change"] = places[0]
    chosen: str = st.selectbox(t("compare.page.path"), places, key="field to change", format_func=label_of)
    return chosen


def moved(one: Answer, two: Answer, audience: Audience, lang: str) -> list[dict[str, str]]:
    """Each cause's points in A and in B, those that moved most first."""
    rows = sorted(
        zip(one.why.causes, two.why.causes, strict=True),
        key=lambda both: -abs(both[1].points - both[0].points),
    )
    moving = [both for both in rows if abs(both[0].points) >= _SHOWN or abs(both[1].points) >= _SHOWN]
    return [
        {
            t("compare.page.cause"): t(f"why.cause.{audience}.{a.cause}"),
            t("compare.page.points_a"): describe.number(a.points),
            t("compare.page.points_b"): describe.number(b.points),
            t("compare.page.moved"): describe.number(b.points - a.points),
        }
        for a, b in moving
    ]
