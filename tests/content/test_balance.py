"""What patients read is told evenly: as much for as against, every option in the same rows, no test first."""

import re
from typing import Any

import pytest

from content.loader import prose
from tests.content.words import shown

PAGES: dict[str, Any] = prose("en")["patient"]
OPTIONS: dict[str, dict[str, str]] = PAGES["options"]["option"]
ROWS = {"title", "what", "help", "hard", "like", "after"}
EVEN = (0.67, 1.5)


def count(text: str) -> int:
    return len(shown(text).split())


def items(text: str) -> list[str]:
    return re.findall(r"^- .+$", text, re.MULTILINE)


# covers: P1
def test_the_problem_is_told_in_few_words_with_a_drawing() -> None:
    page = PAGES["should_i"]
    assert count(page["problem"]["body"]) <= 120
    assert page["picture"]["alt"]


# covers: P3
def test_no_test_for_now_comes_first_of_at_least_four_options() -> None:
    names = list(OPTIONS)
    assert len(names) >= 4
    assert names[0] == "wait"
    assert "no test for now" in OPTIONS["wait"]["title"].lower()
    assert {"one", "two", "other", "heat"} <= set(names)


# covers: P4 P5 P6
@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_has_the_same_rows_with_something_in_each(name: str) -> None:
    assert OPTIONS[name].keys() == ROWS
    assert len(items(OPTIONS[name]["help"])) >= 1
    assert len(items(OPTIONS[name]["hard"])) >= 1


# covers: P7
@pytest.mark.parametrize("name", OPTIONS)
def test_each_option_says_as_much_for_as_against(name: str) -> None:
    low, high = EVEN
    assert low <= count(OPTIONS[name]["help"]) / count(OPTIONS[name]["hard"]) <= high
    assert abs(len(items(OPTIONS[name]["help"])) - len(items(OPTIONS[name]["hard"]))) <= 1


# covers: P7
@pytest.mark.parametrize("name", PAGES["options"]["other"])
def test_other_care_is_told_evenly(name: str) -> None:
    care = PAGES["options"]["other"][name]
    low, high = EVEN
    assert low <= count(care["help"]) / count(care["hard"]) <= high


def test_options_get_about_the_same_room() -> None:
    lengths = [sum(count(text) for text in option.values()) for option in OPTIONS.values()]
    assert max(lengths) / min(lengths) <= 1.5


# covers: P14 P15
def test_both_results_get_the_same_room() -> None:
    eased, not_eased = (PAGES["options"][name]["body"] for name in ("eased", "not_eased"))
    assert abs(count(eased) / count(not_eased) - 1.0) <= 0.33
    assert len(items(eased)) == len(items(not_eased))


def test_both_sides_of_the_dispute_get_the_same_room_and_a_date() -> None:
    against, reply = (PAGES["options"][name]["body"] for name in ("against", "reply"))
    assert abs(count(against) / count(reply) - 1.0) <= 0.1
    for side in (against, reply):
        assert "{fact[against_year]}" in side


def test_what_the_test_can_and_cannot_do_is_told_evenly() -> None:
    can, cannot = (PAGES["should_i"][name]["body"] for name in ("can", "cannot"))
    low, high = EVEN
    assert len(items(can)) == len(items(cannot))
    assert low <= count(can) / count(cannot) <= high


# covers: P18
def test_what_matters_has_four_to_six_cards_that_fit_the_sheet() -> None:
    cards = PAGES["options"]["value"]
    assert 4 <= len(cards) <= 6
    assert all(len(words) <= 80 for words in cards.values())


# covers: P41 P42
@pytest.mark.parametrize("name", PAGES["what_it_feels_like"]["harm"])
def test_a_harm_has_a_rate_its_other_side_and_what_helps(name: str) -> None:
    harm = PAGES["what_it_feels_like"]["harm"][name]
    often = harm["often"]
    assert "exact rate is not known" in often or re.search(r"\.others\]", often), often
    assert re.search(r"\b[Mm]ost\b|\.others\]|[Rr]are|some people", often), often
    assert count(harm["helps"]) >= 5


# covers: P6
def test_each_step_tells_of_body_feelings_and_daily_life() -> None:
    steps = PAGES["what_it_feels_like"]["step"]
    assert len(steps) <= 7
    assert all(step.keys() == {"title", "body", "mind", "life"} for step in steps.values())
    told = str(steps)
    assert "lift home" in told
    assert "day off work" in told


# covers: P45
def test_pain_is_called_real_before_the_nervous_system_is_spoken_of() -> None:
    page = PAGES["high_alert"]
    text = " ".join(str(table) for name, table in page.items() if name != "page")
    assert text.index("Your pain is real") < text.index("nerve")
    assert "in your head" not in str(PAGES)


# covers: P46
def test_three_ideas_each_with_one_thing_to_try() -> None:
    ideas = PAGES["high_alert"]["idea"]
    assert len(ideas) == 3
    assert all(count(idea["try"]) >= 10 for idea in ideas.values())


# covers: P47
def test_a_block_does_not_show_high_alert_and_other_reasons_are_listed() -> None:
    body = PAGES["high_alert"]["block"]["body"]
    assert "does not show a system on high alert" in body
    assert len(items(body)) >= 4


# covers: P44
def test_the_dial_has_as_many_ways_down_as_up() -> None:
    dial = PAGES["high_alert"]["dial"]
    assert len(dial["ups"]) == len(dial["downs"])


# covers: P53
def test_the_limits_are_short_and_plain() -> None:
    limits = prose("en")["shell"]["read"]["limits"]
    assert count(limits) <= 30
    for sentence in ("for learning", "not medical advice", "does not know you", "Do not change treatment"):
        assert sentence in limits
