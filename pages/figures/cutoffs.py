"""What a cut-off does: one measure of one or two paradigms, from 50 to 100 % relief."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from content.loader import say
from pages.figures import labels, theme
from simulator.paradigms import THRESHOLDS
from simulator.trial_report import Outcome, measured

HEIGHT_PX = 320
_TOP_PX, _BOTTOM_PX = 30, 46
_X_RANGE = (float(THRESHOLDS[0]), float(THRESHOLDS[-1]))
_MARK_EVERY = 10
_COST = "cost_per_success"
LOOKS = ((theme.VERMILLION, "dash", "square"), (theme.BLUE, "solid", "circle"))
"""A and B: colour, dash and mark."""


class Side(NamedTuple):
    """One side of the comparison: its name and its outcomes, one a cut-off."""

    title: str
    outcomes: Sequence[Outcome]


def values(side: Side, measure: str) -> list[tuple[int, float]]:
    """Cut-off and value wherever there is one."""
    found = ((o.threshold_pct, measured(o, measure).value) for o in side.outcomes)
    return [(cut, value) for cut, value in found if value is not None]


def cutoff_figure(sides: Sequence[Side], measure: str, cut: int, lang: str = "en") -> theme.Figure:
    """A line for each side with its 95 % band, and an upright at the chosen cut-off."""
    lines = [values(side, measure) for side in sides]
    top = _ceiling([value for line in lines for _, value in line]) if measure == _COST else 100.0
    canvas = labels.Canvas(_X_RANGE, (0.0, top), HEIGHT_PX - _TOP_PX - _BOTTOM_PX)
    canvas.uprights.append(float(cut))
    drawn = [i for i, line in enumerate(lines) if line]
    for i in drawn:
        canvas.add_curve(*(np.array(column, dtype=float) for column in zip(*lines[i], strict=True)))
    notes = [theme.caption(say(f"trial.measure_axis.{measure}", lang))]
    notes.append(canvas.on_upright(say("trial.cutoff.here", lang, cut=cut), float(cut)))
    for order, i in enumerate(drawn):
        mark = theme.paint(theme.GLYPHS[1 - i], LOOKS[i][0])
        texts = [f"{mark} {theme.escape(sides[i].title)}", f"{mark} {theme.escape(sides[i].title[:1])}"]
        notes.append(canvas.along_curve(texts, order, (0.85, 0.45)[i]))
    traces = [trace for i in drawn for trace in _traces(sides[i], lines[i], measure, i, lang)]
    axis = {"range": [0.0, top], "dtick": top / 5.0}
    layout = theme.layout(
        HEIGHT_PX,
        {
            "range": list(_X_RANGE),
            "tick0": _X_RANGE[0],
            "dtick": 10.0,
            "title": theme.axis_title(say("trial.cutoff.axis", lang)),
        },
        axis | ({"tickformat": ",.0f"} if measure == _COST else {}),
        notes,
        [theme.rule((cut, 0.0, cut, top))],
        margin={"l": 46 if measure == _COST else 34, "r": 14, "t": _TOP_PX, "b": _BOTTOM_PX, "pad": 4},
    )
    return theme.figure(traces, layout)


def cutoff_table(sides: Sequence[Side], measure: str, lang: str = "en") -> list[dict[str, str | float]]:
    """Every tenth cut-off and the two between them that are asked for most, each side with its interval."""
    rows = []
    for i, cut in enumerate(THRESHOLDS):
        if cut % 5:
            continue
        row: dict[str, str | float] = {say("trial.cutoff.table_cut", lang): cut}
        for side in sides:
            row[side.title] = interval(side.outcomes[i], measure, lang)
        rows.append(row)
    return rows


def interval(outcome: Outcome, measure: str, lang: str = "en") -> str:
    """A measure as people read it: value and interval, a dash where there is nothing to divide by."""
    found = measured(outcome, measure)
    if found.value is None:
        return say("figures.table.empty", lang)
    if measure == _COST:
        return f"{found.value:,.0f}"
    if found.low is None or found.high is None:
        return f"{found.value:.1f}"
    return say(
        "trial.table.interval",
        lang,
        value=f"{found.value:.1f}",
        low=f"{found.low:.1f}",
        high=f"{found.high:.1f}",
    )


def _traces(
    side: Side, line: Sequence[tuple[int, float]], measure: str, i: int, lang: str
) -> list[theme.Json]:
    colour, dash, symbol = LOOKS[i]
    cuts, found = [cut for cut, _ in line], [round(value, 2) for _, value in line]
    band = [(o.threshold_pct, measured(o, measure)) for o in side.outcomes]
    edges = [(cut, e.low, e.high) for cut, e in band if e.low is not None and e.high is not None]
    hover = say("trial.cutoff.hover", lang, name=theme.escape(side.title), cut="%{x}", value="%{y:,.1f}")
    curve = {
        "type": "scatter",
        "mode": "lines",
        "name": side.title,
        "x": cuts,
        "y": found,
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "hovertemplate": f"{hover}<extra></extra>",
    }
    marks = [(cut, value) for cut, value in zip(cuts, found, strict=True) if cut % _MARK_EVERY == 0]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": side.title,
        "x": [cut for cut, _ in marks],
        "y": [value for _, value in marks],
        "marker": {"color": colour, "symbol": symbol, "size": 9},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    area = {
        "type": "scatter",
        "mode": "none",
        "fill": "toself",
        "fillcolor": theme.faint(colour),
        "x": [cut for cut, _, _ in edges] + [cut for cut, _, _ in reversed(edges)],
        "y": [round(high, 2) for _, _, high in edges] + [round(low, 2) for _, low, _ in reversed(edges)],
        "hoverinfo": "skip",
    }
    return [area, curve, dots] if edges else [curve, dots]


def _ceiling(found: Sequence[float]) -> float:
    """Top of an axis in dollars: a round number above all of them."""
    highest = max((*found, 1.0))
    step = 10.0 ** np.floor(np.log10(highest))
    return float(next(m * step for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * step >= highest))
