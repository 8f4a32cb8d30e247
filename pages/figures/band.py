"""A headline at every cut-off as a band: over the values of a number that the data leave open."""

from collections.abc import Iterable, Sequence

from content.loader import say
from content.results import Band
from pages.figures import keys, theme

HEIGHT_PX = 420
_CAPTION_PX, _BOTTOM_PX, _LEFT_PX = 28, 50, 40
_LOOKS = {"one": (theme.VERMILLION, "dash"), "comparative_relaxed": (theme.BLUE, "solid")}
"""A colour and a dash each; the key names both."""
_MARKS = {"solid": "━━", "dash": "╍╍"}

Ends = tuple[float, float]


def values_within(band: Band, paradigm: str, headline: str, ends: Ends) -> list[Ends]:
    """Lowest and highest headline at each cut-off, over the values of the number within `ends`."""
    found = band.paradigms[paradigm][headline]
    kept = [row for value, row in zip(band.values, found, strict=True) if ends[0] <= value <= ends[1]]
    return [(min(column), max(column)) for column in zip(*kept, strict=True)]


def at_value(band: Band, paradigm: str, headline: str, value: float) -> tuple[float, ...]:
    """The headline at each cut-off at one of the band's own values."""
    return band.paradigms[paradigm][headline][band.values.index(value)]


def band_figure(
    band: Band,
    headline: str,
    value: float,
    kept: Ends,
    names: dict[str, str],
    caption: str,
    lang: str = "en",
) -> theme.Figure:
    """For each paradigm in `names` a line at `value`, a darker band where no target is lost (`kept`), and a
    fainter one over the whole range."""
    whole = (band.values[0], band.values[-1])
    traces = []
    for paradigm, name in names.items():
        colour, dash = _LOOKS[paradigm]
        for ends in (whole, kept):
            traces += _area(band.cut_offs, values_within(band, paradigm, headline, ends), colour)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": list(band.cut_offs),
                "y": list(at_value(band, paradigm, headline, value)),
                "line": {"color": colour, "width": 3.0, "dash": dash},
                "customdata": [
                    say("figures.band.hover", lang, paradigm=name, cut=cut, value=theme.number(y))
                    for cut, y in zip(band.cut_offs, at_value(band, paradigm, headline, value), strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    return theme.figure(traces, _layout(band, headline, value, kept, names, caption, lang))


def _area(cut_offs: Sequence[int], ends: Sequence[Ends], colour: str) -> list[theme.Json]:
    """The area between the lowest and the highest, as a closed outline."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*cut_offs, *reversed(cut_offs)],
            "y": [*(low for low, _ in ends), *(high for _, high in reversed(ends))],
            "fill": "toself",
            "fillcolor": theme.faint(colour),
            "line": {"color": colour, "width": 0.6},
            "hoverinfo": "skip",
        }
    ]


def _span(band: Band, names: Iterable[str], headline: str) -> Ends:
    """Whole tens around everything that is drawn."""
    drawn = [y for paradigm in names for row in band.paradigms[paradigm][headline] for y in row]
    return 10.0 * (min(drawn) // 10.0), -10.0 * (-max(drawn) // 10.0)


def _layout(
    band: Band, headline: str, value: float, kept: Ends, names: dict[str, str], caption: str, lang: str
) -> theme.Json:
    line = say("figures.band.line", lang, value=f"{value:.2f}")
    whole = {"low": f"{band.values[0]:.2f}", "high": f"{band.values[-1]:.2f}"}
    within = {"low": f"{kept[0]:.2f}", "high": f"{kept[1]:.2f}"}
    entries = [
        *(
            (_MARKS[_LOOKS[paradigm][1]], _LOOKS[paradigm][0], f"{name}, {line}")
            for paradigm, name in names.items()
        ),
        ("▓", theme.GREY, say("figures.band.kept", lang, **within)),
        ("░", theme.GREY, say("figures.band.all", lang, **whole)),
    ]
    return theme.layout(
        HEIGHT_PX,
        {
            "range": [float(band.cut_offs[0]), float(band.cut_offs[-1])],
            "tick0": 50.0,
            "dtick": 10.0,
            "title": theme.axis_title(say("figures.band.axis", lang)),
        },
        {"range": list(_span(band, names, headline)), "tick0": 0.0, "dtick": 10.0},
        [theme.caption(caption), *keys.key(entries, _CAPTION_PX)],
        margin={
            "l": _LEFT_PX,
            "r": 14,
            "t": keys.height_px(len(entries)) + _CAPTION_PX,
            "b": _BOTTOM_PX,
            "pad": 4,
        },
    )
