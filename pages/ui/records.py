"""Every record at once: found by words, kind and stage; as a table, as files."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from content import Parameter, Source, load
from content.records import Kind
from pages.ui import state
from pages.ui.evidence import STAGES, counts, kind_label, label, note, record_card, span, stage, stages, unit
from pages.ui.words import t
from simulator.report import VERSIONS
from simulator.sources import all_parameters


def browser() -> None:
    """Every parameter, found by words, kind and stage: a table, one record at a time, files."""
    left, middle, right = st.columns([3, 4, 2])
    text = left.text_input(t("sources.page.find"), key="find number")
    kinds = middle.pills(
        t("sources.page.kind"),
        list(Kind),
        selection_mode="multi",
        format_func=kind_label,
        key="kinds shown",
    )
    within = right.selectbox(
        t("sources.page.stage"),
        ("", *stages()),
        format_func=lambda name: t(f"sources.stage.{name}" if name else "sources.page.every_stage"),
        key="stage shown",
    )
    found = matching(text, kinds, within)
    record_table(found, parameter_rows(found), "numbers", counts()["total"])
    downloads(found)


def matching(text: str, kinds: Iterable[str], within: str = "") -> list[Parameter]:
    """The parameters with every word of `text` in them, of these kinds (none: all), in that stage."""
    wanted, words = set(kinds), text.casefold().split()

    def fits(parameter: Parameter) -> bool:
        texts = (label(parameter), parameter.key, note(parameter), *parameter.sources)
        where = " ".join(texts).casefold()
        return (
            (not wanted or parameter.kind in wanted)
            and within in ("", stage(parameter))
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
            t("sources.field.where"): s.where or "",
            t("sources.field.reading"): t(f"sources.reading.{s.reading}"),
            t("sources.field.note"): note(s),
        }
        for s in found
    ]


def record_table(
    found: Sequence[Parameter | Source], rows: list[dict[str, Any]], name: str, total: int
) -> None:
    """How many there are, and a table of them; selecting a row opens its record over the page."""
    st.markdown(t(f"sources.page.found_{name}", count=len(found), total=total))
    if not found:
        return
    table, selected = f"table {name}", f"row of {name}"

    def remember() -> None:
        st.session_state[selected] = st.session_state[table].selection.rows

    st.dataframe(
        rows,
        key=table,
        hide_index=True,
        alt=t(f"sources.page.alt_{name}", count=len(found)),
        on_select=remember,
        selection_mode="single-row",
        column_config={
            t("sources.field.value"): st.column_config.NumberColumn(format="%g"),
            t("sources.field.where"): st.column_config.LinkColumn(),
        },
    )
    for row in st.session_state.pop(selected, []):  # at most one; forgotten at once, so that it opens once
        st.dialog(t("sources.page.record"), width="medium")(record_card)(found[row])


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
