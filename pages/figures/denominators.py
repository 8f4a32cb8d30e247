"""Success of those denervated and of those referred: the model beside a published trial."""

from collections.abc import Sequence

from content.loader import say
from pages.figures import theme
from simulator.describe import Audience
from simulator.intervals import Estimate
from simulator.trial_2010 import Arm

_TOP_PX, _BOTTOM_PX, _ROW_PX = 58, 46, 66
_HEAD = 0.75
"""Height of a heading, in rows."""

DENOMINATORS = ("treated", "referred")
_LOOKS = {
    "model": (theme.BLUE, "circle", theme.GLYPHS[0], 0.0),
    "published": (theme.GREY, "diamond-open", "◇", 0.27),
}
"""Colour, mark, the mark as a character, and how far below the words of its row it lies."""


def denominators_figure(
    model: Sequence[Arm], published: Sequence[Arm], audience: Audience = "trainee", lang: str = "en"
) -> theme.Figure:
    """Two groups of rows over one axis: full discs are the model's, open diamonds the published ones."""
    notes, traces, at = _legend(lang), [], 0.0
    places: dict[tuple[str, str], float] = {}
    for denominator in DENOMINATORS:
        head = say(f"trial.example.head_{denominator}", lang)
        notes.append(theme.note(f"<b>{head}</b>", 0.0, at + 0.36, xref="paper"))
        at += _HEAD
        for arm in model:
            words = say(f"trial.example_arm.{audience}.{arm.name}", lang)
            notes.append(theme.note(words, 0.0, at + 0.13, xref="paper"))
            places[denominator, arm.name] = at + 0.46
            at += 1.0
    for kind, arms in (("model", model), ("published", published)):
        rows = [
            (places[denominator, arm.name] + _LOOKS[kind][3], arm, getattr(arm, denominator))
            for denominator in DENOMINATORS
            for arm in arms
        ]
        traces.append(_trace(kind, rows, audience, lang))
        notes += [
            theme.note(theme.number(found.value), found.high, y, xshift=7, font=theme.font(theme.SMALL_PX))
            for y, _, found in rows
            if found.value is not None
        ]
    layout = theme.layout(
        _TOP_PX + _BOTTOM_PX + round(_ROW_PX * at),
        {
            "range": [0.0, 100.0],
            "dtick": 25.0,
            "showgrid": True,
            "title": theme.axis_title(say("trial.example.axis", lang)),
        },
        {"range": [at, 0.0], "visible": False},
        notes,
        margin={"l": 12, "r": 26, "t": _TOP_PX, "b": _BOTTOM_PX, "pad": 0},
    )
    return theme.figure(traces, layout)


def denominators_table(
    model: Sequence[Arm], published: Sequence[Arm], audience: Audience = "trainee", lang: str = "en"
) -> list[dict[str, str | float]]:
    """Both denominators of every arm, the model's and the published ones."""
    return [
        {
            say("trial.example.table_arm", lang): say(f"trial.example_arm.{audience}.{one.name}", lang),
            say("trial.example.table_of", lang): say(f"trial.example.head_{denominator}", lang),
            say("trial.example.published", lang): _written(getattr(other, denominator), lang),
            say("trial.example.model", lang): _written(getattr(one, denominator), lang),
        }
        for denominator in DENOMINATORS
        for one, other in zip(model, published, strict=True)
    ]


def _trace(
    kind: str, rows: Sequence[tuple[float, Arm, Estimate]], audience: Audience, lang: str
) -> theme.Json:
    colour, symbol, _, _ = _LOOKS[kind]
    hover = [
        say(
            "trial.example.hover",
            lang,
            kind=say(f"trial.example.{kind}", lang),
            arm=say(f"trial.example_arm.{audience}.{arm.name}", lang),
            value=_written(found, lang),
        )
        for _, arm, found in rows
    ]
    middle = [found.value or 0.0 for _, _, found in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(f"trial.example.{kind}", lang),
        "x": [round(value, 2) for value in middle],
        "y": [round(y, 3) for y, _, _ in rows],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round((f.high or v) - v, 2) for (_, _, f), v in zip(rows, middle, strict=True)],
            "arrayminus": [
                round(v - (f.low if f.low is not None else v), 2)
                for (_, _, f), v in zip(rows, middle, strict=True)
            ],
            "color": colour,
            "thickness": 2.0,
            "width": 4,
        },
        "marker": {"color": colour, "symbol": symbol, "size": 11, "line": {"color": colour, "width": 2}},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _written(found: Estimate, lang: str) -> str:
    if found.value is None or found.low is None or found.high is None:
        return say("figures.table.empty", lang)
    values = {name: theme.number(x) for name, x in vars(found).items()}
    return say("trial.table.interval", lang, **values)


def _legend(lang: str) -> list[theme.Json]:
    """What the two marks stand for, above the rows."""
    shared = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "font": theme.font(theme.SMALL_PX)}
    return [
        theme.note(
            f"{theme.paint(glyph, colour)} {say(f'trial.example.legend_{kind}', lang)}",
            0.0,
            1.0,
            yshift=shift,
            **shared,
        )
        for (kind, (colour, _, glyph, _)), shift in zip(_LOOKS.items(), (26, 6), strict=True)
    ]
