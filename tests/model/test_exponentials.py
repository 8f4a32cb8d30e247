"""The closed form's foundations against arithmetic with ninety digits and against scipy.

A sum of exponentials loses all its digits where two rates come close. The model claims that `chain` never
does, and that `convolve` hands over to it in time; here both are held to ten digits.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import exponentials, special
from tests.model import reference_exponentials as reference

CLOSEST = 1e-10
"""Ten digits."""

GAPS = (0.0, 1e-15, 1e-12, 1e-9, 1e-6, 9e-5, 1.2e-4, 1e-3, 1e-2, 0.1, 1.0)


def clustered(count: int, gap: float, base: float = 0.05) -> list[float]:
    """`count` rates around `base`, each a relative `gap` above the last, unevenly, not in order."""
    steps = np.array([0.0, 1.0, 2.3, 3.5, 4.7])[:count]
    return [float(x) for x in (base * (1.0 + gap * steps))[::-1]]


def as_arrays(rates: list[float]) -> list[np.ndarray]:
    return [np.array([rate]) for rate in rates]


def relative(value: float, exact: Decimal) -> float:
    return float(abs(Decimal(value) - exact) / abs(exact))


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("turnovers", [1e-6, 1e-3, 0.3, 1.0, 3.0, 20.0])
def test_chain_of_close_rates(count: int, gap: float, turnovers: float) -> None:
    rates = clustered(count, gap)
    t = turnovers / rates[0]
    got = float(exponentials.chain(as_arrays(rates), np.array([t]))[0])
    assert relative(got, reference.chain(rates, t)) < CLOSEST


@given(
    rates=st.lists(st.floats(1e-5, 2.0), min_size=1, max_size=5),
    t=st.floats(1e-3, 200.0),
)
def test_chain_of_any_rates(rates: list[float], t: float) -> None:
    exact = reference.chain(rates, t)
    if abs(exact) < Decimal("1e-280"):
        return
    got = float(exponentials.chain(as_arrays(rates), np.array([t]))[0])
    assert relative(got, exact) < CLOSEST


def test_chain_with_a_rate_of_zero_is_an_integral() -> None:
    """A compartment that nothing leaves collects what enters: (1 - exp(-r t)) / r."""
    t = np.array([0.0, 1.0, 60.0, 1e5])
    got = exponentials.chain([np.zeros(1), np.array([0.02])], t)
    assert got == pytest.approx(-np.expm1(-0.02 * t) / 0.02, rel=1e-13)


TURNOVERS = np.array([0.05, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0])


def off_peak(rates: list[float], lead: float | None = None) -> float:
    """Largest error of `convolve` over a curve, as a share of the curve's peak."""
    t = TURNOVERS / min(rates)
    got = exponentials.convolve(as_arrays(rates), t, None if lead is None else np.array([lead]))
    exact = [reference.chain(rates, one) for one in t]
    if lead is not None:
        # (s + lead) / ((s + r1) ... (s + rn)) = one step less, plus (lead - rn) times the whole chain
        rest = Decimal(lead) - Decimal(rates[-1])
        exact = [reference.chain(rates[:-1], one) + rest * x for one, x in zip(t, exact, strict=True)]
    worst = max(abs(Decimal(float(g)) - x) for g, x in zip(got, exact, strict=True))
    return float(worst / max(abs(x) for x in exact))


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_convolve_of_close_rates(count: int, gap: float) -> None:
    assert off_peak(clustered(count, gap)) < CLOSEST


@pytest.mark.parametrize("lead", [0.0, 0.02, 0.3])
def test_convolve_with_a_lead(lead: float) -> None:
    """Rates as those of a drug, in front of a two-compartment system."""
    assert off_peak([0.0745, 0.0103, 0.0541, 0.0069], lead) < CLOSEST
    assert off_peak([0.0541, 0.0103, 0.0541, 0.0069], lead) < CLOSEST


@given(
    rates=st.lists(st.floats(1e-4, 0.5), min_size=2, max_size=3, unique_by=lambda x: round(np.log10(x), 1))
)
def test_convolve_of_rates_well_apart(rates: list[float]) -> None:
    assert off_peak(rates) < CLOSEST


def test_convolve_does_not_mind_the_order() -> None:
    t = np.linspace(0.0, 600.0, 50)
    rates = [0.0745, 0.0103, 0.0541]
    one = exponentials.convolve(as_arrays(rates), t)
    assert exponentials.convolve(as_arrays(rates[::-1]), t) == pytest.approx(one, rel=1e-12, abs=1e-12)


def test_erfc_of_the_whole_line() -> None:
    """Twelve digits from -26 to 26, where the value itself is 1e-295; 0 or 2 beyond."""
    z = np.concatenate([np.linspace(-26.0, 26.0, 20_001), np.geomspace(1e-12, 26.0, 2_000)])
    exact = scipy.special.erfc(z)
    assert np.max(np.abs(special.erfc(z) - exact) / exact) < 1e-12
    assert special.erfc(np.array([-40.0, 40.0])).tolist() == [2.0, 0.0]
