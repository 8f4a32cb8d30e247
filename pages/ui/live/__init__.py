"""The Lab's live picture: one widget that goes on computing in the browser while something is dragged.

Streamlit sends nothing while a slider is dragged and builds a Plotly chart anew for every change. Here the
browser computes the same closed form (`engine.js`) and redraws at once; on release Python gives the full
answer, which fills the same picture in place. On a page of many parts, put the widget into a fragment with
what follows from it, and first: a release is then one run, and the picture is on its way before the rest.

The answer travels in an element of its own beside the widget, which never changes: so the browser keeps the
widget's script and is sent the answer alone, and shows it without waiting for the script to be loaded again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import Any, Final

import numpy as np
import streamlit as st

from content.loader import say
from pages.ui.live import bundle, words
from simulator import live
from simulator.describe import Audience
from simulator.simulate import Answer

Sets = dict[str, Any]

PARTS: Final = ("verdict", "curve", "diary", "strip", "controls", "needles", "needle")
"""What the picture can show: the result, pain over time with its diary and the nerves below it, the sliders,
the choice of a needle, and the needle itself. A page that teaches one thing names only the parts it needs;
with `reveal` the curve draws itself once, unless the visitor asked for less motion."""
SLIDERS: Final = ("offset", "vein", "volume", "share", "csi")

_HTML: Final = '<div class="live" data-testid="live-widget"></div>'
_NOT_IN_ATTRIBUTES: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'"}
_MAY_SET: Final = re.compile(
    r"block\.nerves\[\d\]\.(offset_mm|angle_deg|intravascular)|block\.volume_ml|patient\.(csi|sources)"
)


def live_widget(
    answer: Answer,
    *,
    key: str,
    compare: Answer | None = None,
    audience: Audience = "trainee",
    lang: str = "en",
    on_release: Callable[[Sets], object] | None = None,
    parts: Sequence[str] = PARTS,
    sliders: Sequence[str] = SLIDERS,
) -> Sets | None:
    """Draw an answer and let it be dragged. Keep `key` the same, and the picture is filled in place.

    What the user has let go of comes out once, as values for the paths of the scenario (`paths.apply`
    checks them): handed to `on_release` before the run that follows, which then needs no second run; without
    `on_release` returned by this call, at the end of the run's work for the scenario before.
    `compare` is a second answer, drawn dashed beside this one. `parts` are those of `PARTS` to be shown
    (the curve always is), `sliders` those of `SLIDERS`; without `offset` the needle's tip stays where it is.
    """
    seen = f"{key} release"

    def take() -> None:
        sets, number = _checked(st.session_state[key].get("released"))
        st.session_state[seen] = {"n": number, "sets": sets}
        if on_release is not None and sets:
            st.session_state[seen]["sets"] = None
            on_release(sets)

    release = st.session_state.get(seen, {"n": 0, "sets": None})
    shown, view = (answer, compare, audience, lang, release["n"]), {"parts": parts, "sliders": sliders}
    told = st.session_state.get(f"{key} told")
    if (
        told is None
        or told[1] != view
        or any(one is not two for one, two in zip(told[0], shown, strict=True))
    ):
        told = st.session_state[f"{key} told"] = (shown, view, _attribute(_data(*shown) | view))
    st.html(f"<div hidden data-live-answer='{escape(key)}' data-told='{told[2]}'></div>")
    _component()(key=key, data=key, on_released_change=take)
    sets, release["sets"] = release["sets"], None
    return sets or None


@cache
def _component() -> Any:
    return st.components.v2.component(
        "medial_branch_live", html=_HTML, css=bundle.styles(), js=bundle.script()
    )


def _attribute(data: dict[str, Any]) -> str:
    """Data as JSON that can stand in an attribute in single quotes."""
    return json.dumps(data).translate(_NOT_IN_ATTRIBUTES)


def _data(answer: Answer, compare: Answer | None, audience: Audience, lang: str, n: int) -> dict[str, Any]:
    data = live.payload(answer)
    words.retitle(data, lang)
    about = words.about(answer, audience, lang)
    data["verdict"] |= {"word": about["word"], "detail": about["detail"]}
    return data | {
        "n": n,
        "lang": lang,
        "alt": about["alt"],
        "text": words.strings(audience, lang),
        "compare": None if compare is None else _curve(compare, lang),
    }


def _curve(answer: Answer, lang: str) -> dict[str, Any]:
    """Another answer's pain over time, on the scale of 0 to 10."""
    pain = answer.course.pain[0, np.searchsorted(answer.course.times_min, live.TIMES_MIN)]
    baseline = float(answer.inputs.baseline_nrs[0])
    return {
        "hours": (live.TIMES_MIN / 60.0).tolist(),
        "pain": (baseline * pain).tolist(),
        "baseline": baseline,
        "label": say("widget.text.compare", lang),
    }


def _checked(released: object) -> tuple[Sets, int]:
    """What came from the browser: only paths that the widget has, and a whole number."""
    if not isinstance(released, dict):
        return {}, 0
    sets, number = released.get("sets"), released.get("n")
    kept = (
        {path: value for path, value in sets.items() if _MAY_SET.fullmatch(str(path))}
        if isinstance(sets, dict)
        else {}
    )
    return kept, number if isinstance(number, int) and 0 <= number < 2**31 else 0
