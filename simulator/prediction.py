"""A learner's predicted curve beside the model's: where they differ most, and what a clinic would read."""

from dataclasses import dataclass

import numpy as np

from content import load
from simulator.simulate import Answer


@dataclass(frozen=True)
class Contrast:
    """A predicted curve beside the model's, at the handles: where they differ most (h, NRS points, model less
    prediction), the mean size of the difference, the relief (%) that the prediction has at the check, and the
    result that the rule would make of it."""

    hour: float
    predicted: float
    model: float
    gap: float
    mean_gap: float
    relief_pct: float
    result: str


def contrast(answer: Answer, hours: tuple[float, ...], predicted: tuple[float, ...]) -> Contrast:
    """Compare a prediction (NRS at each of `hours`) with the answer. Raises ValueError for another length."""
    if len(hours) != len(predicted) or not hours:
        raise ValueError(f"{len(hours)} handles, {len(predicted)} values")
    baseline = answer.scenario.patient.baseline_nrs
    pain = np.interp(hours, answer.course.times_min / 60.0, baseline * answer.course.pain[0])
    gaps = pain - np.array(predicted)
    worst = int(np.abs(gaps).argmax())
    at_check = np.interp(answer.scenario.assessment.check_min / 60.0, (0.0, *hours), (baseline, *predicted))
    relief = 100.0 * (1.0 - float(at_check) / baseline) if baseline > 0.0 else 0.0
    cut = float(answer.inputs.threshold_pct[0])
    low = min(cut, load().value("verdict.indeterminate_from_pct"))
    result = "positive" if relief >= cut else "indeterminate" if relief >= low else "negative"
    return Contrast(
        hour=hours[worst],
        predicted=float(predicted[worst]),
        model=float(pain[worst]),
        gap=float(gaps[worst]),
        mean_gap=float(np.abs(gaps).mean()),
        relief_pct=relief,
        result=result,
    )
