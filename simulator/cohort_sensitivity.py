"""How far the headline numbers of a trial depend on numbers that nobody knows well, and which claims flip.

One at a time: every parameter at the ends of its own range, same draws. Together: Sobol indices over those
that move most (SALib, an optional extra). A teaching claim is a yes or a no about a trial; it flips
where some value inside a range turns it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content import Parameter, load, using
from content.clinics import key_of
from content.loader import Library
from simulator.errors import InputError
from simulator.trial import Trial, count
from simulator.trial_report import Result

Floats = NDArray[np.float64]

PATIENTS = 2_000
PARADIGMS = ("none", "one", "comparative_relaxed")
HEADLINES = ("sensitivity", "specificity", "relieved_per_100_referred")
"""Of one block at the trial's cut-off; people relieved per hundred referred with one block."""


def headlines(result: Result) -> dict[str, float]:
    """The three headline numbers, in percent."""
    one = result.outcome("one")
    return {
        "sensitivity": 100.0 * (one.sensitivity.value or 0.0),
        "specificity": 100.0 * (one.specificity.value or 0.0),
        "relieved_per_100_referred": one.per_100_referred["relieved"],
    }


def _success(result: Result, paradigm: str, cut: int = 50) -> float:
    return result.outcome(paradigm, cut).success_of_treated.value or 0.0


def _relieved(result: Result, paradigm: str, cut: int = 50) -> float:
    return result.outcome(paradigm, cut).per_100_referred["relieved"]


def _ppv(result: Result, cut: int) -> float:
    return result.outcome("one", cut).ppv.value or 0.0


def _cost(result: Result, paradigm: str) -> float:
    cost = result.outcome(paradigm, 50).cost_per_success
    return float("inf") if cost is None else cost


CLAIMS: Mapping[str, Callable[[Result], bool]] = {
    "more_blocks_more_success_of_treated": lambda r: (
        _success(r, "comparative_relaxed") > _success(r, "one") > _success(r, "none")
    ),
    "more_blocks_fewer_relieved_of_referred": lambda r: (
        _relieved(r, "comparative_relaxed") < _relieved(r, "one") < _relieved(r, "none")
    ),
    "no_block_costs_least_per_success": lambda r: _cost(r, "none") < _cost(r, "one"),
    "a_stricter_cut_off_raises_ppv": lambda r: _ppv(r, 80) > _ppv(r, 50),
    "a_stricter_cut_off_relieves_fewer": lambda r: _relieved(r, "one", 80) < _relieved(r, "one", 50),
    "one_negative_block_is_no_coin_toss": lambda r: (r.outcome("one", 50).sensitivity.value or 0.0) > 0.6,
    "one_positive_block_does_not_confirm": lambda r: _ppv(r, 50) < 0.9,
}
"""Teaching claims by key; their words are `validation.claim.<key>` in `content/text`."""


@dataclass(frozen=True)
class Bar:
    """One parameter of the tornado: headline numbers at the low and the high end of its range, and the
    claims that differ there from those at its value."""

    parameter: Parameter
    low: dict[str, float]
    high: dict[str, float]
    flips: tuple[str, ...]

    def width(self, headline: str) -> float:
        """How far apart the two ends are (percentage points)."""
        return abs(self.high[headline] - self.low[headline])


@dataclass(frozen=True)
class Tornado:
    """Headlines and claims at the values, and a bar for every parameter with a range that moves anything."""

    trial: Trial
    at_values: dict[str, float]
    claims: dict[str, bool]
    bars: tuple[Bar, ...]

    def widest(self, headline: str, most: int = 12) -> tuple[Bar, ...]:
        """The bars of a headline, widest first."""
        return tuple(sorted(self.bars, key=lambda bar: -bar.width(headline))[:most])


def parameters_of(trial: Trial) -> tuple[Parameter, ...]:
    """Every parameter with a range that a trial of this clinic can read, in the order of the files."""
    library = load()
    clinic = library.clinics[trial.clinic]
    regions = {"lumbar", "cervical", "thoracic"} - {clinic.region}
    names = {key.split(".", 2)[2] for key in library.trial if key.startswith("clinic.")}
    mine = set()
    for name in names:
        try:
            mine.add(key_of(library.clinics, library.trial, trial.clinic, name))
        except KeyError:
            continue

    def wanted(key: str) -> bool:
        if key.startswith("clinic."):
            return key in mine
        apart = (
            "finding.",
            "toxicity.",
            "epinephrine.",
            "context.sedation",
            "context.skin",
            "context.steroid",
        )
        return not key.startswith(apart) and not any(region in key for region in regions)

    every = [p for key, p in (library.parameters | library.trial).items() if wanted(key)]
    every += [p for drug in clinic.drugs for p in library.drugs[drug].parameters.values()]
    return tuple(p for p in every if p.low is not None and p.high is not None and p.low < p.high)


def _small(trial: Trial, patients: int) -> Trial:
    return trial.model_copy(update={"patients": patients, "paradigms": PARADIGMS})


def evaluate(trial: Trial, library: Library) -> Result:
    """The trial run on another library, in this process."""
    with using(library):
        return Result(trial, count(trial, 0, trial.patients))


def tornado(trial: Trial, patients: int = PATIENTS, parameters: Sequence[Parameter] | None = None) -> Tornado:
    """One at a time over the ranges of `parameters` (all that the clinic reads without them)."""
    small, library = _small(trial, patients), load()
    middle = evaluate(small, library)
    told = {key: claim(middle) for key, claim in CLAIMS.items()}
    at_values = headlines(middle)
    bars = []
    for parameter in parameters_of(trial) if parameters is None else parameters:
        ends = []
        flips: set[str] = set()
        for value in (parameter.low, parameter.high):
            if value is None:
                raise InputError("parameter", parameter.key, "has no range")
            result = evaluate(small, library.with_value(parameter.key, value))
            ends.append(headlines(result))
            flips |= {key for key, claim in CLAIMS.items() if claim(result) != told[key]}
        if flips or any(end != at_values for end in ends):
            bars.append(Bar(parameter, ends[0], ends[1], tuple(sorted(flips))))
    return Tornado(small, at_values, told, tuple(bars))


@dataclass(frozen=True)
class Sobol:
    """First-order and total indices of each parameter for each headline, with 95 % half widths, and how often
    each claim held over the whole box of ranges."""

    parameters: tuple[str, ...]
    first: dict[str, Floats]
    total: dict[str, Floats]
    first_half_width: dict[str, Floats]
    total_half_width: dict[str, Floats]
    claims_hold: dict[str, float]
    runs: int


def sobol(
    trial: Trial, parameters: Sequence[Parameter], samples: int = 32, patients: int = 1_000, seed: int = 7
) -> Sobol:
    """Sobol indices over the ranges of `parameters`, uniform and independent; `samples` a power of 2.

    It takes samples * (parameters + 2) runs. Raises InputError without SALib or for an odd number of samples.
    """
    if find_spec("SALib") is None:
        raise InputError("sobol", "SALib", "is not installed: pip install -r requirements-optional.txt")
    if samples < 2 or samples & (samples - 1):
        raise InputError("samples", samples, "must be a power of 2")
    sampler: Any = import_module("SALib.sample.sobol")
    analyzer: Any = import_module("SALib.analyze.sobol")
    problem = {
        "num_vars": len(parameters),
        "names": [p.key for p in parameters],
        "bounds": [[p.low, p.high] for p in parameters],
    }
    points: Floats = sampler.sample(problem, samples, calc_second_order=False, seed=seed)
    small = _small(trial, patients)
    found: dict[str, list[float]] = {name: [] for name in HEADLINES}
    held = dict.fromkeys(CLAIMS, 0)
    for point in points:
        library = load()
        for parameter, value in zip(parameters, point, strict=True):
            library = library.with_value(parameter.key, float(value))
        result = evaluate(small, library)
        for name, value in headlines(result).items():
            found[name].append(value)
        for key, claim in CLAIMS.items():
            held[key] += claim(result)
    indices = {
        name: analyzer.analyze(problem, np.array(values), calc_second_order=False, seed=seed)
        for name, values in found.items()
    }

    def column(name: str) -> dict[str, Floats]:
        return {headline: np.asarray(index[name]) for headline, index in indices.items()}

    return Sobol(
        tuple(p.key for p in parameters),
        column("S1"),
        column("ST"),
        column("S1_conf"),
        column("ST_conf"),
        {key: hits / len(points) for key, hits in held.items()},
        len(points),
    )
