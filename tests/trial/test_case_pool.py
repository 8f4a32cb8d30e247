"""Cases: each shows what it says, with a truth drawn from a known probability."""

import numpy as np
import pytest

from content.cases import BINS, Case, cases
from simulator import case_pool

CASES = cases()
ENOUGH = 200


# covers: T2
def test_six_cases_a_level_and_many_variations() -> None:
    assert {level: sum(case.level == level for case in CASES.values()) for level in (1, 2, 3)} == {
        1: 6,
        2: 6,
        3: 6,
    }


# covers: T8
def test_variations() -> None:
    assert len({tag for case in CASES.values() for tag in case.tags}) >= 8
    assert {shown for case in CASES.values() for shown in case.shows} == set(BINS)


@pytest.mark.parametrize("key", CASES)
def test_a_case_has_patients_enough_and_probabilities_that_add_up(key: str) -> None:
    found = case_pool.ideal(CASES[key])
    assert found.people >= ENOUGH
    assert sum(found.before) == pytest.approx(1.0)
    assert sum(found.after) == pytest.approx(1.0)


# covers: T3 T24
@pytest.mark.parametrize("key", CASES)
def test_new_numbers_keep_the_lesson_and_the_truth_follows_the_known_probability(key: str) -> None:
    case = CASES[key]
    ages, truths, _ = case_pool._pool(case.clinic, case.visits)
    rows = case_pool._rows(case)[1]
    assert ((ages[rows] >= case.ages[0]) & (ages[rows] <= case.ages[1])).all()
    shares = np.bincount(truths[rows], minlength=len(case_pool.SOURCES)) / len(rows)
    assert tuple(shares) == pytest.approx(case_pool.ideal(case).after)
    one, two = case_pool.draw(case, 0), case_pool.draw(case, 1)
    assert (one.age, one.months) != (two.age, two.months)
    assert case_pool.draw(case, len(rows)).months == one.months  # it starts again, and never runs out


@pytest.mark.parametrize("key", CASES)
def test_a_patient_drawn_alone_is_the_one_that_was_counted(key: str) -> None:
    case = CASES[key]
    for row in case_pool._rows(case)[1][:3]:
        assert case_pool.same_as_pool(case, int(row))
        assert case_pool.patient(case, int(row)).truth == case_pool._pool(case.clinic, case.visits)[1][row]


def test_what_the_lessons_say_is_so() -> None:
    def moved(key: str) -> tuple[float, float]:
        found = case_pool.ideal(CASES[key])
        return found.before[0], found.after[0]

    assert moved("young_positive")[1] < 0.6 < moved("older_positive")[1]  # one result, two starting points
    assert moved("clear_negative")[1] < 0.1 < moved("selected_negative")[1]
    before, after = moved("cannot_be_read")
    assert after == pytest.approx(before, abs=0.05)  # no pain, no news
    before, after = moved("not_confirmed")
    assert after == pytest.approx(before, abs=0.08)
    assert moved("saline_too")[1] < moved("not_with_saline")[1]
    assert moved("half_young")[1] < 0.35


def test_a_case_that_does_not_fit_is_refused() -> None:
    good = next(iter(CASES.values())).model_dump()
    for broken in ({"clinic": "moon"}, {"shows": ("most", "most")}, {"ages": (60, 40)}, {"level": 4}):
        with pytest.raises(ValueError, match=r"clinic|result|ages|level"):
            Case(**good | broken)
