"""Calibration: the declared free parameters (`content/free.toml`) fitted to targets that may be fitted to.

Least squares by Gauss-Newton with damping, from the declared values, each parameter on the scale of its own
range; every evaluation uses the same draws, so that a seed gives one answer. A weak pull towards the declared
value (`PULL`) keeps what the data do not identify where it was. No target of the role `verify` is looked at.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import Parameter, using
from content.loader import ROOT, Library, load_from
from content.targets import Free, free_parameters, targets
from simulator.scenario import MODEL_VERSION
from simulator.validation import Measures

Floats = NDArray[np.float64]

ROUNDS = 6
STEP = 0.06
PULL = 0.25
"""Misfit (in half widths of acceptance) that a move over half a parameter's range weighs."""
EDGE = 0.03
MOVING = ("blocks", "denervation")
"""Groups of targets that the free parameters move; the others are looked at once."""

PROFILED = "context.repeatability"
PROFILE_POINTS = 9


@dataclass(frozen=True)
class Fitted:
    """One free parameter: where it began, where it ended, and how far the data alone pin it down.

    `spread`: standard error from the data alone, in the parameter's unit (None: they say nothing).
    `identified`: that spread is below a quarter of the range.
    """

    parameter: Parameter
    free: Free
    value: float
    spread: float | None

    @property
    def identified(self) -> bool:
        """Whether the data narrow the parameter down within its range."""
        return self.spread is not None and self.spread < 0.25 * _width(self.parameter)


@dataclass(frozen=True)
class Calibration:
    """The result. `simulated`: every calibration target at the fitted values. `profile`: values of
    `PROFILED`, others fitted anew, with the misfit and whether every target that was met is still met."""

    seed: int
    patients: int
    fitted: tuple[Fitted, ...]
    simulated: dict[str, float]
    misfit_before: float
    misfit_after: float
    profile: tuple[tuple[float, float, bool], ...]

    @property
    def band(self) -> tuple[float, float] | None:
        """Lowest and highest profiled value at which no target is lost."""
        kept = [value for value, _, fine in self.profile if fine]
        return (min(kept), max(kept)) if kept else None

    def values(self) -> dict[str, float]:
        """Fitted values by key."""
        return {one.parameter.key: one.value for one in self.fitted}


def _width(parameter: Parameter) -> float:
    if parameter.low is None or parameter.high is None:
        raise ValueError(f"{parameter.key} is free but has no range")
    return parameter.high - parameter.low


class _Problem:
    """Misfit of the calibration targets as a function of the free parameters on the scale 0 to 1."""

    def __init__(self, patients: int, seed: int) -> None:
        self.library: Library = load_from(ROOT, calibrated=False)
        every = self.library.parameters | self.library.trial
        self.free = free_parameters()
        self.parameters = [every[one.key] for one in self.free]
        self.low = np.array([p.low if p.low is not None else np.nan for p in self.parameters])
        self.width = np.array([_width(p) for p in self.parameters])
        self.start = (np.array([p.value for p in self.parameters]) - self.low) / self.width
        self.patients, self.seed = patients, seed
        self.targets = [t for t in targets().values() if t.role == "calibrate"]
        self.half = np.array([0.5 * (t.high - t.low) for t in self.targets])
        with using(self.library):
            self.still = Measures(patients, seed).run(
                group for group in Measures.FITTED if group not in MOVING
            )

    def at(self, place: Floats) -> Library:
        """The library with the free parameters at a place."""
        library = self.library
        for parameter, value in zip(self.parameters, self.low + self.width * place, strict=True):
            library = library.with_value(parameter.key, float(value))
        return library

    def simulate(self, place: Floats) -> Floats:
        """Every calibration target, (targets,)."""
        with using(self.at(place)):
            found = self.still | Measures(self.patients, self.seed).run(MOVING)
        return np.array([found[t.id].value for t in self.targets], dtype=np.float64)

    def misfit(self, simulated: Floats) -> Floats:
        """Distance from what is published, in half widths of what is accepted."""
        return np.asarray((simulated - np.array([t.published for t in self.targets])) / self.half)

    def loss(self, place: Floats, misfit: Floats) -> float:
        """Squared misfit plus the weak pull."""
        return float((misfit**2).sum() + ((PULL * (place - self.start) / 0.5) ** 2).sum())

    def slopes(self, place: Floats, misfit: Floats) -> Floats:
        """How the misfit moves with each parameter, (targets, parameters)."""
        columns = []
        for i in range(len(place)):
            step = STEP if place[i] < 0.5 else -STEP
            moved = place.copy()
            moved[i] += step
            columns.append((self.misfit(self.simulate(moved)) - misfit) / step)
        return np.stack(columns, axis=1)

    def improve(self, place: Floats, misfit: Floats, slopes: Floats, free: NDArray[np.bool_]) -> Floats:
        """One damped Gauss-Newton step in the free directions, kept inside the ranges."""
        pull = PULL / 0.5
        a = slopes[:, free]
        normal = a.T @ a + (pull**2 + 1e-9) * np.eye(int(free.sum()))
        right = -(a.T @ misfit) - pull**2 * (place - self.start)[free]
        moved = place.copy()
        moved[free] += np.clip(np.linalg.solve(normal, right), -0.35, 0.35)
        return np.clip(moved, EDGE, 1.0 - EDGE)


def calibrate(
    patients: int = 20_000, seed: int = 7, progress: Callable[[str], None] | None = None
) -> Calibration:
    """Fit the free parameters. The same patients and seed give the same answer on the same machine."""
    problem = _Problem(patients, seed)
    every = np.ones(len(problem.free), dtype=bool)
    place = problem.start.copy()
    misfit = problem.misfit(problem.simulate(place))
    before = best = problem.loss(place, misfit)
    slopes = problem.slopes(place, misfit)
    for turn in range(ROUNDS):
        aim = problem.improve(place, misfit, slopes, every)
        for shrink in (1.0, 0.5, 0.25):
            trial = place + shrink * (aim - place)
            found = problem.misfit(problem.simulate(trial))
            if (loss := problem.loss(trial, found)) < best - 1e-6:
                place, misfit, best = trial, found, loss
                break
        else:
            break
        slopes = problem.slopes(place, misfit)
        if progress is not None:
            progress(f"round {turn + 1}: misfit {best:.3f}")
    place = np.round(place, 4)
    values = problem.low + problem.width * place
    simulated = problem.simulate(place)
    return Calibration(
        seed=seed,
        patients=patients,
        fitted=tuple(
            Fitted(parameter, one, round(float(value), 6), spread)
            for parameter, one, value, spread in zip(
                problem.parameters, problem.free, values, _spreads(slopes, problem.width), strict=True
            )
        ),
        simulated={t.id: float(v) for t, v in zip(problem.targets, simulated, strict=True)},
        misfit_before=before,
        misfit_after=problem.loss(place, problem.misfit(simulated)),
        profile=_profile(problem, place, problem.misfit(simulated), slopes),
    )


def _spreads(slopes: Floats, width: Floats) -> list[float | None]:
    """Standard errors from the data alone: a misfit of one half width counts as two standard errors."""
    information = slopes.T @ slopes * 4.0
    if np.linalg.matrix_rank(information, tol=1e-6) < len(width):
        information = information + 1e-6 * np.eye(len(width))
    variance = np.diag(np.linalg.inv(information))
    return [
        float(np.sqrt(v) * w) if np.sqrt(v) < 10.0 else None for v, w in zip(variance, width, strict=True)
    ]


def _profile(
    problem: _Problem, place: Floats, misfit: Floats, slopes: Floats
) -> tuple[tuple[float, float, bool], ...]:
    """`PROFILED` at fixed values over its range, the others moved once towards their new optimum."""
    i = next(k for k, p in enumerate(problem.parameters) if p.key == PROFILED)
    others = np.arange(len(place)) != i
    met = np.abs(misfit) <= 1.0
    rows = []
    for value in np.linspace(0.0, 1.0, PROFILE_POINTS):
        fixed = place.copy()
        fixed[i] = value
        guess = misfit + slopes[:, i] * (value - place[i])
        moved = problem.improve(fixed, guess, slopes, others)
        found = problem.misfit(problem.simulate(moved))
        fine = bool((np.abs(found[met]) <= 1.0).all())
        shown = round(float(problem.low[i] + problem.width[i] * value), 6)
        rows.append((shown, round(problem.loss(moved, found), 4), fine))
    return tuple(rows)


def as_toml(found: Calibration, date: str) -> str:
    """The result as the data file that the loader applies. `date` is given, never read from a clock."""
    published = targets()
    lines = [
        "# Written by `python -m simulator calibrate`; not by hand. The loader applies [values].",
        "",
        f"date = {json.dumps(date)}",
        f"model = {json.dumps(MODEL_VERSION)}",
        f"seed = {found.seed}",
        f"patients = {found.patients}",
        f"misfit_before = {found.misfit_before:.4f}",
        f"misfit_after = {found.misfit_after:.4f}",
    ]
    for one in found.fitted:
        lines += ["", f'[values."{one.parameter.key}"]', f"value = {one.value!r}"]
        lines.append(f"sources = {json.dumps(list(one.free.sources))}")
        words = "identified by the targets" if one.identified else "hardly identified by the targets"
        before = f"{one.parameter.value:g}"
        serves = ", ".join(one.free.serves)
        lines.append(f'note = "Fitted to {serves} on {date}, from {before}; {words}."')
    for one in found.fitted:
        lines += ["", f'[spread."{one.parameter.key}"]', f"identified = {str(one.identified).lower()}"]
        if one.spread is not None:
            lines.append(f"standard_error = {one.spread:.6g}")
    lines += ["", "[profile]", f'parameter = "{PROFILED}"']
    lines.append("values = " + json.dumps([value for value, _, _ in found.profile]))
    lines.append("misfit = " + json.dumps([misfit for _, misfit, _ in found.profile]))
    lines.append("every_target_kept = " + json.dumps([fine for _, _, fine in found.profile]))
    for key, value in found.simulated.items():
        half = 0.5 * (published[key].high - published[key].low)
        lines += [
            "",
            f'[residuals."{key}"]',
            f"published = {published[key].published!r}",
            f"simulated = {value:.4f}",
            f"residual = {(value - published[key].published) / half:.4f}",
        ]
    return "\n".join(lines) + "\n"
