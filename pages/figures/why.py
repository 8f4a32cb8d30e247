"""Why this relief: the way from the ideal block to this one, in steps that add up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from content.loader import say
from pages.figures import theme
from simulator.attribution import Contribution, Why
from simulator.describe import Audience

MOST = 6
"""Causes with a bar of their own; the smaller ones share one."""
_WORTH_A_BAR, _NOTHING = 1.0, 0.05


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
    within = ", ".join(f"{_name(p, audience, lang)} {theme.signed(p.points)}" for p in rest)
    for (cause, words, points), whole in zip(parts, written, strict=True):
        more = within if cause == "others" else ""
        found.append(Step(cause, _capital(words), at, at + points, whole, more))
        at += points
    return (*found, Step(None, say("figures.why.actual", lang), 0.0, why.actual_pct, end))


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


def _name(part: Contribution, audience: Audience, lang: str) -> str:
    return _capital(say(f"why.cause.{audience}.{part.cause}", lang))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
