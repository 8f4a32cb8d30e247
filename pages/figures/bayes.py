"""From before to after a result: Fagan's nomogram on log-odds, one line a result."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from content.loader import say
from pages.figures import theme
from simulator.bayes import Post, log_odds

HEIGHT_PX = 430
_SHARES = (1, 2, 5, 10, 20, 30, 50, 70, 80, 90, 95, 98, 99)
_RATIOS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
_TOP = log_odds(0.993)
_LINES = ((theme.BLUE, "solid", "circle"), (theme.VERMILLION, "dash", "square"))


@dataclass(frozen=True)
class Line:
    """One result: its name, its likelihood ratio, and the probability after it with its bounds."""

    title: str
    ratio: float
    post: Post


def nomogram(before: float, lines: Sequence[Line], lang: str = "en") -> theme.Figure:
    """Left axis before, middle the likelihood ratio, right after; a straight line for each result.

    The left axis has more probable at the bottom, so that log-odds add up along a straight line.
    """
    left = -_inside(log_odds(before))
    traces, notes = [], [*_axis(0.0, _SHARES, flipped=True), *_ratio_axis(), *_axis(1.0, _SHARES)]
    for line, (colour, dash, mark) in zip(lines, _LINES, strict=False):
        right = _inside(log_odds(line.post.value))
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [0.0, 0.5, 1.0],
                "y": [left, (left + right) / 2.0, right],
                "name": line.title,
                "line": {"color": colour, "width": 2.5, "dash": dash},
                "marker": {"color": colour, "size": 9, "symbol": mark},
                "hoverinfo": "skip",
            }
        )
        traces.append(_bounds(line.post, colour))
        notes.append(
            theme.note(
                theme.escape(line.title, 22), 0.72, left + 0.72 * (right - left), yshift=12, font=theme.font()
            )
        )
    titles = [
        theme.note(
            say(f"clinic.bayes.figure.{name}", lang),
            x,
            1.0,
            xanchor=anchor,
            yref="paper",
            yanchor="bottom",
            yshift=6,
        )
        for name, x, anchor in (("before", 0.0, "left"), ("ratio", 0.5, "center"), ("after", 1.0, "right"))
    ]
    return theme.figure(
        traces,
        theme.layout(
            HEIGHT_PX,
            {"range": [-0.12, 1.12], "visible": False},
            {"range": [-_TOP, _TOP], "visible": False},
            [*notes, *titles],
            [theme.rule((x, -_TOP, x, _TOP), dash="solid") for x in (0.0, 0.5, 1.0)],
            margin={"l": 4, "r": 4, "t": 34, "b": 8, "pad": 0},
        ),
    )


def _inside(value: float) -> float:
    return max(-_TOP, min(_TOP, value))


def _bounds(post: Post, colour: str) -> theme.Json:
    """The range of the probability after, as a thick bar on the right axis."""
    ends = [_inside(log_odds(post.low)), _inside(log_odds(post.high))]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [1.0, 1.0],
        "y": ends,
        "line": {"color": colour, "width": 9},
        "opacity": 0.45,
        "hoverinfo": "skip",
    }


def _axis(x: float, shares: Sequence[int], *, flipped: bool = False) -> list[theme.Json]:
    anchor, shift = ("left", 6) if x > 0.5 else ("right", -6)
    sign = -1.0 if flipped else 1.0
    return [
        theme.note(
            f"{share}",
            x,
            sign * log_odds(share / 100.0),
            xanchor=anchor,
            xshift=shift,
            font=theme.font(theme.SMALL_PX),
        )
        for share in shares
    ]


def _ratio_axis() -> list[theme.Json]:
    """Ticks of the middle axis: half the log of the ratio, because the line is read at its middle."""
    return [
        theme.note(
            f"{ratio:g}",
            0.5,
            math.log(ratio) / 2.0,
            xshift=-6,
            xanchor="right",
            font=theme.font(theme.SMALL_PX),
        )
        for ratio in _RATIOS
    ]
