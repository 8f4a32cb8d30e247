"""Stage 2, spread: from the needle-to-nerve vector and the volume to the share of the fluid's strength there.

A half sphere of fluid on bone with a soft edge. It is a teaching shape: real fluid is a sheet along the
fascia. Sources: parameters `spread.*`.
"""

import math

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator.model.special import erfc

Floats = NDArray[np.float64]


def radius_mm(volume_ml: Floats) -> Floats:
    """Radius (mm) of a half sphere of `volume_ml` (mL)."""
    return 10.0 * np.cbrt(3.0 * np.asarray(volume_ml) / (2.0 * math.pi))


UNREACHED = 1e-6
"""A local fraction below this counts as none."""


def local_fraction(distance_mm: Floats, volume_ml: Floats) -> Floats:
    """g(d, V): strength of the fluid at a distance, 1 at the needle tip, falling to 0.

    `distance_mm` (N, P), `volume_ml` (N, 1).
    """
    spread = math.sqrt(2.0) * load().value("spread.edge_sigma_mm")
    radius = radius_mm(volume_ml)
    both = erfc(np.concatenate([distance_mm - radius, -radius], axis=1) / spread)
    fraction = both[:, :-1] / both[:, -1:]
    return np.where(fraction < UNREACHED, 0.0, fraction)


def uptake_rate(distance_mm: Floats, volume_ml: Floats, t_e0_min: Floats) -> Floats:
    """Rate ke (1/min) at which the nerve follows the fluid; beyond its edge the drug must also diffuse."""
    beyond = np.maximum(0.0, distance_mm - radius_mm(volume_ml))
    diffusion = load().value("spread.diffusion_mm2_per_min")
    return 1.0 / (t_e0_min / math.log(2.0) + beyond**2 / (6.0 * diffusion))


def to_target_mm(needle: tuple[Floats, Floats], course: tuple[Floats, Floats]) -> Floats:
    """Distance between the needle tip and the nerve: both are vectors from the landmark (mm)."""
    return np.hypot(needle[0] - course[0], needle[1] - course[1])


def to_neighbour_mm(needle: tuple[Floats, Floats], reach_mm: Floats) -> Floats:
    """Distance to a nerve one level away, at right angles to the plane of the needle's error."""
    return np.sqrt(needle[0] ** 2 + needle[1] ** 2 + reach_mm**2)


def to_root_mm(needle: tuple[Floats, Floats], root_mm: float) -> Floats:
    """Distance to the nerve root in the foramen, which lies `root_mm` from the landmark along -x."""
    return np.hypot(needle[0] + root_mm, needle[1])
