"""How far the headline moves when each number behind it goes to the ends of its range."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.loader import say
from pages.figures import rows, theme
from simulator.sensitivity import Range

_LEGEND_PX = 62
_LOW, _HIGH = "/", ""
_STEP = 10.0


@dataclass(frozen=True)
class Row:
    """Relief (%) with one number at the low end of its range, as it is, and at the high end."""

    label: str
    low: float
    default: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the three lie."""
        return max(self.low, self.default, self.high) - min(self.low, self.default, self.high)


Given = Sequence[tuple[str, float, float, float] | Range]


def rows_of(given: Given) -> tuple[Row, ...]:
    """The rows, those that move the headline most first."""
    found = [
        Row(one.parameter.label, one.low_pct, one.value_pct, one.high_pct)
        if isinstance(one, Range)
        else Row(*one)
        for one in given
    ]
    return tuple(sorted(found, key=lambda row: -row.width))


def range_figure(given: Given, lang: str = "en", title: str = "", near: bool = False) -> theme.Figure:
    """A tornado: from the headline as it is, hatched to the low end's, solid to the high end's, two traces.

    Where both ends lie on one side the two bars share the row, so that neither hides the other. `title`: of
    the axis, relief without one. `near`: only the part of the axis that the bars need.
    """
    found = rows_of(given)
    words = [rows.wrap(row.label) for row in found]
    values = [x for row in found for x in (row.low, row.default, row.high)]
    grid = replace(rows.rows_for(words, values, _LEGEND_PX), title=title)
    if near and values:
        grid = replace(grid, span=_near(values), step=_STEP)
    notes, lines = [], []
    for i, row in enumerate(found):
        notes += [grid.words(words[i], i), *_numbers(row, grid, i)]
        low, high = grid.centre(i) - 0.7 * grid.bar, grid.centre(i) + 0.7 * grid.bar
        lines.append(
            theme.rule((row.default, low, row.default, high), dash="solid", width=2.0, layer="above")
        )
    if found:
        notes += _legend(found[0].default, grid.span, lang)
    else:
        notes.append(theme.note(say("figures.range.none", lang), 0.0, 0.5, xref="paper", yref="paper"))
    bars = [_bars(found, grid, end, lang) for end in ("low", "high")]
    return theme.figure(bars, grid.layout(lang, notes, lines))


def _near(values: Sequence[float]) -> tuple[float, float]:
    """The whole steps around all values, with room for a number at either end."""
    return _STEP * ((min(values) - 3.0) // _STEP), -_STEP * (-(max(values) + 3.0) // _STEP)


def range_table(given: Given, lang: str = "en") -> list[dict[str, str | float]]:
    """Each number with the headline at both ends and as it is."""
    return [
        {
            say("figures.range.table_label", lang): row.label,
            say("figures.range.table_low", lang): theme.neat(row.low),
            say("figures.range.table_default", lang): theme.neat(row.default),
            say("figures.range.table_high", lang): theme.neat(row.high),
            say("figures.range.table_width", lang): theme.neat(row.width),
        }
        for row in rows_of(given)
    ]


def range_alt(given: Given, lang: str = "en") -> str:
    """The takeaway in one sentence: what moves the headline most."""
    found = rows_of(given)
    if not found or found[0].width <= 0.0:
        return say("figures.range.alt_none", lang)
    most = found[0]
    return say(
        "figures.range.alt",
        lang,
        count=len(found),
        label=most.label,
        now=theme.number(most.default),
        low=theme.number(most.low),
        high=theme.number(most.high),
    )


def _one_side(row: Row) -> bool:
    return (row.low - row.default) * (row.high - row.default) > 0.0


def _bars(found: Sequence[Row], grid: rows.Rows, end: str, lang: str) -> theme.Json:
    """All bars of one end."""
    values = [row.low if end == "low" else row.high for row in found]
    half = grid.bar / 2.0
    shift = -half / 2.0 if end == "low" else half / 2.0
    return {
        "type": "bar",
        "orientation": "h",
        "name": say(f"figures.range.{end}", lang),
        "x": [value - row.default for value, row in zip(values, found, strict=True)],
        "base": [row.default for row in found],
        "y": [grid.centre(i) + (shift if _one_side(row) else 0.0) for i, row in enumerate(found)],
        "width": [half if _one_side(row) else grid.bar for row in found],
        "marker": theme.pattern(theme.BLUE, _LOW if end == "low" else _HIGH),
        "customdata": [
            say(
                "figures.range.hover",
                lang,
                label=theme.escape(row.label, 90),
                end=say(f"figures.range.{end}", lang),
                value=theme.number(value),
            )
            for value, row in zip(values, found, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _numbers(row: Row, grid: rows.Rows, i: int) -> list[theme.Json]:
    """The headline at the ends that move it, outside the bars; both in order where they lie on one side."""
    left, right = sorted((row.low, row.high))
    low, now, high = (theme.number(value) for value in (row.low, row.default, row.high))
    if _one_side(row):
        out = left < row.default
        return [grid.value(f"{low} / {high}", left if out else right, i, left=out)]
    ends = [(left, True)] if theme.number(left) != now else []
    ends += [(right, False)] if theme.number(right) != now or not ends else []
    return [grid.value(theme.number(value), value, i, left=side) for value, side in ends]


def _legend(now: float, span: tuple[float, float], lang: str) -> list[theme.Json]:
    """What the two fills mean, and the headline as it is, above the first row."""
    said = [
        theme.note(
            f"{theme.paint(glyph, theme.BLUE)} {say(f'figures.range.{end}', lang)}",
            0.0,
            1.0,
            xref="paper",
            yref="paper",
            yanchor="bottom",
            yshift=shift,
            font=theme.font(theme.SMALL_PX),
        )
        for end, glyph, shift in (("low", "▨", 42), ("high", "■", 24))
    ]
    along = (now - span[0]) / (span[1] - span[0])
    anchor = "right" if along > 0.75 else "left" if along < 0.25 else "center"
    text = say("figures.range.now", lang, value=theme.number(now))
    at = theme.note(f"<b>{text}</b>", now, -0.5, xanchor=anchor, yanchor="bottom", yshift=4)
    return [*said, at]
