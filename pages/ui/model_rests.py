"""Which numbers a trial's answers rest on: one at a time, all together, and claims that flip."""

from collections.abc import Callable
from functools import cache

import streamlit as st

from content import Parameter, load
from content import results as stored
from pages.figures.indices import Share, indices_figure, shares
from pages.figures.sensitivity import range_figure
from pages.ui import state
from pages.ui.evidence import label, span, unit
from pages.ui.provenance import badge, framed
from pages.ui.show import show, table
from pages.ui.words import of, t
from simulator.cohort_sensitivity import CLAIMS, HEADLINES
from simulator.describe import number
from simulator.sources import all_parameters

SHOWN = 12
"""Bars of the tornado that are drawn."""

LEAST_PCT = 1.0
"""Share of the variation from which a number is drawn."""


@cache
def _numbers() -> dict[str, Parameter]:
    return {parameter.key: parameter for parameter in all_parameters()}


def named(key: str) -> Parameter:
    """The parameter of that key. Raises KeyError when there is none."""
    return _numbers()[key]


def headline_name(name: str) -> str:
    """A headline in words."""
    return t(f"model.rests.headline.{name}")


def choice(key: str, words: str, first: str) -> str:
    """The headline that the visitor chose."""
    found = st.segmented_control(
        words, HEADLINES, default=first, required=True, format_func=headline_name, key=key
    )
    return found or first


def clinic_name(key: str) -> str:
    """A clinic's title in the session's language."""
    return of("clinics", key, "title", load().clinics[key].title)


def rests_on() -> None:
    """Tornado and Sobol indices of one headline, and the teaching claims that could flip."""
    found = stored.sensitivity()
    st.header(t("model.rests.title"), anchor=False)
    st.markdown(
        t(
            "model.rests.lead",
            clinic=clinic_name(found.clinic),
            cut=found.threshold_pct,
            patients=f"{found.patients:,}",
            date=found.date,
        )
    )
    headline = choice("headline shown", t("model.rests.choose"), "sensitivity")
    badge("model")
    _tornado(found, headline)
    _sobol(found, headline)
    _claims(found)


def _width(headline: str) -> Callable[[tuple[str, stored.Ends]], float]:
    return lambda item: -abs(item[1].high[headline] - item[1].low[headline])


def _tornado(found: stored.Sensitivity, headline: str) -> None:
    st.subheader(t("model.rests.tornado_title"), anchor=False)
    now = found.headlines[headline]
    wide = sorted(found.ends.items(), key=_width(headline))
    rows = [(label(named(key)), ends.low[headline], now, ends.high[headline]) for key, ends in wide]
    name = headline_name(headline)
    words = [
        t(
            "model.rests.tornado_words",
            headline=name,
            now=number(now),
            label=rows[0][0],
            low=number(rows[0][1]),
            high=number(rows[0][3]),
            count=len(rows),
        ),
        t("model.rests.tornado_more", shown=SHOWN, count=len(rows)),
    ]
    figure = range_figure(rows[:SHOWN], state.lang(), t("model.rests.tornado_axis", headline=name), near=True)
    show(figure, words, [_tornado_row(headline, *item) for item in wide], key="tornado")


def _tornado_row(headline: str, key: str, ends: stored.Ends) -> dict[str, str]:
    own = named(key)
    return {
        t("model.rests.field.label"): label(own),
        t("model.rests.field.range"): f"{span(own)} {unit(own)}",
        t("model.rests.field.low"): f"{ends.low[headline]:.1f}",
        t("model.rests.field.high"): f"{ends.high[headline]:.1f}",
    }


def _sobol(found: stored.Sensitivity, headline: str) -> None:
    indices = found.sobol
    st.subheader(t("model.rests.sobol_title"), anchor=False)
    st.markdown(
        t(
            "model.rests.sobol_lead",
            n=len(indices.parameters),
            runs=f"{indices.runs:,}",
            patients=f"{indices.patients:,}",
        )
    )
    names = [label(named(key)) for key in indices.parameters]
    rows = shares(names, indices.first[headline], indices.total[headline], indices.total_half_width[headline])
    most = rows[0]
    words = [
        t(
            "model.rests.sobol_words",
            label=most.label,
            headline=headline_name(headline).lower(),
            first=number(most.first),
            total=number(most.total),
        ),
        t("model.rests.sobol_sum", n=len(rows), sum=number(sum(row.first for row in rows))),
    ]
    drawn = [row for row in rows if row.total >= LEAST_PCT]
    if len(drawn) < len(rows):
        words.append(t("model.rests.sobol_rest", n=len(rows) - len(drawn), least=number(LEAST_PCT)))
    show(indices_figure(drawn, state.lang()), words, [_share_row(row) for row in rows], key="sobol")


def _share_row(row: Share) -> dict[str, str]:
    return {
        t("model.rests.field.label"): row.label,
        t("model.rests.field.first"): number(row.first),
        t("model.rests.field.total"): number(row.total),
        t("model.rests.field.half_width"): number(row.half_width),
    }


def _claims(found: stored.Sensitivity) -> None:
    st.header(t("model.rests.claims_title"), anchor=False)
    numbers = {"n": len(found.sobol.parameters), "runs": f"{found.sobol.runs:,}"}
    st.markdown(t("model.rests.claims_lead", **numbers))
    with framed("model", "claims"), st.container(key="rows-claims"):
        table([claim_row(found, key) for key in CLAIMS])


def claim_row(found: stored.Sensitivity, key: str) -> dict[str, str]:
    """A teaching claim: whether it holds, where it flips, and how often it holds with all drawn together."""
    turned = [
        t(f"model.rests.claim.{end}", label=label(named(name)), value=f"{value:g}")
        for name, ends in found.ends.items()
        for end, flips, value in (
            ("low", ends.low_flips, named(name).low),
            ("high", ends.high_flips, named(name).high),
        )
        if key in flips
    ]
    holds = "holds" if found.claims[key] else "fails"
    share = f"{100.0 * found.sobol.claims_hold[key]:.0f}"
    return {
        t("model.rests.field.claim"): t(f"validation.claim.{key}"),
        t("model.rests.field.holds"): t(f"model.rests.claim.{holds}"),
        t("model.rests.field.flips"): "; ".join(turned) or t("model.rests.claim.never"),
        t("model.rests.field.share"): t("model.rests.claim.share", share=share),
    }
