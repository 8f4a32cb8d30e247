"""Stages 7 and 9, context and prolonged relief: what eases pain without the joint.

Saline alone gives half the relief or more to about 30 of 100 people: a model without this layer cannot
reproduce any published series.
"""

import math

import numpy as np
from numpy.typing import NDArray

from content import load

Floats = NDArray[np.float64]

HOLD_FROM_MIN = 60.0
"""Relief at one hour is what a prolonged response holds on to."""


def _decay(times_min: Floats, half_life_h: float) -> Floats:
    return np.exp(-math.log(2.0) / (60.0 * half_life_h) * times_min)


# covers: CL26
def remaining(context: Floats, sedation: Floats, skin: Floats, steroid: Floats, times_min: Floats) -> Floats:
    """Share of pain that these four leave, shape (N, T). Each input (N,) is a share of pain at its height."""
    library = load()
    left = 1.0 - context[:, None] * _decay(times_min, library.value("context.half_life_h"))
    if np.any(sedation):
        left = left * (
            1.0 - sedation[:, None] * _decay(times_min, library.value("context.sedation_half_life_h"))
        )
    if np.any(skin):
        left = left * (1.0 - skin[:, None] * _decay(times_min, library.value("context.skin_half_life_h")))
    if np.any(steroid):
        setting_in = -np.expm1(-times_min / (60.0 * library.value("context.steroid_onset_h")))
        left = left * (1.0 - steroid[:, None] * setting_in)
    return left


# covers: CL11
def hold(pain: Floats, relief_at_hour: Floats, prolonged_h: Floats, times_min: Floats) -> Floats:
    """Pain (N, T) under a prolonged response: the relief of the first hour lasts `prolonged_h` more.

    `relief_at_hour`, `prolonged_h` (N,); 0 hours: none. The mechanism is unknown; this is bookkeeping.
    """
    fade_h = load().value("prolonged.fade_h")
    after_h = np.maximum(0.0, times_min - HOLD_FROM_MIN) / 60.0
    lasting = prolonged_h[:, None] > 0.0
    fading = np.where(lasting, np.exp(-np.maximum(0.0, after_h - prolonged_h[:, None]) / fade_h), 0.0)
    held = np.where(times_min >= HOLD_FROM_MIN, relief_at_hour[:, None] * fading, 0.0)
    return np.minimum(pain, 1.0 - held)
