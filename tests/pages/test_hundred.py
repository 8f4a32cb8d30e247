"""Numbers for people as a part of a page: every view shows the same four numbers, for each hunch."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from content import load
from content.loader import say
from pages.ui import hundred
from simulator.hundred import GROUPS, Hundred, ranges


def part() -> None:
    import streamlit as st

    from pages.ui.hundred import numbers_for_people

    st.title("A page")
    numbers_for_people()


def shown(share: str = "middle") -> AppTest:
    app = AppTest.from_function(part, default_timeout=60).run()
    app.segmented_control(key="hundred share").set_value(share).run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    return "".join(block.proto.body for block in app.get("html"))


# covers: P29 P33 P34 P38 P39
@pytest.mark.parametrize("share", hundred.SHARES)
def test_every_view_shows_the_same_numbers(share: str) -> None:
    app = shown(share)
    people = Hundred.of(hundred.bench_of(share))
    text = markup(app)
    squares = re.findall(r'<div class="square" role="img" aria-label="([^"]*)">(.*?)</div>', text)
    whole, eased, not_eased = (re.findall(r'class="mark (\w+)"', marks) for _, marks in squares)

    assert whole == list(people.marks)
    assert sorted(eased + not_eased) == sorted(people.marks)
    assert all(str(number) in squares[0][0] for number in people.counts.values())
    assert [int(n) for n in re.findall(r"<b>(\d+)</b>", text)] == [
        100,
        people.joint,
        people.eased_joint,
        people.missed,
        people.no_joint,
        people.false_alarm,
        people.correct_not_eased,
        *people.counts.values(),
    ]
    for group in GROUPS:
        assert say(f"patient.hundred.marks.{group}") in text


# covers: P35 P36
@pytest.mark.parametrize("share", hundred.SHARES)
def test_numbers_are_read_off_with_their_ranges(share: str) -> None:
    bench = hundred.bench_of(share)
    people, spans = Hundred.of(bench), ranges(bench)
    text = markup(shown(share))

    assert f"Of the {people.eased} who feel better, {people.eased_joint} have joint pain." in text
    right = f"{people.correct_not_eased} do not have joint pain."
    assert f"Of the {people.not_eased} who do not feel better, {right}" in text
    for low, high in (spans[group] for group in GROUPS):
        assert say("patient.hundred.marks.range", low=low, high=high) in text


# covers: P30 P32 P37
def test_the_sentence_beside_the_picture_says_who_when_and_both_sides() -> None:
    text = markup(shown())
    people = Hundred.of(hundred.bench_of("middle"))

    assert text.index("This is a model. It cannot tell what will happen to you.") < text.index(
        'class="square"'
    )
    assert "100 people with long-lasting low back pain who have this test once" in text
    assert "Within 30 minutes" in text
    assert f"in {people.eased} of them" in text
    assert f"the other {people.not_eased}" in text


@pytest.mark.parametrize("view", hundred.VIEWS)
def test_one_view_alone_keeps_its_key_and_what_it_is(view: str) -> None:
    def one(view: str) -> None:
        from pages.ui.hundred import bench_of, picture

        picture(bench_of("middle"), (view,), large=True)

    text = markup(AppTest.from_function(one, args=(view,), default_timeout=60).run())

    assert "This is a model. It cannot tell what will happen to you." in text
    assert 'class="key"' in text
    found = {"tree": 'class="tree"', "marks": say("patient.hundred.marks.title"), "halves": 'class="half '}
    assert [name for name, sign in found.items() if sign in text] == [view]


# covers: P36
def test_how_sure_is_a_word_with_a_key_and_a_reason() -> None:
    read = "\n".join(block.value for block in shown().markdown)

    assert "Low certainty" in read
    for word in ("High certainty:", "Moderate certainty:", "Low certainty:", "Very low certainty:"):
        assert word in read
    assert say("patient.hundred.sure.why") in read


# covers: P38
def test_shares_come_from_findings_and_grow_with_the_hunch() -> None:
    findings = load().findings
    before = [hundred.bench_of(share).before.value for share in hundred.SHARES]

    assert before == sorted(set(before))
    assert before == [findings[key].value / 100 for key in hundred.SHARES.values()]
    for share in hundred.SHARES:  # the tree says what the study said
        bench = hundred.bench_of(share)
        assert Hundred.of(bench).joint == round(100 * bench.before.value)
    assert set(hundred.FACTS) <= findings.keys()


# covers: P39
def test_right_negatives_are_drawn_as_boldly_as_misses() -> None:
    css = re.sub(r"\s+", " ", hundred._CSS)

    assert ".mark:is(.missed, .correct_not_eased) { border-color: var(--not-eased); }" in css
    assert ".mark.correct_not_eased { background: var(--not-eased); }" in css


def test_the_choice_is_kept_and_nonsense_falls_back() -> None:
    app = shown("more")
    assert app.session_state["hundred share"] == "more"

    def other() -> None:
        import streamlit as st

        from pages.ui.hundred import chosen

        st.session_state["hundred share"] = "<b>"
        st.text(chosen())

    assert AppTest.from_function(other).run().text[0].value == "middle"
