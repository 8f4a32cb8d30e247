"""A case's blocks: the diary as written; in the debrief the pain as it was, on the same axes."""

import numpy as np

from content.loader import say
from pages.figures import theme
from simulator.case_pool import Seen

HEIGHT_PX = 250
_CUTS = (50, 80)


def case_figure(seen: Seen, number: int, *, reveal: bool, lang: str = "en") -> theme.Figure:
    """Pain 0 to 10 over eight hours: marks for what was written; with `reveal` a line for what was felt."""
    hours = np.array(seen.minutes) / 60.0
    written = np.isfinite(seen.nrs)
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": say("learn.cases.figure.written", lang),
            "x": hours[written],
            "y": seen.nrs[written],
            "marker": {"color": theme.BLUE, "size": 10, "symbol": "circle"},
            "hovertemplate": "%{y:.0f}<extra></extra>",
            "cliponaxis": False,
        }
    ]
    notes = [theme.caption(say("learn.cases.figure.before", lang, number=number))]
    if reveal:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": say("learn.cases.figure.true", lang),
                "x": seen.times_min / 60.0,
                "y": seen.pain_nrs,
                "line": {"color": theme.VERMILLION, "width": 2.5, "dash": "dash"},
                "hoverinfo": "skip",
            }
        )
        notes.append(
            theme.note(
                say("learn.cases.figure.true", lang),
                8.0,
                float(seen.pain_nrs[-1]),
                xanchor="right",
                yshift=12,
            )
        )
    baseline = float(seen.nrs[0]) if np.isfinite(seen.nrs[0]) else 0.0
    lines = []
    for cut in _CUTS:
        height = baseline * (1.0 - cut / 100.0)
        lines.append(theme.rule((0.0, height, 8.0, height)))
        notes.append(
            theme.note(
                say("learn.cases.figure.cut", lang, cut=cut),
                8.0,
                height,
                xanchor="right",
                yshift=8,
                font=theme.font(theme.SMALL_PX),
            )
        )
    return theme.figure(
        traces,
        theme.layout(
            HEIGHT_PX, theme.hours_axis(8.0, lang), {"range": [0.0, 10.4], "dtick": 2}, notes, lines
        ),
    )


def case_table(seen: Seen, *, reveal: bool, lang: str = "en") -> list[dict[str, str | float]]:
    """The same as rows: hours, as written, and in the debrief as it was."""
    empty = say("figures.table.empty", lang)
    truth = np.interp(seen.minutes, seen.times_min, seen.pain_nrs)
    rows = []
    for minute, nrs, real in zip(seen.minutes, seen.nrs, truth, strict=True):
        row: dict[str, str | float] = {
            say("figures.axis.hours", lang): theme.neat(minute / 60.0, 2),
            say("learn.cases.figure.written", lang): theme.neat(nrs) if np.isfinite(nrs) else empty,
        }
        if reveal:
            row[say("learn.cases.figure.true", lang)] = theme.neat(float(real))
        rows.append(row)
    return rows
