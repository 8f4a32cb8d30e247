"""Pain over time: one scenario, or a pinned one (A) beside this one (B), each with its diary."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from content import load
from content.loader import say
from pages.figures import labels, theme
from simulator import describe
from simulator.simulate import Answer

HEIGHT_PX = 340
_INSIDE_PX = HEIGHT_PX - 30 - 46
USUAL_CUTS = (50.0, 80.0)
"""Relief (%) that most rules ask for; the rule's own is added where it is another."""

Series = Sequence[tuple[str, Answer]]


@dataclass(frozen=True)
class _Look:
    colour: str
    dash: str
    width: float
    symbol: str
    size: float
    glyph: str
    letter: str


THIS = _Look(theme.BLUE, "solid", 2.5, "circle", 8.0, "━●", "this")
PINNED = _Look(theme.VERMILLION, "dash", 2.5, "diamond-open", 11.0, "╍◇", "pinned")


@dataclass(frozen=True)
class Cut:
    """A line of relief: `pct` as the rule reads it (by score or `stated`), `nrs` the pain that reaches it."""

    pct: float
    nrs: float
    rule: bool
    stated: bool


def cuts(answer: Answer) -> tuple[Cut, ...]:
    """50 and 80 % relief and the rule's own cut-off as pain, none without pain to begin with.

    A rule that reads stated relief is met by less relief by score, because people state more.
    """
    baseline = answer.scenario.patient.baseline_nrs
    if baseline <= 0.0:
        return ()
    rule = float(answer.inputs.threshold_pct[0])
    stated = bool(answer.inputs.stated[0])
    more = load().value("perception.stated_bias_pct") if stated else 0.0
    return tuple(
        Cut(pct, baseline * (1.0 - max(0.0, pct - more) / 100.0), pct == rule, stated)
        for pct in sorted({*USUAL_CUTS, rule})
    )


def pain_figure(series: Series, hours: float = 12.0, lang: str = "en") -> theme.Figure:
    """Pain (0-10, more is up) over `hours` from the injection, two traces a scenario: curve and diary.

    One scenario is drawn as this one (B, blue, solid), of two the first as the pinned one (A, vermillion,
    dashed). Raises ValueError for none or more than two.
    """
    if not 1 <= len(series) <= 2:
        raise ValueError(f"one or two scenarios can be drawn, not {len(series)}")
    looks = (PINNED, THIS) if len(series) == 2 else (THIS,)
    canvas = labels.Canvas((0.0, hours), (0.0, 10.0), _INSIDE_PX)
    traces: list[theme.Json] = []
    places = []
    for (name, answer), look in zip(series, looks, strict=True):
        curve, diary = _curve(name, answer, look, hours, lang), _diary(name, answer, look, hours, lang)
        places.append(canvas.add_curve(curve["x"], curve["y"]))
        canvas.add_points(diary["x"], diary["y"])
        traces += [curve, diary]
    lines, level_notes = _cut_lines(series, looks, canvas, lang)
    check = series[-1][1].scenario.assessment.check_min
    canvas.uprights.append(check / 60.0)
    notes = [
        canvas.along_curve([f"{theme.paint(look.glyph, look.colour)} {theme.escape(name)}"], place)
        for (name, _), look, place in zip(series, looks, places, strict=True)
    ]
    notes += [canvas.on_level(texts, nrs) for texts, nrs in level_notes]
    if not series[-1][1].scenario.patient.baseline_nrs:
        notes.append(canvas.near(say("figures.pain.no_pain", lang), 0.1 * hours, 5.0))
    elif check < 60.0 * hours:
        x = check / 60.0
        lines.append(theme.rule((x, 0.0, x, 10.0), width=1.0))
        text = say("figures.pain.check", lang, minutes=theme.number(check))
        notes.append(canvas.on_upright(text, x))
    layout = theme.layout(
        HEIGHT_PX,
        theme.hours_axis(hours, lang),
        {"range": [0.0, 10.0], "tick0": 0.0, "dtick": 2.0},
        [theme.caption(say("figures.pain.axis", lang)), *notes],
        lines,
        hovermode="x unified",
    )
    return theme.figure([*traces[2:], *traces[:2]], layout)


def pain_table(series: Series, lang: str = "en", hours: float = 24.0) -> list[dict[str, str | float]]:
    """Pain of the model and of the diary at each of the diary's times up to `hours`; 0 is before."""
    rows: list[dict[str, str | float]] = []
    names = _distinct([name for name, _ in series])
    for slot, first in enumerate(series[0][1].diary):
        if first.minute > 60.0 * hours:
            break
        row: dict[str, str | float] = {
            say("figures.pain.table_hours", lang): theme.neat(first.minute / 60.0, 2)
        }
        for name, (_, answer) in zip(names, series, strict=True):
            pain = answer.scenario.patient.baseline_nrs
            if first.minute > 0.0:
                at = int(np.searchsorted(answer.course.times_min, first.minute))
                pain *= float(answer.course.pain[0, at])
            written = answer.diary[slot].nrs
            row[say("figures.pain.table_curve", lang, name=name)] = theme.neat(pain)
            row[say("figures.pain.table_diary", lang, name=name)] = (
                say("figures.pain.missing", lang) if written is None else theme.neat(written)
            )
        rows.append(row)
    return rows


def pain_alt(
    series: Series, audience: describe.Audience = "trainee", lang: str = "en", hours: float = 12.0
) -> str:
    """The picture in sentences, each scenario under its name."""
    said = [(name, describe.pain_curve(answer, audience, lang, hours)) for name, answer in series]
    return " ".join(text if len(said) == 1 else f"{name}: {text}" for name, text in said)


def _curve(name: str, answer: Answer, look: _Look, hours: float, lang: str) -> theme.Json:
    times = answer.course.times_min / 60.0
    shown = int(np.searchsorted(times, hours, side="right")) + 1
    baseline = answer.scenario.patient.baseline_nrs
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.escape(name),
        "x": theme.light(np.concatenate([[0.0], times[:shown]])),
        "y": theme.light(baseline * np.concatenate([[1.0], answer.course.pain[0, :shown]])),
        "line": {"color": look.colour, "dash": look.dash, "width": look.width},
        "hovertemplate": say("figures.pain.curve", lang, value="%{y:.1f}"),
    }


def _diary(name: str, answer: Answer, look: _Look, hours: float, lang: str) -> theme.Json:
    written = [
        (e.minute / 60.0, e.nrs) for e in answer.diary if e.nrs is not None and e.minute <= 60.0 * hours
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.escape(name),
        "x": [hour for hour, _ in written],
        "y": [nrs for _, nrs in written],
        "cliponaxis": False,
        "marker": {
            "color": look.colour,
            "symbol": look.symbol,
            "size": look.size,
            "line": {"color": look.colour, "width": 2.0 if look.symbol.endswith("-open") else 0.0},
        },
        "customdata": [
            say("figures.pain.diary", lang, hours=theme.number(hour), value=theme.number(nrs))
            for hour, nrs in written
        ],
        "hovertemplate": "%{customdata}",
    }


def _cut_lines(
    series: Series, looks: Sequence[_Look], canvas: labels.Canvas, lang: str
) -> tuple[list[theme.Json], list[tuple[list[str], float]]]:
    """Lines of relief and their labels with levels: shared where they agree, else one set a scenario."""
    each = [cuts(answer) for _, answer in series]
    width = canvas.x_range[1]
    lines, said = [], []
    if len(each) == 1 or each[0] == each[1]:
        for cut in each[-1]:
            lines.append(theme.rule((0.0, cut.nrs, width, cut.nrs), dash="dash" if cut.rule else "dot"))
            said.append((_cut_texts(cut, lang), cut.nrs))
    else:
        for found, look in zip(each, looks, strict=True):
            for cut in found:
                ends = (0.0, cut.nrs, width, cut.nrs)
                lines.append(theme.rule(ends, color=look.colour, dash="dash" if cut.rule else "dot"))
                said.append((_cut_texts(cut, lang, look.letter), cut.nrs))
    canvas.levels.extend(nrs for _, nrs in said)
    return lines, said


def _cut_texts(cut: Cut, lang: str, letter: str = "") -> list[str]:
    """What a line of relief says, and the same in fewer words; `letter`: whose it is, if not everyone's."""
    first = ("rule" if cut.rule else "cut") + ("_stated" if cut.stated else "")
    keys = (first, "rule_short") if cut.rule else (first,)
    values = {"pct": theme.number(cut.pct), "nrs": theme.number(cut.nrs)}
    if letter:
        keys = ("cut_of", "cut_of_short")
        values["letter"] = say(f"figures.pain.letter.{letter}", lang)
    return [say(f"figures.pain.{key}", lang, **values) for key in keys]


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, numbered where two are the same, so that they can be columns of one table."""
    return [f"{name} ({i + 1})" if names.count(name) > 1 else name for i, name in enumerate(names)]
