"""Misconceptions one at a time, with marks before and after; popular claims in which to find the error."""

from typing import Final

import streamlit as st

from content.lessons import Misconception, claims, misconceptions, modules
from pages.ui.demonstration import demonstrate
from pages.ui.learning import MISCONCEPTIONS, MODULES, answered, notes, refuse
from pages.ui.quiz import question
from pages.ui.show import table
from pages.ui.stepper import arrive
from pages.ui.words import t
from simulator import lessons

_PICK: Final = "misconception"


def _chosen() -> str:
    """The misconception of the link, else the one last on screen, else the first."""
    every = misconceptions()
    asked = st.query_params.get("m")
    if asked is not None and asked not in every:
        refuse("m", f"{min(every)} to {max(every)}")
        asked = None
    found = asked or notes("place", "misconceptions").get("key", min(every))
    notes("place", "misconceptions")["key"] = found
    return str(found)


def _open(key: str) -> None:
    st.query_params.update({"m": key})


def one_misconception(page: str) -> list[str]:
    """The one on screen from its first question to its second; names of the facts that its figure shows."""
    every = misconceptions()
    keys = list(every)
    key = _chosen()
    at = keys.index(key)
    st.session_state[_PICK] = key
    st.selectbox(
        t(f"{page}.view.number", number=at + 1, count=len(keys)),
        keys,
        format_func=lambda name: t(
            f"{page}.view.option", number=keys.index(name) + 1, title=t(f"{page}.{name}.title")
        ),
        key=_PICK,
        on_change=lambda: _open(st.session_state[_PICK]),
    )
    with st.container(key="learn-step"):
        st.header(t(f"{page}.{key}.title"), anchor=False)
        _body(page, key, every[key])
    with st.container(key="learn-onward", horizontal=True):
        if at:
            st.button(
                t(f"{page}.view.back"), icon=":material/arrow_back:", on_click=_open, args=(keys[at - 1],)
            )
        if at + 1 < len(keys):
            following = keys[at + 1]
            st.button(
                t(f"{page}.view.next", title=t(f"{page}.{following}.title")),
                key="next",
                type="primary",
                icon=":material/arrow_forward:",
                on_click=_open,
                args=(following,),
            )
    arrive("misconceptions", at, "learn-step")
    return [bar.fact for bar in every[key].show.bars.values() if bar.fact]


# covers: T1 T9
def _body(page: str, key: str, one: Misconception) -> None:
    words = f"{page}.{key}"
    with st.container(key="read before"):
        before = question(f"{words}.before", one.before.names, one.before.right, "before", key)
    if before is None:
        return
    text, picture = st.columns([2, 3], gap="medium")
    with text:
        st.subheader(t(f"{page}.view.idea"), anchor=False)
        st.markdown(f"*{t(f'{words}.idea')}*")
        st.markdown(t(f"{words}.refute"))
        module = modules()[one.module]
        name = t(f"learn.{module.key}.page.title")
        st.page_link(
            MODULES,
            label=f"{t(f'{page}.view.modules')}: {name}",
            icon=":material/school:",
            query_params={"module": module.key, "step": "1"},
        )
    with picture:
        st.subheader(t(f"{page}.view.shows"), anchor=False)
        demonstrate(words, lessons.show(one.show), one.show, key)
    with st.container(key="read after"):
        st.subheader(t(f"{page}.view.again"), anchor=False)
        question(f"{words}.after", one.after.names, one.after.right, "after", key)


def marks(page: str) -> None:
    """How many were answered as the evidence has it, before and after, and each of them in a table."""
    every = misconceptions()
    asked, before = answered("before", {key: one.before.right for key, one in every.items()})
    again, after = answered("after", {key: one.after.right for key, one in every.items()})
    with st.expander(t(f"{page}.view.marks"), key="marks"):
        if not asked:
            st.markdown(t(f"{page}.view.none"))
            return
        st.markdown(t(f"{page}.view.so_far", before=before, asked=asked, after=after, again=again))
        table(
            [
                {
                    t(f"{page}.view.table_topic"): t(f"{page}.{key}.title"),
                    t(f"{page}.view.table_before"): _word(page, "before", key, one.before.right),
                    t(f"{page}.view.table_after"): _word(page, "after", key, one.after.right),
                }
                for key, one in every.items()
            ]
        )


def _word(page: str, area: str, key: str, right: str) -> str:
    done, good = answered(area, {key: right})
    return t(f"{page}.view.{'right' if good else 'other' if done else 'open'}")


# --- Popular claims ---


# covers: T1
def claims_one_by_one(page: str) -> None:
    """Each claim with its parts as options; then why, how it could be said, and where the model shows it."""
    for key, claim in claims().items():
        with st.container(key=f"read claim {key}"):
            st.header(t(f"{page}.{key}.title"), anchor=False)
            found = question(f"{page}.{key}", claim.names, claim.wrong, "claims", key)
            if found is not None:
                st.markdown(f"**{t(f'{page}.view.honest')}:** {t(f'{page}.{key}.honest')}")
                st.page_link(
                    MISCONCEPTIONS,
                    label=t(f"{page}.view.shown"),
                    icon=":material/science:",
                    query_params={"m": claim.shown},
                )
    done, right = answered("claims", {key: claim.wrong for key, claim in claims().items()})
    if done:
        st.caption(t(f"{page}.view.so_far", right=right, done=done, count=len(claims())))
