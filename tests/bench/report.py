"""What a measurement says, and the table that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles
from typing import Final

_HEADINGS: Final = ("measured", "ours", "reference", "ratio", "target", "")


class NotAvailableError(Exception):
    """What would be measured does not exist (yet); the message says what is missing."""


@dataclass(frozen=True)
class Row:
    """One line of the table. All four numbers are words already, units included."""

    measured: str
    ours: str
    reference: str = "–"
    ratio: str = "–"
    target: str = "–"
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The cells, in the order of the headings."""
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return (self.measured, self.ours, self.reference, self.ratio, self.target, verdict)


def not_available(measured: str, reason: str) -> Row:
    """A line that says why there is no number."""
    return Row(measured, f"not available: {reason}")


def spread(values_ms: Sequence[float]) -> str:
    """Median and 95th percentile of at least two times, in ms."""
    return f"{median(values_ms):.1f} ms (p95 {percentile_95(values_ms):.1f})"


def percentile_95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below."""
    return quantiles(values, n=20, method="inclusive")[-1]


def paired(
    measured: str, ours_ms: Sequence[float], reference_ms: Sequence[float], at_most: float | None = None
) -> Row:
    """Times taken in turns; the ratio is the median ratio of neighbours, which a drifting clock spares."""
    ratio = median(ours / reference for ours, reference in zip(ours_ms, reference_ms, strict=True))
    row = Row(measured, spread(ours_ms), spread(reference_ms), f"{ratio:.2f}")
    return row if at_most is None else replace(row, target=f"≤ {at_most:.1f}", met=ratio <= at_most)


def table(rows: Sequence[Row]) -> str:
    """The rows under their headings, in columns; a reason instead of numbers may run over."""
    lines = [_HEADINGS, *(row.cells() for row in rows)]
    widths = [
        max(len(line[column]) for line in lines if not line[1].startswith("not available"))
        for column in range(len(_HEADINGS))
    ]
    widths[0] = max(len(line[0]) for line in lines)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
