"""Item 1: what one move of a control costs the server, on the Lab and on the bare page.

A move of the Lab's control runs the part of the page that follows the scenario; everything that the browser
asks for after a move is counted. Below it, for comparison, the same move if it ran the whole page.
"""

from __future__ import annotations

import psutil

from tests.bench.replay import record, visitor, whole_page
from tests.bench.report import Row, paired
from tests.bench.subjects import BARE, LAB, Bench

TITLE = "1 server: rerun"
_WHOLE = "  if it were the whole page"
_AT_MOST = 3.0
_WARM_UP = 10
_PAIRS = 100

_Recorded = tuple[bytes, list[list[bytes]]]


def measure(bench: Bench) -> list[Row]:
    """Time and CPU time of a rerun, the two pages in turns."""
    opening, moves = record(bench, LAB)
    bare = record(bench, BARE)
    whole = [[whole_page(message) for message in move] for move in moves]
    return [
        *_in_turns(bench, TITLE, (opening, moves), bare, _AT_MOST),
        *_in_turns(bench, _WHOLE, (opening, whole), bare),
    ]


def _in_turns(
    bench: Bench, title: str, ours: _Recorded, reference: _Recorded, at_most: float | None = None
) -> list[Row]:
    times: tuple[list[float], list[float]] = [], []
    with visitor(bench.app.url) as lab, visitor(bench.bare.url) as bare:
        both = ((lab, ours, bench.app.pid), (bare, reference, bench.bare.pid))
        for driver, (opening, _), _ in both:
            driver.rerun_ms(opening)
        before = [0.0, 0.0]
        for turn in range(_WARM_UP + _PAIRS):
            if turn == _WARM_UP:
                before = [_cpu_s(pid) for _, _, pid in both]
            for (driver, (_, moves), _), found in zip(both, times, strict=True):
                found.append(sum(driver.rerun_ms(message) for message in moves[turn % 2]))
        cpu_ms = [
            1000.0 * (_cpu_s(pid) - start) / _PAIRS for (*_, pid), start in zip(both, before, strict=True)
        ]
    return [
        paired(title, times[0][_WARM_UP:], times[1][_WARM_UP:], at_most),
        Row("  CPU a rerun", f"{cpu_ms[0]:.1f} ms", f"{cpu_ms[1]:.1f} ms", f"{cpu_ms[0] / cpu_ms[1]:.2f}"),
    ]


def _cpu_s(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
