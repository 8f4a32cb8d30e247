"""What this model gives for a check: populations of joints, and typical subjects with one nerve.

A population is the one that `content/checks.toml` lists, drawn through `build` like any other; only needles
and veins are replaced by the listed ones. `MEASURES` names what a check may ask for.
"""

import math
import tomllib
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content import load
from content.loader import ROOT
from content.records import Record
from simulator import engine
from simulator.inputs import Inputs, build
from simulator.model.anatomy import layout_of
from simulator.scenario import Assessment, Block, Injection, PainSource, Patient, Scenario
from simulator.streams import Streams

Floats = NDArray[np.float64]

_PER_CHUNK = 1_000
_FINE = [np.arange(0.0, 30.0, 0.5), np.arange(30.0, 120.0, 2.0), np.arange(120.0, 240.0, 6.0)]
GRID_MIN: Floats = np.concatenate([*_FINE, np.arange(240.0, 1440.0, 20.0), np.arange(1440.0, 2961.0, 80.0)])
"""Times (min) at which relief is worked out: two days, fine while the block sets in."""
LONG_MIN: Floats = np.concatenate([GRID_MIN, np.geomspace(3e3, 1e6, 60)])
"""The same and two years more, for the prolonged response."""


class Population(Record):
    """Who is drawn: how many, how far the needle is (SD along each axis), how often in a vein."""

    people: int
    seed: int
    needle_sd_mm: float
    vein_rate: float
    vein_low: float
    vein_high: float


@cache
def listed() -> dict[str, Any]:
    """`content/checks.toml` as it stands."""
    return tomllib.loads((ROOT / "checks.toml").read_text(encoding="utf-8"))


@cache
def who() -> Population:
    """The listed population."""
    return Population.model_validate(listed()["population"])


def _world(joint: str, block: Block, noise: bool) -> Scenario:
    """All pain in one joint on the left, nothing but the drug to ease it."""
    drawn = None if noise else 1.0
    patient = Patient(
        region=load().joints[joint].region,  # type: ignore[arg-type]
        csi=20.0,
        central_share=0.0,
        context_response=0.0,
        washout=drawn,
        nerve_sensitivity=drawn,
        sources=(PainSource(joint=joint, side="left"),),
    )
    quiet = block.model_copy(update={"skin_ml": 0.0})
    return Scenario(patient=patient, block=quiet, assessment=Assessment(noise=noise))


def _people(case: str, number: int) -> tuple[Scenario, Inputs]:
    """Block `number` of the listed population: both nerves of L4/5, needles and veins as listed."""
    given, scenario = who(), _world("L4/5", Block(**listed()["cases"][case]), noise=True)
    streams = Streams(given.seed, count=given.people, block=number)
    tip, vein = given.needle_sd_mm * streams.normal("check_needle", 4), streams.uniform("check_vein", 4)
    share = given.vein_low + (given.vein_high - given.vein_low) * vein[:, 2:]
    lost = np.where(vein[:, :2] < given.vein_rate, share, 0.0)
    inputs = build(scenario, streams)
    return scenario, replace(inputs, needle_x=tip[:, :2], needle_y=tip[:, 2:], intravascular=lost)


def _relief(scenario: Scenario, inputs: Inputs, times: Floats) -> list[Floats]:
    """Of every joint (N,): onset of 80 % (min, NaN: never), hours of 80 and 50 %, relief at 15 and 30 min."""
    layout, found = layout_of(scenario), []
    for start in range(0, inputs.count, _PER_CHUNK):
        part = {f.name: getattr(inputs, f.name)[start : start + _PER_CHUNK] for f in fields(inputs)}
        relief = 1.0 - engine.run(Inputs(**part), layout, times).pain
        at = [relief[:, np.searchsorted(times, minute)] for minute in (15.0, 30.0)]
        found.append([*_spell(times, relief, 0.8), _spell(times, relief, 0.5)[1], *at])
    return [np.concatenate(column) for column in zip(*found, strict=True)]


def _spell(times: Floats, relief: Floats, level: float) -> tuple[Floats, Floats]:
    """First half minute with relief at `level` (NaN: never), and hours with it; linear between the times."""
    left, right, step = relief[:, :-1] - level, relief[:, 1:] - level, np.diff(times)
    crossing = np.clip(left / np.where(left == right, 1.0, left - right), 0.0, 1.0)
    ends, starts = np.where(right >= 0.0, 1.0, crossing), np.where(right >= 0.0, 1.0 - crossing, 0.0)
    first = (right >= 0.0).argmax(axis=1)
    onset = times[first] + np.take_along_axis(crossing, first[:, None], 1)[:, 0] * step[first]
    ever = (right >= 0.0).any(axis=1)
    hours = np.where(left >= 0.0, ends, starts) @ step / 60.0
    return np.where(ever, np.ceil(2.0 * onset) / 2.0, np.nan), hours


@cache
def _design_run(case: str) -> dict[str, float]:
    scenario, inputs = _people(case, 0)
    quiet = replace(inputs, prolonged_h=np.zeros(inputs.count))
    onset, hours, hours_50, at_15, at_30 = _relief(scenario, quiet, GRID_MIN)
    ever = np.isfinite(onset)
    lasted = hours[ever]
    found = {f"onset_p{p}": float(np.percentile(onset[ever], p)) for p in (25, 75, 95)}
    found |= {f"duration_p{p:02}": float(np.percentile(lasted, p)) for p in (5, 25, 75, 95)}
    return found | {
        "onset_median": float(np.median(onset[ever])),
        "relief_15": float(np.mean(at_15 >= 0.8)),
        "relief_30": float(np.mean(at_30 >= 0.8)),
        "ever": float(np.mean(ever)),
        "duration_median": float(np.median(lasted)),
        "duration_cv": float(lasted.std() / lasted.mean()),
        "duration50_median": float(np.median(hours_50[hours_50 > 0.0])),
    }


@cache
def _diary_hours(case: str, number: int, prolonged: bool) -> Floats:
    """Hours of 80 % relief (N,) after block `number` of the same people."""
    scenario, inputs = _people(case, number)
    person = _people(case, 0)[1]
    same = ("washout", "sensitivity", "t_e0_times", "hill_gamma")
    inputs = replace(inputs, **{name: getattr(person, name) for name in same})
    if not prolonged:
        inputs = replace(inputs, prolonged_h=np.zeros(inputs.count))
    return _relief(scenario, inputs, LONG_MIN)[1]


# --- measures ---


def population(case: str, quantity: str) -> float:
    """A quantity of the design runs; onsets and durations are those of the joints that had them."""
    return _design_run(case)[quantity]


def diary_mean(case: str, at_most_h: float = math.inf) -> float:
    """Mean hours of 80 % relief of those who had it, prolonged responses included."""
    hours = _diary_hours(case, 0, True)
    return float(np.minimum(hours[hours > 0.0], at_most_h).mean())


def longer(prolonged: bool) -> float:
    """Share in whom bupivacaine 0.5 % outlasts lidocaine 2 %, of people relieved by 80 % after both."""
    first, second = _diary_hours("lidocaine_2", 0, prolonged), _diary_hours("bupivacaine_05", 1, prolonged)
    both = (first > 0.0) & (second > 0.0)
    return float(np.mean(second[both] > first[both]))


def prolonged() -> float:
    """Share with a prolonged response to at least one of two blocks."""
    either = [
        _people(case, i)[1].prolonged_h > 0.0 for i, case in enumerate(("lidocaine_2", "bupivacaine_05"))
    ]
    return float(np.mean(either[0] | either[1]))


def _typical(drug: str, percent: float, volume_ml: float, times: Floats) -> tuple[Inputs, engine.Course]:
    """A typical subject, one nerve that has no neighbour, needle at 1 mm; any volume."""
    block = Block(drug=drug, percent=percent, nerves=(Injection(name="TON", offset_mm=1.0),))
    scenario = _world("C2/3", block, noise=False)
    inputs = replace(build(scenario, Streams(0)), volume_ml=np.array([volume_ml]))
    return inputs, engine.run(inputs, layout_of(scenario), times)


def hours(drug: str, percent: float, volume_ml: float, level: float) -> float:
    """Hours with at least `level` of the block."""
    times = np.arange(0.0, 4321.0, 1.0)
    return float(_spell(times, 1.0 - _typical(drug, percent, volume_ml, times)[1].pain, level)[1][0])


def gain_min(drug: str, percent: float, to_percent: float, volume_ml: float, level: float) -> float:
    """Minutes gained by a stronger solution."""
    return 60.0 * (hours(drug, to_percent, volume_ml, level) - hours(drug, percent, volume_ml, level))


def ratio(volume_ml: float, level: float) -> float:
    """Hours of bupivacaine 0.5 % over those of lidocaine 2 %."""
    return hours("bupivacaine", 0.5, volume_ml, level) / hours("lidocaine", 2.0, volume_ml, level)


def half_effective_percent(drug: str) -> float:
    """The strength (%) of 0.5 mL whose peak at the nerve blocks half."""
    inputs, course = _typical(drug, 1.0, 0.5, np.arange(0.0, 1440.0, 1.0))
    return float(inputs.ic50_mm[0] / course.concentration_mm.max())


def constant(drug: str, name: str) -> float:
    """A constant of a drug, as it is."""
    return load().drugs[drug].value(name)


_ALL = (population, diary_mean, longer, prolonged, hours, gain_min, ratio, half_effective_percent, constant)
MEASURES = {measure.__name__: measure for measure in _ALL}
