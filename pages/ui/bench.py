"""The Bayes bench: its controls, and the rows and sentences of its views, all from one state."""

from typing import Final

import streamlit as st

from content import load
from content.published_tests import PublishedTest
from pages.figures.bayes import Line
from pages.figures.theme import signed
from pages.ui.show import table
from pages.ui.words import of, plain, t
from simulator import bayes
from simulator.bayes import Bench, Span

PAGE: Final = "clinic.bayes"
PREVALENCE: Final = {"lumbar": "facet_lumbar", "cervical": "facet_cervical", "thoracic": "facet_thoracic"}
"""The finding at which the share before the test opens, by region."""

Row = dict[str, str | float]


def of_test(test: PublishedTest) -> tuple[Span, Span]:
    """Sensitivity and share of false positives of a published test, as shares; no range published: none."""
    if test.false_positive:
        wrong = _span(test.false_positive)
    else:
        right = _span(str(test.specificity))
        wrong = Span(1.0 - right.value, 1.0 - right.high, 1.0 - right.low)
    return _span(test.sensitivity), wrong


def _span(key: str) -> Span:
    finding = load().findings[key]
    low = finding.value if finding.low is None else finding.low
    high = finding.value if finding.high is None else finding.high
    return Span(finding.value / 100.0, low / 100.0, high / 100.0)


def test_card(test: PublishedTest) -> None:
    """What a published test calls positive, what it takes for the truth, and its two numbers."""
    sensitivity, wrong = of_test(test)
    words = {
        name: plain(of("published_tests", test.key, name, getattr(test, name)))
        for name in ("criterion", "reference", "note")
    }
    numbers = t(
        f"{PAGE}.test.accuracy",
        sensitivity=_of_100(sensitivity.value),
        sensitivity_range=_range(sensitivity),
        false_positive=_of_100(wrong.value),
        false_positive_range=_range(wrong),
    )
    lines = [
        numbers,
        t(f"{PAGE}.test.criterion", criterion=words["criterion"]),
        t(f"{PAGE}.test.reference", reference=words["reference"]),
    ]
    st.markdown("\n\n".join([*lines, *([words["note"]] if words["note"] else [])]))


def bench_of(test: PublishedTest) -> Bench:
    """The state of the page: the test's numbers and what the controls say."""
    opened = load().findings[PREVALENCE[test.region]]
    low, high = int(opened.low or opened.value), int(opened.high or opened.value)
    before = st.slider(
        t(f"{PAGE}.before.label"),
        1,
        99,
        int(opened.value),
        key=f"bayes before {test.region}",
        help=t(f"{PAGE}.before.help"),
        persist_state="session",
    )
    bounds = st.slider(
        t(f"{PAGE}.before.range"),
        1,
        99,
        (low, high),
        key=f"bayes range {test.region}",
        persist_state="session",
    )
    sensitivity, wrong = of_test(test)
    repeats = 0
    if test.blocks == 1:
        repeats = st.slider(
            t(f"{PAGE}.repeats.label"),
            0,
            100,
            50,
            5,
            key="bayes repeats",
            help=t(f"{PAGE}.repeats.help"),
            persist_state="session",
        )
        again = bayes.second_false_positive(wrong.value, repeats / 100.0)
        st.caption(t(f"{PAGE}.repeats.means", again=_of_100(again), alone=_of_100(wrong.value)))
    share = Span(before / 100.0, min(before, bounds[0]) / 100.0, max(before, bounds[1]) / 100.0)
    return Bench(share, sensitivity, wrong, repeats / 100.0)


def results_of(test: PublishedTest) -> tuple[str, ...]:
    """The results that can be told apart: of a pair read as one there are two."""
    return bayes.RESULTS if test.blocks == 1 else bayes.RESULTS[:2]


def title_of(test: PublishedTest, result: str) -> str:
    """A result in words."""
    return t(f"{PAGE}.{'result' if test.blocks == 1 else 'pair'}.{result}")


def ratio_of(bench: Bench, result: str) -> float:
    """Likelihood ratio of a result."""
    return bayes.likelihood_ratio(bench.sensitivity.value, bench.false_positive.value, bench.repeats, result)


def answer_lines(test: PublishedTest, bench: Bench) -> list[str]:
    """One sentence a result, and what independence would have claimed."""
    lines = []
    for result in results_of(test):
        post = bayes.post(bench, result)
        title = title_of(test, result)
        lines.append(
            t(
                f"{PAGE}.answer.line",
                result=title[:1].upper() + title[1:],
                value=_of_100(post.value),
                low=_of_100(post.low),
                high=_of_100(post.high),
                ratio=f"{ratio_of(bench, result):.2g}",
            )
        )
    if test.blocks == 1 and bench.repeats:
        alone = bayes.post(bayes.independent(bench), "both_positive").value
        together = bayes.post(bench, "both_positive").value
        lines.append(t(f"{PAGE}.answer.alone", alone=_of_100(alone), value=_of_100(together)))
    return lines


def answer_rows(test: PublishedTest, bench: Bench) -> list[Row]:
    """The same as a table."""
    names = [t(f"{PAGE}.answer.column_{name}") for name in ("result", "ratio", "value", "range")]
    rows: list[Row] = []
    for result in results_of(test):
        post = bayes.post(bench, result)
        span = t(f"{PAGE}.test.range", low=_of_100(post.low), high=_of_100(post.high))
        cells = (title_of(test, result), f"{ratio_of(bench, result):.2g}", _of_100(post.value), span)
        rows.append(dict(zip(names, cells, strict=True)))
    return rows


def figure_values(test: PublishedTest, bench: Bench) -> dict[str, str]:
    """What the nomogram's alternative text says."""
    return {
        "before": _of_100(bench.before.value),
        "lines": " ".join(answer_lines(test, bench)[:2]).replace("**", ""),
    }


def lines_of(test: PublishedTest, bench: Bench) -> list[Line]:
    """The two lines of the nomogram: the first two results."""
    return [
        Line(title_of(test, result), ratio_of(bench, result), bayes.post(bench, result))
        for result in results_of(test)[:2]
    ]


def two_by_two(bench: Bench) -> list[Row]:
    """Of 100 people: positive and negative, with and without joint pain, with sums."""
    found, missed, alarm, clear = bayes.hundred(bench)
    joint, other, together = (t(f"{PAGE}.table.{name}") for name in ("with_joint", "without_joint", "sum"))
    corner = t(f"{PAGE}.table.corner")
    rows = (("positive", found, alarm), ("negative", missed, clear), ("sum", found + missed, alarm + clear))
    return [{corner: t(f"{PAGE}.table.{name}"), joint: a, other: b, together: a + b} for name, a, b in rows]


def tree_lines(bench: Bench) -> list[str]:
    """The same as sentences, with the predictive values read off."""
    found, missed, alarm, clear = bayes.hundred(bench)
    values = {
        "joint": found + missed,
        "other": alarm + clear,
        "found": found,
        "missed": missed,
        "alarm": alarm,
        "clear": clear,
        "positives": found + alarm,
        "negatives": missed + clear,
    }
    return [t(f"{PAGE}.table.tree", **values), t(f"{PAGE}.table.read", **values)]


def benefit(test: PublishedTest, bench: Bench) -> None:
    """Net benefit of each strategy at a threshold that the reader chooses."""
    percent = st.slider(
        t(f"{PAGE}.benefit.label"),
        5,
        90,
        50,
        5,
        key="bayes threshold",
        help=t(f"{PAGE}.benefit.help"),
        persist_state="session",
    )
    ways = strategies(test, bench)
    before, threshold = bench.before.value, percent / 100.0
    net = {way: bayes.net_benefit(before, s, f, threshold) for way, (s, f) in ways.items()}
    rows = [
        {
            t(f"{PAGE}.benefit.column_way"): t(f"{PAGE}.benefit.{way}"),
            t(f"{PAGE}.benefit.column_treated"): _of_100(before * s + (1.0 - before) * f),
            t(f"{PAGE}.benefit.column_net"): signed(100.0 * net[way]),
        }
        for way, (s, f) in ways.items()
    ]
    table(rows)
    best = max(net, key=lambda way: net[way])
    st.markdown(t(f"{PAGE}.benefit.best", way=t(f"{PAGE}.benefit.{best}")))


def strategies(test: PublishedTest, bench: Bench) -> dict[str, tuple[float, float]]:
    """Share of those with and without joint pain whom each strategy treats."""
    s, f = bench.sensitivity.value, bench.false_positive.value
    ways = {"all": (1.0, 1.0), "none": (0.0, 0.0), "pair" if test.blocks > 1 else "one": (s, f)}
    if test.blocks == 1:
        ways["two"] = bayes.likelihoods(s, f, bench.repeats, "both_positive")
    return ways


def _of_100(share: float) -> str:
    return f"{100.0 * share:.0f}"


def _range(span: Span) -> str:
    if span.low == span.high:
        return t(f"{PAGE}.test.no_range")
    return t(f"{PAGE}.test.range", low=_of_100(span.low), high=_of_100(span.high))
