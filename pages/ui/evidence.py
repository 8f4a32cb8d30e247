"""Where a number comes from: the card of one record, and the small button beside a number that opens it."""

from collections import Counter
from collections.abc import Callable

import streamlit as st

from content import Parameter, Source, load
from content.records import Kind
from pages.ui.words import of, plain, t
from simulator.errors import InputError
from simulator.scenario import Scenario
from simulator.sensitivity import Range, headline_range
from simulator.sources import all_parameters, find

Moved = Callable[[], Range | None]

STAGE_OF = {
    "aberrant": "anatomy",
    "course": "anatomy",
    "spread": "spread",
    "needle": "spread",
    "neighbour": "spread",
    "uptake": "vein",
    "detection": "vein",
    "drug": "drug",
    "depot": "drug",
    "epinephrine": "drug",
    "nerve": "nerve",
    "variation": "variation",
    "sensitisation": "sensitisation",
    "context": "context",
    "perception": "diary",
    "prolonged": "prolonged",
    "toxicity": "toxicity",
    "truth": "verdict",
    "verdict": "verdict",
    "pretest": "verdict",
    "finding": "pathway",
    "denervation": "denervation",
    "cost": "denervation",
    "clinic": "clinic",
}
"""The stage of the model that a parameter belongs to, by the first part of its key; else `other`."""

STAGES = (*dict.fromkeys(STAGE_OF.values()), "other")
_NO_UNIT = "1"


def stage(parameter: Parameter) -> str:
    """The stage of the model that reads this parameter."""
    return STAGE_OF.get(parameter.key.partition(".")[0], STAGES[-1])


def stages() -> list[str]:
    """The stages that have parameters, in the order of the model."""
    return sorted({stage(parameter) for parameter in all_parameters()}, key=STAGES.index)


def kind_label(kind: Kind) -> str:
    """How a value is known, as shape and word."""
    return f"{t(f'sources.kind.{kind}.shape')} {t(f'sources.kind.{kind}.name')}"


def counts() -> dict[str, int]:
    """How many parameters there are of each kind, and in `total`."""
    found = Counter(parameter.kind.value for parameter in all_parameters())
    return {kind.value: found[kind.value] for kind in Kind} | {"total": found.total()}


def look_up(key: str) -> Parameter | Source | None:
    """The record of that key, None when there is none."""
    try:
        return find(key)
    except InputError:
        return None


def span(parameter: Parameter) -> str:
    """The plausible range in words."""
    if parameter.low is None or parameter.high is None:
        return t("sources.field.no_range")
    return t("sources.field.span", low=f"{parameter.low:g}", high=f"{parameter.high:g}")


def label(parameter: Parameter) -> str:
    """The parameter's name in the session's language."""
    return of("parameters", parameter.key, "label", parameter.label)


def note(record: Parameter | Source) -> str:
    """The record's note in the session's language; empty when it has none."""
    kind = "parameters" if isinstance(record, Parameter) else "sources"
    return of(kind, record.key, "note", record.note)


def unit(parameter: Parameter) -> str:
    """The unit in words."""
    return t("sources.field.no_unit") if parameter.unit == _NO_UNIT else parameter.unit


# --- One record ---


@st.fragment
def evidence_button(key: str, *, moved: Moved | None = None, place: str = "") -> None:
    """A small button beside a number that opens its record. Closed, it costs nothing.

    `moved` says how far the headline moves across the number's range; it is called only while open.
    `place` tells two buttons for the same number on one page apart.
    """
    found = find(key)
    kind = found.kind if isinstance(found, Parameter) else None
    body = st.popover(
        t("sources.popover.button", kind=kind_label(kind) if kind else found.key),
        type="tertiary",
        key=f"evidence {key} {place}".strip(),
        on_change="rerun",
    )
    if body.open:
        with body:
            record_card(found, moved=moved)
            st.page_link(
                "pages/shared/sources.py", label=t("sources.popover.more"), query_params={"key": found.key}
            )


def parameter_card(parameter: Parameter, scenario: Scenario | None = None) -> None:
    """The record of a parameter; with a scenario, also how far its headline moves across the range."""
    record_card(
        parameter, moved=None if scenario is None else lambda: headline_range(scenario, parameter.key)
    )


def record_card(found: Parameter | Source, *, moved: Moved | None = None) -> None:
    """Everything that is known about one parameter or one source."""
    if isinstance(found, Source):
        _source_card(found)
        return
    st.markdown(f"**{plain(label(found))}**")
    lines = (
        f"{t('sources.field.value')}: **{found.value:g}** {plain(unit(found))}",
        f"{t('sources.field.range')}: {plain(span(found))}",
        f"**{kind_label(found.kind)}**: {t(f'sources.kind.{found.kind}.means')}",
    )
    st.markdown("  \n".join(lines))
    if moved is not None:
        st.markdown(_moved_line(moved()))
    if found.note:
        st.markdown(plain(note(found)))
    st.markdown(f"**{t('sources.field.sources')}**")
    if found.sources:
        st.markdown("\n".join(f"- {cite(load().sources[key])}" for key in found.sources))
    else:
        st.markdown(t("sources.field.no_source"))
    st.caption(f"{t('sources.field.key')}: {plain(found.key)}")


def _moved_line(found: Range | None) -> str:
    if found is None:
        return t("sources.popover.no_range")
    low, now, high = (f"{value:.0f}" for value in (found.low_pct, found.value_pct, found.high_pct))
    key = "still" if low == now == high else "moved"
    return t(f"sources.popover.{key}", low=low, now=now, high=high)


def _source_card(source: Source) -> None:
    st.markdown(f"**{cite(source)}**")
    if source.where is None:
        st.markdown(t("sources.field.no_where"))
    st.markdown(f"{t('sources.field.reading')}: {t(f'sources.reading.{source.reading}')}")
    if source.note:
        st.markdown(plain(note(source)))
    citing = [parameter for parameter in all_parameters() if source.key in parameter.sources]
    if citing:
        st.markdown(f"**{t('sources.field.cited')}**")
        st.markdown("\n".join(f"- {plain(label(p))} ({plain(p.key)})" for p in citing))


def cite(source: Source) -> str:
    """A source as Markdown: its reference, linked where it has a public address."""
    text = plain(source.reference)
    return f"[{text}]({source.where})" if source.where else text
