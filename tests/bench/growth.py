"""How time and memory grow up to ten million patients: more than ten minutes, so it is run by itself.

`python -m tests.bench.growth` runs each size in a process of its own, two blocks a patient, one core, and
prints the CPU time of its chunks and the most memory that the process ever held.
"""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from tests.bench.report import Row, table

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
MEMORY_MB = 400.0
_CODE = """
import time
from functools import partial
from simulator import cohort, executors
from simulator.trial import Trial, count
trial = Trial(paradigms=("comparative_strict",))
executors.total(executors.Here(), partial(count, trial), cohort.CHUNK)
start = time.process_time()
executors.total(executors.Here(), partial(count, trial), {patients})
print(time.process_time() - start)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def run(patients: int) -> tuple[float, float]:
    """CPU seconds and the largest memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE.format(patients=patients)], capture_output=True, check=True
    )
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1024.0


def measure(sizes: Sequence[int] = SIZES) -> list[Row]:
    """One row a size, with its exponent from the smallest, which runs before and after each: the median."""
    least, *more = sizes
    small, large = [run(least)], []
    for patients in more:
        large.append(run(patients))
        small.append(run(least))
    least_s, least_mb = map(median, zip(*small, strict=True))
    rows = [Row(_name(least), _amount(least_s, least_mb))]
    for patients, (seconds, megabytes) in zip(more, large, strict=True):
        exponent = math.log(seconds / least_s) / math.log(patients / least)
        rows.append(
            Row(
                _name(patients),
                _amount(seconds, megabytes),
                _amount(least_s, least_mb),
                f"N^{exponent:.2f}",
                f"0.95-1.05, < {MEMORY_MB:.0f} MB, flat",
                0.95 <= exponent <= 1.05 and megabytes < min(MEMORY_MB, least_mb + 50.0),
            )
        )
    return rows


def _name(patients: int) -> str:
    return f"{patients:,} patients x 2 blocks"


def _amount(seconds: float, megabytes: float) -> str:
    return f"{seconds:.1f} s CPU, {megabytes:.0f} MB"


if __name__ == "__main__":
    print(table(measure()))
