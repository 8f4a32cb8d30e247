"""The model card: purpose, limits, context of use, dates; the stages and their equations; what is checked."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from content import load
from content import results as stored
from content.equations import equations as formulas
from content.loader import prose
from content.targets import fit, free_parameters
from pages.ui import evidence, model_evidence
from pages.ui.provenance import both
from pages.ui.show import table
from pages.ui.words import of, t
from simulator import checks
from simulator.scenario import MODEL_VERSION, SCHEMA_VERSION

STAGES = tuple(prose()["model"]["stage"])
FRAMES = ("ASMEVV40", "ISPOR7", "TRIPODAI", "ODD20")
"""Sources of the frames that the page follows."""


def values() -> dict[str, object]:
    """Dates, versions and counts that the words of the card ask for."""
    found = fit()
    return {
        "model": MODEL_VERSION,
        "schema": SCHEMA_VERSION,
        "fitted_on": "–" if found is None else found.date,
        "validated_on": stored.validation().date,
        "sensitivity_on": stored.sensitivity().date,
        "fingerprint": stored.validation().fingerprint,
        "reviewed": t("about.updates.reviewed"),
        "due": t("about.updates.next_due"),
        "paid": t("about.paid.body"),
        "fitted": len(free_parameters()),
        **evidence.counts(),
    }


def card() -> None:
    """The whole card."""
    given = values()
    with st.container(key="use"):
        st.header(t("model.use.title"), anchor=False)
        st.markdown(t("about.use.body"))
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="card-cannot", border=True, height="stretch"):
        _section("cannot", given)
    with right, st.container(key="card-assumed", border=True, height="stretch"):
        _section("assumed", given)
    _rows("context", "part", "here", given)
    _rows("credibility", "part", "done", {**given, **model_evidence.counts()})
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="card-what", border=True, height="stretch"):
        _section("what", given)
    with right:
        with st.container(key="card-tripod", border=True):
            _section("tripod", given)
        with st.container(key="card-version", border=True, height="stretch"):
            _section("version", given)
    st.header(t("model.reproduce.title"), anchor=False)
    st.markdown(t("model.reproduce.body"))
    with st.popover(t("model.reproduce.show"), icon=":material/terminal:"):
        st.code(t("model.reproduce.commands", **given).strip(), language=None, wrap_lines=True)
    st.header(t("model.read_more.title"), anchor=False)
    st.markdown("\n".join(f"- {evidence.cite(load().sources[key])}" for key in FRAMES))


def _section(name: str, given: dict[str, object]) -> None:
    st.header(t(f"model.{name}.title"), anchor=False)
    st.markdown(t(f"model.{name}.body", **given))


def _rows(name: str, part: str, text: str, given: dict[str, object]) -> None:
    """A table of two columns from the rows of the text file."""
    st.header(t(f"model.{name}.title"), anchor=False)
    st.markdown(t(f"model.{name}.lead", **given))
    with st.container(key=f"rows-{name}"):
        titles = t(f"model.{name}.{part}"), t(f"model.{name}.{text}")
        _markup(titles, [(key, t(f"model.{name}.row.{key}.text", **given)) for key in _keys(name)], name)


def _keys(name: str) -> Sequence[str]:
    return tuple(prose()["model"][name]["row"])


def _markup(titles: tuple[str, str], rows: list[tuple[str, str]], name: str) -> None:
    """A real table whose cells are the text file's own Markdown."""
    lines = ["| " + " | ".join(titles) + " |", "| --- | --- |"]
    lines += [f"| **{t(f'model.{name}.row.{key}.name')}** | {text} |" for key, text in rows]
    st.markdown("\n".join(lines))


# --- Equations ---


def equations() -> None:
    """Each stage: what it does in plain terms, and its formula."""
    st.header(t("model.equations.title"), anchor=False)
    st.markdown(t("model.equations.lead"))
    for i in range(0, len(STAGES), 2):
        for name, column in zip(STAGES[i : i + 2], st.columns(2, gap="medium"), strict=False):
            with column, st.container(key=f"equation-{name}", border=True, height="stretch"):
                st.subheader(t(f"model.stage.{name}.title"), anchor=False)
                st.markdown(t(f"model.stage.{name}.plain"))
                for formula in formulas().get(name, ()):
                    st.markdown(f"${formula}$")
                st.markdown(t(f"model.stage.{name}.symbols"))


# --- Checks ---


def verification() -> None:
    """What is tested, and the rows of docs/checks.md that fail."""
    st.header(t("model.checks.title"), anchor=False)
    st.markdown(t("model.checks.lead"))
    with st.container(key="rows-checks"):
        titles = t("model.checks.what"), t("model.checks.how")
        _markup(titles, [(key, t(f"model.checks.row.{key}.text")) for key in _keys("checks")], "checks")
    rows = checks.kept()
    st.header(t("model.checks.observed_title"), anchor=False)
    st.markdown(t("model.checks.observed_lead", **_passes(rows)))
    st.subheader(t("model.checks.failing_title"), anchor=False)
    st.markdown(t("model.checks.failing_lead"))
    both()
    with st.container(key="rows-failing"):
        table([_failing(row) for row in rows if row.state == "fails"])


def _passes(rows: Sequence[checks.Row]) -> dict[str, int]:
    def count(role: str | None, passing: bool) -> int:
        return sum(role in (None, row.check.role) and (not passing or row.state == "passes") for row in rows)

    return {
        "passed": count(None, True),
        "total": count(None, False),
        "observed_passed": count("observed", True),
        "observed": count("observed", False),
        "reference_passed": count("reference", True),
        "reference": count("reference", False),
    }


def _failing(row: checks.Row) -> dict[str, Any]:
    check = row.check
    unit = "" if check.unit == "1" else f" {of('checks', check.id, 'unit', check.unit)}"
    what = of("checks", check.id, "what", check.what)
    return {
        t("model.checks.field.what"): t(
            "model.checks.named",
            what=what,
            source=check.source,
            id=check.id.replace("_", " ").replace(".", ", "),
        ),
        t("model.checks.field.published"): " – ".join(map(_short, check.published)) + unit,
        t("model.checks.field.accepted"): t(
            "model.checks.to", low=_short(check.low), high=_short(check.high)
        ),
        t("model.checks.field.simulated"): _short(row.simulated) + unit,
    }


def _short(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 100.0 else f"{value:.0f}"
