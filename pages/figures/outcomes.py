"""The same scenario a hundred times: one bar of 100, split by result."""

from content.loader import say
from pages.figures import labels, theme
from simulator.describe import Audience
from simulator.intervals import of_hundred
from simulator.simulate import Distribution

HEIGHT_PX = 176
_TOP_PX, _BOTTOM_PX = 30, 8
_BAR_PX = 44
_ROOM_PX = (HEIGHT_PX - _TOP_PX - _BOTTOM_PX - _BAR_PX) / 2.0
ORDER = ("positive", "indeterminate", "negative", "uninterpretable")
LOOKS = {
    "positive": (theme.BLUE, ""),
    "indeterminate": (theme.BLUE, "/"),
    "negative": (theme.GREY, "."),
    "uninterpretable": (theme.GREY, "x"),
}
"""Blue as far as the pain eased, grey where it did not or cannot be read; a pattern of its own each."""


def shares(distribution: Distribution) -> dict[str, float]:
    """Share of each result in percent; they add up to 100."""
    return {word: 100.0 * distribution.p_result.get(word, 0.0) for word in ORDER}


def counts(distribution: Distribution) -> dict[str, int]:
    """Whole numbers of 100 that add up to 100 (largest remainders)."""
    whole = of_hundred([round(distribution.p_result.get(word, 0.0) * distribution.runs) for word in ORDER])
    return dict(zip(ORDER, whole, strict=True))


def outcomes_figure(
    distribution: Distribution, lang: str = "en", audience: Audience = "trainee"
) -> theme.Figure:
    """One stacked bar of 100, one trace a result, each labelled with its word and its count."""
    exact, whole = shares(distribution), counts(distribution)
    traces, drawn, start = [], [], 0.0
    for word in ORDER:
        title = say(f"verdict.word.{audience}.{word}", lang)
        traces.append(_bar(word, title, exact[word], start, lang))
        if exact[word] > 0.0:
            key = "label" if whole[word] else "few"
            text = say(f"figures.outcomes.{key}", lang, count=whole[word], word=title)
            drawn.append((text, start, start + exact[word]))
        start += exact[word]
    notes, lines = _labels(drawn)
    inside = HEIGHT_PX - _TOP_PX - _BOTTOM_PX
    layout = theme.layout(
        HEIGHT_PX,
        {"range": [0.0, 100.0], "visible": False},
        {"range": [-inside / 2.0, inside / 2.0], "visible": False},
        [theme.caption(say("figures.outcomes.axis", lang)), *notes],
        lines,
        margin={"l": 4, "r": 4, "t": _TOP_PX, "b": _BOTTOM_PX, "pad": 0},
        barmode="stack",
    )
    return theme.figure(traces, layout)


def outcomes_table(
    distribution: Distribution, lang: str = "en", audience: Audience = "trainee"
) -> list[dict[str, str | float]]:
    """Each result with its share of 100 repeats."""
    exact = shares(distribution)
    return [
        {
            say("figures.outcomes.table_result", lang): say(f"verdict.word.{audience}.{word}", lang),
            say("figures.outcomes.table_share", lang): theme.neat(exact[word]),
        }
        for word in ORDER
    ]


def _bar(word: str, title: str, share: float, start: float, lang: str) -> theme.Json:
    hover = say("figures.outcomes.hover", lang, word=title, share=theme.number(share))
    return {
        "type": "bar",
        "orientation": "h",
        "name": title,
        "x": [share],
        "base": [start],
        "y": [0.0],
        "width": [_BAR_PX],
        "marker": theme.pattern(*LOOKS[word]),
        "hovertemplate": f"{hover}<extra></extra>",
    }


def _labels(
    drawn: list[tuple[str, float, float]],
) -> tuple[list[theme.Json], list[theme.Json]]:
    """Words and counts tied to their pieces: on one line above where they fit, else above and below in turn.

    `drawn` holds text, start and end of each piece. A tie is upright where the label stands over its piece.
    """
    room = theme.NARROW_PX + 34.0
    widths = [labels.extent(text, theme.FONT_PX)[0] for text, _, _ in drawn]
    one_line = sum(widths) + 10.0 * (len(widths) - 1) <= room
    notes, lines = [], []
    for side, anchor in ((1, "bottom"), (-1, "top")):
        mine = [i for i in range(len(drawn)) if (side > 0 if one_line else i % 2 == (side < 0))]
        wanted = [(drawn[i][1] + drawn[i][2]) * room / 200.0 for i in mine]
        for i, centre in zip(mine, labels.spread(wanted, [widths[i] for i in mine], room), strict=True):
            text, start, end = drawn[i]
            reach = 50.0 * widths[i] / room - 2.0
            middle, x = (start + end) / 2.0, 100.0 * centre / room
            foot = min(max(x, start), end) if end - start > 6.0 else middle
            head = min(max(foot, x - reach), x + reach)
            edge, words = side * _BAR_PX / 2.0, side * (_BAR_PX / 2.0 + 12.0)
            notes.append(theme.note(text, x, words, xanchor="center", yanchor=anchor))
            lines.append(theme.rule((foot, edge, head, words), dash="solid", width=1.0))
    return notes, lines
