"""The tables of exponentials give what one exponential a time gives, equal rates included."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model import exponentials, pharmacokinetics
from simulator.streams import Streams

DAY = np.linspace(0.0, 1440.0, 289)


@pytest.mark.parametrize("times", [DAY, DAY + 7.5, np.arange(50.0), np.linspace(0.0, 300.0, 61)])
@pytest.mark.parametrize("pairs", [1, 3])
def test_tables_agree_with_the_plain_form(
    times: np.ndarray, pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = 1000
    draw = Streams(5, 0, n)
    kd, kt = (scale * draw.lognormal(name, 0.4)[:, 0] for scale, name in ((0.0745, "d"), (0.0103, "t")))
    ke = 0.0277 * draw.lognormal("e", 0.5, pairs)
    ke[1], kt[2], kt[3] = kd[1], kd[2] * (1.0 + 1e-6), kd[3]
    ke[3] = kd[3]
    given = (np.full((n, pairs), 3.0), kd, kt, np.full(n, 0.38), ke, times)
    fast = pharmacokinetics.nerve_concentration(*given)
    monkeypatch.setattr(pharmacokinetics, "TABLES_FROM_ROWS", 10**9)
    plain = pharmacokinetics.nerve_concentration(*given)
    later = times > 0.0
    assert np.isfinite(fast).all()
    room = np.maximum(1e-11 * np.abs(plain), 1e-13)
    assert (np.abs(fast - plain) <= room)[..., later].all()
    assert (fast[[1, 2, 3]] == plain[[1, 2, 3]]).all()  # those went through the exact chain


@pytest.mark.parametrize("count", [1, 2, 48, 49, 50, 289, 290])
def test_any_number_of_points(count: int) -> None:
    rates = np.array([[0.1, 0.02], [0.03, 0.5]])
    weights = np.array([[1.0, 2.0], [3.0, 0.5]])
    times = 4.0 + 2.5 * np.arange(count)
    plain = (weights[:, :, None] * np.exp(-rates[:, :, None] * times)).sum(axis=1)
    assert exponentials.sum_on_grid(weights, rates, 4.0, 2.5, count) == pytest.approx(plain, rel=1e-12)
