"""Stage 13: more nerves, less pain; hazards shorten; pain comes back; a repeat works like the first."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from content import load
from simulator.model import denervation as stage

MONTHS = np.arange(0.25, 48.0, 0.25)


def lesion(months: float, n: int = 1) -> stage.Lesions:
    return stage.Lesions(np.ones((n, 2)), np.full(n, months))


def pain(silenced: float, months: float = 12.0, share: float = 0.1, context: float = 0.0) -> np.ndarray:
    left = stage.pain_left(
        np.array([silenced]), lesion(months), np.array([1.2]), np.array([share]), np.array([context]), MONTHS
    )
    return np.asarray(left[0])


def test_more_silenced_is_less_pain_at_any_time() -> None:
    curves = [pain(s) for s in (0.0, 0.3, 0.6, 1.0)]
    for more, less in pairwise(curves):
        assert (less <= more + 1e-12).all()


def test_pain_comes_back_and_a_longer_lesion_holds_longer() -> None:
    short, long = pain(1.0, 6.0), pain(1.0, 18.0)
    assert short[-1] > 0.95
    assert (long <= short + 1e-12).all()
    assert pain(1.0)[np.searchsorted(MONTHS, 3.0)] < 0.1  # the independent share has relaxed too


def test_nothing_silenced_and_no_context_is_no_relief() -> None:
    assert pain(0.0) == pytest.approx(1.0)


def test_context_fades() -> None:
    eased = pain(0.0, context=0.6)
    assert (np.diff(eased) >= -1e-12).all()


@pytest.mark.parametrize("technique", stage.TECHNIQUES)
def test_the_declared_chance_and_median_are_drawn(technique: str) -> None:
    n = 20_000
    uniforms = (np.random.Generator(np.random.Philox(3)).random((n, 4)) * (1 - 1e-12)) + 1e-13
    drawn = stage.lesions(uniforms, np.ones((n, 3), dtype=bool), technique, np.ones(n))
    assert drawn.nerves.mean() == pytest.approx(load().value(f"denervation.coagulated.{technique}"), abs=0.01)
    assert np.median(drawn.months) == pytest.approx(load().value("denervation.months.median"), rel=0.02)


def test_hazards_multiply_and_shorten() -> None:
    no, yes = np.array([False]), np.array([True])
    both = stage.hazard(yes, yes, no)[0]
    assert both == pytest.approx(stage.hazard(yes, no, no)[0] * stage.hazard(no, yes, no)[0])
    uniforms = np.full((1, 2), 0.5)
    slow, fast = (
        stage.lesions(uniforms, np.ones((1, 1), dtype=bool), "parallel", h).months[0]
        for h in (np.ones(1), np.full(1, both))
    )
    assert fast < slow


def test_a_nerve_that_is_not_aimed_at_is_left_alone() -> None:
    aimed = np.array([[True, False]])
    assert stage.lesions(np.full((1, 3), 1e-9), aimed, "parallel", np.ones(1)).nerves.tolist() == [[1.0, 0.0]]
