"""What was fitted, what the data leave open, and which numbers a trial's answers rest on; as last written."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from content import Parameter
from content import results as stored
from content.loader import ROOT, Library, load_from
from content.targets import Fit, fit, free_parameters, targets
from pages.figures.band import Ends, at_value, band_figure, values_within
from pages.figures.indices import Share, indices_figure, shares
from pages.figures.sensitivity import range_figure
from pages.ui import state
from pages.ui.evidence import label, span, unit
from pages.ui.provenance import badge, framed
from pages.ui.show import show, table
from pages.ui.words import t
from simulator.cohort_sensitivity import CLAIMS, HEADLINES
from simulator.describe import number
from simulator.sources import all_parameters

SHOWN = 12
"""Bars of the tornado that are drawn."""

CUT = 80
"""The cut-off (%) that sentences about the band take."""


@cache
def _numbers() -> dict[str, Parameter]:
    return {parameter.key: parameter for parameter in all_parameters()}


def named(key: str) -> Parameter:
    """The parameter of that key. Raises KeyError when there is none."""
    return _numbers()[key]


def headline_name(name: str) -> str:
    """A headline in words."""
    return t(f"model.rests.headline.{name}")


def _choice(key: str, words: str) -> str:
    found = st.segmented_control(
        words, HEADLINES, default=HEADLINES[0], required=True, format_func=headline_name, key=key
    )
    return found or HEADLINES[0]


# --- What the data leave open ---


@cache
def _before() -> Library:
    return load_from(ROOT, calibrated=False)


def left_open() -> None:
    """Fitted values, the band, how well each value fits, residuals."""
    found = fit()
    if found is None:
        return
    numbers = {
        "n": len(found.values),
        "open": len(found.hardly_identified),
        "targets": len(found.residuals),
        "seed": found.seed,
        "patients": f"{found.patients:,}",
        "date": found.date,
        "before": f"{found.misfit_before:.1f}",
        "after": f"{found.misfit_after:.1f}",
    }
    st.header(t("model.open.title"), anchor=False)
    st.markdown(t("model.open.lead", **numbers))
    st.markdown(f"**{t('model.open.identified', **numbers)}**")
    with framed("model", "fitted"), st.container(key="rows-fitted"):
        st.subheader(t("model.open.fitted_title"), anchor=False)
        table([_fitted(found, one.key, one.serves) for one in free_parameters()])
    _band(found)
    with framed("model", "residuals"):
        st.subheader(t("model.open.residuals_title"), anchor=False)
        st.markdown(t("model.open.residuals_lead"))
        with st.container(key="rows-residuals"):
            table([_residual(key, value) for key, value in found.residuals.items()])


def _fitted(found: Fit, key: str, serves: tuple[str, ...]) -> dict[str, str]:
    own, error = named(key), found.standard_errors.get(key)
    known = key not in found.hardly_identified
    return {
        t("model.open.field.label"): label(own),
        t("model.open.field.value"): f"{found.values[key]:.3g}",
        t("model.open.field.before"): f"{_before().value(key):g}",
        t("model.open.field.range"): span(own),
        t("model.open.field.error"): t("model.open.unknown") if error is None else f"{error:.2g}",
        t("model.open.field.identified"): t("model.open.yes" if known else "model.open.no"),
        t("model.open.field.serves"): ", ".join(serves),
    }


def _residual(key: str, value: float) -> dict[str, str]:
    target = targets()[key]
    return {
        t("model.open.field.target"): target.label,
        t("model.open.field.published"): t(
            "model.published.value", value=f"{target.published:g}", unit=target.unit
        ),
        t("model.open.field.residual"): f"{value:+.2f}".replace("-", "\N{MINUS SIGN}"),
    }


def _band(found: Fit) -> None:
    """The number that the targets leave most open, as a band over its range."""
    band, kept = stored.sensitivity().band, found.band
    if kept is None:
        return
    own = named(band.parameter)
    st.header(t("model.open.band_title"), anchor=False)
    st.markdown(
        t(
            "model.open.band_lead",
            low=f"{kept[0]:.2f}",
            high=f"{kept[1]:.2f}",
            all_low=f"{band.values[0]:.2f}",
            all_high=f"{band.values[-1]:.2f}",
            value=f"{own.value:.2f}",
        )
    )
    headline = _choice("band shown", t("model.open.band_choose"))
    badge("model")
    names = {paradigm: t(f"model.rests.paradigm.{paradigm}") for paradigm in band.paradigms}
    figure = band_figure(
        band, headline, own.value, kept, names, f"{headline_name(headline)} (%)", state.lang()
    )
    words = [_band_words(name, headline, own.value, kept) for name in names]
    words.append(t("model.open.band_words_note"))
    show(figure, words, band_rows(headline, own.value, kept, names), key="band")
    st.subheader(t("model.open.profile_title"), anchor=False)
    st.markdown(t("model.open.profile_lead"))
    with st.container(key="rows-profile"):
        table([_profile(*row) for row in found.profile])


def _band_words(paradigm: str, headline: str, value: float, kept: Ends) -> str:
    band = stored.sensitivity().band
    i = band.cut_offs.index(CUT)
    within = values_within(band, paradigm, headline, kept)[i]
    every = values_within(band, paradigm, headline, (band.values[0], band.values[-1]))[i]
    return t(
        f"model.open.band_words_{'one' if paradigm == 'one' else 'two'}",
        cut=CUT,
        headline=headline_name(headline).lower(),
        value=number(at_value(band, paradigm, headline, value)[i]),
        kept_low=number(within[0]),
        kept_high=number(within[1]),
        low=number(every[0]),
        high=number(every[1]),
    )


def band_rows(headline: str, value: float, kept: Ends, names: dict[str, str]) -> list[dict[str, Any]]:
    """One row a cut-off: the value in use, where no target is lost, the whole range."""
    band = stored.sensitivity().band
    rows: list[dict[str, Any]] = [{t("model.open.field.cut"): cut} for cut in band.cut_offs]
    for paradigm, name in names.items():
        line = at_value(band, paradigm, headline, value)
        within = values_within(band, paradigm, headline, kept)
        every = values_within(band, paradigm, headline, (band.values[0], band.values[-1]))
        for row, own, some, all_ in zip(rows, line, within, every, strict=True):
            row[t("model.open.field.band_value", paradigm=name)] = number(own)
            row[t("model.open.field.band_kept", paradigm=name)] = _ends(some)
            row[t("model.open.field.band_all", paradigm=name)] = _ends(all_)
    return rows


def _ends(ends: Ends) -> str:
    return t("model.open.ends", low=number(ends[0]), high=number(ends[1]))


def _profile(value: float, misfit: float, kept: bool) -> dict[str, str]:
    band = stored.sensitivity().band
    row = at_value(band, "comparative_relaxed", "specificity", value)
    return {
        t("model.open.field.profile_value"): f"{value:.2f}",
        t("model.open.field.misfit"): f"{misfit:.2f}",
        t("model.open.field.kept"): t("model.published.yes" if kept else "model.published.no"),
        t("model.open.field.two_blocks", cut=CUT): number(row[band.cut_offs.index(CUT)]),
    }


# --- What the answers rest on ---


def rests_on() -> None:
    """Tornado and Sobol indices of one headline, and the teaching claims that could flip."""
    found = stored.sensitivity()
    st.header(t("model.rests.title"), anchor=False)
    st.markdown(
        t(
            "model.rests.lead",
            clinic=found.clinic,
            cut=found.threshold_pct,
            patients=f"{found.patients:,}",
            date=found.date,
        )
    )
    headline = _choice("headline shown", t("model.rests.choose"))
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
    show(indices_figure(rows, state.lang()), words, [_share_row(row) for row in rows], key="sobol")


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
