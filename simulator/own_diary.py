"""A diary that a visitor fills in: how much of the pain was gone, when, and for how long. No conclusion."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.errors import InputError

HALF: Final = 50.0
MOST: Final = 80.0
"""Both cut-offs in use, as parts of 100 of the pain gone."""

TOP: Final = 10.0
"""The pain scale runs from 0 to 10."""

Scores = Mapping[int, float | None]
"""Minutes after the test (0 is before it) -> score from 0 to 10, None where a box is empty."""


@dataclass(frozen=True)
class Stretch:
    """The times, in minutes, from the first to the last at which a cut-off was reached.

    `unbroken`: it was reached at every time filled in between them.
    """

    start: int
    end: int
    unbroken: bool


@dataclass(frozen=True)
class Reading:
    """What a diary says. `best_min`: minutes of the lowest score; `best_pct`: parts of 100 gone then.

    `half` and `most`: when that much was gone, None if it never was at a time filled in.
    """

    before: float
    lowest: float
    best_min: int
    best_pct: float
    half: Stretch | None
    most: Stretch | None


def checked(scores: Scores) -> dict[int, float]:
    """The scores that are there, by time. Raises InputError for one outside 0 to 10."""
    found = {minute: float(score) for minute, score in sorted(scores.items()) if score is not None}
    for minute, score in found.items():
        if not 0.0 <= score <= TOP:
            raise InputError(f"diary.{minute}", score, f"must lie between 0 and {TOP:g}")
    return found


def gone_pct(before: float, now: float) -> float:
    """Parts of 100 of the first pain that are gone; below 0 when it is worse. `before` must be above 0."""
    return 100.0 * (before - now) / before


def read(scores: Scores) -> Reading | None:
    """The reading of a diary; None without a score above 0 before the test and one after it."""
    found = checked(scores)
    before = found.pop(0, 0.0)
    if not found or before == 0.0:
        return None
    gone = {minute: gone_pct(before, score) for minute, score in found.items()}
    best = max(gone, key=lambda minute: (gone[minute], -minute))
    return Reading(
        before=before,
        lowest=found[best],
        best_min=best,
        best_pct=gone[best],
        half=_stretch(gone, HALF),
        most=_stretch(gone, MOST),
    )


def _stretch(gone: Mapping[int, float], cut: float) -> Stretch | None:
    times = [minute for minute, pct in gone.items() if pct >= cut]
    if not times:
        return None
    between = [pct for minute, pct in gone.items() if times[0] <= minute <= times[-1]]
    return Stretch(times[0], times[-1], unbroken=min(between) >= cut)


def cut_nrs(before: float, cut_pct: float) -> float:
    """The score at which `cut_pct` parts of 100 of the first pain are gone."""
    return before * (1.0 - cut_pct / 100.0)


def to_csv(scores: Scores, names: Mapping[int, str], columns: Sequence[str]) -> str:
    """One line a time: its name, minutes, score, parts of 100 gone; empty where there is no score."""
    found = checked(scores)
    before = found.get(0, 0.0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for minute in sorted(scores):
        score = found.get(minute)
        gone = "" if score is None or before == 0.0 or minute == 0 else f"{gone_pct(before, score):.0f}"
        writer.writerow([names[minute], minute, "" if score is None else f"{score:g}", gone])
    return out.getvalue()
