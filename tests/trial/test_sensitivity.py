"""Ranges of the headline numbers, and the claims that flip inside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from content import Parameter, load
from content.loader import prose
from simulator import cohort_sensitivity as s
from simulator.errors import InputError
from simulator.trial import Trial

TRIAL = Trial(clinic="cohen-2010", threshold_pct=50)


def some(*keys: str) -> list[Parameter]:
    library = load()
    return [(library.parameters | library.trial)[key] for key in keys]


def test_what_a_clinic_cannot_read_is_left_out() -> None:
    keys = {p.key for p in s.parameters_of(TRIAL)}
    assert "context.repeatability" in keys
    assert "clinic.cohen-2010.prevalence.odds" in keys
    assert "clinic.selected-lumbar.prevalence.odds" not in keys  # the clinic has its own
    assert "clinic.selected-lumbar.share.main_low" in keys  # borrowed
    assert not any("cervical" in key or key.startswith("toxicity.") for key in keys)


def test_a_tornado_moves_what_it_should() -> None:
    found = s.tornado(TRIAL, 600, some("context.response.median", "cost.block_usd", "finding.csi_high"))
    keys = [bar.parameter.key for bar in found.widest("specificity")]
    assert keys[0] == "context.response.median"
    assert "finding.csi_high" not in keys  # the pathway reads it, no trial does
    wide = found.bars[0]
    assert wide.low["specificity"] > wide.high["specificity"]


def test_a_claim_can_flip() -> None:
    made_worse = [p.model_copy(update={"low": 0.0001}) for p in some("nerve.phi_access")]
    found = s.tornado(TRIAL, 600, made_worse)
    assert "one_negative_block_is_no_coin_toss" in found.bars[0].flips


def test_every_claim_has_its_words() -> None:
    assert set(prose("en")["validation"]["claim"]) == set(s.CLAIMS)


def test_sobol() -> None:
    pytest.importorskip("SALib")
    found = s.sobol(TRIAL, some("context.response.median", "cost.block_usd"), samples=8, patients=200)
    assert found.runs == 8 * 4
    assert found.total["specificity"][0] > 0.8
    assert np.allclose(found.total["specificity"][1], 0.0)
    with pytest.raises(InputError):
        s.sobol(TRIAL, some("context.repeatability"), samples=7)


def test_the_bar_knows_its_width() -> None:
    bar = s.Bar(some("context.repeatability")[0], {"sensitivity": 1.0}, {"sensitivity": 3.0})
    assert bar.width("sensitivity") == 2.0
    assert replace(bar, low_flips=("x", "y"), high_flips=("y",)).flips == ("x", "y")
