"""How many failures of the first block each cause explains, of a hundred people referred."""

import math

from content.loader import say
from pages.figures import rows, theme
from simulator.cohort_attribution import Explained
from simulator.describe import Audience

MISSED, FALSE_POSITIVE = "missed", "false_positive"
KINDS = (MISSED, FALSE_POSITIVE)
_LEAST = 0.05
"""Of 100: a cause that explains less has no bar; the table keeps it."""
_ADDS, _TAKES = (theme.BLUE, "/"), (theme.PURPLE, ".")


def per_100(found: Explained, kind: str) -> list[tuple[str, float]]:
    """Cause and failures of 100 referred, the largest first."""
    parts = found.missed if kind == MISSED else found.false_positive
    hundred = 100.0 / found.people
    return sorted(((cause, hundred * n) for cause, n in parts.items()), key=lambda one: -abs(one[1]))


def failures_figure(
    found: Explained, kind: str, audience: Audience = "trainee", lang: str = "en"
) -> theme.Figure:
    """A bar for each cause: hatched and to the right where it makes failures, dotted and left where it
    prevents them."""
    causes = [(cause, n) for cause, n in per_100(found, kind) if abs(n) >= _LEAST]
    words = [rows.wrap(name(cause, audience, lang)) for cause, _ in causes]
    if not causes:
        words = [say("trial.failures.none", lang)]
    span, step = _axis([n for _, n in causes])
    grid = rows.Rows(
        len(words),
        max(text.count("<br>") + 1 for text in words),
        span,
        4,
        say(f"trial.failures.axis_{kind}", lang),
        step,
    )
    traces, notes = [], [grid.words(text, i) for i, text in enumerate(words)]
    for i, (cause, n) in enumerate(causes):
        notes.append(grid.value(theme.signed(n), max(0.0, n), i))
        hover = say("trial.failures.hover", lang, words=name(cause, audience, lang), value=theme.signed(n))
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": words[i],
                "x": [round(n, 4)],
                "y": [grid.centre(i)],
                "width": [grid.bar],
                "marker": theme.pattern(*(_ADDS if n > 0.0 else _TAKES)),
                "hovertemplate": f"{hover}<extra></extra>",
            }
        )
    upright = theme.rule((0.0, -0.5, 0.0, len(words) - 0.5), dash="solid", width=1.5)
    return theme.figure(traces, grid.layout(lang, notes, [upright]))


def failures_table(
    found: Explained, audience: Audience = "trainee", lang: str = "en"
) -> list[dict[str, str | float]]:
    """Every cause with the missed and the falsely positive that it explains, and their sums."""
    sides = {kind: dict(per_100(found, kind)) for kind in KINDS}
    lines = [
        (name(cause, audience, lang), n, sides[FALSE_POSITIVE][cause]) for cause, n in sides[MISSED].items()
    ]
    hundred = 100.0 / found.people
    ends = (
        ("ideal", found.ideal_missed, found.ideal_false_positive),
        ("actual", found.actual_missed, found.actual_false_positive),
    )
    lines += [(say(f"trial.failures.{end}", lang), hundred * m, hundred * f) for end, m, f in ends]
    return [
        {
            say("trial.failures.table_cause", lang): words,
            say("trial.failures.table_missed", lang): theme.neat(missed, 2),
            say("trial.failures.table_false_positive", lang): theme.neat(wrong, 2),
        }
        for words, missed, wrong in lines
    ]


def name(cause: str, audience: Audience, lang: str) -> str:
    """A cause's name as the start of a line."""
    text = say(f"why.cause.{audience}.{cause}", lang)
    return text[:1].upper() + text[1:]


def _axis(found: list[float]) -> tuple[tuple[float, float], float]:
    """Both ends as whole steps, a little wider than the bars, and the step: at most seven of them."""
    low, high = 1.1 * min((0.0, *found)), 1.1 * max((0.5, *found))
    step = next(s for s in (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 25.0) if (high - low) / s <= 6.0)
    return (step * math.floor(low / step), step * math.ceil(high / step)), step
