"""What the tests read from a figure: its words, colours, font sizes and the boxes of its labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import plotly.graph_objects as go

from pages.figures import labels
from simulator import paths, presets
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate

_COLOUR = re.compile(r"^(#[0-9A-Fa-f]{3,8}|rgba?\(.*\)|hsla?\(.*\))$")
_IN_TEXT = re.compile(r"color:\s*([^;\"]+)")


def set_in(name: str, **values: Any) -> Scenario:
    """A preset with some fields set; `block__drug="saline"` sets block.drug."""
    return paths.apply(presets.preset(name), {key.replace("__", "."): x for key, x in values.items()})


EXTREMES: dict[str, tuple[str, dict[str, Any]]] = {
    "no pain to begin with": ("textbook-true-positive", {"patient__baseline_nrs": 0.0}),
    "most pain": ("central-share-80", {"patient__baseline_nrs": 10.0}),
    "never any relief": (
        "saline",
        {"patient__context_response": 0.0, "block__skin_ml": 0.0},
    ),
    "all in a vein": (
        "too-much-volume",
        {
            "block__percent": 5.0,
            "block__nerves": [{"name": n, "intravascular": 1.0} for n in ("L3", "L4", "L5")],
        },
    ),
    "no threshold known": ("textbook-true-positive", {"block__drug": "chloroprocaine"}),
    "eight needles": (
        "textbook-true-positive",
        {
            "block__nerves": [
                {"name": name, "side": side, "offset_mm": offset}
                for side in ("left", "right")
                for name, offset in (("L2", 0.5), ("L3", 1.5), ("L4", 3.0), ("L5", 6.0))
            ]
        },
    ),
    "stated, late": (
        "sixty-percent",
        {"assessment__rule": "80_stated", "assessment__check_min": 480.0, "assessment__noise": True},
    ),
    "asks for all": ("one-noisy-day", {"assessment__rule": "sis"}),
}


def answers() -> dict[str, Answer]:
    """Every preset and the extremes, answered."""
    found = {name: simulate(presets.preset(name)) for name in presets.names()}
    return found | {name: simulate(set_in(base, **values)) for name, (base, values) in EXTREMES.items()}


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of a figure as plain data, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from walk(inner, path)
    else:
        yield path, value


def leaves(figure: go.Figure) -> list[tuple[str, Any]]:
    """All leaves of a figure."""
    return list(walk(figure.to_dict()))


def colours(figure: go.Figure) -> set[str]:
    """Every colour named in a figure, in labels too."""
    found = set()
    for path, value in leaves(figure):
        if isinstance(value, str) and (_COLOUR.match(value) or path.endswith("color")):
            found.add(value)
        if isinstance(value, str):
            found |= {match.strip() for match in _IN_TEXT.findall(value)}
    return found


def words(figure: go.Figure) -> list[str]:
    """Every string that a reader can see, in hover boxes too."""
    seen = (".text", ".ticktext", ".hovertemplate", ".name", ".customdata", ".ticksuffix", ".tickprefix")
    return [value for path, value in leaves(figure) if isinstance(value, str) and path.endswith(seen)]


def font_sizes(figure: go.Figure) -> set[float]:
    """Every font size in a figure, in labels too."""
    found = {value for path, value in leaves(figure) if path.endswith("font.size")}
    inside = re.compile(r"font-size:\s*([\d.]+)px")
    return found | {float(n) for text in words(figure) for n in inside.findall(text)}


PHONE_PX, DESKTOP_PX = 358.0, 1120.0
"""Widths of a chart on the page at 390 and at 1280 px."""


def boxes(figure: go.Figure, page_px: float = PHONE_PX) -> list[tuple[str, float, float, float, float]]:
    """Labels in the plot with their boxes: text, left, bottom, right, top in pixels."""
    layout = figure.layout
    (x0, x1), (y0, y1) = layout.xaxis.range, layout.yaxis.range
    high = layout.height - layout.margin.t - layout.margin.b
    wide = page_px - layout.margin.l - layout.margin.r
    found = []
    for note in layout.annotations:
        if note.xref == "paper" or note.yref == "paper":
            continue
        width, height = labels.extent(note.text, note.font.size)
        x = wide * (note.x - x0) / (x1 - x0) + (note.xshift or 0)
        y = high * (note.y - y0) / (y1 - y0) + (note.yshift or 0)
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[note.xanchor] * width
        base = y - {"bottom": 0.0, "middle": 0.5, "top": 1.0}[note.yanchor] * height
        found.append((note.text, left, base, left + width, base + height))
    return found


def overlaps(figure: go.Figure, page_px: float = PHONE_PX) -> list[tuple[str, str]]:
    """Pairs of labels that touch each other."""
    return [
        (one[0], two[0])
        for one, two in combinations(boxes(figure, page_px), 2)
        if one[1] < two[3] and two[1] < one[3] and one[2] < two[4] and two[2] < one[4]
    ]
