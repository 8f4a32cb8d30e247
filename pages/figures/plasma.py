"""Drug in the plasma beside the level at which signs of toxicity begin."""

import numpy as np

from content.loader import say
from pages.figures import labels, theme
from simulator.simulate import Answer

HEIGHT_PX = 300
_INSIDE_PX = HEIGHT_PX - 30 - 46
LOWEST_MG_L = 0.001
HIGHEST_MG_L = 10.0
"""Ends of the axis; only a level above the upper one adds whole decades."""

_ABOUT = 1.1
"""Nearer to the threshold than this, a ratio says less than the picture."""

_TABLE_MIN = (0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 120.0, 180.0, 240.0, 360.0, 480.0, 720.0, 1440.0)


def plasma_figure(answer: Answer, hours: float = 6.0, lang: str = "en") -> theme.Figure:
    """Plasma (mg/L) over `hours`, the published threshold as a line, a venous bolus as its upper bound.

    The axis is always logarithmic, and says so: a block's plasma lies ten to a hundred times below the
    threshold, so that on a linear axis that holds both the curve is a flat line on the floor. How far below
    it lies is written beside the peak, because a log axis shrinks that distance.
    """
    plasma = answer.plasma
    times = plasma.times_min / 60.0
    shown = int(np.searchsorted(times, hours, side="right")) + 1
    times, level = times[:shown], plasma.mg_l[:shown]
    marks = [plasma.peak_mg_l, plasma.bolus_mg_l, plasma.threshold_mg_l or 0.0]
    top = float(max(np.log10(HIGHEST_MG_L), np.ceil(np.log10(1.2 * max(*marks, LOWEST_MG_L)))))
    bottom = float(np.log10(LOWEST_MG_L))
    canvas = labels.Canvas((0.0, hours), (bottom, top), _INSIDE_PX)
    traces: list[theme.Json] = []
    notes: list[theme.Json] = []
    lines: list[theme.Json] = []
    if plasma.dose_mg > 0.0:
        traces.append(_curve(times, level, lang))
        canvas.add_curve(times, np.log10(np.maximum(level, LOWEST_MG_L)))
        if plasma.bolus_mg_l > 0.0:
            traces.append(_bolus(plasma.bolus_mg_l, lang))
            canvas.add_points([0.0], [np.log10(plasma.bolus_mg_l)])
        if plasma.threshold_mg_l is not None:
            at = plasma.threshold_mg_l
            lines.append(theme.rule((0.0, at, hours, at), dash="dash", width=2.0))
            canvas.levels.append(float(np.log10(at)))
            text = say("figures.plasma.threshold", lang, value=theme.number(at))
            notes.append(canvas.on_level([text], float(np.log10(at))))
        notes += _marks(answer, canvas, lang)
    else:
        notes.append(canvas.near(say("describe.plasma.saline", lang), 0.25 * hours, 0.5 * (top + bottom)))
    layout = theme.layout(
        HEIGHT_PX,
        theme.hours_axis(hours, lang),
        {
            "type": "log",
            "range": [bottom, top],
            "tickvals": (ticks := [10.0**power for power in range(int(bottom), int(top) + 1)]),
            "ticktext": [f"{tick:g}" for tick in ticks],
            "zeroline": False,
        },
        [theme.caption(say("figures.plasma.axis", lang)), *notes],
        lines,
        margin={"l": 44, "r": 12, "t": 30, "b": 46, "pad": 4},
    )
    return theme.figure(traces, layout)


def plasma_table(answer: Answer, lang: str = "en") -> list[dict[str, str | float]]:
    """Plasma at chosen times of the first day."""
    plasma = answer.plasma
    level = np.interp(_TABLE_MIN, plasma.times_min, plasma.mg_l)
    return [
        {
            say("figures.plasma.table_hours", lang): theme.neat(minute / 60.0, 2),
            say("figures.plasma.table_mg_l", lang): float(f"{value:.2g}"),
        }
        for minute, value in zip(_TABLE_MIN, level, strict=True)
    ]


def _curve(times: np.ndarray, level: np.ndarray, lang: str) -> theme.Json:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": theme.light(times),
        "y": theme.light(np.where(level > 0.0, level, np.nan)),
        "line": {"color": theme.BLUE, "width": 2.5},
        "hovertemplate": _hover(lang),
    }


def _bolus(bolus_mg_l: float, lang: str) -> theme.Json:
    """The upper bound right after the injection: a mark that points down at what is likelier."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [0.0],
        "y": [bolus_mg_l],
        "cliponaxis": False,
        "marker": {"color": theme.BLUE, "symbol": "triangle-down", "size": 12},
        "hovertemplate": _hover(lang),
    }


def _marks(answer: Answer, canvas: labels.Canvas, lang: str) -> list[theme.Json]:
    """Labels of the bolus, of the peak, and of a threshold that nobody has established."""
    plasma, notes = answer.plasma, []
    if plasma.bolus_mg_l > 0.0:
        text = say("figures.plasma.bolus", lang, value=f"{plasma.bolus_mg_l:.2g}")
        notes.append(canvas.near(text, 0.0, float(np.log10(plasma.bolus_mg_l)), gap_px=10.0))
    top = canvas.y_range[1]
    at = plasma.times_min[int(plasma.mg_l.argmax())] / 60.0
    values = {"value": f"{plasma.peak_mg_l:.2g}"}
    key = "peak"
    if plasma.threshold_mg_l is not None and plasma.peak_mg_l > 0.0:
        times = plasma.threshold_mg_l / plasma.peak_mg_l
        key = "below" if times >= _ABOUT else "above" if times <= 1.0 / _ABOUT else "peak"
        values["times"] = f"{max(times, 1.0 / times):.2g}"
    if plasma.peak_mg_l >= LOWEST_MG_L:
        peak = float(np.log10(plasma.peak_mg_l))
        notes.append(canvas.near(say(f"figures.plasma.{key}", lang, **values), at, peak, gap_px=10.0))
    if plasma.threshold_mg_l is None:
        text = say("figures.plasma.unknown", lang)
        notes.append(canvas.near(text, 0.0, top - 0.3, theme.SMALL_PX))
    return notes


def _hover(lang: str) -> str:
    hours, level = (
        say("figures.hover.hours", lang, value="%{x:.2~f}"),
        say("figures.plasma.hover", lang, value="%{y:.2g}"),
    )
    return f"{hours}: {level}<extra></extra>"
