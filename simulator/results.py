"""From slow runs to the records that `content/results` keeps, and back to what the runs had found.

`python -m simulator validate --write DATE` and `sensitivity --write DATE` write them. The date is given and
never read from a clock. A file belongs to the model whose fingerprint it carries.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

import numpy as np

from content import results as stored
from content.results import Ends, Indices, Sensitivity, Validation
from content.targets import targets
from simulator import calibration, cohort_sensitivity
from simulator.cohort_band import band
from simulator.cohort_sensitivity import (
    HEADLINES,
    Sobol,
    Tornado,
    most_moving,
    parameters_of,
    sobol,
    tornado,
)
from simulator.executors import Here
from simulator.fingerprint import fingerprint
from simulator.intervals import NOTHING, Estimate
from simulator.scenario import MODEL_VERSION
from simulator.trial import Trial
from simulator.validation import Finding

DIGITS = 4
TORNADO_PATIENTS, SOBOL_PATIENTS, BAND_PATIENTS = 10_000, 2_000, 20_000
SAMPLES = 256

Say = Callable[[str], None]


# --- The model beside published targets ---


def validation_record(findings: Sequence[Finding], date: str, patients: int, seed: int) -> Validation:
    """What `validate` found, as it is written."""
    found = {one.target.id: one.simulated for one in findings}
    return Validation(
        date=date,
        model=MODEL_VERSION,
        fingerprint=fingerprint(),
        seed=seed,
        patients=patients,
        simulated={key: _estimate(estimate) for key, estimate in found.items()},
    )


def _estimate(found: Estimate) -> tuple[float, float, float] | tuple[()]:
    if found.value is None or found.low is None or found.high is None:
        return ()
    return round(found.value, DIGITS), round(found.low, DIGITS), round(found.high, DIGITS)


def findings() -> tuple[Finding, ...]:
    """What was written, beside every target as it is accepted now, in the order of the targets."""
    written = stored.validation().simulated
    return tuple(
        Finding(target, Estimate(*written[key]) if written.get(key) else NOTHING)
        for key, target in targets().items()
    )


# --- Sensitivity ---


def sensitivity_record(
    trial: Trial, date: str, pool: Executor | None = None, say: Say | None = None, scale: float = 1.0
) -> Sensitivity:
    """Tornado, Sobol indices of what moves most, claims, and the band. Takes minutes.

    `scale` below 1 takes fewer patients and samples.
    """
    run = pool or Here()

    def part(size: int) -> int:
        return max(50, round(size * scale))

    def progress(name: str) -> cohort_sensitivity.Progress:
        return None if say is None else lambda done, of: say(f"{name}: {done} of {of} runs")

    bars = tornado(trial, part(TORNADO_PATIENTS), pool=run, progress=progress("one at a time"))
    samples = 2 ** max(1, round(np.log2(SAMPLES * scale)))
    indices = sobol(
        trial,
        most_moving(bars),
        samples,
        part(SOBOL_PATIENTS),
        trial.seed,
        pool=run,
        progress=progress("all together"),
    )
    open_number = next(p for p in parameters_of(trial) if p.key == calibration.PROFILED)
    return Sensitivity(
        date=date,
        model=MODEL_VERSION,
        fingerprint=fingerprint(),
        seed=trial.seed,
        patients=bars.trial.patients,
        clinic=trial.clinic,
        threshold_pct=trial.threshold_pct,
        headlines=_rounded(bars.at_values),
        claims=bars.claims,
        ends=_bars(bars),
        sobol=_indices(indices, samples, part(SOBOL_PATIENTS)),
        band=band(trial, open_number, part(BAND_PATIENTS), run),
    )


def _bars(found: Tornado) -> dict[str, Ends]:
    return {
        bar.parameter.key: Ends(
            low=_rounded(bar.low),
            high=_rounded(bar.high),
            low_flips=bar.low_flips,
            high_flips=bar.high_flips,
        )
        for bar in found.bars
    }


def _indices(found: Sobol, samples: int, patients: int) -> Indices:
    def columns(name: str) -> dict[str, tuple[float, ...]]:
        by_headline = getattr(found, name)
        return {key: tuple(round(float(v), DIGITS) for v in by_headline[key]) for key in HEADLINES}

    return Indices(
        parameters=found.parameters,
        samples=samples,
        runs=found.runs,
        patients=patients,
        first=columns("first"),
        total=columns("total"),
        first_half_width=columns("first_half_width"),
        total_half_width=columns("total_half_width"),
        claims_hold={key: round(share, DIGITS) for key, share in found.claims_hold.items()},
        probe=tuple(_rounded(one) for one in found.probe),
    )


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {key: round(value, DIGITS) for key, value in values.items()}
