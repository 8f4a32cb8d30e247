"""Stage 4, conduction: from the concentration at the nerve to the share of its fibres that are blocked."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


# covers: CL10
def blocked_fraction(concentration_mm: Floats, ic50_mm: Floats, hill_gamma: Floats) -> Floats:
    """Hill curve, 0 to 1; broadcasts. Source: `drug.*.ic50_mm`, `nerve.hill_gamma`."""
    with np.errstate(over="ignore"):
        ratio = np.minimum(np.minimum(concentration_mm / ic50_mm, 1e12) ** hill_gamma, 1e300)
    return np.asarray(ratio / (1.0 + ratio))
