"""`noise: false`: no draw at all, and a null takes its median, so that a scenario is its own typical case."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from content import load
from simulator import engine, paths
from simulator.inputs import RAYLEIGH_MEDIAN, build
from simulator.model.anatomy import layout_of
from simulator.scenario import Scenario
from simulator.simulate import distribution, simulate
from simulator.streams import Streams
from tests.model import worlds
from tests.model.test_streams import NULLS


def quiet(**sets: Any) -> Scenario:
    """Nothing given that can be drawn, and nothing drawn."""
    base = worlds.changed(Scenario(), NULLS | {"assessment.noise": False})
    return worlds.changed(base, {path.replace("__", "."): value for path, value in sets.items()})


def value(key: str) -> float:
    return load().value(key)


@pytest.mark.parametrize("region", ["lumbar", "cervical", "thoracic"])
def test_neither_seed_nor_patient_nor_block_matters(region: str) -> None:
    joint, names = {
        "lumbar": ("L4/5", ("L3", "L4")),
        "cervical": ("C5/6", ("C5", "C6")),
        "thoracic": ("T4/5", ("T3", "T4")),
    }[region]
    world = quiet(
        patient__region=region,
        patient__sources=[{"kind": "facet", "joint": joint, "side": "left"}],
        block__nerves=[
            {"name": name, "offset_mm": None, "course_mm": None, "intravascular": None} for name in names
        ],
    )
    layout = layout_of(world)
    first = build(world, Streams(1), layout)
    for streams in (Streams(2), Streams(1, start=5), Streams(1, block=1), Streams(2**53 - 1, start=10**6)):
        other = build(world, streams, layout)
        for field in fields(first):
            assert np.array_equal(getattr(first, field.name), getattr(other, field.name)), field.name


def test_no_generator_is_ever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not drawn and thrown away: not drawn."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a draw was made")

    monkeypatch.setattr(Streams, "uniform", refuse)
    answer = simulate(quiet())
    assert answer.why.causes
    assert answer.flips is not None


def test_two_seeds_give_one_answer() -> None:
    one, two = simulate(quiet(seed=1)), simulate(quiet(seed=2), patient=77)
    assert one.diary == two.diary
    assert one.why == two.why
    assert one.flips == two.flips
    assert (one.result, one.relief_pct, one.recall_pct) == (two.result, two.relief_pct, two.recall_pct)
    assert np.array_equal(one.course.pain, two.course.pain)


def test_every_run_of_many_is_the_typical_one() -> None:
    many = distribution(quiet(), 50)
    answer = simulate(quiet())
    assert many.p_result[answer.result] == 1.0
    assert many.relief_pct["p10"] == many.relief_pct["p90"] == pytest.approx(answer.judged_pct)


MEDIANS: list[tuple[str, float]] = [
    ("patient.washout", 1.0),
    ("patient.nerve_sensitivity", 1.0),
    ("patient.aberrant_supply", 0.0),
    ("patient.context_response", value("context.response.median")),
    ("block.nerves[0].intravascular", 0.0),
    ("block.nerves[0].offset_mm", RAYLEIGH_MEDIAN * value("needle.expert_fluoroscopy_sd_mm")),
]


@pytest.mark.parametrize(("path", "median"), MEDIANS)
def test_a_null_is_its_median(path: str, median: float) -> None:
    """Written out, the median gives the very same answer; anything else does not."""
    course = {f"block.nerves[{k}].course_mm": 1.0 for k in (0, 1)}
    base = worlds.changed(quiet(), course)
    typical = simulate(base)
    written = simulate(paths.apply(base, {path: median}))
    assert written.course.pain[0] == pytest.approx(typical.course.pain[0], abs=1e-12)
    assert written.diary == typical.diary
    other = simulate(paths.apply(base, {path: median + 0.5}))
    assert np.max(np.abs(other.course.pain[0] - typical.course.pain[0])) > 1e-4


def test_a_null_course_has_its_median_length() -> None:
    """It lies across the needle's offset, so that the distance is the median one too (next but one test)."""
    median = RAYLEIGH_MEDIAN * value("course.lumbar_sd_mm")
    typical, _ = worlds.rows(quiet())
    assert np.hypot(typical.course_x, typical.course_y) == pytest.approx(median, rel=1e-12)


def test_the_medians_are_those_of_the_draws() -> None:
    """Half of the patients that are drawn lie on either side of what a null takes without noise."""
    layout = layout_of(quiet())
    typical = build(quiet(), Streams(1), layout)
    noisy = worlds.changed(quiet(), {"assessment.noise": True})
    drawn = build(noisy, Streams(5, count=100_000), layout)

    def above(sample: worlds.Floats, median: float) -> None:
        assert abs(np.mean(sample > median) - 0.5) < 5.0 * 0.5 / math.sqrt(sample.size)

    for name in ("washout", "sensitivity", "ic50_times", "t_e0_times", "access", "hill_gamma", "context"):
        sample, middle = np.asarray(getattr(drawn, name)), np.asarray(getattr(typical, name))
        above(sample.reshape(100_000, -1)[:, 0], float(middle.ravel()[0]))
    above(
        np.hypot(drawn.needle_x, drawn.needle_y)[:, 0],
        float(np.hypot(typical.needle_x, typical.needle_y)[0, 0]),
    )
    above(
        np.hypot(drawn.course_x, drawn.course_y)[:, 0],
        float(np.hypot(typical.course_x, typical.course_y)[0, 0]),
    )
    for name in ("intravascular", "aberrant", "prolonged_h"):
        assert np.median(getattr(drawn, name)) == np.asarray(getattr(typical, name)).ravel()[0] == 0.0


def test_the_typical_distance_is_the_median_distance() -> None:
    """What acts is the distance from needle to nerve; the typical case should not be a bad one."""
    typical, _ = worlds.rows(quiet())
    drawn, _ = worlds.rows(worlds.changed(quiet(), {"assessment.noise": True}), 100_000)
    further = np.mean(engine.distances_mm(drawn)[:, 0] > engine.distances_mm(typical)[0, 0])
    assert abs(further - 0.5) < 5.0 * 0.5 / math.sqrt(100_000)


def test_scores_are_not_rounded_and_nothing_is_missing() -> None:
    answer = simulate(quiet(patient__baseline_nrs=6.3))
    assert answer.diary[0].nrs == 6.3
    assert all(entry.nrs is not None for entry in answer.diary)
    for entry in answer.diary[1:]:
        at = int(np.searchsorted(answer.course.times_min, entry.minute))
        assert entry.nrs == pytest.approx(6.3 * answer.course.pain[0, at], rel=1e-12)


def test_a_share_of_uptake_is_seen_by_the_checks_that_see_it_more_often_than_not() -> None:
    for contrast, seen in (
        ("none", False),
        ("aspiration", False),
        ("spot", True),
        ("live", True),
        ("dsa", True),
    ):
        assert (value(f"detection.{contrast}") >= 0.5) is seen
        inputs, _ = worlds.rows(quiet(block__contrast=contrast))
        assert (inputs.detected == float(seen)).all()
