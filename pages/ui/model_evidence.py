"""The model beside published numbers, from what was last written: misses first, then every comparison."""

import csv
import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import streamlit as st

from content import load
from content import results as stored
from content.records import Key
from pages.figures.targets import drawn, label, scaled, targets_figure, unit
from pages.ui import state
from pages.ui.evidence import cite
from pages.ui.provenance import both, framed
from pages.ui.show import show
from pages.ui.words import has, plain, t
from simulator.fingerprint import fingerprint
from simulator.results import findings
from simulator.validation import Finding

YES_OR_NO = "yes or no"
COLUMNS = (
    *("id", "role", "label", "published", "low", "high", "unit"),
    *("simulated", "interval_low", "interval_high", "met", "why", "source"),
)
"""Of the file with every comparison."""


@cache
def current() -> bool:
    """Whether everything that was written belongs to the model in use (a quarter of a second, once)."""
    return {stored.validation().fingerprint, stored.sensitivity().fingerprint} == {fingerprint()}


def stale_notice() -> None:
    """Said where something was worked out on another model than the one in use."""
    if not current():
        st.warning(t("model.page.stale"), icon=":material/history:")


def of_role(role: Key) -> list[Finding]:
    """The targets that were fitted to (`calibrate`), or never were (`verify`)."""
    return [one for one in findings() if one.target.role == role]


def counts() -> dict[str, int]:
    """How many targets there are of each role, and how many are met."""
    fitted, verify = of_role("calibrate"), of_role("verify")
    met = sum(one.passed for one in verify)
    return {
        "fitted_met": sum(one.passed for one in fitted),
        "fitted": len(fitted),
        "verify": len(verify),
        "met": met,
        "missed": len(verify) - met,
    }


def beside_published() -> None:
    """Summary, misses, what is met at the edge, every comparison."""
    kept = stored.validation()
    st.header(t("model.published.title"), anchor=False)
    st.markdown(t("model.published.lead", **counts()))
    st.caption(t("model.published.how", patients=f"{kept.patients:,}", seed=kept.seed, date=kept.date))
    _cards("missed", [one for one in findings() if not one.passed])
    _cards("edge", [one for one in findings() if one.passed and one.at_the_edge])
    _every()


def _cards(name: str, found: Sequence[Finding]) -> None:
    if not found:
        return
    st.header(t(f"model.published.{name}_title"), anchor=False)
    st.markdown(t(f"model.published.{name}_lead"))
    for i in range(0, len(found), 2):
        for one, column in zip(found[i : i + 2], st.columns(2, gap="medium"), strict=False):
            with column, st.container(key=f"target-{one.target.id}", border=True, height="stretch"):
                _card(one)


def _card(one: Finding) -> None:
    target = one.target
    st.subheader(plain(label(one, state.lang())), anchor=False)
    left, right = st.columns(2)
    with left, framed("published", target.id):
        st.markdown(f"**{plain(_value(one, target.published))}**")
        st.markdown(f"{accepted(one)}  \n{cite(load().sources[target.source])}")
    with right, framed("model", target.id):
        st.markdown(f"**{plain(_value(one, one.simulated.value))}**")
        st.markdown(interval(one))
    if not one.passed and one.at_the_edge:
        st.markdown(t("model.published.edge"))
    if has(f"validation.why.{target.id}"):
        st.markdown(f"**{t('model.published.why')}**  \n{t(f'validation.why.{target.id}')}")


def _value(one: Finding, value: float | None) -> str:
    if value is None:
        return "–"
    if one.target.unit == YES_OR_NO:
        return t("model.published.yes") if value else t("model.published.no")
    return t("model.published.value", value=_short(value), unit=unit(one, state.lang()))


def _short(value: float) -> str:
    """One decimal, two where the number is small."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 5.0 else f"{value:.2g}"


def accepted(one: Finding) -> str:
    """What is accepted for a target."""
    target = one.target
    if target.unit == YES_OR_NO:
        return t("model.published.accepted_yes")
    return t(
        "model.published.accepted",
        low=f"{target.low:g}",
        high=f"{target.high:g}",
        unit=unit(one, state.lang()),
    )


def interval(one: Finding) -> str:
    """The interval of what the model says."""
    low, high = one.simulated.low, one.simulated.high
    if one.target.unit == YES_OR_NO or low is None or high is None:
        return t("model.published.no_interval")
    return t("model.published.interval", low=_short(low), high=_short(high))


def state_of(one: Finding) -> str:
    """Met or missed, as mark and word; said where it was close."""
    if one.passed:
        return t("model.published.state.edge" if one.at_the_edge else "model.published.state.met")
    return t("model.published.state.narrow" if one.at_the_edge else "model.published.state.missed")


# --- Every comparison ---


def _every() -> None:
    st.header(t("model.published.all_title"), anchor=False)
    role = st.segmented_control(
        t("model.published.which"),
        ("verify", "calibrate"),
        default="verify",
        required=True,
        format_func=lambda name: t(f"model.published.{name}", n=len(of_role(name))),
        key="targets shown",
    )
    found = of_role(role or "verify")
    both()
    words = comparison_words(found)
    alt = t("model.published.alt", **_met(drawn(found)))
    show(targets_figure(found, state.lang()), words, target_rows(found), key="targets", alt=alt)
    st.download_button(
        t("model.published.download"), to_csv, "mbb-targets.csv", "text/csv", on_click="ignore"
    )


def _met(found: Sequence[Finding]) -> dict[str, int]:
    return {"met": sum(one.passed for one in found), "total": len(found)}


def comparison_words(found: Sequence[Finding]) -> list[str]:
    """How many are met, which lies farthest outside, and the orders, which have no place in the figure."""
    placed = drawn(found)
    words = [t("model.published.words_count", **_met(placed))]
    outside = [one for one in placed if not one.passed]
    if outside:
        far = max(outside, key=lambda one: abs(scaled(one, one.simulated.value or 0.0)))
        words.append(t("model.published.words_far", label=label(far, state.lang())))
    orders = [one for one in found if one.target.unit == YES_OR_NO]
    if orders:
        words.append(t("model.published.words_orders", **_met(orders)))
    return words


def target_rows(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """One row a target, as text."""
    return [
        {
            t("model.published.field.state"): state_of(one),
            t("model.published.field.label"): t(
                "model.published.sourced", label=label(one, state.lang()), source=one.target.source
            ),
            t("model.published.field.published"): _with_range(
                one, one.target.published, one.target.low, one.target.high
            ),
            t("model.published.field.simulated"): _with_range(
                one, one.simulated.value, one.simulated.low, one.simulated.high
            ),
        }
        for one in found
    ]


def _with_range(one: Finding, value: float | None, low: float | None, high: float | None) -> str:
    text = _value(one, value)
    if one.target.unit == YES_OR_NO or low is None or high is None:
        return text
    return t("model.published.with_range", value=text, low=_short(low), high=_short(high))


def to_csv() -> str:
    """Every comparison as CSV: numbers, pass, and the words of a miss."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in findings():
        target, said = one.target, one.simulated
        why = t(f"validation.why.{target.id}") if has(f"validation.why.{target.id}") else ""
        numbers = (target.published, target.low, target.high, target.unit, said.value, said.low, said.high)
        writer.writerow([target.id, target.role, target.label, *numbers, one.passed, why, target.source])
    return out.getvalue()
