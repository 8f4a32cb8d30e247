"""Numbers for people: a hundred who have the test, as a tree, as marks, in words, with their ranges.

    people = numbers_for_people()          # the whole part of a page: control, picture, how sure one can be
    picture(bench, large=True)             # tree, marks and read-offs alone, for any numbers (a session)
    picture(bench, ("marks",))             # one view of them, always with its key
    who_and_group(bench); half(bench, "eased")   # the sentences beside a picture; one read-off alone
    bench_of(chosen())                     # the numbers behind what is on screen, for a sheet to take home

Central numbers come from the virtual clinic, ranges and shares from published findings.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from content import load
from pages.figures import theme
from pages.ui.provenance import framed
from pages.ui.show import table
from pages.ui.words import t
from simulator import hundred
from simulator.bayes import Bench, Span
from simulator.hundred import GROUPS, Accuracy, Hundred

SHARES: Final[Mapping[str, str]] = {
    "less": "facet_lumbar_younger",
    "middle": "facet_lumbar",
    "more": "facet_lumbar_older",
}
"""How sure the doctor was before the test -> the finding that gives the share with joint pain."""

FACTS: Final = (*SHARES.values(), "joint_numbed", "fpr_lumbar", "fpr_lumbar_1994", "fpr_cervical")
"""Every finding that stands behind this part of a page, for its foot."""

VIEWS: Final = ("tree", "marks", "halves")
"""The frequency tree, the square of a hundred marks, and what can be read off for either result."""

_KEY: Final = "hundred share"
_USUAL: Final = "middle"
_CSS: Final = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
SIDES: Final = {
    "eased": ("eased_joint", "false_alarm"),
    "not_eased": ("correct_not_eased", "missed"),
}
"""Result -> the group for whom the test was right, and the one for whom it was wrong."""


@cache
def clinic() -> Accuracy:
    """The virtual clinic's own accuracy, counted once a process."""
    return hundred.accuracy()


def bench_of(share: str) -> Bench:
    """The numbers of one of `SHARES`. The ranges hold the clinic's own number wherever it lies."""
    findings = load().findings
    before = findings[SHARES[share]].value / 100.0
    found = clinic()
    return Bench(
        before=Span(before, before, before),
        sensitivity=_span(found.sensitivity, "joint_numbed"),
        false_positive=_span(found.false_positive, "fpr_lumbar", "fpr_lumbar_1994"),
    )


def _span(value: float, *names: str) -> Span:
    found = [load().findings[name] for name in names]
    ends = [end / 100.0 for one in found for end in (one.low, one.high) if end is not None]
    return Span(value, min(value, *ends), max(value, *ends))


def chosen() -> str:
    """Which of `SHARES` is on screen, or was last."""
    found = str(st.session_state.get(_KEY))
    return found if found in SHARES else _USUAL


def who(people: Hundred, whom: str = "who") -> str:
    """Who the hundred are, within which time, and both sides of what they feel."""
    return t(f"patient.hundred.picture.{whom}", minutes=f"{hundred.CHECK_MIN:g}", **people.numbers)


def numbers_for_people(*, large: bool = False) -> Hundred:
    """The whole part: the control, the picture, how sure one can be, the table. Returns what is on screen."""
    with st.container(key="hundred"):
        return _whole(large)


def _whole(large: bool) -> Hundred:
    share = st.segmented_control(
        t("patient.hundred.ask.title"),
        list(SHARES),
        default=_USUAL,
        required=True,
        format_func=lambda name: t(f"patient.hundred.ask.{name}"),
        key=_KEY,
        persist_state="session",
    )
    bench = bench_of(share)
    people = Hundred.of(bench)
    meaning = t(f"patient.hundred.ask.{share}_means", joint=people.joint)
    st.caption(f"{meaning} {t('patient.hundred.ask.assumed')}")
    with framed("model", "hundred"):
        picture(bench, large=large)
    how_sure()
    with st.expander(t("patient.hundred.table.title")):
        table(rows(bench))
    return people


def picture(bench: Bench, views: Sequence[str] = VIEWS, *, large: bool = False, whom: str = "who") -> None:
    """Who they are, that it is a model, and those of `VIEWS` that are asked for, with the key of marks.

    `whom`: the sentence on who they are, `who` or, for numbers that came from elsewhere, `given`.
    """
    people = Hundred.of(bench)
    tree = _tree(people) if "tree" in views else ""
    columns = [tree + _key(bench), *([_square(people)] if "marks" in views else [])]
    side_by_side = "".join(f"<div>{column}</div>" for column in columns)
    both = "".join(_half(bench, side) for side in SIDES) if "halves" in views else ""
    shown = f'<div class="views">{side_by_side}</div><div class="halves">{both}</div>'
    _html(_sentences(people, whom) + shown, large)


def who_and_group(bench: Bench, *, large: bool = False) -> None:
    """Who the hundred are, and that a model speaks of a group: stands beside any part of the picture."""
    _html(_sentences(Hundred.of(bench)), large)


def half(bench: Bench, side: str, *, large: bool = False) -> None:
    """One read-off alone: of those whose pain `eased`, or of those whose pain did `not_eased`."""
    _html(_half(bench, side), large)


def how_sure() -> None:
    """The certainty word with its key, why there is a range, and who was left out."""
    st.markdown(f"**{t('patient.hundred.sure.title')}** {t('patient.hundred.sure.word')}")
    with st.expander(t("patient.hundred.sure.key_title")):
        st.markdown(t("patient.hundred.sure.key"))
        lines = (
            t("patient.hundred.sure.why"),
            t("patient.hundred.sure.unread", unread=f"{100 * clinic().unread:.0f}"),
            t("patient.hundred.sure.neck"),
        )
        st.markdown("\n\n".join(lines))


def rows(bench: Bench) -> list[dict[str, object]]:
    """The four groups and the two results with count and range, as a table."""
    numbers, spans = Hundred.of(bench).numbers, hundred.ranges(bench)
    named = {group: f"patient.hundred.marks.{group}" for group in GROUPS}
    named |= {side: f"patient.hundred.table.{side}" for side in SIDES}
    return [
        {
            t("patient.hundred.table.group"): t(name),
            t("patient.hundred.table.count"): numbers[key],
            t("patient.hundred.table.range"): t(
                "patient.hundred.table.span", low=spans[key][0], high=spans[key][1]
            ),
        }
        for key, name in named.items()
    ]


# --- Markup: only words of the text files and whole numbers, escaped ---


def _safe(text: str) -> str:
    return escape(text, quote=True)


def _html(inner: str, large: bool) -> None:
    colours = f"--eased:{theme.BLUE};--not-eased:{theme.GREY}"
    size = " large" if large else ""
    st.html(f'<style>{_CSS}</style><div class="hundred{size}" style="{colours}">{inner}</div>')


def _mark(group: str) -> str:
    return f'<i class="mark {group}"></i>'


def _square(people: Hundred) -> str:
    alt = t("patient.hundred.marks.alt", **people.counts)
    marks = "".join(map(_mark, people.marks))
    heading = f'<p class="heading">{_safe(t("patient.hundred.marks.title"))}</p>'
    how = f'<p class="soft">{_safe(t("patient.hundred.marks.key"))}</p>'
    return f'{heading}<div class="square" role="img" aria-label="{_safe(alt)}">{marks}</div>{how}'


def _key(bench: Bench) -> str:
    spans = hundred.ranges(bench)
    lines = []
    for group, count in Hundred.of(bench).counts.items():
        low, high = spans[group]
        words = _safe(t(f"patient.hundred.marks.{group}"))
        span = _safe(t("patient.hundred.marks.range", low=low, high=high)) if low < high else ""
        lines.append(
            f'<li>{_mark(group)}<b>{count}</b><span>{words}<span class="soft">{span}</span></span></li>'
        )
    return f'<ul class="key">{"".join(lines)}</ul>'


def _tree(people: Hundred) -> str:
    def branch(name: str, count: int, inner: str = "") -> str:
        mark = _mark(name) if name in GROUPS else ""
        words = _safe(t(f"patient.hundred.tree.{name}"))
        return f'<li><div class="box">{mark}<b>{count}</b><span>{words}</span></div>{inner}</li>'

    def both(*branches: str) -> str:
        return f"<ul>{''.join(branches)}</ul>"

    joint = both(branch("eased_joint", people.eased_joint), branch("missed", people.missed))
    none = both(
        branch("false_alarm", people.false_alarm), branch("correct_not_eased", people.correct_not_eased)
    )
    all_of_them = both(branch("joint", people.joint, joint), branch("no_joint", people.no_joint, none))
    heading = f'<p class="heading">{_safe(t("patient.hundred.tree.title"))}</p>'
    return f'{heading}<ul class="tree">{branch("all", 100, all_of_them)}</ul>'


def _sentences(people: Hundred, whom: str = "who") -> str:
    group = _safe(t("patient.hundred.picture.group"))
    return f'<p class="who">{_safe(who(people, whom))}</p><p class="group">{group}</p>'


def _half(bench: Bench, side: str) -> str:
    people, spans = Hundred.of(bench), hundred.ranges(bench)
    right, wrong = SIDES[side]
    marks = "".join(_mark(group) * people.counts[group] for group in (right, wrong))
    ends = {"low": spans[right][0], "high": spans[right][1]}
    ends |= {"wrong_low": spans[wrong][0], "wrong_high": spans[wrong][1]}

    def words(name: str, **values: int) -> str:
        return _safe(t(f"patient.hundred.{side}.{name}", **values))

    return (
        f'<div class="half {side}"><p class="heading">{words("title", **people.numbers)}</p>'
        f'<div class="square" role="img" aria-label="{words("alt", **people.counts)}">{marks}</div>'
        f'<p>{words("body", **people.numbers)}</p><p class="soft">{words("range", **ends)}</p></div>'
    )
