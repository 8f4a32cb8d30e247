"""Stage 8, perception and diary: from pain to the numbers on paper. The clinic sees those."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator.streams import Streams

Floats = NDArray[np.float64]

DIARY_MIN: tuple[float, ...] = (
    0.0,
    15.0,
    30.0,
    60.0,
    120.0,
    180.0,
    240.0,
    300.0,
    360.0,
    420.0,
    480.0,
    720.0,
    1440.0,
)
"""Baseline and the twelve entries: 15, 30, 60 min, hourly to 8 h, bedtime, next day."""

CHECK_SLOT = len(DIARY_MIN)
"""Slot of an assessment at a time that is not one of the diary's."""

_NIGHT_FROM_MIN = 600.0
_CLINIC_UNTIL_MIN = 60.0


def draw_noise(streams: Streams, check_min: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Ups and downs, rating noise (NRS points, (N, slots)) and missing entries (N, slots), one per slot.

    Ups and downs are a first-order autoregressive series over the diary's times with the declared SD; at a
    check between two of them the series is bridged. Entries within the first hour are taken at the clinic
    and are never missing.
    """
    library = load()
    slots = CHECK_SLOT + 1
    shocks = streams.normal("fluctuation", slots)
    sd = library.value("perception.fluctuation_sd_nrs")
    minutes = 60.0 * library.value("perception.fluctuation_hours")
    drift = np.empty_like(shocks)
    drift[:, 0] = sd * shocks[:, 0]
    for i, (kept, new) in enumerate(_links(minutes), start=1):
        drift[:, i] = kept * drift[:, i - 1] + sd * new * shocks[:, i]
    after = int(np.clip(np.searchsorted(DIARY_MIN, check_min), 1, CHECK_SLOT - 1))
    before = np.exp(-abs(check_min - DIARY_MIN[after - 1]) / minutes)
    behind = np.exp(-abs(DIARY_MIN[after] - check_min) / minutes)
    rest = 1.0 - (before * behind) ** 2
    bridge = before * (1.0 - behind**2) * drift[:, after - 1] + behind * (1.0 - before**2) * drift[:, after]
    spread = sd * np.sqrt((1.0 - before**2) * (1.0 - behind**2) / rest)
    drift[:, CHECK_SLOT] = bridge / rest + spread * shocks[:, CHECK_SLOT]
    rating = library.value("perception.rating_sd_nrs") * streams.normal("rating", slots)
    times = np.array([*DIARY_MIN, check_min])
    night, day = library.value("perception.missing_night"), library.value("perception.missing_day")
    chance = np.where(times > _NIGHT_FROM_MIN, night, np.where(times > _CLINIC_UNTIL_MIN, day, 0.0))
    return drift, rating, streams.uniform("missing", slots) < chance


@lru_cache(maxsize=8)
def _links(minutes: float) -> tuple[tuple[float, float], ...]:
    """From each of the diary's times to the next: what is kept of the ups and downs, and SD of the new."""
    kept = [np.exp((a - b) / minutes) for a, b in pairwise(DIARY_MIN)]
    return tuple((one, np.sqrt(1.0 - one**2)) for one in kept)


# covers: CL13
def rate(pain_nrs: Floats, noise_nrs: Floats, noisy: NDArray[np.bool_]) -> Floats:
    """Pain as written down: 0-10, whole numbers when the patient is `noisy` (N,). Shapes (N, slots)."""
    felt = np.clip(pain_nrs + noise_nrs, 0.0, 10.0)
    return np.where(noisy[:, None], np.rint(felt), felt)


def relief_pct(baseline: Floats, now: Floats) -> Floats:
    """Percent relief, 0 to 100 (worse than before counts as none); NaN where the baseline is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(baseline > 0.0, np.clip(100.0 * (1.0 - now / baseline), 0.0, 100.0), np.nan)


def stated_pct(relief: Floats, noise_pct: Floats) -> Floats:
    """What the patient says when asked for a percentage: more than the scores show, 0 to 100."""
    return np.asarray(np.clip(relief + load().value("perception.stated_bias_pct") + noise_pct, 0.0, 100.0))


def recall_pct(relief: Floats, present: NDArray[np.bool_], noise_pct: Floats) -> Floats:
    """Relief recalled at the visit, (N,): part the peak, part the mean of the first eight hours."""
    counted = present & np.isfinite(relief)
    first = np.where(counted, relief, 0.0)
    mean = first.sum(axis=1) / np.maximum(1, counted.sum(axis=1))
    peak = load().value("perception.recall_peak_share")
    return np.asarray(np.clip(peak * first.max(axis=1) + (1.0 - peak) * mean + noise_pct, 0.0, 100.0))
