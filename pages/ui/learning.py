"""What a learner has done in this session, and where in the lessons they are; the link holds the place.

Nothing is stored beyond the session. The link holds the module, the step and the repeat of its exercise;
what was predicted or answered stays in the session.
"""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from content.lessons import Module, misconceptions, modules
from pages.ui.words import t

MODULES: Final = "pages/learn/modules.py"
MISCONCEPTIONS: Final = "pages/learn/misconceptions.py"
LAB: Final = "pages/explore/lab.py"
MOST_REPEATS: Final = 99


def notes(kind: str, key: str) -> dict[str, Any]:
    """The session's notes on one thing (a prediction, a check, a misconception), to be read and written."""
    everything = st.session_state.setdefault("learn", {})
    found: dict[str, Any] = everything.setdefault(kind, {}).setdefault(key, {})
    return found


# --- Where one is ---


def where() -> tuple[Module | None, int, int]:
    """Module (None: the list), index of the step and repeat of its exercise, from the link.

    What the link says wrongly is told in one line, and the nearest place is shown.
    """
    name = st.query_params.get("module")
    if not name:
        return None, 0, 0
    module = modules().get(name)
    if module is None:
        refuse("module", ", ".join(modules()))
        return None, 0, 0
    last = notes("place", module.key).get("step", 1)
    step = _whole("step", last, len(module.steps), least=1)
    repeat = _whole("again", 0, MOST_REPEATS)
    notes("place", module.key)["step"] = step
    return module, step - 1, repeat


def _whole(field: str, otherwise: int, most: int, least: int = 0) -> int:
    """A whole number of the link from `least` to `most`; `otherwise` when it is not there or wrong."""
    text = st.query_params.get(field)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit()) or not least <= int(text[:6]) <= most or len(text) > 6:
        refuse(field, f"{least} to {most}")
        return otherwise
    return int(text)


def refuse(field: str, rule: str) -> None:
    """One line about a field of the link that cannot be used."""
    st.warning(t("learn.kit.link.refused", field=field, rule=rule), icon=":material/link_off:")


def go(module: str | None, step: int = 1, again: int = 0) -> None:
    """Move to a step (1 is the first) of a module, or to the list; for the callbacks of buttons."""
    st.query_params.clear()
    if module is not None:
        st.query_params.update(
            {"module": module, "step": str(step)} | ({"again": str(again)} if again else {})
        )


def link(module: str, step: int) -> Mapping[str, str]:
    """The query that opens a step."""
    return {"module": module, "step": str(step)}


# --- How far one has come ---


def answered(area: str, keys: Mapping[str, str]) -> tuple[int, int]:
    """How many of the items with these right answers were answered, and how many of them rightly."""
    given = [(notes(area, key).get("answer"), right) for key, right in keys.items()]
    return sum(one is not None for one, _ in given), sum(one == right for one, right in given)


def checked(module: Module) -> tuple[int, int, int]:
    """Items of a module's closing check: all, answered, right."""
    items = module.steps[-1].items
    done, right = answered("check", {f"{module.key} {item.key}": item.right for item in items})
    return len(items), done, right


def held(module: str) -> int:
    """How many misconceptions that this module teaches were answered wrongly before it."""
    return sum(
        notes("before", key).get("answer") not in (None, one.before.right)
        for key, one in misconceptions().items()
        if one.module == module
    )
