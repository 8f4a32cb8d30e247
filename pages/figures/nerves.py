"""How much of each nerve is blocked over time. Nerves that run alike share one label and stay countable."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import load
from content.loader import say
from pages.figures import labels, theme
from simulator.simulate import Answer

HEIGHT_PX = 320
_INSIDE_PX = HEIGHT_PX - 30 - 46
_ALIKE = 0.02
_NEVER = 0.005
_MARKS = 6

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Nerve:
    """One nerve over time: blocked share, whether a needle was meant for it, and its look."""

    name: str
    injected: bool
    block: Floats
    colour: str
    symbol: str
    glyph: str


def nerve_figure(answer: Answer, hours: float = 12.0, lang: str = "en") -> theme.Figure:
    """Blocked share (0-100 %) of each nerve over `hours`, one trace a nerve.

    Nerves whose curves coincide are drawn with one dash and marks that take turns, under one label.
    """
    times = answer.course.times_min / 60.0
    shown = int(np.searchsorted(times, hours, side="right")) + 1
    times = times[:shown]
    nerves = nerves_of(answer, shown, lang)
    canvas = labels.Canvas((0.0, hours), (0.0, 100.0), _INSIDE_PX, headroom_px=4.0)
    groups = _groups(nerves)
    traces, notes, curves = [], [], []
    for g, group in enumerate(groups):
        curves.append(canvas.add_curve(times, 100.0 * group[0].block))
        for nerve in group:
            marks = _marks(times, hours, nerves, nerve)
            traces.append(_trace(nerve, times, theme.DASHES[g % len(theme.DASHES)], marks, lang))
            canvas.add_points(times[marks], 100.0 * nerve.block[marks])
    cut = 100.0 * load().value("truth.technical_cut")
    canvas.levels.append(cut)
    for group, curve in zip(groups, curves, strict=True):
        notes.append(canvas.along_curve(_labels(group, lang), curve, _wanted(group[0], hours, times)))
    notes.append(canvas.on_level([say("figures.nerve.cut", lang, pct=theme.number(cut))], cut))
    layout = theme.layout(
        HEIGHT_PX,
        theme.hours_axis(hours, lang),
        {"range": [0.0, 100.0], "tick0": 0.0, "dtick": 20.0},
        [theme.caption(say("figures.nerve.axis", lang)), *notes],
        [theme.rule((0.0, cut, hours, cut))],
        hovermode="x unified",
    )
    return theme.figure(traces, layout)


def nerve_table(answer: Answer, lang: str = "en") -> list[dict[str, str | float]]:
    """Each nerve: injected or not, highest block and when, time counted as blocked, dose in a vein."""
    times = answer.course.times_min
    cut = load().value("truth.technical_cut")
    rows: list[dict[str, str | float]] = []
    for site, nerve in zip(answer.layout.sites, nerves_of(answer, len(times), lang, sides=True), strict=True):
        row: dict[str, str | float] = {
            say("figures.nerve.table_nerve", lang): nerve.name,
            say("figures.nerve.table_injected", lang): say(
                f"figures.nerve.{'yes' if nerve.injected else 'no'}", lang
            ),
            say("figures.nerve.table_peak", lang): theme.neat(100.0 * float(nerve.block.max()), 0),
            say("figures.nerve.table_when", lang): theme.neat(float(times[int(nerve.block.argmax())]), 0),
            say("figures.nerve.table_hours", lang, pct=theme.number(100.0 * cut)): theme.neat(
                time_above(times, nerve.block, cut) / 60.0
            ),
        }
        vein = say("figures.nerve.table_vein", lang)
        row[vein] = say("figures.table.empty", lang)
        if nerve.injected:
            k = answer.layout.needles.index(site)
            row[vein] = theme.neat(100.0 * float(answer.inputs.intravascular[0, k]), 0)
        rows.append(row)
    return rows


def nerves_of(answer: Answer, shown: int, lang: str, sides: bool = False) -> tuple[Nerve, ...]:
    """The nerves of an answer with the first `shown` points of their curves; sides where they differ."""
    places = answer.layout.sites
    given = answer.layout.needles[: answer.layout.given]
    sides = sides or len({side for _, side in places}) > 1
    found = []
    for j, (name, side) in enumerate(places):
        title = f"{name} {say(f'figures.nerve.side.{side}', lang)}" if sides else name
        injected = (name, side) in given
        colour = theme.BLUE if injected else theme.GREY
        mark = j % len(theme.SYMBOLS)
        block = answer.course.block[0, j, :shown]
        found.append(Nerve(title, injected, block, colour, theme.SYMBOLS[mark], theme.GLYPHS[mark]))
    return tuple(found)


def time_above(times: Floats, values: Floats, cut: float) -> float:
    """Time during which `values` are at or above `cut`, linear between points."""
    over = values - cut
    left, right, step = over[:-1], over[1:], np.diff(times)
    rise = np.where(left == right, 1.0, right - left)
    crossing = np.clip(-left / rise, 0.0, 1.0)
    inside = np.where(
        left >= 0.0, np.where(right >= 0.0, 1.0, crossing), np.where(right > 0.0, 1.0 - crossing, 0.0)
    )
    return float(np.sum(inside * step))


def _groups(nerves: Sequence[Nerve]) -> list[list[Nerve]]:
    """Nerves that look alike over the whole time, together."""
    groups: list[list[Nerve]] = []
    for nerve in nerves:
        for group in groups:
            if group[0].injected == nerve.injected and np.max(np.abs(group[0].block - nerve.block)) < _ALIKE:
                group.append(nerve)
                break
        else:
            groups.append([nerve])
    return groups


def _marks(times: Floats, hours: float, nerves: Sequence[Nerve], nerve: Nerve) -> NDArray[np.intp]:
    """Where a nerve carries its mark: six places, taking turns with the other nerves."""
    turn = (nerves.index(nerve) + 0.5) / len(nerves)
    wanted = hours * (np.arange(_MARKS) + turn) / _MARKS
    return np.searchsorted(times, wanted).clip(0, len(times) - 1)


def _trace(nerve: Nerve, times: Floats, dash: str, marks: NDArray[np.intp], lang: str) -> theme.Json:
    sizes = np.zeros(len(times), dtype=np.int8)
    sizes[marks] = 9
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": nerve.name,
        "x": theme.light(times),
        "y": theme.light(100.0 * nerve.block),
        "line": {"color": nerve.colour, "dash": dash, "width": 2.5},
        "marker": {
            "color": nerve.colour,
            "symbol": nerve.symbol,
            "size": sizes,
            "opacity": 1.0,
            "line": {"width": 0},
        },
        "hovertemplate": say("figures.nerve.hover", lang, name=nerve.name, value="%{y:.0f}")
        + "<extra></extra>",
    }


def _labels(group: Sequence[Nerve], lang: str) -> list[str]:
    """The names of a group with their marks, and how far it was blocked; then the same ever narrower."""
    names = [f"{theme.paint(nerve.glyph, nerve.colour)} {nerve.name}" for nerve in group]
    peak = max(float(nerve.block.max()) for nerve in group)
    key = ("label", "outside", "never", "outside_never")[2 * (peak < _NEVER) + (not group[0].injected)]
    found = []
    for a_line, short in ((4, ""), (4, "_short"), (2, "_short")):
        lines = "<br>".join(" ".join(names[i : i + a_line]) for i in range(0, len(names), a_line))
        found.append(say(f"figures.nerve.{key}{short}", lang, nerves=lines, peak=f"{100.0 * peak:.0f}"))
    return found


def _wanted(nerve: Nerve, hours: float, times: Floats) -> float:
    """Where along the time axis the label is wanted: where the block is half gone."""
    half = np.flatnonzero(nerve.block >= 0.5 * nerve.block.max())
    return float(times[half[-1]] / hours) if nerve.block.max() >= _NEVER else 1.0
