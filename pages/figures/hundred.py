"""Numbers of 100, one row each: a bar for what the model gives, an open diamond for what was published."""

from collections.abc import Mapping, Sequence

from content.loader import say
from pages.figures import rows, theme
from simulator.intervals import Estimate
from simulator.lesson_numbers import Row

_LINE_PX, _LANE_PX, _GAP_PX = 18, 18, 12
_TOP_PX, _BOTTOM_PX, _RIGHT_PX = 30, 46, 78
_BAR_PX = 13

KINDS = ("prediction", "model", "published")
"""Lanes of a row, from the top down."""


def hundred_figure(
    found: Sequence[Row],
    words: Mapping[str, str],
    axis: str,
    lang: str = "en",
    predicted: Mapping[str, int] | None = None,
) -> theme.Figure:
    """Rows from the top down under their own words, on an axis from 0 to 100 named `axis`.

    `predicted`: what a learner said of a row, as an empty bar above the model's. Heights are in pixels, so
    that a row is as high as its words and its lanes need.
    """
    guesses = predicted or {}
    notes, at = [theme.caption(_legend(found, bool(guesses), lang))], 0.0
    lanes: dict[str, list[tuple[float, str, Estimate]]] = {kind: [] for kind in KINDS}
    for row in found:
        text = rows.wrap(words[row.name])
        at += _LINE_PX * (text.count("<br>") + 1)
        notes.append(theme.note(text, 0.0, at, xref="paper", yanchor="bottom"))
        guess = Estimate(float(guesses[row.name]), None, None) if row.name in guesses else None
        for kind, number in zip(KINDS, (guess, row.model, row.published), strict=True):
            if number is not None and number.value is not None:
                lanes[kind].append((at + _LANE_PX / 2.0, words[row.name], number))
                notes.append(_number(kind, number, at + _LANE_PX / 2.0, lang))
                at += _LANE_PX
        at += _GAP_PX
    traces = [
        _bars(lanes["prediction"], theme.outline(theme.VERMILLION), lang),
        _bars(lanes["model"], theme.pattern(theme.BLUE, ""), lang),
        _diamonds(lanes["published"], lang),
    ]
    layout = theme.layout(
        round(_TOP_PX + _BOTTOM_PX + at),
        {"range": [0.0, 100.0], "dtick": 25.0, "showgrid": True, "title": theme.axis_title(axis)},
        {"range": [at, 0.0], "visible": False},
        notes,
        margin={"l": 12, "r": _RIGHT_PX, "t": _TOP_PX, "b": _BOTTOM_PX, "pad": 0},
    )
    return theme.figure([trace for trace in traces if trace["y"]], layout | {"barmode": "overlay"})


def hundred_table(
    found: Sequence[Row], words: Mapping[str, str], lang: str = "en"
) -> list[dict[str, str | float]]:
    """Each number with its 95 % interval, the model's and the published one."""
    return [
        {
            say("learn.kit.figure.table_what", lang): words[row.name],
            say("learn.kit.figure.table_model", lang): _span(row.model, lang),
            say("learn.kit.figure.table_published", lang): _span(row.published, lang),
        }
        for row in found
    ]


def hundred_lines(found: Sequence[Row], words: Mapping[str, str], lang: str = "en") -> list[str]:
    """The figure in sentences, one a row."""
    lines = []
    for row in found:
        parts = [
            say(f"learn.kit.figure.line_{kind}", lang, number=_span(number, lang))
            for kind, number in (("model", row.model), ("published", row.published))
            if number is not None
        ]
        lines.append(say("learn.kit.figure.line", lang, words=words[row.name], numbers=", ".join(parts)))
    return lines


def _legend(found: Sequence[Row], guessed: bool, lang: str) -> str:
    shown = (guessed, any(row.model for row in found), any(row.published for row in found))
    marks = (("□", theme.VERMILLION), ("■", theme.BLUE), ("◇", theme.GREY))
    return "&nbsp;&nbsp; ".join(
        f"{theme.paint(*mark)} {say(f'learn.kit.figure.{kind}', lang)}"
        for kind, mark, there in zip(KINDS, marks, shown, strict=True)
        if there
    )


def _number(kind: str, number: Estimate, y: float, lang: str) -> theme.Json:
    """A number beside its bar, or beside the end of its interval."""
    value = number.value or 0.0
    end = value if number.high is None else max(value, number.high)
    text = say("learn.kit.figure.value", lang, value=f"{value:.0f}")
    return theme.note(f"<b>{text}</b>" if kind == "model" else text, end, y, xshift=9)


def _bars(lane: Sequence[tuple[float, str, Estimate]], look: theme.Json, lang: str) -> theme.Json:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [number.value for _, _, number in lane],
        "y": [y for y, _, _ in lane],
        "width": [_BAR_PX] * len(lane),
        "marker": look,
        "error_x": _whiskers(lane),
        "customdata": [f"{words}: {_span(number, lang)}" for _, words, number in lane],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _diamonds(lane: Sequence[tuple[float, str, Estimate]], lang: str) -> theme.Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [number.value for _, _, number in lane],
        "y": [y for y, _, _ in lane],
        "marker": {"symbol": "diamond-open", "size": 11, "color": theme.GREY, "line": {"width": 2.0}},
        "error_x": _whiskers(lane),
        "customdata": [f"{words}: {_span(number, lang)}" for _, words, number in lane],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _whiskers(lane: Sequence[tuple[float, str, Estimate]]) -> theme.Json:
    values = [number.value or 0.0 for _, _, number in lane]
    pairs = list(zip(values, (number for _, _, number in lane), strict=True))
    return {
        "type": "data",
        "symmetric": False,
        "array": [0.0 if n.high is None else n.high - v for v, n in pairs],
        "arrayminus": [0.0 if n.low is None else v - n.low for v, n in pairs],
        "color": theme.GREY,
        "thickness": 1.5,
        "width": 3,
    }


def _span(number: Estimate | None, lang: str) -> str:
    if number is None or number.value is None:
        return say("figures.table.empty", lang)
    if number.low is None or number.high is None:
        return f"{number.value:.0f}"
    return say(
        "learn.kit.figure.span",
        lang,
        value=f"{number.value:.0f}",
        low=f"{number.low:.0f}",
        high=f"{number.high:.0f}",
    )
