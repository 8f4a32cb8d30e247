"""A page that is read: title, reading time, sections, and at its foot where every number comes from.

A page's words are one table of `content/text`: `page` (title, lead, optional `sources`: keys with blanks
between), then one table a section (title, body).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from content import Finding, Parameter, Source, load
from content.findings import Facts, facts_in, written
from content.loader import prose
from pages.ui import state
from pages.ui.evidence import cite, label, unit
from pages.ui.shell import PAGES
from pages.ui.words import has, of, plain, t
from simulator.scenario import MODEL_VERSION

WORDS_A_MINUTE: Final = 200
"""Slow, attentive reading."""

HELP = "pages/shared/help_now.py"
_CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def top(page: str, *, patient: bool = False, timed: bool = True, **values: object) -> None:
    """Title, lead, reading time; on a page for patients also its limits and the way to help."""
    st.html(f"<style>{_CSS}</style>")
    with st.container(key="read-top"):
        st.title(t(f"{page}.page.title"), anchor=False)
        st.markdown(t(f"{page}.page.lead", **values))
        if timed:
            st.caption(t("shell.read.minutes", minutes=minutes(page)))
    if patient:
        with st.container(key="read-limits"):
            st.markdown(t("shell.read.limits"))
            st.page_link(HELP, label=t("shell.nav.help-now"), icon=":material/emergency:", width="stretch")


def section(page: str, name: str, *, level: int = 2, **values: object) -> None:
    """One section: its heading and its body, at a width that reads well."""
    with st.container(key=f"read {page} {name}"):
        heading = {2: st.header, 3: st.subheader}[level]
        heading(t(f"{page}.{name}.title"), anchor=False)
        st.markdown(t(f"{page}.{name}.body", **values))


def width(name: str) -> DeltaGenerator:
    """A container as wide as words are."""
    return st.container(key=f"read {name}")


@contextmanager
def block(page: str, name: str, *, anchor: str | None = None, **values: object) -> Iterator[None]:
    """A section with more than words: its heading, its `lead` if it has one, then what the block draws.

    `anchor`: the name under which a link of the page jumps here.
    """
    with st.container(key=f"read {page} {name}"):
        st.header(t(f"{page}.{name}.title"), anchor=anchor or False)
        if has(f"{page}.{name}.lead"):
            st.markdown(t(f"{page}.{name}.lead", **values))
        yield


def opening(page: str, name: str, *, anchor: str | None = None, **values: object) -> None:
    """The heading and the `lead` of a section that goes on outside the width of words."""
    with block(page, name, anchor=anchor, **values):
        pass


def link(url: str, label: str | None = None) -> None:
    """A link to another page, under its name in the menu or a label of its own."""
    file, icon = next(
        (file, icon) for entries in PAGES.values() for known, file, icon in entries if known == url
    )
    st.page_link(file, label=label or t(f"shell.nav.{url}"), icon=icon)


def onward(*urls: str) -> None:
    """Where to read on: a row of links to other pages, the next one first and boldest."""
    with st.container(key="read-onward"):
        st.header(t("shell.read.onward"), anchor=False)
        with st.container(horizontal=True, key="read-next"):
            for url in urls:
                link(url)


def foot(page: str, *more: str, sources: Iterable[str] = ()) -> None:
    """Every number that the page quotes with its range and source, further sources, and the dates.

    `more`: names of facts that the page shows outside its prose; `sources`: keys of further sources.
    """
    quoted = dict.fromkeys((*facts_of(page), *more))
    with st.container(key="read-foot"):
        lines = [f"- {fact_line(name)}" for name in roots(quoted)]
        lines += [
            f"- {cite(source)}" for source in (*further(page), *(load().sources[key] for key in sources))
        ]
        if lines:
            st.header(t("shell.read.sources"), anchor=False)
            with st.expander(t("shell.read.open", count=len(lines))):
                st.markdown("\n".join(lines))
        if page != "glossary":
            st.page_link(
                "pages/shared/glossary.py", label=t("shell.read.glossary"), icon=":material/dictionary:"
            )
        dates = {"reviewed": t("about.updates.reviewed"), "due": t("about.updates.next_due")}
        st.caption(t("shell.read.dates", model=MODEL_VERSION, **dates))


# --- What a page quotes ---


def table_of(name: str) -> dict[str, Any]:
    """A table of the texts, such as `patient.options.care`, in the session's language."""
    table: Any = prose(state.lang())
    for part in name.split("."):
        table = table[part]
    found: dict[str, Any] = table
    return found


def parts(name: str) -> list[str]:
    """Names of the tables within a table, in the file's order."""
    return [key for key, value in table_of(name).items() if isinstance(value, dict)]


def strings_of(page: str) -> Iterator[str]:
    """All strings of a page in the session's language."""
    todo = [table_of(page)]
    while todo:
        for value in todo.pop().values():
            if isinstance(value, dict):
                todo.append(value)
            else:
                yield str(value)


def minutes(page: str) -> int:
    """Reading time of a page in whole minutes, at least one."""
    return max(1, ceil(sum(len(text.split()) for text in strings_of(page)) / WORDS_A_MINUTE))


def facts_of(page: str) -> list[str]:
    """Names of the facts that the page's words quote."""
    return [name for text in strings_of(page) for name in facts_in(text)]


def roots(names: Any) -> list[str]:
    """The records behind the names, each once: `key` and `key.low` are one."""
    facts = load().facts
    return list(dict.fromkeys(facts.record(name)[0].key for name in names))


def further(page: str) -> list[Source]:
    """Sources that the page names itself, in its `page.sources`."""
    keys = t(f"{page}.page.sources").split() if has(f"{page}.page.sources") else []
    return [load().sources[key] for key in keys]


def fact_line(name: str) -> str:
    """One fact as Markdown: what it is, value, range, how many people, how it is known, sources."""
    facts: Facts = load().facts
    found = facts.record(name)[0]
    if isinstance(found, Parameter):
        title, shown_unit, count, ranged = label(found), unit(found), None, t("shell.read.plausible")
    else:
        title, shown_unit = (
            of("findings", found.key, "label", found.label),
            of("findings", found.key, "unit", found.unit),
        )
        count, ranged = found.n, of("findings", found.key, "interval", found.interval)
    parts = [f"{plain(title)}: **{written(found.value, found.unit)}** {plain(shown_unit)}"]
    if found.low is not None and found.high is not None:
        parts.append(
            t("shell.read.span", low=written(found.low), high=written(found.high), what=plain(ranged))
        )
    if count is not None:
        parts.append(t("shell.read.people", n=f"{count:,}"))
    if isinstance(found, Finding) and found.population:
        parts.append(plain(of("findings", found.key, "population", found.population)))
    parts.append(t(f"sources.kind.{found.kind}.name"))
    cited = "; ".join(cite(load().sources[key]) for key in found.sources)
    return ", ".join(parts) + (f". {cited}" if cited else "")
