"""A trial's headlines over the range of a number that published targets leave open: a band, not a line."""

from concurrent.futures import Executor

import numpy as np

from content import Parameter
from content.results import Band
from simulator.cohort_sensitivity import HEADLINES, ends, evaluate_all, headlines, small
from simulator.executors import Here
from simulator.trial import Trial

BANDED = ("one", "comparative_relaxed")
CUT_OFFS = tuple(range(50, 101, 5))
POINTS = 9


def band(trial: Trial, parameter: Parameter, patients: int, pool: Executor | None = None) -> Band:
    """Headlines of one block and of two at every cut-off, at values over the range, its own value included.

    The other parameters stay as they are, and every value meets the same patients.
    """
    values = sorted({*map(float, np.linspace(*ends(parameter), POINTS).round(6)), parameter.value})
    runs = list(evaluate_all(small(trial, patients), [{parameter.key: v} for v in values], pool or Here()))
    found = {
        paradigm: {
            name: tuple(
                tuple(round(headlines(run, paradigm, cut)[name], 3) for cut in CUT_OFFS) for run in runs
            )
            for name in HEADLINES
        }
        for paradigm in BANDED
    }
    return Band(
        parameter=parameter.key, patients=patients, values=tuple(values), cut_offs=CUT_OFFS, paradigms=found
    )
