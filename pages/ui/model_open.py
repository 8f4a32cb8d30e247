"""What was fitted, what the data leave open, and the number they leave most open as a band."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import streamlit as st

from content import results as stored
from content.loader import ROOT, Library, load_from
from content.targets import Fit, fit, free_parameters, targets
from pages.figures.band import Ends, at_value, band_figure, values_within
from pages.ui import state
from pages.ui.evidence import label, span
from pages.ui.model_rests import choice, clinic_name, headline_name, named
from pages.ui.provenance import badge, both, framed
from pages.ui.show import show, table
from pages.ui.words import of, t
from simulator.cohort_sensitivity import HEADLINES
from simulator.describe import number

CUT = 50
"""The cut-off (%) that sentences about the band take."""


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
        _open_ranges(found)
    _band(found)
    st.subheader(t("model.open.residuals_title"), anchor=False)
    st.markdown(t("model.open.residuals_lead"))
    both()
    with st.container(key="rows-residuals"):
        table([_residual(key, value) for key, value in found.residuals.items()])


def _fitted(found: Fit, key: str, serves: tuple[str, ...]) -> dict[str, str]:
    own, error = named(key), found.standard_errors.get(key)
    known = t("model.open.no" if key in found.hardly_identified else "model.open.yes")
    return {
        t("model.open.field.label"): t("model.open.serving", label=label(own), targets=", ".join(serves)),
        t("model.open.field.value"): t(
            "model.open.from", value=f"{found.values[key]:.3g}", before=f"{_before().value(key):g}"
        ),
        t("model.open.field.range"): span(own),
        t("model.open.field.identified"): known
        if error is None
        else t("model.open.with_error", known=known, error=f"{error:.2g}"),
    }


def _open_ranges(found: Fit) -> None:
    """What each number that the targets leave open would change over its range."""
    ran = stored.sensitivity()
    st.subheader(t("model.open.left_title"), anchor=False)
    st.markdown(t("model.open.left_lead", clinic=clinic_name(ran.clinic), cut=ran.threshold_pct))
    table([_open_range(key, ran.ends.get(key)) for key in found.hardly_identified])


def _open_range(key: str, ends: stored.Ends | None) -> dict[str, str]:
    row = {t("model.rests.field.label"): label(named(key))}
    for name in HEADLINES:
        both = t("model.open.not_read") if ends is None else _ends(sorted((ends.low[name], ends.high[name])))
        row[headline_name(name)] = both
    return row


def _residual(key: str, value: float) -> dict[str, str]:
    target = targets()[key]
    unit = of("targets", key, "unit", target.unit)
    return {
        t("model.open.field.target"): of("targets", key, "label", target.label),
        t("model.open.field.published"): t("model.published.value", value=f"{target.published:g}", unit=unit),
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
            label=label(own),
            low=f"{kept[0]:.2f}",
            high=f"{kept[1]:.2f}",
            all_low=f"{band.values[0]:.2f}",
            all_high=f"{band.values[-1]:.2f}",
            value=f"{own.value:.2f}",
        )
    )
    headline = choice("band shown", t("model.open.band_choose"), "specificity")
    badge("model")
    names = {paradigm: t(f"model.rests.paradigm.{paradigm}") for paradigm in band.paradigms}
    figure = band_figure(
        band, headline, own.value, kept, names, f"{headline_name(headline)} (%)", state.lang()
    )
    words = [_band_words(name, paradigm, headline, own.value, kept) for paradigm, name in names.items()]
    words.append(t("model.open.band_words_note"))
    show(figure, words, band_rows(headline, own.value, kept, names), key="band")
    st.subheader(t("model.open.profile_title"), anchor=False)
    st.markdown(t("model.open.profile_lead", **_best_and_worst(found)))
    with st.container(key="rows-profile"):
        table([_profile(*row) for row in found.profile])


def _band_words(name: str, paradigm: str, headline: str, value: float, kept: Ends) -> str:
    band = stored.sensitivity().band
    i = band.cut_offs.index(CUT)
    within = _ends(values_within(band, paradigm, headline, kept)[i])
    every = _ends(values_within(band, paradigm, headline, (band.values[0], band.values[-1]))[i])
    now = number(at_value(band, paradigm, headline, value)[i])
    said = {"paradigm": name, "cut": CUT, "headline": headline_name(headline).lower(), "value": now}
    if every == now:
        return t("model.open.band_still", **said)
    return t("model.open.band_moves", **said, kept=within, every=every)


def band_rows(headline: str, value: float, kept: Ends, names: dict[str, str]) -> list[dict[str, Any]]:
    """One row a cut-off: the value in use, where no target is lost, the whole range."""
    band = stored.sensitivity().band
    rows: list[dict[str, Any]] = [{t("model.open.field.cut"): cut} for cut in band.cut_offs]
    for paradigm, name in names.items():
        line = at_value(band, paradigm, headline, value)
        within = values_within(band, paradigm, headline, kept)
        every = values_within(band, paradigm, headline, (band.values[0], band.values[-1]))
        for row, own, some, all_ in zip(rows, line, within, every, strict=True):
            row[t("model.open.field.band", paradigm=name)] = t(
                "model.open.band_cell", value=number(own), kept=_ends(some), every=_ends(all_)
            )
    return rows


def _ends(ends: Sequence[float]) -> str:
    low, high = number(ends[0]), number(ends[1])
    return low if low == high else t("model.open.ends", low=low, high=high)


def _best_and_worst(found: Fit) -> dict[str, str]:
    """Among the profiled values that lose no target: where the misfit is highest and lowest."""
    kept = [(misfit, value) for value, misfit, fine in found.profile if fine]
    (worst, at_worst), (best, at_best) = max(kept), min(kept)
    numbers = {"worst": worst, "at_worst": at_worst, "best": best, "at_best": at_best}
    return {name: f"{x:.2f}" for name, x in numbers.items()}


def _profile(value: float, misfit: float, kept: bool) -> dict[str, str]:
    band = stored.sensitivity().band
    row = at_value(band, "comparative_relaxed", "specificity", value)
    return {
        t("model.open.field.profile_value"): f"{value:.2f}",
        t("model.open.field.misfit"): f"{misfit:.2f}",
        t("model.open.field.kept"): t("model.published.yes" if kept else "model.published.no"),
        t("model.open.field.two_blocks", cut=CUT): number(row[band.cut_offs.index(CUT)]),
    }
