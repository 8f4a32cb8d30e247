"""Stage 6, sensitisation: central gain, independent share, and a slow state that hours cannot move.

A gain that multiplies all input cancels out of percent relief; a share of pain that no longer needs the
periphery does not. Evidence: markers of sensitisation are common, do not separate those who respond to a
block, and are partly reversible. Assumed: that the independent share exists, its size and its slopes.
"""

import numpy as np
from numpy.typing import NDArray

from content import load

Floats = NDArray[np.float64]

MINUTES_PER_WEEK = 7.0 * 24.0 * 60.0


def gain(csi: Floats) -> Floats:
    """Central gain G >= 1 from the Central Sensitisation Inventory (0-100)."""
    library = load()
    above = (csi - library.value("sensitisation.csi_reference")) / 20.0
    return np.maximum(1.0, 1.0 + library.value("sensitisation.gain_per_20") * above)


def independent_share(csi: Floats, pain_months: Floats) -> Floats:
    """Share c of pain that does not need peripheral input, from CSI and months of pain."""
    library = load()
    logit = (
        library.value("sensitisation.share_intercept")
        + library.value("sensitisation.share_csi_slope")
        * (csi - library.value("sensitisation.csi_reference"))
        / 10.0
        + library.value("sensitisation.share_months_slope")
        * np.log(pain_months / library.value("sensitisation.reference_months"))
    )
    return library.value("sensitisation.share_max") / (1.0 + np.exp(-logit))


def slow_state(blocked: Floats, times_min: Floats) -> Floats:
    """What is left of the slow central state after a time under a block, 1 to 0.

    S = 1 - B (1 - exp(-t / tau)): exact for a constant block, as denervation is for months; during the
    hours of an anaesthetic it takes the block of the moment as if it had lasted since the start, which
    bounds the change from above (a few percent of an independent share that is itself small).
    """
    tau = load().value("sensitisation.slow_weeks") * MINUTES_PER_WEEK
    return 1.0 + blocked * np.expm1(-times_min / tau)


def pain_left(blocked: Floats, gain_now: Floats, share: Floats, times_min: Floats) -> Floats:
    """Pain as a share of its start, before context: shape (N, T).

    `blocked` (N, T): silenced share of all peripheral input. `gain_now`, `share` (N,). While input is
    silenced a part of the extra gain relaxes (`sensitisation.gain_relaxing`).
    """
    extra = (load().value("sensitisation.gain_relaxing") * (gain_now - 1.0) / gain_now)[:, None]
    c = share[:, None]
    return (1.0 - c) * (1.0 - blocked) * (1.0 - extra * blocked) + c * slow_state(blocked, times_min)
