"""Published targets and the model on one scale: what is accepted for each runs from one mark to the other."""

from collections.abc import Sequence

from content.loader import say, translated
from pages.figures import keys, rows, theme
from simulator.validation import Finding

_SPAN = (-2.1, 2.1)
_KEY = (
    ("▭", theme.GREY, "accepted"),
    ("◇", theme.GREY, "published"),
    ("●", theme.BLUE, "simulated"),
    ("✖", theme.BLUE, "missed"),
)


def scaled(finding: Finding, value: float) -> float:
    """A value of a target: -1 at the lowest that is accepted, 1 at the highest, kept within the picture."""
    target = finding.target
    middle, half = (target.high + target.low) / 2.0, (target.high - target.low) / 2.0
    return min(max((value - middle) / half, _SPAN[0]), _SPAN[1])


def drawn(findings: Sequence[Finding]) -> list[Finding]:
    """Those that have a place on such a scale: a number, and a range that is accepted."""
    return [one for one in findings if one.target.low < one.target.high and one.simulated.value is not None]


def targets_figure(findings: Sequence[Finding], lang: str = "en") -> theme.Figure:
    """One row a target: its accepted range, the published value, and the model with its interval."""
    found = drawn(findings)
    words = [_words(one, lang) for one in found]
    lines = max((text.count("<br>") + 1 for text in words), default=1)
    top = keys.height_px(len(_KEY))
    grid = rows.Rows(max(1, len(found)), lines, _SPAN, top, say("figures.targets.axis", lang))
    notes = [grid.words(text, i) for i, text in enumerate(words)]
    key = keys.key([(mark, colour, say(f"figures.targets.{name}", lang)) for mark, colour, name in _KEY])
    layout = grid.layout(lang, [*notes, *key], [])
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": [-1.0, 1.0],
        "ticktext": [say("figures.targets.low", lang), say("figures.targets.high", lang)],
    }
    return theme.figure(
        [_accepted(found, grid), _published(found, grid, lang), *_model(found, grid, lang)], layout
    )


def label(one: Finding, lang: str = "en") -> str:
    """What a target is, in a language."""
    return translated("targets", one.target.id, "label", one.target.label, lang)


def unit(one: Finding, lang: str = "en") -> str:
    """The unit of a target in words."""
    return translated("targets", one.target.id, "unit", one.target.unit, lang)


def _words(one: Finding, lang: str) -> str:
    text = say("figures.targets.row", lang, label=label(one, lang), unit=unit(one, lang))
    return rows.wrap(text)


def _accepted(found: Sequence[Finding], grid: rows.Rows) -> theme.Json:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [2.0] * len(found),
        "base": [-1.0] * len(found),
        "y": [grid.centre(i) for i in range(len(found))],
        "width": [grid.bar] * len(found),
        "marker": {"color": theme.faint(theme.GREY), "line": {"color": theme.GREY, "width": 1.0}},
        "hoverinfo": "skip",
    }


def _published(found: Sequence[Finding], grid: rows.Rows, lang: str) -> theme.Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [scaled(one, one.target.published) for one in found],
        "y": [grid.centre(i) for i in range(len(found))],
        "marker": {"symbol": "diamond-open", "size": 12, "color": theme.GREY, "line": {"width": 2.0}},
        "customdata": [
            say(
                "figures.targets.hover_published",
                lang,
                label=theme.escape(label(one, lang), 90),
                value=theme.number(one.target.published),
                low=theme.number(one.target.low),
                high=theme.number(one.target.high),
                unit=unit(one, lang),
            )
            for one in found
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _model(found: Sequence[Finding], grid: rows.Rows, lang: str) -> list[theme.Json]:
    """The model: one trace for what is met, one for what is missed."""
    traces = []
    for passed, symbol, size in ((True, "circle", 11), (False, "x", 13)):
        mine = [(i, one) for i, one in enumerate(found) if one.passed is passed]
        at = [scaled(one, one.simulated.value or 0.0) for _, one in mine]
        ends = [
            tuple(scaled(one, x if x is not None else 0.0) for x in (one.simulated.low, one.simulated.high))
            for _, one in mine
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": at,
                "y": [grid.centre(i) for i, _ in mine],
                "marker": {"symbol": symbol, "size": size, "color": theme.BLUE},
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [high - x for x, (_, high) in zip(at, ends, strict=True)],
                    "arrayminus": [x - low for x, (low, _) in zip(at, ends, strict=True)],
                    "color": theme.BLUE,
                    "thickness": 2.0,
                    "width": 3.0,
                },
                "customdata": [_hover(one, lang) for _, one in mine],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    return traces


def _hover(one: Finding, lang: str) -> str:
    value, low, high = (
        "" if x is None else theme.number(x)
        for x in (one.simulated.value, one.simulated.low, one.simulated.high)
    )
    return say(
        "figures.targets.hover_simulated",
        lang,
        label=theme.escape(label(one, lang), 90),
        value=value,
        low=low,
        high=high,
        unit=unit(one, lang),
    )
