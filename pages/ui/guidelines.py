"""Bodies beside each other: where they disagree, as a table and as cards, as files to take away."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape

import streamlit as st

from content import load
from content.guidelines import COLUMNS, Area, Cell, Guideline, Stance, State, guidelines
from pages.ui import state
from pages.ui.words import of, t
from simulator.policies import PolicyReading
from simulator.report import VERSIONS

PAGE = "clinic.guidelines"
FIRST_COLUMNS = ("position", "blocks", "cutoff", "sedation")
"""What is shown before anything is chosen: where bodies disagree most."""
DISPUTED = ("blocks", "cutoff", "imaging", "sedation", "first", "next")
"""Matters with short answers that can be set against each other, after the stance."""


def column_name(column: str) -> str:
    """A criterion in words."""
    return t(f"{PAGE}.column.{column}")


def stance_label(stance: Stance) -> str:
    """A stance as shape and word."""
    return f"{t(f'{PAGE}.stance.{stance}.shape')} {t(f'{PAGE}.stance.{stance}.name')}"


def matching(area: Area | None, stance: Stance | None) -> list[Guideline]:
    """The bodies of that area and stance; None: of all."""
    return [
        body for body in guidelines().values() if area in (None, body.area) and stance in (None, body.stance)
    ]


def tally(bodies: Sequence[Guideline]) -> dict[str, int]:
    """How many bodies and cells are shown, of how many, and how many of the cells are known."""
    cells = [body.cell(column) for body in bodies for column in COLUMNS]
    known = sum(cell.state is not State.UNCONFIRMED for cell in cells)
    return {"shown": len(bodies), "total": len(guidelines()), "known": known, "cells": len(cells)}


def cited() -> list[str]:
    """Keys of every source behind a cell, in the order of the bodies."""
    cells = (body.cell(column) for body in guidelines().values() for column in COLUMNS)
    return list(dict.fromkeys(key for cell in cells for key in cell.sources))


def key_lines(table: str, members: Iterable[State] | Iterable[Stance]) -> str:
    """What each word of a table means, as a Markdown list."""
    names = (f"{PAGE}.{table}.{member}" for member in members)
    return "\n".join(f"- **{t(f'{n}.shape')} {t(f'{n}.name')}**: {t(f'{n}.means')}" for n in names)


# --- Where they disagree ---


def answers(bodies: Sequence[Guideline], column: str) -> dict[str, list[Guideline]]:
    """Short answer -> the bodies that give it, most bodies first; only cells that are known."""
    found: dict[str, list[Guideline]] = {}
    for body in bodies:
        if own := body.cell(column).compare:
            short = of("guidelines", f"{body.key}_{column}", "compare", own)
            found.setdefault(short, []).append(body)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def silent(bodies: Sequence[Guideline], column: str) -> list[Guideline]:
    """The bodies whose answer is not known well enough to be compared."""
    return [body for body in bodies if not body.cell(column).compare]


def disagreements(bodies: Sequence[Guideline]) -> str:
    """HTML: for the stance and each disputed matter, who answers what, and for whom that is not known."""
    by_stance = {stance_label(s): [b for b in bodies if b.stance is s] for s in Stance}
    unknown = by_stance.pop(stance_label(Stance.UNKNOWN))
    rows = [_matter(t(f"{PAGE}.column.stance"), {k: v for k, v in by_stance.items() if v}, unknown)]
    for column in DISPUTED:
        rows.append(_matter(column_name(column), answers(bodies, column), silent(bodies, column)))
    return f'<ul class="matters">{"".join(rows)}</ul>'


def _matter(name: str, groups: dict[str, list[Guideline]], unknown: Sequence[Guideline]) -> str:
    key = "many" if len(groups) > 1 else "one" if groups else "none"
    verdict = t(f"{PAGE}.agree.{key}", count=len(groups))
    lines = [
        f"<div><dt>{escape(short)}</dt><dd>{escape(_shorts(found))}</dd></div>"
        for short, found in groups.items()
    ]
    label = escape(t(f"{PAGE}.agree.unknown", count=len(unknown)))
    rest = f"<details><summary>{label}</summary>{escape(_shorts(unknown))}</details>" if unknown else ""
    return (
        f'<li class="{key}"><h3>{escape(name)} <span>{escape(verdict)}</span></h3>'
        f"<dl>{''.join(lines)}</dl>{rest}</li>"
    )


def _shorts(bodies: Iterable[Guideline]) -> str:
    return ", ".join(f"{of('guidelines', body.key, 'short', body.short)} {body.year}" for body in bodies)


# --- One cell, one body ---


def cell_html(body: Guideline, column: str) -> str:
    """What the body says there, how well that is known, and where it was read."""
    cell = body.cell(column)
    text = escape(of("guidelines", f"{body.key}_{column}", "text", cell.text))
    mark = f"{t(f'{PAGE}.state.{cell.state}.shape')} {t(f'{PAGE}.state.{cell.state}.name')}"
    state_ = f'<span class="state {cell.state}">{escape(mark)}</span>'
    if cell.state is State.UNCONFIRMED:
        said = f'<span class="said">{t(f"{PAGE}.state.said", text=text)}</span>' if text else ""
        return f"{state_}{said}{_where(cell)}"
    return f'<span class="text">{text}</span>{state_}{_where(cell)}'


def _where(cell: Cell) -> str:
    links = []
    for number, key in enumerate(cell.sources, start=1):
        source = load().sources[key]
        name = t(f"{PAGE}.link.source", number=number) if len(cell.sources) > 1 else t(f"{PAGE}.link.only")
        if source.where is None:
            links.append(f'<span class="ref">{escape(source.reference)}</span>')
        else:
            title = t(f"{PAGE}.link.long", name=name, reference=source.reference)
            links.append(_anchor(source.where, name, title))
    return f'<span class="where">{" ".join(links)}</span>' if links else ""


def _anchor(where: str, text: str, title: str) -> str:
    href = escape(where, quote=True)
    name = escape(title, quote=True)
    return f'<a href="{href}" target="_blank" rel="noopener" aria-label="{name}">{escape(text)}</a>'


def _document(body: Guideline) -> str:
    """Who, where, when, the link or its absence, and when it was last checked."""
    link = t(f"{PAGE}.link.none")
    if body.link is not None:
        link = _anchor(body.link, t(f"{PAGE}.link.document"), t(f"{PAGE}.link.document_of", title=body.title))
    published = f'<time datetime="{body.published}">{body.published}</time>'
    checked = f'<time datetime="{body.checked}">{body.checked}</time>'
    lines = (
        " · ".join(
            escape(of("guidelines", body.key, name, getattr(body, name))) for name in ("country", "spine")
        ),
        f"{t(f'{PAGE}.field.published')} {published}",
        link,
        f"{t(f'{PAGE}.field.checked')} {checked}",
    )
    return f'<span class="doc">{"<br>".join(lines)}</span>'


def _name(body: Guideline) -> str:
    return escape(of("guidelines", body.key, "body", body.body))


# --- As a table, as cards ---


def table(bodies: Sequence[Guideline], columns: Sequence[str]) -> str:
    """HTML for a wide window: one row a body, one column a criterion."""
    heads = (t(f"{PAGE}.column.body"), *map(column_name, columns))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = "".join(
        f'<tr class="{body.stance}"><th scope="row"><b>{_name(body)}</b>{_stance(body)}{_document(body)}</th>'
        + "".join(f"<td>{cell_html(body, column)}</td>" for column in columns)
        + "</tr>"
        for body in bodies
    )
    caption = escape(t(f"{PAGE}.table.caption", count=len(bodies)))
    return (
        f'<div class="bodies wide" role="region" tabindex="0" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def cards(bodies: Sequence[Guideline], columns: Sequence[str]) -> str:
    """HTML for a narrow window: one card a body, the chosen criteria in sight, the others to open."""
    return f'<ul class="bodies narrow">{"".join(_card(body, columns) for body in bodies)}</ul>'


def _card(body: Guideline, columns: Sequence[str]) -> str:
    rest = [column for column in COLUMNS if column not in columns]
    summary = escape(t(f"{PAGE}.table.more", count=len(rest)))
    more = f"<details><summary>{summary}</summary>{_terms(body, rest)}</details>" if rest else ""
    return (
        f'<li class="{body.stance}"><h3>{_name(body)}</h3>{_stance(body)}'
        f"{_terms(body, columns)}{more}{_document(body)}</li>"
    )


def _terms(body: Guideline, columns: Iterable[str]) -> str:
    lines = (f"<dt>{escape(column_name(c))}</dt><dd>{cell_html(body, c)}</dd>" for c in columns)
    return f"<dl>{''.join(lines)}</dl>"


def _stance(body: Guideline) -> str:
    return f'<span class="stance">{escape(stance_label(body.stance))}</span>'


# --- A scenario, read by each rule ---


def readings_html(readings: Sequence[PolicyReading], words: Sequence[str], names: Sequence[str]) -> str:
    """HTML: one card a rule with the word that would be written and each criterion, met or not."""
    items = []
    for reading, word, name in zip(readings, words, names, strict=True):
        lines = "".join(_line(reading, criterion) for criterion in reading.criteria)
        basis = escape(t(f"{PAGE}.basis.{reading.rule.kind}"))
        written = escape(t(f"{PAGE}.scenario.written", word=word))
        items.append(f"<li><h3>{escape(name)}</h3><p>{written}</p><ul>{lines}</ul><p>{basis}</p></li>")
    return f'<ul class="readings">{"".join(items)}</ul>'


def _line(reading: PolicyReading, criterion: str) -> str:
    rule, met = reading.rule, reading.criteria[criterion]
    key = f"{PAGE}.met.{'open' if met is None else 'met' if met else 'unmet'}"
    text = t(
        f"{PAGE}.criterion.{criterion}",
        cut=f"{rule.threshold_pct:.0f}",
        relief=f"{reading.answer.judged_pct:.0f}",
        least=f"{rule.min_baseline_nrs:.0f}",
        blocks=rule.blocks_before_denervation,
    )
    shape = f'<span aria-hidden="true">{t(f"{key}.shape")}</span>'
    return f"<li>{shape} {escape(text)}: <b>{escape(t(f'{key}.name'))}</b></li>"


# --- Files ---


def downloads(bodies: Sequence[Guideline]) -> None:
    """The bodies on screen with every criterion as files, made only when they are asked for."""
    with st.container(horizontal=True):
        for name, mime, make in (("csv", "text/csv", to_csv), ("json", "application/json", to_json)):
            text, file = t(f"{PAGE}.page.{name}"), f"mbb-guidelines.{name}"
            st.download_button(text, partial(make, bodies), file, mime, on_click="ignore")


_FIELDS = ("key", "body", "title", "published", "area", "country", "spine", "stance", "link", "checked")


def to_csv(bodies: Sequence[Guideline]) -> str:
    """One row a body; for each criterion what it says, how well that is known, and the sources by key."""
    out = io.StringIO()
    columns = [f"{c}{suffix}" for c in COLUMNS for suffix in ("", "_state", "_sources")]
    writer = csv.DictWriter(out, [*_FIELDS, *columns], lineterminator="\n")
    writer.writeheader()
    for body in bodies:
        row = {name: value for name, value in body.model_dump(mode="json").items() if name in _FIELDS}
        row["link"] = body.link or "none"
        for column in COLUMNS:
            cell = body.cell(column)
            known = cell.state is not State.UNCONFIRMED
            said = f"not confirmed; said elsewhere: {cell.text}" if cell.text else "not confirmed"
            row |= {column: cell.text if known else said, f"{column}_state": cell.state.value}
            row[f"{column}_sources"] = " ".join(cell.sources)
        writer.writerow(row)
    return out.getvalue()


def to_json(bodies: Sequence[Guideline]) -> str:
    """The bodies with every cell, and the sources that they cite, as one JSON document with the versions."""
    cited = dict.fromkeys(key for body in bodies for c in COLUMNS for key in body.cell(c).sources)
    document = {
        "versions": VERSIONS,
        "language": state.lang(),
        "guidelines": [
            body.model_dump(mode="json", exclude={"cells"})
            | {"cells": {c: body.cell(c).model_dump(mode="json") for c in COLUMNS}}
            for body in bodies
        ],
        "sources": [load().sources[key].model_dump(mode="json") for key in cited],
    }
    return json.dumps(document, indent=1, ensure_ascii=False)
