"""Sobol indices: the share of a headline's variation that each number explains, by itself and with others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.loader import say
from pages.figures import keys, rows, theme

_KEY = (("■", theme.BLUE, "first"), ("▨", theme.BLUE, "total"), ("├┤", theme.GREY, "interval"))


@dataclass(frozen=True)
class Share:
    """Percent of the variation: by itself, with others, and the half width of the latter's interval."""

    label: str
    first: float
    total: float
    half_width: float


def shares(
    labels: Sequence[str], first: Sequence[float], total: Sequence[float], half: Sequence[float]
) -> list[Share]:
    """Rows in percent from indices, those that explain most first. Estimates below 0 are chance: 0."""
    found = [
        Share(label, 100.0 * max(0.0, one), 100.0 * max(0.0, every), 100.0 * width)
        for label, one, every, width in zip(labels, first, total, half, strict=True)
    ]
    return sorted(found, key=lambda row: -row.total)


def indices_figure(found: Sequence[Share], lang: str = "en") -> theme.Figure:
    """Two bars a row, one within the other: hatched with others, solid by itself; a whisker on it."""
    words = [rows.wrap(row.label) for row in found]
    plain = rows.rows_for(words, [row.total + row.half_width for row in found], keys.height_px(len(_KEY)))
    grid = replace(plain, title=say("figures.indices.axis", lang))
    centres = [grid.centre(i) for i in range(len(found))]
    hover = [
        say(
            "figures.indices.hover",
            lang,
            label=theme.escape(row.label, 90),
            first=theme.number(row.first),
            total=theme.number(row.total),
        )
        for row in found
    ]
    shared = {"type": "bar", "orientation": "h", "y": centres, "customdata": hover}
    shared |= {"hovertemplate": "%{customdata}<extra></extra>", "base": [0.0] * len(found)}
    total = shared | {
        "x": [row.total for row in found],
        "width": [grid.bar] * len(found),
        "marker": theme.pattern(theme.BLUE, "/"),
        "error_x": {
            "type": "data",
            "array": [row.half_width for row in found],
            "color": theme.GREY,
            "thickness": 2.0,
            "width": 5.0,
        },
    }
    first = shared | {
        "x": [row.first for row in found],
        "width": [0.5 * grid.bar] * len(found),
        "marker": theme.pattern(theme.BLUE, ""),
    }
    notes = [grid.words(text, i) for i, text in enumerate(words)]
    key = keys.key([(mark, colour, say(f"figures.indices.{name}", lang)) for mark, colour, name in _KEY])
    return theme.figure([total, first], grid.layout(lang, [*notes, *key], []))
