"""Published findings: each can be judged, links look like links, what is derived follows from its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from pydantic import ValidationError

from content.findings import OWN_GRADE, Certainty, Finding
from content.loader import load
from content.records import Kind
from simulator.intervals import proportion

FOUND = load().findings
WILSON = "Wilson interval, 95 %, computed here from the counts"
WHERE = re.compile(r"https?://(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?")
DOI = re.compile(r"https://doi\.org/10\.\d{4,9}/\S+")

every = pytest.mark.parametrize("finding", FOUND.values(), ids=lambda finding: finding.key)


@every
def test_a_finding_can_be_judged(finding: Finding) -> None:
    assert finding.population, "who was studied"
    assert finding.design, "how it was found out"
    assert finding.checked <= date(2026, 12, 31)
    assert "%" not in finding.label or "relief" in finding.label.lower(), "a share is of 100 people"
    assert not re.search(r"\b\d+ in \d", finding.label)


@every
def test_a_finding_is_graded_or_says_that_it_is_not(finding: Finding) -> None:
    assert finding.graded_by
    if finding.kind is Kind.ASSUMED:
        assert finding.certainty in (Certainty.VERY_LOW, Certainty.NOT_GRADED), "nobody has measured it"
    if finding.certainty is Certainty.HIGH:
        assert finding.graded_by != OWN_GRADE, "this project calls nothing certain on its own"


@every
def test_a_share_is_a_share(finding: Finding) -> None:
    if finding.unit == "of 100":
        assert 0 <= finding.value <= 100


@pytest.mark.parametrize("topic", sorted({finding.topic for finding in FOUND.values()}))
def test_labels_of_a_topic_are_told_apart(topic: str) -> None:
    labels = Counter(finding.label for finding in FOUND.values() if finding.topic == topic)
    assert not [label for label, times in labels.items() if times > 1]


def test_sources_of_findings_have_addresses_of_the_right_form() -> None:
    cited = {key for finding in FOUND.values() for key in finding.sources}
    linked = [source for key in cited if (source := load().sources[key]).where]
    assert len(linked) > 25
    for source in linked:
        assert source.where is not None
        assert WHERE.fullmatch(source.where), source.key
        assert "doi.org" not in source.where or DOI.fullmatch(source.where), source.key


# --- Counts and intervals ---


@pytest.mark.parametrize("finding", [f for f in FOUND.values() if f.interval == WILSON], ids=lambda f: f.key)
def test_intervals_follow_from_the_counts(finding: Finding) -> None:
    assert finding.counts is not None
    assert finding.low is not None
    assert finding.high is not None
    expected = proportion(*finding.counts)
    assert expected.low is not None
    assert expected.high is not None
    digits = 0 if finding.value >= 10 else 1
    slack = 0.51 * 10**-digits
    assert finding.low == pytest.approx(100 * expected.low, abs=slack)
    assert finding.high == pytest.approx(100 * expected.high, abs=slack)


def test_a_share_that_its_counts_do_not_give_stays_out() -> None:
    good = {
        "key": "planted",
        "topic": "planted",
        "label": "A planted share",
        "value": 40.0,
        "unit": "of 100",
        "kind": "assumed",
        "checked": date(2026, 11, 22),
    }
    assert Finding(**good, counts=(2, 5)).value == 40.0
    with pytest.raises(ValidationError, match="3 of 5 is not 40"):
        Finding(**good, counts=(3, 5))


# --- What is derived ---


def of(key: str) -> float:
    return FOUND[key].value


def right_positive(prior: float, sensitivity: float, specificity: float) -> float:
    true, false = prior * sensitivity, (100 - prior) * (100 - specificity)
    return 100 * true / (true + false)


def right_negative(prior: float, sensitivity: float, specificity: float) -> float:
    return right_positive(100 - prior, specificity, sensitivity)


def at_least_one(needles: int) -> float:
    return 100 * (1 - (1 - of("uptake_lumbar") / 100) ** needles)


LORD = ("lord_sensitivity", "lord_specificity")


def lord(right: Callable[[float, float, float], float], share: float) -> float:
    return right(share, of(LORD[0]), of(LORD[1]))


DERIVED: dict[str, Callable[[], float]] = {
    "lord_lr_pos": lambda: of(LORD[0]) / (100 - of(LORD[1])),
    "lord_lr_neg": lambda: (100 - of(LORD[0])) / of(LORD[1]),
    **{f"lord_ppv_{p}": partial(lord, right_positive, p) for p in (15, 30, 50)},
    **{f"lord_npv_{p}": partial(lord, right_negative, p) for p in (15, 30, 50)},
    "lr_pos_50": lambda: of("se_single_50") / of("fpr_single_50"),
    "lr_neg_50": lambda: (100 - of("se_single_50")) / (100 - of("fpr_single_50")),
    "lr_pos_80": lambda: of("se_single_80") / of("fpr_single_80"),
    "lr_neg_80": lambda: (100 - of("se_single_80")) / (100 - of("fpr_single_80")),
    "unconfirmed_lumbar_1994": lambda: 100 - of("ppv_lumbar_1994"),
    "unconfirmed_lumbar": lambda: 100 - of("ppv_lumbar"),
    "unconfirmed_cervical": lambda: 100 * (212 - 140) / 212,
    "unconfirmed_thoracic": lambda: 100 * (53 - 30) / 53,
    "uptake_two_nerves": lambda: at_least_one(2),
    "uptake_three_nerves": lambda: at_least_one(3),
    "uptake_four_nerves": lambda: at_least_one(4),
    "undetected_aspiration": lambda: of("uptake_lumbar") * (1 - of("aspiration_lumbar") / 100),
    "undetected_spot": lambda: of("uptake_lumbar") * (1 - of("spot_lumbar") / 100),
    "stray_ratio": lambda: of("stray_events_half_ml") / of("stray_events_quarter_ml"),
    "nerves_two_joints": lambda: 2 * of("nerves_per_joint") - 1,
    "sedation_extra": lambda: of("sedation_relief_with") - of("sedation_relief_without"),
    "exercise_eases": lambda: 15 / 10,
    "block_worse": lambda: 100 * (2 + 1) / 92,
    "cost_person_none": lambda: of("trial_2010.cost_none") * 17 / 51,
    "cost_person_one": lambda: of("trial_2010.cost_one") * 8 / 50,
    "cost_person_two": lambda: of("trial_2010.cost_two") * 11 / 50,
}
"""What follows from other findings, worked out a second time."""


@pytest.mark.parametrize("key", DERIVED)
def test_a_derived_number_follows_from_its_parts(key: str) -> None:
    assert of(key) == pytest.approx(DERIVED[key](), rel=0.03)


def test_every_derived_number_is_worked_out_here_or_says_from_what() -> None:
    for key, finding in FOUND.items():
        if finding.kind is Kind.DERIVED and not finding.counts:
            assert key in DERIVED or re.search(r"\d", finding.note), f"{key}: work it out in DERIVED"


def test_the_two_false_positive_numbers_stay_apart() -> None:
    false_alarm = {key for key in FOUND if key.startswith("fpr_")}
    unconfirmed = {key for key in FOUND if key.startswith("unconfirmed_")}
    assert len(false_alarm) >= 4
    assert len(unconfirmed) >= 4
    for key in unconfirmed:
        assert "does not confirm" in FOUND[key].label
    for key in false_alarm:
        assert "relief" in FOUND[key].label
        assert "without" in FOUND[key].label


def test_the_shares_by_age_are_those_of_the_model() -> None:
    for age in (30, 45, 60, 70):
        assert of(f"facet_age_{age}") == pytest.approx(100 * load().value(f"pretest.age_{age}"))


def test_categories_of_the_questionnaire_are_everybody() -> None:
    names = ("under_30", "30_39", "40_49", "50_59", "60_up")
    assert sum(of(f"csi_{name}") for name in names) == pytest.approx(100, abs=0.1)
