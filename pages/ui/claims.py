"""Popular claims: what is said, a verdict on its wording, and what the source says."""

import streamlit as st

from content import load
from content.findings import facts_in
from content.loader import prose
from pages.ui import state
from pages.ui.evidence import cite
from pages.ui.words import has, t

PAGE = "clinic.evidence"


def claim_names() -> list[str]:
    """The claims, in the order of the text file."""
    return list(prose(state.lang())["clinic"]["evidence"]["claim"])


def claim_sources(name: str) -> list[str]:
    """Keys of the sources behind a claim's numbers, then those that it names itself."""
    key, facts = f"{PAGE}.claim.{name}", load().facts
    raw = prose(state.lang())["clinic"]["evidence"]["claim"][name]
    quoted = [facts.record(fact)[0] for part in ("said", "body") for fact in facts_in(raw[part])]
    named = t(f"{key}.sources").split() if has(f"{key}.sources") else []
    return list(dict.fromkeys([source for record in quoted for source in record.sources] + named))


def claim_card(name: str) -> None:
    """One claim as a card."""
    key = f"{PAGE}.claim.{name}"
    verdict = t(f"{key}.verdict")
    with st.container(key=f"claim-{name}", border=True):
        st.caption(t(f"{PAGE}.checked.said", where=t(f"{key}.where")))
        st.subheader(t(f"{PAGE}.checked.quote", said=t(f"{key}.said")), anchor=False)
        with st.container(key=f"judged-{name}"):
            st.markdown(f"{t(f'{PAGE}.verdict.{verdict}.shape')} {t(f'{PAGE}.verdict.{verdict}.name')}")
        st.markdown(t(f"{key}.body"))
        cited = claim_sources(name)
        if cited:
            st.markdown(f"{t(f'{PAGE}.field.sources')}: {'; '.join(cite(load().sources[s]) for s in cited)}")
