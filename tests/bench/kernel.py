"""Item 6: the nerve-trajectory kernel beside two ODE solvers, the whole chain beside the kernel, trials.

`python -m tests.bench.kernel` runs it alone; the solvers are in requirements-bench.txt. Times are of the CPU,
ratios the median of pairs taken in turns. A trajectory is one nerve over 24 h at 289 points (5 min).
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator import cohort, engine, executors
from simulator.cohort_attribution import count_worlds
from simulator.model.pharmacokinetics import nerve_concentration
from simulator.paradigms import VISITS, visit_of
from simulator.streams import Streams
from simulator.trial import Trial, count, read_visits
from tests.bench import growth
from tests.bench.report import NotAvailableError, Row, not_available, table

Floats = NDArray[np.float64]
Curves = Callable[[Floats], Floats]

TITLE: Final = "6 kernel"
GRID: Floats = np.linspace(0.0, 1440.0, 289)
KERNEL_ROWS: Final = 10_000
PAIRS: Final = 5
AGREE: Final = 1e-6
CHAIN_PATIENTS: Final = 100_000


def rates(n: int) -> Floats:
    """kd, kt, F1, ke and strength of `n` trajectories as patients have them, two with equal rates."""
    draw = Streams(1, 0, n)
    one = [draw.lognormal(name, 0.35)[:, 0] for name in ("kd", "kt", "ke")]
    kd, kt, ke = 0.0745 * one[0], 0.0103 * one[1], 0.0277 * one[2]
    ke[1], kt[2] = kd[1], kd[2] * (1.0 + 1e-6)
    return np.stack([kd, kt, np.full(n, 0.38), ke, np.full(n, 3.0)], axis=1)


def ours(given: Floats) -> Floats:
    """Concentration at the nerve, (N, 289)."""
    kd, kt, f1, ke, strength = given.T
    return nerve_concentration(strength[:, None], kd, kt, f1, ke[:, None], GRID)[:, 0]


def numbalsoda_curves() -> Curves:
    """The same equations in LSODA, compiled. Raises NotAvailableError."""
    try:
        numba: Any = importlib.import_module("numba")
        numbalsoda: Any = importlib.import_module("numbalsoda")
    except ImportError as missing:
        raise NotAvailableError(f"{missing.name} is not installed (requirements-bench.txt)") from missing

    @numba.cfunc(numbalsoda.lsoda_sig)  # type: ignore[untyped-decorator]
    def right(t: Any, u: Any, du: Any, p: Any) -> None:  # pragma: no cover - compiled
        du[0] = -p[0] * u[0]
        du[1] = (1.0 - p[2]) * p[0] * u[0] - p[1] * u[1]
        du[2] = p[3] * (p[4] * (u[0] + u[1]) - u[2])

    address = right.address

    @numba.njit  # type: ignore[untyped-decorator]
    def every(given: Any, times: Any) -> Any:  # pragma: no cover - compiled
        answer = np.empty((len(given), len(times)))
        for i in range(len(given)):
            start = np.array([1.0, 0.0, 0.0])
            solved, _ = numbalsoda.lsoda(address, start, times, given[i].copy(), 1e-8, 1e-10)
            answer[i] = solved[:, 2]
        return answer

    return lambda given: np.asarray(every(np.ascontiguousarray(given), GRID))


_NAMES = ("kd", "kt", "f1", "ke", "strength")
_MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><apply>{}</apply></math>'
_SBML = (
    '<?xml version="1.0" encoding="UTF-8"?><sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" '
    'level="3" version="1"><model id="m"><listOfParameters>'
    + "".join(f'<parameter id="{name}" value="1" constant="true"/>' for name in _NAMES)
    + "".join(
        f'<parameter id="{name}" value="{start}" constant="false"/>'
        for name, start in (("fresh", 1), ("bound", 0), ("nerve", 0))
    )
    + "</listOfParameters><listOfRules>"
    + '<rateRule variable="fresh">'
    + _MATH.format("<minus/><apply><times/><ci>kd</ci><ci>fresh</ci></apply>")
    + '</rateRule><rateRule variable="bound">'
    + _MATH.format(
        "<minus/><apply><times/><apply><minus/><cn>1</cn><ci>f1</ci></apply><ci>kd</ci><ci>fresh</ci></apply>"
        "<apply><times/><ci>kt</ci><ci>bound</ci></apply>"
    )
    + '</rateRule><rateRule variable="nerve">'
    + _MATH.format(
        "<times/><ci>ke</ci><apply><minus/><apply><times/><ci>strength</ci>"
        "<apply><plus/><ci>fresh</ci><ci>bound</ci></apply></apply><ci>nerve</ci></apply>"
    )
    + "</rateRule></listOfRules></model></sbml>"
)


def roadrunner_curves() -> Curves:
    """The same equations in libRoadRunner (CVODE). Raises NotAvailableError."""
    try:
        roadrunner: Any = importlib.import_module("roadrunner")
    except ImportError as missing:
        raise NotAvailableError(f"{missing.name} is not installed (requirements-bench.txt)") from missing
    model = roadrunner.RoadRunner(_SBML)
    model.integrator.relative_tolerance = 1e-8
    model.integrator.absolute_tolerance = 1e-10
    model.timeCourseSelections = ["nerve"]

    def curves(given: Floats) -> Floats:
        answer = np.empty((len(given), len(GRID)))
        for i, row in enumerate(given):
            model.resetAll()
            for name, value in zip(_NAMES, row, strict=True):
                model[name] = value
            answer[i] = np.asarray(model.simulate(0.0, GRID[-1], len(GRID)))[:, 0]
        return answer

    return curves


def _microseconds(curves: Curves, given: Floats, repeats: int = 1) -> float:
    """CPU time of a trajectory: other programs on the machine do not count."""
    start = time.process_time()
    for _ in range(repeats):
        curves(given)
    return 1e6 * (time.process_time() - start) / (repeats * len(given))


def beside(name: str, make: Callable[[], Curves], rows: int, at_least: float) -> list[Row]:
    """Agreement with another solver and how many times faster we are, pair by pair."""
    try:
        other = make()
    except NotAvailableError as reason:
        return [not_available(f"nerve trajectory, {name}", str(reason))]
    given = rates(KERNEL_ROWS)
    few = given[:rows]
    theirs, mine = other(few), ours(few)
    worst = float((np.abs(theirs - mine).max(axis=1) / mine.max(axis=1)).max())
    ours(given)
    pairs = [(_microseconds(ours, given, 15), _microseconds(other, few)) for _ in range(PAIRS)]
    ratio = median(b / a for a, b in pairs)
    return [
        Row(
            f"nerve trajectory, 289 points, {name}",
            f"{min(a for a, _ in pairs):.2f} us",
            f"{min(b for _, b in pairs):.0f} us",
            f"{ratio:.0f}",
            f">= {at_least:.0f}",
            ratio >= at_least,
        ),
        Row(f"agreement with {name}", f"{worst:.1e}", target=f"<= {AGREE:g}", met=worst <= AGREE),
    ]


def _nerves(trial: Trial, patients: int) -> float:
    """Nerve trajectories of two blocks of some patients of a trial."""
    someone = cohort.people(load().clinics[trial.clinic], Streams(trial.seed, 0, patients))
    sizes = [len(cohort.layout_of(someone.clinic, s).needles) for s in range(len(someone.rows))]
    return 2.0 * float(sum(k * len(rows) for k, rows in zip(sizes, someone.rows, strict=True)))


def _on_grid(trial: Trial, start: int, patients: int) -> None:
    """Two blocks of some patients, spread to pain, at every point of the kernel's grid."""
    someone = cohort.people(load().clinics[trial.clinic], Streams(trial.seed, start, patients))
    for role in VISITS["comparative_strict"]:
        everyone = cohort.inputs_of(someone, visit_of(trial.clinic, role), trial.reader())
        for s, rows in enumerate(someone.rows):
            if len(rows):
                layout = cohort.layout_of(someone.clinic, s)
                engine.run(cohort.rows_of(everyone, someone, s), layout, GRID)


def _to_verdict(trial: Trial, start: int, patients: int) -> None:
    """Two blocks of some patients, spread to verdict, with the whole diary of the first day."""
    someone = cohort.people(load().clinics[trial.clinic], Streams(trial.seed, start, patients))
    read_visits(trial, someone)


def chain_rows() -> list[Row]:
    """The whole chain as a trial runs it (13 times a block), and on the kernel's own grid, per trajectory."""
    trial = Trial(paradigms=("comparative_strict",))
    given = rates(KERNEL_ROWS)
    ours(given)
    rows = []
    for name, work, patients, size, at_most in (
        ("whole chain, spread to verdict, diary times", _to_verdict, CHAIN_PATIENTS, cohort.CHUNK, 5.0),
        ("whole chain, spread to pain, all 289 points", _on_grid, 2_000, 100, None),
    ):
        before = _microseconds(ours, given, 5)
        start = time.process_time()
        for first, n in executors.chunks(patients, size):
            work(trial, first, n)
        seconds = time.process_time() - start
        kernel = 0.5 * (before + _microseconds(ours, given, 5))
        each = 1e6 * seconds / (_nerves(trial, 10_000) * patients / 10_000)
        rows.append(
            Row(
                f"{patients:,} patients x 2 blocks, {name}, per nerve trajectory",
                f"{each:.1f} us ({seconds:.1f} s CPU)",
                f"{kernel:.2f} us",
                f"{each / kernel:.1f}",
                "–" if at_most is None else f"<= {at_most:.0f}",
                None if at_most is None else each <= at_most * kernel,
            )
        )
    return rows


def trial_rows() -> list[Row]:
    """A trial of 10,000 as a page asks for it, growth, attribution of a cohort on two cores."""
    page = Trial(paradigms=("none", "one"), threshold_pct=50)
    start = time.process_time()
    executors.total(executors.Here(), partial(count, page), 10_000)
    taken = time.process_time() - start
    with executors.executor(workers=2) as pool:
        executors.total(pool, partial(count_worlds, page), 200, size=100)  # the processes are up
        start = time.perf_counter()
        executors.total(pool, partial(count_worlds, page), 10_000)
        worlds = time.perf_counter() - start
    return [
        Row(
            "trial of 10,000, none beside one",
            f"{taken:.2f} s",
            target="< 1 s",
            met=taken < 1.0,
        ),
        Row(
            "attribution, 10,000 patients, all worlds, 2 cores",
            f"{worlds:.1f} s",
            target="< 30 s",
            met=worlds < 30.0,
        ),
    ]


def measure() -> list[Row]:
    """Every row."""
    return [
        *beside("libRoadRunner", roadrunner_curves, 100, 400.0),
        *beside("numbalsoda", numbalsoda_curves, 2_000, 30.0),
        *chain_rows(),
        *trial_rows(),
        *growth.measure((10_000, 100_000)),
    ]


if __name__ == "__main__":
    print(table(measure()))
