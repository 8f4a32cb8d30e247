"""A predicted curve beside the model's on the same axes: where they differ most is marked."""

from collections.abc import Sequence

import numpy as np

from content.loader import say
from pages.figures import labels, theme
from simulator.prediction import Contrast
from simulator.simulate import Answer

HEIGHT_PX = 360
_INSIDE_PX = HEIGHT_PX - 30 - 46
_CLOSE = 0.5
"""NRS points; a smaller difference is not marked."""


def prediction_figure(
    answer: Answer,
    hours: float,
    handles: Sequence[float],
    predicted: Sequence[float],
    found: Contrast,
    given: tuple[str, Answer] | None = None,
    lang: str = "en",
) -> theme.Figure:
    """Pain (0 to 10) over `hours`: the model solid, the prediction dashed through its handles, and the curve
    that was `given` dotted, with its name. A line joins prediction and model where they differ most."""
    canvas = labels.Canvas((0.0, hours), (0.0, 10.0), _INSIDE_PX)
    own = _curve(answer, hours, theme.BLUE, "solid", 2.5, say("learn.kit.figure.curve_model", lang))
    guess = _prediction(answer, handles, predicted, lang)
    names = [("━", theme.BLUE, "curve_model", own), ("╍◇", theme.VERMILLION, "curve_prediction", guess)]
    traces = [own, guess]
    places = [canvas.add_curve(np.asarray(one["x"]), np.asarray(one["y"])) for one in traces]
    canvas.add_points(guess["x"], guess["y"])
    if given is not None:
        traces.append(_curve(given[1], hours, theme.GREY, "dot", 2.0, given[0]))
        places.append(canvas.add_curve(np.asarray(traces[-1]["x"]), np.asarray(traces[-1]["y"])))
    baseline = answer.scenario.patient.baseline_nrs
    cut = float(answer.inputs.threshold_pct[0])
    level = baseline * (1.0 - cut / 100.0)
    check = answer.scenario.assessment.check_min
    lines = [
        theme.rule((0.0, level, hours, level), dash="dash"),
        theme.rule((check / 60.0, 0.0, check / 60.0, 10.0), width=1.0),
    ]
    canvas.levels.append(level)
    canvas.uprights.append(check / 60.0)
    notes = []
    if abs(found.gap) >= _CLOSE:
        ends = (found.hour, found.predicted, found.hour, found.model)
        lines.append(theme.rule(ends, dash="solid", width=3.0, layer="above"))
        text = say("learn.kit.figure.apart", lang, points=theme.number(abs(found.gap)))
        notes.append(canvas.near(f"<b>{text}</b>", found.hour, (found.predicted + found.model) / 2.0))
    for (glyph, colour, key, _), place in zip(names, places, strict=False):
        text = f"{theme.paint(glyph, colour)} {say(f'learn.kit.figure.{key}', lang)}"
        notes.append(canvas.along_curve([text], place))
    if given is not None:
        notes.append(
            canvas.along_curve([f"{theme.paint('┈', theme.GREY)} {theme.escape(given[0])}"], places[-1], 0.6)
        )
    texts = [
        say(f"figures.pain.{key}", lang, pct=theme.number(cut), nrs=theme.number(level))
        for key in ("rule", "rule_short")
    ]
    notes.append(canvas.on_level(texts, level))
    notes.append(
        canvas.on_upright(say("figures.pain.check", lang, minutes=theme.number(check)), check / 60.0)
    )
    layout = theme.layout(
        HEIGHT_PX,
        theme.hours_axis(hours, lang),
        {"range": [0.0, 10.0], "tick0": 0.0, "dtick": 2.0},
        [theme.caption(say("figures.pain.axis", lang)), *notes],
        lines,
        hovermode="x unified",
    )
    return theme.figure(traces, layout)


def prediction_table(
    answer: Answer, handles: Sequence[float], predicted: Sequence[float], lang: str = "en"
) -> list[dict[str, str | float]]:
    """Prediction and model at each handle."""
    times = answer.course.times_min / 60.0
    pain = np.interp(handles, times, answer.scenario.patient.baseline_nrs * answer.course.pain[0])
    return [
        {
            say("figures.pain.table_hours", lang): theme.neat(hour, 2),
            say("learn.kit.figure.table_prediction", lang): theme.neat(guess),
            say("learn.kit.figure.table_model", lang): theme.neat(own),
        }
        for hour, guess, own in zip(handles, predicted, pain, strict=True)
    ]


def _curve(answer: Answer, hours: float, colour: str, dash: str, width: float, name: str) -> theme.Json:
    times = answer.course.times_min / 60.0
    shown = int(np.searchsorted(times, hours, side="right")) + 1
    baseline = answer.scenario.patient.baseline_nrs
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.escape(name),
        "x": theme.light(np.concatenate([[0.0], times[:shown]])),
        "y": theme.light(baseline * np.concatenate([[1.0], answer.course.pain[0, :shown]])),
        "line": {"color": colour, "dash": dash, "width": width},
        "hovertemplate": "%{y:.1f}",
    }


def _prediction(
    answer: Answer, handles: Sequence[float], predicted: Sequence[float], lang: str
) -> theme.Json:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": say("learn.kit.figure.curve_prediction", lang),
        "x": [0.0, *handles],
        "y": [answer.scenario.patient.baseline_nrs, *predicted],
        "cliponaxis": False,
        "line": {"color": theme.VERMILLION, "dash": "dash", "width": 2.5},
        "marker": {
            "color": theme.VERMILLION,
            "symbol": "diamond-open",
            "size": 11,
            "line": {"color": theme.VERMILLION, "width": 2.0},
        },
        "hovertemplate": "%{y:.1f}",
    }
