"""Published findings: found by words and topic; as rows that open, as files to take away."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from content import Finding, load
from content.findings import OWN_GRADE, Certainty, written
from content.loader import prose
from pages.ui import state
from pages.ui.evidence import kind_label
from pages.ui.words import has, of, t
from simulator.report import VERSIONS

PAGE = "clinic.evidence"
SHARE = "of 100"
ON_ACCURACY = ("prevalence", "accuracy", "cutoffs")
"""Topics whose numbers depend on what was taken for the truth."""
COLUMNS = [
    "topic",
    "key",
    "label",
    "value",
    "unit",
    "low",
    "high",
    "interval",
    "hits",
    "of",
    "n",
    "population",
    "design",
    "certainty",
    "graded_by",
    "kind",
    "sources",
    "checked",
    "note",
]


def topics() -> list[str]:
    """Topics that have findings: in the order of the text file, then those that it does not name."""
    named = prose(state.lang())["clinic"]["evidence"]["topic"]
    present = {finding.topic for finding in load().findings.values()}
    return [topic for topic in named if topic in present] + sorted(present - set(named))


def topic_name(topic: str) -> str:
    """A topic in words."""
    key = f"{PAGE}.topic.{topic}.name"
    return t(key) if has(key) else topic.replace("_", " ")


def matching(text: str, within: str = "") -> list[Finding]:
    """The findings of that topic (all when empty) with every word of `text` in them, topic by topic."""
    words, order = text.casefold().split(), topics()

    def fits(finding: Finding) -> bool:
        where = " ".join((finding.key, topic_name(finding.topic), *_words(finding), *_references(finding)))
        return within in ("", finding.topic) and all(word in where.casefold() for word in words)

    return sorted(filter(fits, load().findings.values()), key=lambda finding: order.index(finding.topic))


def by_topic(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each topic, in their order."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.topic, []).append(finding)
    return groups


def tally() -> Counter[str]:
    """How many findings each topic has."""
    return Counter(finding.topic for finding in load().findings.values())


def downloads(found: Sequence[Finding]) -> None:
    """The findings on screen as files, made only when they are asked for."""
    with st.container(horizontal=True):
        for name, mime, make in (("csv", "text/csv", to_csv), ("json", "application/json", to_json)):
            text, file = t(f"{PAGE}.page.{name}"), f"mbb-evidence.{name}"
            st.download_button(text, partial(make, found), file, mime, on_click="ignore")


def to_csv(found: Sequence[Finding]) -> str:
    """The findings as CSV, sources by key, one row each."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for finding in found:
        row = finding.model_dump(mode="json")
        hits, of_ = row.pop("counts") or (None, None)
        writer.writerow(row | {"hits": hits, "of": of_, "sources": " ".join(finding.sources)})
    return out.getvalue()


def to_json(found: Sequence[Finding]) -> str:
    """The findings, and the sources that they cite, as one JSON document with the versions."""
    cited = dict.fromkeys(key for finding in found for key in finding.sources)
    document = {
        "versions": VERSIONS,
        "language": state.lang(),
        "findings": [finding.model_dump(mode="json") for finding in found],
        "sources": [load().sources[key].model_dump(mode="json") for key in cited],
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


# --- One finding as a row ---


def certainty_label(certainty: Certainty) -> str:
    """How sure one can be, as shape and word."""
    return f"{t(f'{PAGE}.certainty.{certainty}.shape')} {t(f'{PAGE}.certainty.{certainty}.name')}"


def graded(finding: Finding) -> str:
    """The certainty in words, and who graded it."""
    name = t(f"{PAGE}.certainty.{finding.certainty}.name")
    if finding.certainty is Certainty.NOT_GRADED:
        return name
    who = t(f"{PAGE}.graded.own") if finding.graded_by == OWN_GRADE else finding.graded_by
    return t(f"{PAGE}.graded.by", certainty=name, who=who)


def value(finding: Finding) -> str:
    """The value with its unit."""
    return (
        f"{written(finding.value, finding.unit)} {of('findings', finding.key, 'unit', finding.unit)}"
        if finding.unit != "year"
        else written(finding.value, finding.unit)
    )


def span(finding: Finding) -> str:
    """Its range in words."""
    if finding.low is None or finding.high is None:
        return t(f"{PAGE}.tally.no_range")
    return t(f"{PAGE}.tally.low_to_high", low=written(finding.low), high=written(finding.high))


def people(finding: Finding) -> str:
    """How many people, or how many of how many, stand behind it; else how it came about."""
    if finding.n:
        return t(f"{PAGE}.tally.people", n=f"{finding.n:,}")
    return _counted(finding) or t(f"{PAGE}.tally.{finding.kind}")


def _counted(finding: Finding) -> str:
    if finding.counts is None:
        return ""
    hits, total = (f"{number:,}" for number in finding.counts)
    return t(f"{PAGE}.tally.counted", hits=hits, of=total)


def rows(found: Sequence[Finding], *, opened: bool = False) -> str:
    """The findings as HTML: a list of rows; each opens to who, how, how sure, source and date."""
    return f'<ul class="findings">{"".join(_row(finding, opened) for finding in found)}</ul>'


def _row(finding: Finding, opened: bool) -> str:
    label, *_ = _words(finding)
    shape = t(f"{PAGE}.certainty.{finding.certainty}.shape")
    sure = t(f"{PAGE}.certainty.{finding.certainty}.name")
    head = (
        f'<span class="what">{escape(label)}</span>'
        f'<span class="value">{escape(value(finding))}</span>'
        f'<span class="range">{_strip(finding)}{escape(span(finding))}</span>'
        f'<span class="people">{escape(people(finding))}</span>'
        f'<span class="sure"><span aria-hidden="true">{shape}</span> {escape(sure)}</span>'
    )
    body = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in _more(finding))
    return f"<li><details{' open' if opened else ''}><summary>{head}</summary><dl>{body}</dl></details></li>"


def _strip(finding: Finding) -> str:
    """The share and its range as a small picture on 0 to 100; says nothing that the text does not."""
    if finding.unit != SHARE:
        return ""
    low, high = finding.low, finding.high
    bar = "" if low is None or high is None else f'<i style="left:{low:g}%;width:{high - low:g}%"></i>'
    return f'<span class="strip" aria-hidden="true">{bar}<b style="left:{finding.value:g}%"></b></span>'


def _more(finding: Finding) -> Iterable[tuple[str, str]]:
    _, population, design, interval, note = _words(finding)
    texts = {
        "population": population,
        "design": design,
        "interval": interval,
        "counts": _counted(finding),
        "certainty": f"{graded(finding)}. {t(f'{PAGE}.certainty.{finding.certainty}.means')}",
        "kind": f"{kind_label(finding.kind)}: {t(f'sources.kind.{finding.kind}.means')}",
        "note": note,
    }
    for name, text in texts.items():
        if text:
            yield t(f"{PAGE}.field.{name}"), escape(text)
    yield t(f"{PAGE}.field.sources"), "; ".join(map(_link, finding.sources)) or t(f"{PAGE}.field.no_source")
    yield t(f"{PAGE}.field.checked"), f'<time datetime="{finding.checked}">{finding.checked}</time>'
    yield t(f"{PAGE}.field.key"), f"<code>{escape(finding.key)}</code>"


def _link(key: str) -> str:
    source = load().sources[key]
    text = escape(source.reference)
    if source.where is None:
        return text
    return f'<a href="{escape(source.where, quote=True)}" target="_blank" rel="noopener">{text}</a>'


def _words(finding: Finding) -> list[str]:
    names: dict[str, Any] = {name: getattr(finding, name) for name in ("label", "population", "design")}
    names |= {"interval": finding.interval, "note": finding.note}
    return [of("findings", finding.key, name, own) for name, own in names.items()]


def _references(finding: Finding) -> list[str]:
    return [f"{key} {load().sources[key].reference}" for key in finding.sources]
