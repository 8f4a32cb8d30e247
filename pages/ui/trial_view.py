"""The answer of a trial as it is read: the hundred, denominators, accuracy, cost, cut-off, causes."""

from collections.abc import Iterable, Sequence

import streamlit as st

from content import load
from pages.figures.cutoffs import Side, cutoff_figure, cutoff_table
from pages.figures.failures import KINDS, failures_figure, failures_table
from pages.figures.flow import flow_figure, flow_table
from pages.ui import state, trial_state
from pages.ui.evidence import cite, record_card
from pages.ui.show import show, table
from pages.ui.trial_controls import clinic_title
from pages.ui.trial_run import start_button
from pages.ui.trial_state import Shown
from pages.ui.words import has, plain, t
from simulator import describe_trial
from simulator.intervals import Estimate
from simulator.trial_report import MEASURES, Outcome

LETTERS = ("A", "B")
_ACCURACY = ("sensitivity", "specificity", "ppv", "npv", "lr_positive", "lr_negative")
_ROWS = ("treated", "relieved", "not_relieved", "needless", "missed", "block_visits")
_QUOTED = ("cutoff_50", "cutoff_80", "rfa_no_best_cut")
"""Findings that the words beside the curve quote."""
_COSTS = ("cost.block_usd", "cost.denervation_usd")


def titles(shown: Shown) -> list[str]:
    """A and B with their paradigms."""
    return [
        describe_trial.side(letter, name, state.audience(), state.lang())
        for letter, name in zip(LETTERS, shown.pair, strict=True)
    ]


def said_to(key: str) -> str:
    """A string in the words of the audience where it has its own, else the one for all."""
    own = f"{key}_{state.audience()}"
    return t(own if has(own) else key)


def model_badge() -> None:
    """What stands below is the model's, not evidence."""
    st.badge(t("trial.page.model"), icon=":material/science:", color="blue", help=t("trial.page.model_help"))


def published_badge() -> None:
    """What stands below was published; the model has no part in it."""
    st.badge(t("trial.page.published"), icon=":material/menu_book:", color="gray")


def source_line(keys: Iterable[str]) -> None:
    """Where published numbers come from, each source once."""
    cited = "; ".join(cite(load().sources[key]) for key in dict.fromkeys(keys))
    st.markdown(f":small[{t('trial.page.source', cited=cited)}]")


def caveat(shown: Shown) -> None:
    """What the truth behind an accuracy is, beside every one of them."""
    cut = f"{100.0 * shown.result.trial.facet_cut:.0f}"
    st.caption(f":material/info: {t(f'trial.caveat.{state.audience()}', cut=cut)}")


def said(shown: Shown) -> None:
    """Who was counted, and how many of them have what is looked for."""
    trial, share = shown.result.trial, shown.result.prevalence.times(100.0)
    values = {name: _number(value) for name, value in vars(share).items()}
    values["share"] = values.pop("value")
    st.caption(t("trial.run.said", patients=f"{trial.patients:,}", seed=trial.seed, **values))


def flow(shown: Shown) -> None:
    """The hundred of A beside the hundred of B."""
    audience, lang = state.audience(), state.lang()
    names = titles(shown)
    for place, name, outcome, letter in zip(
        st.columns(2, gap="large"), names, shown.outcomes, LETTERS, strict=True
    ):
        with place:
            st.subheader(name, anchor=False)
            words = describe_trial.flow_lines(outcome, audience, lang)
            rows = flow_table([(letter, outcome)], audience, lang)
            show(flow_figure(outcome, audience, lang), words, rows, key=f"flow {letter}")


def denominators(shown: Shown) -> None:
    """Per 100 referred and per 100 treated, side by side, for A and for B."""
    empty = t("figures.table.empty")
    rows = []
    for row in _ROWS:
        cells = {t("trial.table.what"): t(f"trial.row.{state.audience()}.{row}")}
        for letter, outcome in zip(LETTERS, shown.outcomes, strict=True):
            referred = outcome.per_100_referred[row]
            treated = 100.0 if row == "treated" else outcome.per_100_treated.get(row)
            cells[t("trial.table.of_referred", letter=letter)] = _number(referred)
            cells[t("trial.table.of_treated", letter=letter)] = (
                empty if treated is None or not outcome.per_100_referred["treated"] else _number(treated)
            )
        rows.append(cells)
    table(rows)


def accuracy(shown: Shown) -> None:
    """Sensitivity, specificity, predictive values and likelihood ratios with their intervals."""
    audience = state.audience()
    percents = [name for name in _ACCURACY if not name.startswith("lr_")]
    _beside(
        shown,
        t("trial.table.measure"),
        [
            (
                t(f"trial.measure.{audience}.{name}"),
                [
                    _estimate(
                        getattr(o, name).times(100.0 if name in percents else 1.0), 1 + (name not in percents)
                    )
                    for o in shown.outcomes
                ],
            )
            for name in _ACCURACY
        ],
    )


def cost(shown: Shown) -> None:
    """What a success costs, with the costs behind it and how they are known."""

    def dollars(value: float | None) -> str:
        return t("trial.table.nobody") if value is None else f"{value:,.0f}"

    a_b: Sequence[Outcome] = shown.outcomes
    _beside(
        shown,
        t("trial.table.measure"),
        [
            (t("trial.table.cost_of"), [dollars(o.cost_per_success) for o in a_b]),
            (t("trial.table.cost_referred"), [dollars(o.cost_per_referred) for o in a_b]),
            (t("trial.table.months"), [_estimate(o.relief_months, 1) for o in a_b]),
            (t("trial.table.repeat"), [_estimate(o.repeat_success.times(100.0), 1) for o in a_b]),
        ],
    )
    st.caption(said_to("trial.table.cost_note"))
    records = st.expander(t("trial.table.cost_records"), key="trial cost records", on_change="rerun")
    if records.open:
        with records:
            for key in _COSTS:
                record_card(load().trial[key])


def cutoff(shown: Shown) -> None:
    """One measure over every cut-off, A and B."""
    lang = state.lang()
    measure = st.selectbox(
        t("trial.cutoff.pick"),
        MEASURES,
        key="trial measure",
        format_func=lambda name: t(f"trial.measure_name.{name}"),
        persist_state="session",
    )
    names = titles(shown)
    sides = [
        Side(name, shown.result.curve(paradigm)) for name, paradigm in zip(names, shown.pair, strict=True)
    ]
    words = [describe_trial.curve_line(s.outcomes, measure, shown.cut, s.title, lang) for s in sides]
    rows = cutoff_table(sides, measure, lang)
    show(cutoff_figure(sides, measure, shown.cut, lang), words, rows, key="cutoff")


def published_cutoffs() -> None:
    """What is published on the cut-off, in a frame of its own."""
    with st.container(key="frame published"):
        published_badge()
        st.markdown(t("trial.cutoff.published"))
        source_line(key for name in _QUOTED for key in load().findings[name].sources)


def causes(shown: Shown) -> None:
    """How many failures of the first block each cause explains, on request."""
    audience, lang = state.audience(), state.lang()
    trial = trial_state.causes_asked(shown.result.trial.model_copy(update={"threshold_pct": shown.cut}))
    kept = trial_state.causes()
    if trial_state.job() is None and (kept is None or kept[0] != trial):
        again = t("trial.failures.again")
        label = t("trial.failures.start", patients=f"{trial.patients:,}") if kept is None else again
        start_button("why", label, trial)
    if kept is None:
        return
    of, found = kept
    values = {"clinic": plain(clinic_title(of.clinic)), "seed": of.seed, "cut": of.threshold_pct}
    st.caption(t("trial.failures.of", patients=f"{of.patients:,}", **values))
    rows = failures_table(found, audience, lang)
    for place, kind in zip(st.columns(2, gap="large"), KINDS, strict=True):
        with place:
            st.subheader(said_to(f"trial.failures.title_{kind}"), anchor=False)
            words = describe_trial.failure_lines(found, kind, of.threshold_pct, audience, lang)
            show(failures_figure(found, kind, audience, lang), words, rows, key=f"causes {kind}")


def _beside(shown: Shown, head: str, lines: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A table with one column for A and one for B."""
    table([{head: words} | dict(zip(titles(shown), cells, strict=True)) for words, cells in lines])


def _number(value: float | None) -> str:
    return t("figures.table.empty") if value is None else f"{value:.1f}"


def _estimate(found: Estimate, digits: int) -> str:
    if found.value is None:
        return t("figures.table.empty")
    if found.low is None or found.high is None:
        return t("trial.table.at_least", value=f"{found.value:.{digits}f}")
    return t("trial.table.interval", **{name: f"{value:.{digits}f}" for name, value in vars(found).items()})
