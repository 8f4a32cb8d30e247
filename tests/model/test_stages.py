"""Small stages by hand: numbers that a person can check with a pencil, from the declared constants."""

from __future__ import annotations

import math

import numpy as np
import pytest

from content import load
from simulator import verdict
from simulator.model import conduction, pathway, perception, sensitisation
from simulator.scenario import Scenario
from simulator.simulate import distribution, simulate
from tests.model import worlds


def value(key: str) -> float:
    return load().value(key)


def ones(*values: float) -> worlds.Floats:
    return np.array(values)


# --- conduction ---


def test_half_the_fibres_at_the_half_blocking_concentration() -> None:
    got = conduction.blocked_fraction(ones(0.0, 0.15, 0.3, 0.6, 1e9), ones(0.3), ones(4.0))
    assert got == pytest.approx([0.0, 1.0 / 17.0, 0.5, 16.0 / 17.0, 1.0])


# --- sensitisation ---


@pytest.mark.parametrize(
    ("csi", "months"), [(40.0, 24.0), (60.0, 24.0), (40.0, 240.0), (0.0, 1.0), (100.0, 600.0)]
)
def test_independent_share(csi: float, months: float) -> None:
    """A logistic curve in CSI (by tens) and in the natural logarithm of the months."""
    z = value("sensitisation.share_intercept")
    z += value("sensitisation.share_csi_slope") * (csi - value("sensitisation.csi_reference")) / 10.0
    z += value("sensitisation.share_months_slope") * math.log(
        months / value("sensitisation.reference_months")
    )
    share = value("sensitisation.share_max") / (1.0 + math.exp(-z))
    assert sensitisation.independent_share(ones(csi), ones(months))[0] == pytest.approx(share, rel=1e-12)
    assert 0.0 < share < value("sensitisation.share_max")


def test_gain() -> None:
    """None up to the reference score, then a quarter for every twenty points."""
    per_20 = value("sensitisation.gain_per_20")
    assert sensitisation.gain(ones(0.0, 40.0, 60.0, 100.0)) == pytest.approx(
        [1.0, 1.0, 1.0 + per_20, 1.0 + 3.0 * per_20]
    )


# --- perception ---


def test_scores_are_rounded_to_the_nearest() -> None:
    felt, none = ones(2.4, 2.6, 7.49, 7.51, -1.0, 11.0)[None, :], np.zeros((1, 6))
    noisy, quiet = np.array([True]), np.array([False])
    assert perception.rate(felt, none, noisy)[0].tolist() == [2.0, 3.0, 7.0, 8.0, 0.0, 10.0]
    assert perception.rate(felt, none, quiet)[0].tolist() == [2.4, 2.6, 7.49, 7.51, 0.0, 10.0]
    assert perception.rate(felt, none + 0.2, noisy)[0].tolist() == [3.0, 3.0, 8.0, 8.0, 0.0, 10.0]


def test_percent_relief() -> None:
    got = perception.relief_pct(ones(8.0, 8.0, 8.0, 0.0), ones(2.0, 8.0, 9.0, 0.0))
    assert got[:3].tolist() == [75.0, 0.0, 0.0]
    assert math.isnan(got[3])


def test_stated_percent_stays_a_percent() -> None:
    bias = value("perception.stated_bias_pct")
    got = perception.stated_pct(ones(40.0, 99.0, 0.0), ones(0.0, 5.0, -50.0))
    assert got.tolist() == [40.0 + bias, 100.0, 0.0]


def test_recall_is_between_the_peak_and_the_mean() -> None:
    relief = ones(0.0, 80.0, 40.0, 1e9)[None, :]
    present = np.array([[True, True, True, False]])
    assert perception.recall_pct(relief, present, ones(0.0))[0] == pytest.approx(0.5 * 80.0 + 0.5 * 40.0)
    assert perception.recall_pct(relief, present, ones(-100.0))[0] == 0.0
    assert perception.recall_pct(relief, np.zeros_like(present), ones(0.0))[0] == 0.0


# --- toxicity ---


@pytest.mark.parametrize("drug", worlds.ACTIVE)
def test_limits_are_those_of_the_drug(drug: str) -> None:
    record = load().drugs[drug]
    plain, mixed = simulate(worlds.joint(drug)), simulate(worlds.joint(drug, epinephrine=True))
    assert plain.plasma.max_dose_mg == record.optional("max_dose_mg")
    assert mixed.plasma.max_dose_mg == record.optional("max_dose_epinephrine_mg")
    assert plain.plasma.threshold_mg_l == record.optional("cns_mg_l")
    assert plain.plasma.dose_mg == pytest.approx(2.0 * 10.0 * 2.0 * 0.5)


# --- pathway ---


def test_chance_before_the_test() -> None:
    """By age for the low back, straight lines between the declared ages and level beyond them."""
    low, high = value("pretest.age_30"), value("pretest.age_45")
    assert pathway.pretest(30, "lumbar") == low
    assert pathway.pretest(18, "lumbar") == low
    assert pathway.pretest(36, "lumbar") == pytest.approx(low + 6.0 / 15.0 * (high - low))
    assert pathway.pretest(95, "lumbar") == value("pretest.age_70")
    for region in ("cervical", "thoracic"):
        assert pathway.pretest(25, region) == pathway.pretest(90, region) == value(f"pretest.{region}")


@pytest.mark.parametrize(
    ("age", "region", "tag"),
    [(25, "lumbar", "low"), (55, "lumbar", "middle"), (80, "lumbar", "high"), (50, "cervical", "high")],
)
def test_a_clean_negative_is_read_by_its_chance_beforehand(age: int, region: str, tag: str) -> None:
    base = worlds.joint("saline", 0.9) if region == "lumbar" else worlds.nerve("saline", 0.9)
    answer = simulate(worlds.changed(base, {"patient.age": age}))
    assert answer.result == "negative"
    assert {f"pretest_{name}" for name in ("low", "middle", "high")} & answer.tags == {f"pretest_{tag}"}


# --- many runs ---


def test_a_distribution_is_its_runs() -> None:
    """Shares and percentiles of 40 runs are those of 40 single answers under the same draws."""
    world = worlds.changed(Scenario(), {"block.nerves[0].offset_mm": None, "patient.context_response": None})
    many = distribution(world, 40)
    singles = [simulate(world, patient) for patient in range(40)]
    relief = np.array([one.judged_pct for one in singles])
    assert many.runs == 40
    for word in verdict.RESULTS:
        assert many.p_result[word] == pytest.approx(np.mean([one.result == word for one in singles]))
    for label, share in many.p_class.items():
        assert share == pytest.approx(np.mean([one.label == label for one in singles]))
    assert many.p_relief_50 == pytest.approx(np.mean(relief >= 50.0))
    assert many.p_relief_80 == pytest.approx(np.mean(relief >= 80.0))
    got = [many.relief_pct[name] for name in ("p10", "p50", "p90")]
    assert got == pytest.approx(np.percentile(relief, [10, 50, 90]))
    assert got[0] < got[1] < got[2]
