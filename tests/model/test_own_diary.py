"""The visitor's own diary: what was gone, when and for how long, by hand and by law; never a conclusion."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import own_diary
from simulator.errors import InputError
from simulator.own_diary import HALF, MOST, Stretch

TIMES = (0, 15, 30, 45, 60, 120, 180)
NAMES = {minute: f"{minute} min" for minute in TIMES}
COLUMNS = ("time", "minutes", "pain", "gone")

diaries = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=len(TIMES), max_size=len(TIMES)).map(
    lambda scores: dict(zip(TIMES, scores, strict=True))
)


def test_by_hand() -> None:
    found = own_diary.read(dict(zip(TIMES, (8, 4, 2, 1, 1, 4, 8), strict=True)))

    assert found is not None
    assert (found.before, found.lowest, found.best_min, found.best_pct) == (8, 1, 45, 87.5)
    assert found.half == Stretch(15, 120, unbroken=True)
    assert found.most == Stretch(45, 60, unbroken=True)


def test_a_gap_in_the_easing_is_said() -> None:
    found = own_diary.read({0: 8, 15: 2, 30: 8, 45: 2})

    assert found is not None
    assert found.half == Stretch(15, 45, unbroken=False)
    assert found.most is None


def test_an_empty_box_is_not_a_zero() -> None:
    found = own_diary.read({0: 8, 15: None, 30: 4})

    assert found is not None
    assert found.half == Stretch(30, 30, unbroken=True)


@pytest.mark.parametrize("scores", [{}, {0: 5}, {0: None, 15: 3}, {0: 0, 15: 0}, {0: 5, 15: None}])
def test_too_little_gives_nothing(scores: own_diary.Scores) -> None:
    assert own_diary.read(scores) is None


@pytest.mark.parametrize("score", [-1, 10.5, 11])
def test_a_score_off_the_scale_is_named(score: float) -> None:
    with pytest.raises(InputError, match=r"diary\.15") as caught:
        own_diary.read({0: 5, 15: score})
    assert "between 0 and 10" in caught.value.rule


@given(diaries)
def test_laws(scores: dict[int, int | None]) -> None:
    """Both cut-offs agree with the best score; the stricter one lies within the looser one."""
    found = own_diary.read(scores)
    if found is None:
        return
    assert found.best_pct <= 100.0
    assert (found.half is None) == (found.best_pct < HALF)
    assert (found.most is None) == (found.best_pct < MOST)
    if found.half and found.most:
        assert found.half.start <= found.most.start <= found.most.end <= found.half.end
    assert found.lowest == min(score for minute, score in scores.items() if minute and score is not None)
    assert scores[found.best_min] == found.lowest


@given(diaries)
def test_the_file_holds_what_was_filled_in(scores: dict[int, int | None]) -> None:
    lines = list(csv.DictReader(io.StringIO(own_diary.to_csv(scores, NAMES, COLUMNS))))

    assert [int(line["minutes"]) for line in lines] == sorted(scores)
    assert [line["pain"] for line in lines] == [
        "" if scores[minute] is None else str(scores[minute]) for minute in TIMES
    ]


def test_a_cut_off_is_a_score() -> None:
    assert own_diary.cut_nrs(7.0, HALF) == 3.5
    assert own_diary.cut_nrs(7.0, MOST) == pytest.approx(1.4)
