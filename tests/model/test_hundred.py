"""A hundred people: whole numbers that add up whatever the test, and read-offs that agree with them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import hundred
from simulator.bayes import Bench, Span
from simulator.errors import InputError
from simulator.hundred import GROUPS, Hundred

SHARES = st.floats(0.0, 1.0)
SPANS = st.lists(SHARES, min_size=3, max_size=3).map(sorted).map(lambda ends: Span(ends[1], ends[0], ends[2]))


def at(share: float) -> Span:
    return Span(share, share, share)


# covers: P34 P17
@settings(max_examples=600)
@given(SHARES, SHARES, SHARES)
def test_four_whole_numbers_always_add_up(before: float, sensitivity: float, false_positive: float) -> None:
    people = Hundred.of(Bench(at(before), at(sensitivity), at(false_positive)))
    exact = (
        before * sensitivity,
        before * (1 - sensitivity),
        (1 - before) * false_positive,
        (1 - before) * (1 - false_positive),
    )
    assert tuple(people.counts) == GROUPS
    assert sum(people.counts.values()) == 100
    for group, share in zip(GROUPS, exact, strict=True):
        count = people.counts[group]
        assert isinstance(count, int)
        assert count >= 0
        assert abs(count - 100 * share) < 1, group  # largest remainders: never a whole person off


# covers: P34 P35
@given(SHARES, SHARES, SHARES)
def test_read_offs_agree_with_the_tree(before: float, sensitivity: float, false_positive: float) -> None:
    people = Hundred.of(Bench(at(before), at(sensitivity), at(false_positive)))
    assert people.eased + people.not_eased == 100
    assert people.joint + people.no_joint == 100
    assert people.eased == people.eased_joint + people.false_alarm
    assert people.joint == people.eased_joint + people.missed
    assert [people.marks.count(group) for group in GROUPS] == list(people.counts.values())
    assert list(dict.fromkeys(people.marks)) == [g for g in GROUPS if people.counts[g]]  # one block each


# covers: P34 P36
@given(SPANS, SPANS, SPANS)
def test_the_range_holds_the_number(before: Span, sensitivity: Span, false_positive: Span) -> None:
    bench = Bench(before, sensitivity, false_positive)
    spans = hundred.ranges(bench)
    for name, number in Hundred.of(bench).numbers.items():
        low, high = spans[name]
        assert 0 <= low <= number <= high <= 100, name


def test_an_exact_test_has_no_range() -> None:
    spans = hundred.ranges(Bench(at(0.31), at(0.9), at(0.3)))
    assert all(low == high for low, high in spans.values())


# covers: P34
def test_the_worked_example() -> None:
    people = Hundred.of(Bench(at(0.3), at(0.9), at(0.3)))
    assert people.counts == {"eased_joint": 27, "missed": 3, "false_alarm": 21, "correct_not_eased": 49}
    assert (people.eased, people.not_eased) == (48, 52)


@pytest.mark.parametrize("counts", [(27, 3, 21, 48), (101, -1, 0, 0), (50, 50, 50, -50)])
def test_what_is_not_a_hundred_people_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(InputError, match="add up to 100"):
        Hundred(*counts)


def test_the_clinics_accuracy_is_the_trials_own_count() -> None:
    """The first block's counts read a second way: eased and not eased among those that were read."""
    from simulator.trial import count, validated
    from simulator.trial_report import Result

    asked = {"clinic": "selected-lumbar", "patients": 1000, "paradigms": ["one"], "threshold_pct": 50}
    first = Result(trial := validated(asked), count(trial, 0, 1000)).first_block
    found = hundred.accuracy(patients=1000)
    for truth, share in (("facet", found.sensitivity), ("not_facet", found.false_positive)):
        eased, not_eased = first[truth]["positive"], first[truth]["negative"]
        assert share == pytest.approx(eased / (eased + not_eased))
    left_out = sum(first[truth][word] for truth in first for word in ("indeterminate", "uninterpretable"))
    assert found.unread == pytest.approx(left_out / 1000)


def test_an_unknown_clinic_is_named() -> None:
    with pytest.raises(InputError, match="no-such-clinic"):
        hundred.accuracy("no-such-clinic")
