"""Six questions to oneself, each with a kind word for every answer. No score, no count, nothing kept."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from pages.ui import reading
from pages.ui.words import t

_HOME: Final = "patient.my_plan.teach"

RIGHT: Final[Mapping[str, frozenset[str]]] = {
    "purpose": frozenset({"learn"}),
    "eased": frozenset({"likely"}),
    "miss": frozenset({"needle", "vein"}),
    "real": frozenset({"no"}),
    "write": frozenset({"all"}),
    "help": frozenset({"numb"}),
}
"""Item -> what holds; more than one where two are asked for."""


# covers: P61
def teach_back() -> None:
    """Every item in order; a word appears as soon as something is picked."""
    for number, (item, right) in enumerate(RIGHT.items(), start=1):
        with st.container(key=f"part-row teach {item}"):
            picked = _ask(number, item, many=len(right) > 1)
            if picked:
                st.info(t(f"{_HOME}.{item}.{word_for(item, picked)}"))


def _ask(number: int, item: str, *, many: bool) -> frozenset[str]:
    names = list(reading.table_of(f"{_HOME}.{item}.answers"))
    asked = t(f"{_HOME}.{'pick_two' if many else 'pick'}")
    label = f"**{number}. {t(f'{_HOME}.{item}.question')}** {asked}"
    words = {name: t(f"{_HOME}.{item}.answers.{name}") for name in names}
    if many:
        st.markdown(label)
        return frozenset(name for name in names if st.checkbox(words[name], key=f"teach {item} {name}"))
    found = st.radio(label, names, index=None, format_func=words.__getitem__, key=f"teach {item}")
    return frozenset({found} if found else ())


def word_for(item: str, picked: frozenset[str]) -> str:
    """Which of an item's words answers what was picked: `good`, `other`, or `more` where one is missing."""
    if picked == RIGHT[item]:
        return "good"
    return "more" if picked < RIGHT[item] else "other"
