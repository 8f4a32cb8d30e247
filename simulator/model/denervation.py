"""Stage 13, denervation: which nerves are coagulated, how long that holds, what the patient then feels.

A lesion silences its nerve as a block does, for months. The same central state and the same context that
shape a block shape this too: the gain and the independent share relax over weeks while the input is silent
(`sensitisation.slow_state`), and are back when the nerve is.
Evidence: relief lasts months, pain returns (sooner with depression or after surgery), and it can be repeated.
Assumed: the chance that a nerve is coagulated, by technique, and how much of a context response is kept.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator.model import sensitisation

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MINUTES_PER_MONTH = 365.25 / 12.0 * 24.0 * 60.0
TECHNIQUES = ("parallel", "perpendicular")


@dataclass(frozen=True)
class Lesions:
    """Coagulated nerves (N, J), 0 or 1, and the months until half of the pain is back (N,)."""

    nerves: Floats
    months: Floats


def hazard(depression: Bools, surgery: Bools, opioids: Bools) -> Floats:
    """How much faster pain comes back, (N,): the product of the hazards of what a person has."""
    library = load()
    answer = np.ones(len(depression))
    for name, has in (("depression", depression), ("surgery", surgery), ("opioids", opioids)):
        answer = answer * np.where(has, library.value(f"denervation.hazard.{name}"), 1.0)
    return answer


def lesions(uniforms: Floats, aimed: Bools, technique: str, faster: Floats) -> Lesions:
    """Lesions of one session. `uniforms` (N, J + 1): one a nerve, the last for the duration.

    `aimed` (N, J): nerves that the session aims at. `faster` (N,): hazard of return. The time of return is
    a Weibull with proportional hazards and the declared median where the hazard is 1.
    """
    library = load()
    done = aimed & (uniforms[:, :-1] < library.value(f"denervation.coagulated.{technique}"))
    shape = library.value("denervation.months.shape")
    median = library.value("denervation.months.median")
    months = median * (-np.log(uniforms[:, -1]) / (math.log(2.0) * faster)) ** (1.0 / shape)
    return Lesions(done.astype(np.float64), months)


def held(lesion: Lesions, months: Floats) -> Floats:
    """How much of the lesion is left at `months` (T,), 1 to 0, shape (N, T); 0.5 at the time of return."""
    width = load().value("denervation.months.spread") * lesion.months[:, None]
    return np.asarray(1.0 / (1.0 + np.exp(np.clip((months - lesion.months[:, None]) / width, -700.0, 700.0))))


def pain_left(
    silenced: Floats, lesion: Lesions, gain: Floats, share: Floats, context: Floats, months: Floats
) -> Floats:
    """Pain as a share of its start at `months` (T,), shape (N, T), before any noise.

    `silenced` (N,): share of all input that the fresh lesion silences. `gain`, `share`, `context` (N,) are
    the central gain, the independent share and the context response of the day of the lesion.
    """
    library = load()
    kept = library.value("denervation.context_kept")
    half_life = library.value("denervation.context_half_life_months")
    at = library.value("denervation.success_months")
    eased = kept * context[:, None] * np.exp2(-(months - at) / half_life)
    blocked = silenced[:, None] * held(lesion, months)
    pain = sensitisation.pain_left(blocked, gain, share, months * MINUTES_PER_MONTH)
    return np.asarray(pain * (1.0 - np.minimum(eased, 1.0)))
