"""How far the headline numbers of a trial depend on numbers that nobody knows well, and which claims flip.

One at a time: every parameter at the ends of its own range, same draws. Together: Sobol indices over those
that move most (SALib, an optional extra). A teaching claim is a yes or a no about a trial; it flips
where some value inside a range turns it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content import Parameter, load, using
from content.clinics import key_of
from simulator.errors import InputError
from simulator.executors import Here
from simulator.trial import Trial, count
from simulator.trial_report import Result

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None] | None

PATIENTS = 2_000
_AT_ONCE = 32
PROBE = 3
"""Runs of a Sobol design whose headlines are kept."""

PARADIGMS = ("none", "one", "comparative_relaxed")
HEADLINES = ("sensitivity", "specificity", "relieved_per_100_referred")
"""Of one block at the trial's cut-off; people relieved per hundred referred with one block."""


def headlines(result: Result, paradigm: str = "one", cut: int | None = None) -> dict[str, float]:
    """The three headline numbers, in percent, of one block at the trial's cut-off unless told otherwise."""
    outcome = result.outcome(paradigm, cut)
    return {
        "sensitivity": 100.0 * (outcome.sensitivity.value or 0.0),
        "specificity": 100.0 * (outcome.specificity.value or 0.0),
        "relieved_per_100_referred": outcome.per_100_referred["relieved"],
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


def claims(result: Result) -> dict[str, bool]:
    """Whether each teaching claim holds in a trial."""
    return {key: claim(result) for key, claim in CLAIMS.items()}


@dataclass(frozen=True)
class Bar:
    """One parameter of the tornado: headline numbers at the low and the high end of its range, and the
    claims that differ at each end from those at its value."""

    parameter: Parameter
    low: dict[str, float]
    high: dict[str, float]
    low_flips: tuple[str, ...] = ()
    high_flips: tuple[str, ...] = ()

    @property
    def flips(self) -> tuple[str, ...]:
        """Claims that differ at either end."""
        return tuple(dict.fromkeys(self.low_flips + self.high_flips))

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


def small(trial: Trial, patients: int) -> Trial:
    """The trial with so many patients and with the paradigms that headlines and claims ask for."""
    return trial.model_copy(update={"patients": patients, "paradigms": PARADIGMS})


def evaluate(trial: Trial, values: Mapping[str, float]) -> Result:
    """The trial in this process, with some parameters at other values."""
    library = load()
    for key, value in values.items():
        library = library.with_value(key, value)
    with using(library):
        return Result(trial, count(trial, 0, trial.patients))


def evaluate_all(
    trial: Trial, points: Iterable[Mapping[str, float]], pool: Executor, progress: Progress = None
) -> Iterator[Result]:
    """The trial at every point, in their order, wherever they are run. `progress` hears how many are done."""
    waiting = list(points)
    for start in range(0, len(waiting), _AT_ONCE):
        yield from pool.map(partial(evaluate, trial), waiting[start : start + _AT_ONCE])
        if progress is not None:
            progress(min(start + _AT_ONCE, len(waiting)), len(waiting))


def ends(parameter: Parameter) -> tuple[float, float]:
    """Low and high end of a parameter's range. Raises InputError where it has none."""
    if parameter.low is None or parameter.high is None:
        raise InputError("parameter", parameter.key, "has no range")
    return parameter.low, parameter.high


def tornado(
    trial: Trial,
    patients: int = PATIENTS,
    parameters: Sequence[Parameter] | None = None,
    *,
    pool: Executor | None = None,
    progress: Progress = None,
) -> Tornado:
    """One at a time over the ranges of `parameters` (all that the clinic reads without them)."""
    asked, run = small(trial, patients), tuple(parameters_of(trial) if parameters is None else parameters)
    points = [{p.key: value} for p in run for value in ends(p)]
    middle, *found = evaluate_all(asked, [{}, *points], pool or Here(), progress)
    told, at_values = claims(middle), headlines(middle)

    def turned(result: Result) -> tuple[str, ...]:
        return tuple(key for key, holds in claims(result).items() if holds != told[key])

    bars = [
        Bar(parameter, headlines(low), headlines(high), turned(low), turned(high))
        for parameter, low, high in zip(run, found[0::2], found[1::2], strict=True)
    ]
    moving = [bar for bar in bars if bar.flips or bar.low != at_values or bar.high != at_values]
    return Tornado(asked, at_values, told, tuple(moving))


def most_moving(found: Tornado, each: int = 6) -> tuple[Parameter, ...]:
    """The parameters with the widest bars of each headline, each once."""
    every = {bar.parameter.key: bar.parameter for name in HEADLINES for bar in found.widest(name, each)}
    return tuple(every.values())


@dataclass(frozen=True)
class Sobol:
    """First-order and total indices of each parameter for each headline, with 95 % half widths, and how often
    each claim held over the whole box of ranges. `probe`: headlines of the first runs, to tell runs apart."""

    parameters: tuple[str, ...]
    first: dict[str, Floats]
    total: dict[str, Floats]
    first_half_width: dict[str, Floats]
    total_half_width: dict[str, Floats]
    claims_hold: dict[str, float]
    runs: int
    probe: tuple[dict[str, float], ...]


def sobol_points(parameters: Sequence[Parameter], samples: int, seed: int) -> list[dict[str, float]]:
    """Where the indices are worked out: samples * (parameters + 2) points, uniform over the ranges.

    Raises InputError without SALib or where `samples` is no power of 2.
    """
    if samples < 2 or samples & (samples - 1):
        raise InputError("samples", samples, "must be a power of 2")
    found = _salib("sample.sobol").sample(_problem(parameters), samples, calc_second_order=False, seed=seed)
    return [dict(zip((p.key for p in parameters), map(float, point), strict=True)) for point in found]


def sobol(
    trial: Trial,
    parameters: Sequence[Parameter],
    samples: int = 32,
    patients: int = 1_000,
    seed: int = 7,
    *,
    pool: Executor | None = None,
    progress: Progress = None,
) -> Sobol:
    """Sobol indices over the ranges of `parameters`, uniform and independent; `samples` a power of 2."""
    points = sobol_points(parameters, samples, seed)
    found: dict[str, list[float]] = {name: [] for name in HEADLINES}
    held = dict.fromkeys(CLAIMS, 0)
    for result in evaluate_all(small(trial, patients), points, pool or Here(), progress):
        for name, value in headlines(result).items():
            found[name].append(value)
        for key, holds in claims(result).items():
            held[key] += holds
    analyzer, problem = _salib("analyze.sobol"), _problem(parameters)
    with np.errstate(invalid="ignore", divide="ignore"):  # a headline that does not vary has no shares
        indices = {
            name: analyzer.analyze(problem, np.array(values), calc_second_order=False, seed=seed)
            for name, values in found.items()
        }

    def column(name: str) -> dict[str, Floats]:
        return {headline: np.nan_to_num(np.asarray(index[name])) for headline, index in indices.items()}

    return Sobol(
        tuple(p.key for p in parameters),
        column("S1"),
        column("ST"),
        column("S1_conf"),
        column("ST_conf"),
        {key: hits / len(points) for key, hits in held.items()},
        len(points),
        tuple({name: found[name][i] for name in HEADLINES} for i in range(PROBE)),
    )


def _salib(module: str) -> Any:
    if find_spec("SALib") is None:
        raise InputError("sobol", "SALib", "is not installed: pip install -r requirements-optional.txt")
    return import_module(f"SALib.{module}")


def _problem(parameters: Sequence[Parameter]) -> dict[str, Any]:
    return {
        "num_vars": len(parameters),
        "names": [p.key for p in parameters],
        "bounds": [list(ends(p)) for p in parameters],
    }
