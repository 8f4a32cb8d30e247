"""A walk through steps, one idea a screen, at the reader's own pace: Back, Next, "Step 2 of 5".

with step("see-it", STEPS) as name:
    ...                         # draw the step of that name; its first heading takes the focus
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from pages.ui.words import t

_HERE = Path(__file__)
_CSS = _HERE.with_suffix(".css").read_text(encoding="utf-8")
_focus = st.components.v2.component("stepper", js=_HERE.with_suffix(".js").read_text(encoding="utf-8"))


def place_of(key: str, names: Sequence[str]) -> int:
    """Number of the step on screen, from 0."""
    found = st.session_state.get(f"{key} step", 0)
    return min(max(int(found), 0), len(names) - 1)


def go(key: str, to: int) -> None:
    """Put another step on screen."""
    st.session_state[f"{key} step"] = to


@contextmanager
def step(key: str, names: Sequence[str]) -> Iterator[str]:
    """The step on screen, by name, in a container of its own; below it the bar with Back and Next."""
    at = place_of(key, names)
    colours = {name: st.get_option(f"theme.{name}.backgroundColor") for name in ("light", "dark")}
    names_of_colours = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    st.html(f"<style>:root {{{names_of_colours}}}{_CSS}</style>")
    with st.container(key=f"step-{key}"):
        yield names[at]
    with st.container(key=f"stepper-bar-{key}", horizontal=True, vertical_alignment="center"):
        back, onward = t("stepper.step.back"), t("stepper.step.next")
        st.button(back, key=f"{key} back", on_click=go, args=(key, at - 1), disabled=at == 0)
        st.markdown(t("stepper.step.place", number=at + 1, count=len(names)))
        last = at == len(names) - 1
        st.button(onward, key=f"{key} next", on_click=go, args=(key, at + 1), disabled=last)
    arrive(key, at, f"step-{key}")


def arrive(key: str, at: int, place: str) -> None:
    """When `at` changes, the heading of the container `place` comes to the top and takes the focus."""
    _focus(key=f"{key} focus", data={"step": at, "place": place})
