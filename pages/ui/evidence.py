"""Where a number comes from: the card of one record, the small button beside a number, the tables of all."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from content import Parameter, Source, load
from content.records import Kind
from pages.ui import state
from pages.ui.words import of, plain, t
from simulator.errors import InputError
from simulator.report import VERSIONS
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
"""The stage of the model that a parameter belongs to, by the first part of its key."""

STAGES = tuple(dict.fromkeys(STAGE_OF.values()))
_NO_UNIT = "1"


def stage(parameter: Parameter) -> str:
    """The stage of the model that reads this parameter."""
    return STAGE_OF[parameter.key.partition(".")[0]]


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


# --- All of them ---


def matching(text: str, kinds: Iterable[str], within: str | None) -> list[Parameter]:
    """The parameters with every word of `text` in them, of these kinds (none: all), in that stage."""
    wanted, words = set(kinds), text.casefold().split()

    def fits(parameter: Parameter) -> bool:
        texts = (label(parameter), parameter.key, note(parameter), *parameter.sources)
        where = " ".join(texts).casefold()
        return (
            (not wanted or parameter.kind in wanted)
            and (within is None or stage(parameter) == within)
            and all(word in where for word in words)
        )

    found = [parameter for parameter in all_parameters() if fits(parameter)]
    return sorted(found, key=lambda parameter: STAGES.index(stage(parameter)))


def matching_sources(text: str) -> list[Source]:
    """The sources with every word of `text` in key, reference or note."""
    words = text.casefold().split()
    every = load().sources.values()
    return [s for s in every if all(w in f"{s.key} {s.reference} {note(s)}".casefold() for w in words)]


def parameter_rows(found: Sequence[Parameter]) -> list[dict[str, Any]]:
    """One row a parameter, with the column titles of the session's language."""
    return [
        {
            t("sources.field.kind"): kind_label(p.kind),
            t("sources.field.label"): label(p),
            t("sources.field.value"): p.value,
            t("sources.field.unit"): unit(p),
            t("sources.field.range"): span(p),
            t("sources.field.stage"): t(f"sources.stage.{stage(p)}"),
            t("sources.field.sources"): ", ".join(p.sources),
            t("sources.field.key"): p.key,
            t("sources.field.note"): note(p),
        }
        for p in found
    ]


def source_rows(found: Sequence[Source]) -> list[dict[str, Any]]:
    """One row a source, with the column titles of the session's language."""
    return [
        {
            t("sources.field.key"): s.key,
            t("sources.field.reference"): s.reference,
            t("sources.field.where"): s.where,
            t("sources.field.reading"): t(f"sources.reading.{s.reading}"),
            t("sources.field.note"): note(s),
        }
        for s in found
    ]


def record_table(
    found: Sequence[Parameter | Source], rows: list[dict[str, Any]], name: str, total: int
) -> None:
    """How many there are, and a table of them; selecting a row puts its key into the address."""
    st.markdown(t(f"sources.page.found_{name}", count=len(found), total=total))
    if not found:
        return
    table = f"table {name}"

    def open_row() -> None:
        selected = st.session_state[table].selection.rows
        if selected:
            st.query_params["key"] = found[selected[0]].key

    st.dataframe(
        rows,
        key=table,
        hide_index=True,
        alt=t(f"sources.page.alt_{name}", count=len(found)),
        on_select=open_row,
        selection_mode="single-row",
        column_config={
            t("sources.field.value"): st.column_config.NumberColumn(format="%g"),
            t("sources.field.where"): st.column_config.LinkColumn(),
        },
    )


def downloads(found: Sequence[Parameter]) -> None:
    """The parameters on screen as files, made only when they are asked for."""
    with st.container(horizontal=True):
        for name, mime, make in (("csv", "text/csv", to_csv), ("json", "application/json", to_json)):
            text, file = t(f"sources.page.{name}"), f"mbb-numbers.{name}"
            st.download_button(text, partial(make, found), file, mime, on_click="ignore")


def close() -> None:
    """Take the key of the record that is open out of the address."""
    st.query_params.pop("key", None)


def to_csv(found: Sequence[Parameter]) -> str:
    """The parameters as CSV, sources by key, one row each."""
    out = io.StringIO()
    names = ["key", "label", "value", "unit", "low", "high", "kind", "stage", "sources", "note"]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for parameter in found:
        row = parameter.model_dump(mode="json")
        writer.writerow(row | {"stage": stage(parameter), "sources": " ".join(parameter.sources)})
    return out.getvalue()


def to_json(found: Sequence[Parameter]) -> str:
    """The parameters, and the sources that they cite, as one JSON document with the versions."""
    cited = dict.fromkeys(key for parameter in found for key in parameter.sources)
    document = {
        "versions": VERSIONS,
        "language": state.lang(),
        "parameters": [p.model_dump(mode="json") | {"stage": stage(p)} for p in found],
        "sources": [load().sources[key].model_dump(mode="json") for key in cited],
    }
    return json.dumps(document, indent=1, ensure_ascii=False)
