"""Laws of a trial: what must hold for any clinic, whatever the numbers are."""

from __future__ import annotations

import math

import numpy as np
import pytest

from content import load
from simulator.intervals import Estimate
from simulator.paradigms import PARADIGMS, THRESHOLDS
from simulator.trial import Trial, count, validated
from simulator.trial_report import FLOW, MEASURES, Result, measured, trial_json

N = 3000


def run(**fields: object) -> Result:
    trial = validated({"patients": N} | fields)
    return Result(trial, count(trial, 0, trial.patients))


@pytest.fixture(scope="module", params=list(load().clinics))
def result(request: pytest.FixtureRequest) -> Result:
    return run(clinic=request.param)


def test_at_least_four_clinics() -> None:
    assert set(load().clinics) >= {"selected-lumbar", "unselected-lumbar", "whiplash", "cohen-2010"}


def test_a_higher_cut_off_selects_fewer(result: Result) -> None:
    """But for the pairs that are read by duration or against a control: those are not nested by cut-off."""
    for name in ("one", "two_same", "comparative_relaxed"):
        p = result.trial.paradigms.index(name)
        assert (np.diff(result.tally.selected[p], axis=0) <= 0).all()


def test_every_paradigm_selects_from_one_block_and_strict_from_relaxed(result: Result) -> None:
    rows = {name: result.tally.selected[i] for i, name in enumerate(PARADIGMS)}
    assert (rows["none"] == result.tally.people).all()
    for name in ("two_same", "comparative_relaxed", "comparative_strict", "placebo_controlled"):
        assert (rows[name] <= rows["one"]).all()
    assert (rows["comparative_strict"] <= rows["comparative_relaxed"]).all()


def test_counts_fit_into_each_other(result: Result) -> None:
    tally = result.tally
    assert tally.people.sum() == N
    assert (tally.relieved <= tally.selected).all()
    assert (tally.selected <= tally.people).all()
    assert (tally.repeats <= tally.relieved.sum(axis=2)).all()
    assert tally.results.sum() == N


def test_no_block_is_no_test(result: Result) -> None:
    none = result.outcome("none")
    assert none.sensitivity.value == 1.0
    assert none.specificity.value == 0.0
    assert none.ppv.value == result.prevalence.value
    assert none.npv.value is None
    assert none.per_100_referred["block_visits"] == 0.0


def test_intervals_hold_their_value_and_the_ratios_follow(result: Result) -> None:
    for name in PARADIGMS:
        for o in result.curve(name)[::10]:
            for found in (o.sensitivity, o.specificity, o.ppv, o.npv, o.success_of_treated):
                if found.value is not None:
                    assert found.low is not None
                    assert found.high is not None
                    assert 0.0 <= found.low <= found.value <= found.high <= 1.0
            sensitivity, specificity = o.sensitivity.value, o.specificity.value
            if o.lr_positive.value and sensitivity is not None and specificity is not None:
                assert o.lr_positive.value == pytest.approx(sensitivity / (1.0 - specificity))
                assert o.lr_positive.low is not None
                assert o.lr_positive.low <= o.lr_positive.value


def test_bayes_holds(result: Result) -> None:
    for name in PARADIGMS[1:]:
        o = result.outcome(name, 50)
        before = result.prevalence.value
        assert before is not None
        assert o.lr_positive.value is not None
        odds = before / (1.0 - before) * o.lr_positive.value
        assert o.ppv.value == pytest.approx(odds / (1.0 + odds))


def test_the_flow_of_a_hundred_adds_up(result: Result) -> None:
    for name in PARADIGMS:
        for o in result.curve(name)[::25]:
            assert tuple(o.flow) == FLOW
            assert sum(o.flow.values()) == 100
            exact = o.per_100_referred["relieved"]
            assert abs(o.flow["facet_treated_relieved"] + o.flow["not_facet_treated_relieved"] - exact) <= 2.0


def test_both_denominators_and_the_cost_agree(result: Result) -> None:
    for name in PARADIGMS:
        o = result.outcome(name, 50)
        hundred = o.per_100_referred
        assert hundred["relieved"] + hundred["not_relieved"] == pytest.approx(hundred["treated"], abs=1e-3)
        assert o.per_100_treated["relieved"] == pytest.approx(
            100.0 * hundred["relieved"] / hundred["treated"], abs=1e-3
        )
        assert o.cost_per_success == pytest.approx(
            100.0 * o.cost_per_referred / hundred["relieved"], rel=1e-3
        )


@pytest.mark.parametrize("prevalence", [0.0, 1.0])
def test_nobody_or_everybody_has_facet_pain(prevalence: float) -> None:
    result = run(prevalence=prevalence, sets={"wrong_level": 0.0})
    o = result.outcome("one")
    if prevalence == 0.0:
        assert result.tally.people[1] == 0
        assert o.sensitivity.value is None
        assert o.ppv.value == 0.0
    else:
        assert (
            result.prevalence.value or 0.0
        ) > 0.85  # a central share or a rest from elsewhere may weigh more
        assert o.ppv.value == pytest.approx(1.0, abs=0.15)


def test_accuracy_hardly_depends_on_prevalence_and_predictive_values_do() -> None:
    low, high = (run(prevalence=p, patients=8000).outcome("one", 50) for p in (0.15, 0.6))
    assert low.sensitivity.value == pytest.approx(high.sensitivity.value, abs=0.06)
    assert low.specificity.value == pytest.approx(high.specificity.value, abs=0.04)
    assert (high.ppv.value or 0.0) > (low.ppv.value or 0.0) + 0.25


def test_a_block_with_no_drug_tells_nothing() -> None:
    """Without a drug the first block separates nobody: what is left is context and noise."""
    result = run(patients=8000, sets={"percent.first": 1e-6}, paradigms=["one"])
    o = result.outcome("one", 50)
    assert (o.sensitivity.value or 0.0) == pytest.approx(1.0 - (o.specificity.value or 0.0), abs=0.05)


def test_without_context_and_noise_false_positives_almost_vanish() -> None:
    quiet = {
        "context.response.median": 0.001,
        "context.response.sd_logit": 0.1,
        "perception.fluctuation_sd_nrs": 0.0,
        "perception.rating_sd_nrs": 0.0,
    }
    o = run(patients=4000, sets=quiet).outcome("one", 80)
    assert (o.specificity.value or 0.0) > 0.99


def test_parallel_relieves_more_than_perpendicular() -> None:
    along, end_on = (
        run(technique=t).outcome("none").success_of_treated for t in ("parallel", "perpendicular")
    )
    assert (along.value or 0.0) > (end_on.value or 0.0) + 0.02


def test_the_answer_is_plain_data() -> None:
    data = trial_json(run(), 0.5)
    assert {"paradigms", "patients", "seconds", "seed", "versions", "prevalence", "curves"} <= set(data)
    for row in data["paradigms"]:
        for name in ("sensitivity", "specificity", "ppv", "npv", "lr_positive", "lr_negative"):
            assert set(row[name]) == {"value", "low", "high"}
        assert {"treated", "relieved", "not_relieved", "missed"} <= set(row["per_100_referred"])
        assert {"success_of_treated", "cost_per_success", "threshold_pct", "paradigm", "flow"} <= set(row)
    for curve in data["curves"]:
        assert curve["threshold_pct"] == list(THRESHOLDS)
        assert len(curve["sensitivity"]) == len(THRESHOLDS)


def test_the_paradox_of_2010_is_reported(record_property: object) -> None:
    """Whether more blocks help more of those treated and fewer of those referred is printed, not demanded."""
    result = run(clinic="cohen-2010", patients=6000)
    for name in ("none", "one", "comparative_relaxed"):
        o = result.outcome(name, 50)
        assert o.success_of_treated.value is not None
        print(name, round(100 * o.success_of_treated.value), round(o.per_100_referred["relieved"]))
        assert math.isfinite(o.success_of_treated.value)


def test_what_a_trial_says_it_took_is_a_trial() -> None:
    trial = Trial()
    assert validated(trial.model_dump(mode="json")) == trial


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_of_the_curve_is_the_outcomes_own(result: Result, name: str) -> None:
    outcome = result.outcome("one", 70)
    found = measured(outcome, name)
    own = outcome.per_100_referred.get(name, getattr(outcome, name, None))
    assert found.value == pytest.approx(own if not isinstance(own, Estimate) else 100.0 * (own.value or 0.0))
    assert found.low is None or found.high is None or found.low <= (found.value or 0.0) <= found.high


@pytest.mark.parametrize("name", PARADIGMS)
def test_every_cut_off_can_be_read_from_one_run(name: str) -> None:
    """The counts hold all cut-offs: a run made for one of them answers for another."""
    one, other = run(threshold_pct=80), run(threshold_pct=55)
    assert one.outcome(name, 55) == other.outcome(name)
