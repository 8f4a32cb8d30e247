"""Why this relief: a waterfall from the ideal block to this one, whose bars add up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from content.loader import say
from pages.figures import rows, theme
from simulator.attribution import Contribution, Why
from simulator.describe import Audience

MOST = 6
"""Causes with a bar of their own; the smaller ones share one."""
_WORTH_A_BAR, _NOTHING = 1.0, 0.05
_TAKES, _GIVES = (theme.BLUE, "/"), (theme.PURPLE, ".")


@dataclass(frozen=True)
class Step:
    """One bar of the way: its words, the relief before and after it, and the number written beside it.

    `cause` is the cause's name, "others", or None for the two ends.
    """

    cause: str | None
    words: str
    before: float
    after: float
    tenths: int

    @property
    def points(self) -> float:
        """Points of relief that this step takes (negative) or adds."""
        return self.after - self.before


def steps(why: Why, audience: Audience, lang: str = "en") -> tuple[Step, ...]:
    """The ideal block, the causes from the largest down, at most six and the rest together, this block.

    Numbers are written in tenths of a point and add up as written, so that nobody who adds finds a gap.
    Causes under a twentieth of a point, too small to see, go with the last bar.
    """
    moved = sorted((p for p in why.causes if abs(p.points) >= _NOTHING), key=lambda p: -abs(p.points))
    named = [p for p in moved if abs(p.points) >= _WORTH_A_BAR][:MOST]
    rest = moved[len(named) :]
    named, rest = (moved, []) if len(rest) == 1 else (named, rest)
    parts = [(p.cause, say(f"why.cause.{audience}.{p.cause}", lang), p.points) for p in named]
    left = why.actual_pct - why.ideal_pct - math.fsum(points for _, _, points in parts)
    if rest:
        parts.append(("others", say("figures.why.others", lang, count=len(rest)), left))
    elif parts:
        cause, words, points = parts[-1]
        parts[-1] = (cause, words, points + left)
    start, end = round(10.0 * why.ideal_pct), round(10.0 * why.actual_pct)
    written = apportion([10.0 * points for _, _, points in parts], end - start)
    found = [Step(None, say("figures.why.ideal", lang), 0.0, why.ideal_pct, start)]
    at = why.ideal_pct
    for (cause, words, points), whole in zip(parts, written, strict=True):
        found.append(Step(cause, _capital(words), at, at + points, whole))
        at += points
    return (*found, Step(None, say("figures.why.actual", lang), 0.0, why.actual_pct, end))


def why_figure(why: Why, audience: Audience = "trainee", lang: str = "en") -> theme.Figure:
    """The waterfall: outlined: the ideal block; hatched: takes relief; dotted: adds; solid: this block."""
    way = steps(why, audience, lang)
    last = len(way) - 1
    grid = rows.rows_for(
        [step.words for step in way], [edge for step in way for edge in (step.before, step.after)]
    )
    traces, notes, lines = [], [], []
    for row, step in enumerate(way):
        traces.append(_bar(step, grid, row, lang))
        key = "percent" if step.cause is None else "points"
        text = say(f"figures.why.{key}", lang, value=_written(step))
        notes += [grid.words(step.words, row), grid.value(text, max(step.before, step.after), row)]
        if row < last and grid.clear_of(way[row + 1].words, step.after):
            low, high = grid.centre(row) + grid.bar / 2.0, grid.centre(row + 1) - grid.bar / 2.0
            lines.append(theme.rule((step.after, low, step.after, high), dash="solid", width=1.0))
    return theme.figure(traces, grid.layout(lang, notes, lines))


def why_table(why: Why, audience: Audience = "trainee", lang: str = "en") -> list[dict[str, str | float]]:
    """Every cause that moves anything, with its points and the relief after it, to one decimal."""
    moved = sorted((p for p in why.causes if abs(p.points) >= _NOTHING), key=lambda p: -abs(p.points))
    empty = say("figures.table.empty", lang)
    lines: list[tuple[str, str | float, float]] = [(say("figures.why.ideal", lang), empty, why.ideal_pct)]
    at = why.ideal_pct
    for part in moved:
        at += part.points
        lines.append((_name(part, audience, lang), theme.neat(part.points), at))
    lines.append((say("figures.why.actual", lang), empty, why.actual_pct))
    return [
        {
            say("figures.why.table_step", lang): words,
            say("figures.why.table_points", lang): points,
            say("figures.why.table_total", lang): theme.neat(total),
        }
        for words, points, total in lines
    ]


def apportion(parts: Sequence[float], total: int) -> list[int]:
    """Whole numbers beside `parts` that add up to `total`, as close to them as that allows."""
    whole = [math.floor(part) for part in parts]
    short = total - sum(whole)
    order = sorted(range(len(parts)), key=lambda i: whole[i] - parts[i])
    for turn in range(abs(short)):
        if not parts:
            break
        place = order[turn % len(parts)] if short > 0 else order[-1 - turn % len(parts)]
        whole[place] += 1 if short > 0 else -1
    return whole


def _bar(step: Step, grid: rows.Rows, row: int, lang: str) -> theme.Json:
    key = "hover_end" if step.cause is None else "hover"
    if step.cause is not None:
        fill = theme.pattern(*(_TAKES if step.points < 0.0 else _GIVES))
    else:
        fill = theme.pattern(theme.BLUE, "") if row else theme.outline(theme.GREY)
    return {
        "type": "bar",
        "orientation": "h",
        "name": step.words,
        "x": [step.points],
        "base": [step.before],
        "y": [grid.centre(row)],
        "width": [grid.bar],
        "marker": fill,
        "cliponaxis": False,
        "hovertemplate": say(f"figures.why.{key}", lang, words=step.words, value=_written(step))
        + "<extra></extra>",
    }


def _written(step: Step) -> str:
    return f"{step.tenths / 10.0:.1f}" if step.cause is None else theme.signed(step.tenths / 10.0)


def _name(part: Contribution, audience: Audience, lang: str) -> str:
    return _capital(say(f"why.cause.{audience}.{part.cause}", lang))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
