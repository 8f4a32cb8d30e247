"""Why this relief: the way from the ideal block to this one, in steps that add up."""

import math
from dataclasses import dataclass

from content.loader import say
from pages.figures import theme
from simulator.attribution import Contribution, Why
from simulator.describe import Audience

MOST = 6
"""Causes with a bar of their own; the smaller ones share one."""
_WORTH_A_BAR = 1.0


@dataclass(frozen=True)
class Step:
    """One bar of the way: its words, the relief before and after it, and the number written beside it.

    `cause` is the cause's name, "others", or None for the two ends. `within`: each of the others.
    """

    cause: str | None
    words: str
    before: float
    after: float
    tenths: int
    within: str = ""

    @property
    def points(self) -> float:
        """Points of relief that this step takes (negative) or adds."""
        return self.after - self.before

    @property
    def written(self) -> str:
        """Relief of an end; points of a cause with their sign."""
        return f"{self.tenths / 10.0:.1f}" if self.cause is None else theme.signed(self.tenths / 10.0)


def steps(why: Why, audience: Audience, lang: str = "en") -> tuple[Step, ...]:
    """The ideal block, the causes from the largest down, at most six and the rest together, this block.

    Numbers are written in tenths of a point and add up as written, so that nobody who adds finds a gap.
    Causes under a twentieth of a point, too small to see, go with the last bar.
    """
    tenths = why.tenths
    moved = sorted((p for p in why.causes if p.cause in tenths), key=lambda p: -abs(p.points))
    named = [p for p in moved if abs(p.points) >= _WORTH_A_BAR][:MOST]
    rest = moved[len(named) :]
    named, rest = (moved, []) if len(rest) == 1 else (named, rest)
    parts = [(p.cause, _name(p, audience, lang), p.points, tenths[p.cause]) for p in named]
    left = why.actual_pct - why.ideal_pct - math.fsum(points for _, _, points, _ in parts)
    if rest:
        words = say("figures.why.others", lang, count=len(rest))
        parts.append(("others", words, left, sum(tenths[p.cause] for p in rest)))
    elif parts:
        cause, words, points, whole = parts[-1]
        parts[-1] = (cause, words, points + left, whole)
    found = [Step(None, say("figures.why.ideal", lang), 0.0, why.ideal_pct, round(10.0 * why.ideal_pct))]
    at = why.ideal_pct
    within = ", ".join(f"{_name(p, audience, lang)} {theme.signed(tenths[p.cause] / 10.0)}" for p in rest)
    for cause, words, points, whole in parts:
        more = within if cause == "others" else ""
        found.append(Step(cause, words, at, at + points, whole, more))
        at += points
    return (
        *found,
        Step(None, say("figures.why.actual", lang), 0.0, why.actual_pct, round(10.0 * why.actual_pct)),
    )


def _name(part: Contribution, audience: Audience, lang: str) -> str:
    text = say(f"why.cause.{audience}.{part.cause}", lang)
    return text[:1].upper() + text[1:]
