"""The complementary error function on arrays: numpy has none, and the browser widget needs the same one.

erfc(z) = t exp(-z^2 + P(x)) for z >= 0, with t = 2/(2+z) and x = 2t - 1; P is a Chebyshev series that is
interpolated once, at import, from the standard library's `math.erfc`. Relative error below 1e-12.
"""

import math
from typing import Any

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LARGEST = 26.0
_SMALLEST_T = 2.0 / (2.0 + _LARGEST)


def _exponent(x: Any) -> Any:
    t = 0.5 * (x * (1.0 - _SMALLEST_T) + 1.0 + _SMALLEST_T)
    z = 2.0 / t - 2.0
    return np.array([math.log(math.erfc(a)) + a * a - math.log(b) for a, b in zip(z, t, strict=True)])


COEFFICIENTS: tuple[float, ...] = tuple(float(c) for c in chebyshev.chebinterpolate(_exponent, 22))
"""Chebyshev coefficients of P over t in [2/28, 1]; handed to the browser widget as they are."""


def erfc(z: Floats) -> Floats:
    """Complementary error function of any real array; 0 beyond z = 26."""
    size = np.abs(z)
    t = 2.0 / (2.0 + np.minimum(size, _LARGEST))
    x = (2.0 * t - 1.0 - _SMALLEST_T) / (1.0 - _SMALLEST_T)
    upper = np.where(size > _LARGEST, 0.0, t * np.exp(-size * size + chebyshev.chebval(x, COEFFICIENTS)))
    return np.asarray(np.where(z < 0.0, 2.0 - upper, upper))
