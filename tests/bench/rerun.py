"""Item 1: what one move of a control costs the server, on the Lab and on the bare page."""

from __future__ import annotations

import psutil

from tests.bench.replay import record, visitor
from tests.bench.report import Row, paired
from tests.bench.subjects import BARE, LAB, Bench

TITLE = "1 server: rerun"
_AT_MOST = 3.0
_WARM_UP = 10
_PAIRS = 100


def measure(bench: Bench) -> list[Row]:
    """Time and CPU time of a rerun, the two pages in turns."""
    opening, moves = record(bench, LAB)
    bare_opening, bare_moves = record(bench, BARE)
    ours: list[float] = []
    reference: list[float] = []
    with visitor(bench.app.url) as lab, visitor(bench.bare.url) as bare:
        lab.rerun_ms(opening)
        bare.rerun_ms(bare_opening)
        cpu_before = 0.0, 0.0
        for index in range(_WARM_UP + _PAIRS):
            if index == _WARM_UP:
                cpu_before = _cpu_s(bench.app.pid), _cpu_s(bench.bare.pid)
            pair = lab.rerun_ms(moves[index % 2]), bare.rerun_ms(bare_moves[index % 2])
            if index >= _WARM_UP:
                ours.append(pair[0])
                reference.append(pair[1])
        cpu_ms = (
            (_cpu_s(bench.app.pid) - cpu_before[0]) / _PAIRS * 1000.0,
            (_cpu_s(bench.bare.pid) - cpu_before[1]) / _PAIRS * 1000.0,
        )
    return [
        paired(TITLE, ours, reference, _AT_MOST),
        Row("  CPU a rerun", f"{cpu_ms[0]:.1f} ms", f"{cpu_ms[1]:.1f} ms", f"{cpu_ms[0] / cpu_ms[1]:.2f}"),
    ]


def _cpu_s(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
