"""Every colour, font size and shared piece of layout of the figures; the only file that names a colour.

Text, grid and hover boxes are painted by Streamlit's theme (`theme="streamlit"`), so they follow light and
dark. The colours below stand for data; each reaches 3:1 on both of the app's backgrounds
and none carries its meaning alone: dash, marker, pattern or a label beside it says the same.
"""

import html
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from content.loader import say
from simulator import describe

BLUE = "#0072B2"
"""This scenario (B)."""
VERMILLION = "#D55E00"
"""The pinned comparison (A)."""
PURPLE = "#B85C91"
"""What adds relief without the nerve block."""
GREY = "#767E89"
"""Reference: thresholds, connectors, what is not part of this block."""
CLEAR = "rgba(0,0,0,0)"
FAINT = 0.3
COLOURS = (BLUE, VERMILLION, PURPLE, GREY)

TEXT = "#000037"
"""Streamlit's own placeholder for its strongest text colour, exchanged in the browser for the theme's.

The colour it gives chart text otherwise is 3.7:1 on white, too faint to read. Outside Streamlit this is
simply a very dark blue. A test checks that the installed Streamlit still calls it so.
"""

FONT_PX = 13
SMALL_PX = 12
"""Axis ticks, axis titles and labels of reference lines; nothing is smaller."""

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "triangle-down", "star")
GLYPHS = ("●", "■", "◆", "▲", "✚", "✖", "▼", "★")
"""The same marks as characters, for labels."""

NARROW_PX = 296
"""Width of the plotting area on a phone (390 px less the page's and the figure's margins)."""

MINUS = "\N{MINUS SIGN}"

Figure = go.Figure
Json = dict[str, Any]


def figure(traces: Sequence[Json], layout: Json) -> go.Figure:
    """A figure from plain dicts on an empty template: a template of its own would be most of its bytes.

    Checking every property again at every rerun takes ten times as long as the rest; the tests check them.
    """
    return go.Figure({"data": list(traces), "layout": {"template": {}, **layout}}, _validate=False)


def layout(
    height: int,
    xaxis: Json,
    yaxis: Json,
    annotations: Sequence[Json] = (),
    shapes: Sequence[Json] = (),
    **more: Any,
) -> Json:
    """The layout that all figures share. Nothing zooms, so a finger on a chart scrolls the page."""
    shared = {
        "fixedrange": True,
        "automargin": False,
        "tickfont": font(SMALL_PX),
        "ticks": "",
    }
    return {
        "height": height,
        "margin": {"l": 34, "r": 12, "t": 30, "b": 46, "pad": 4},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": font(),
        "hoverlabel": {"font": font()},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0,
        "xaxis": {**shared, "showgrid": False, "zeroline": False, **xaxis},
        "yaxis": {**shared, "showgrid": True, "zeroline": True, **yaxis},
        "annotations": list(annotations),
        "shapes": list(shapes),
        **more,
    }


def hours_axis(hours: float, lang: str) -> Json:
    """Time from the injection in hours, always the whole span that was asked for."""
    step = next((s for s in (0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 12.0) if hours / s <= 6.0), 24.0)
    return {
        "range": [0.0, hours],
        "tick0": 0.0,
        "dtick": step,
        "unifiedhovertitle": {"text": say("figures.hover.hours", lang, value="%{x:.2~f}")},
        "title": axis_title(say("figures.axis.hours", lang)),
    }


def axis_title(text: str) -> Json:
    """Title below an axis, close to its numbers."""
    return {"text": text, "font": font(SMALL_PX), "standoff": 8}


def caption(text: str) -> Json:
    """What the vertical axis shows, written level above it: read at once, and no width lost to it."""
    return note(text, 0.0, 1.0, xref="paper", yref="paper", yanchor="bottom", yshift=8, font=font(SMALL_PX))


def font(size: int = FONT_PX) -> Json:
    """Text in the theme's strongest colour."""
    return {"size": size, "color": TEXT}


def note(text: str, x: float, y: float, **more: Any) -> Json:
    """Text without an arrow; left-aligned at a point unless told otherwise."""
    plain = {"xanchor": "left", "yanchor": "middle", "align": "left", "showarrow": False}
    return {"text": text, "x": x, "y": y, "font": font(), "borderpad": 0, **plain, **more}


def rule(
    ends: tuple[float, float, float, float], *, dash: str = "dot", width: float = 1.5, **more: Any
) -> Json:
    """A straight line x0, y0, x1, y1 below the data, in the reference colour unless told otherwise."""
    line = {"color": more.pop("color", GREY), "width": width, "dash": dash}
    x0, y0, x1, y1 = ends
    return {
        "type": "line",
        "x0": x0,
        "y0": y0,
        "x1": x1,
        "y1": y1,
        "line": line,
        "layer": "below",
        **more,
    }


def pattern(colour: str, shape: str) -> Json:
    """Fill of a bar: solid where `shape` is empty, else lines or dots inside an outline of the colour."""
    outline = {"color": colour, "width": 1.5}
    if not shape:
        return {"color": colour, "line": outline}
    inside = {"shape": shape, "fgcolor": colour, "bgcolor": CLEAR, "size": 7, "solidity": 0.35}
    return {"color": CLEAR, "line": outline, "pattern": inside}


def faint(colour: str) -> str:
    """A colour of the theme so thin that text on it stays readable: bands, and what flows between nodes."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {FAINT})"


def outline(colour: str) -> Json:
    """An empty bar: what this is measured against."""
    return {"color": CLEAR, "line": {"color": colour, "width": 2.0}}


def paint(text: str, colour: str) -> str:
    """Marks of a label in the colour of what they stand for; words keep the theme's text colour."""
    return f'<span style="color:{colour};font-size:{FONT_PX + 3}px">{text}</span>'


def escape(text: str, longest: int = 34) -> str:
    """A name from outside as literal text, cut where it would run out of a phone's screen."""
    short = text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
    return html.escape(short, quote=False)


def signed(value: float) -> str:
    """A number to one decimal with its sign, a true minus, and no sign on zero."""
    size = f"{abs(value):.1f}"
    return size if float(size) == 0.0 else f"{'+' if value > 0.0 else MINUS}{size}"


def neat(value: float, digits: int = 1) -> float:
    """A table's number: rounded, whole where it is whole."""
    rounded = round(float(value), digits)
    return int(rounded) if rounded == int(rounded) else rounded


def light(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Coordinates in half the bytes, good to a ten-millionth of the picture."""
    return values.astype(np.float32)


number = describe.number
