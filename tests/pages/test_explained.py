"""Why and what may follow as markup: bars that add up, every text escaped, a table that can be walked."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from content.loader import say
from pages.figures.why import steps
from pages.ui import explained, markup
from simulator import presets
from simulator.simulate import Answer, simulate

SCRIPT = "<script>alert(1)</script>"


class _Reader(HTMLParser):
    """The tags of some markup, in order; fails on one that is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(text: str) -> list[str]:
    """All tags of well-formed markup."""
    reader = _Reader()
    reader.feed(text)
    assert reader.open == []
    return reader.seen


@pytest.fixture(scope="module", name="answer")
def fixture_answer() -> Answer:
    """A needle that missed: several causes, most of which take relief and one adds some."""
    return simulate(presets.preset("needle-miss"))


def test_each_bar_begins_where_the_last_one_ended(answer: Answer) -> None:
    """Left and right edges, in percent of the scale, follow the steps."""
    bars = re.findall(
        r"class='bar' style='left:([\d.]+)%;right:calc\(100% - ([\d.]+)%\)'", explained.why(answer)
    )
    way = steps(answer.why, "trainee")

    assert len(bars) == len(way)
    for (left, right), step in zip(bars, way, strict=True):
        assert float(left) == pytest.approx(min(step.before, step.after), abs=0.01)
        assert float(right) == pytest.approx(max(step.before, step.after), abs=0.01)


def test_it_is_a_table_with_a_heading_for_every_row_and_column(answer: Answer) -> None:
    """Each step names its row; relief after it is there to be read aloud; takes and adds differ by sign."""
    text = explained.why(answer)
    way = steps(answer.why, "trainee")

    assert tags(text).count("table") == 1
    assert text.count("scope='col'") == 3
    assert text.count("scope='row'") == len(way)
    assert text.count("class='unseen'") == len(way) + 1
    assert "tr class='takes'" in text
    assert "tr class='adds'" in text
    assert "\N{MINUS SIGN}45.4" in text
    assert "+1.4" in text


def test_the_cut_off_is_drawn_where_the_rule_has_it(answer: Answer) -> None:
    """A line in every row, and its number once."""
    text = explained.why(answer)

    assert text.count("class='cut' style='left:80.00%'") == len(steps(answer.why, "trainee"))
    assert say("figures.why.cut", value="80") in text


@pytest.mark.parametrize("case", sorted(presets.names()))
def test_every_step_argues_both_sides(case: str) -> None:
    """Well-formed for every case: a summary, for and against, and where it comes from."""
    answer = simulate(presets.preset(case))
    text = explained.pathway(answer)

    assert tags(explained.why(answer)).count("h2") == tags(text).count("h2") == 1
    assert tags(text).count("details") == tags(text).count("summary") == len(answer.pathway)
    assert text.count(f"<strong>{say('lab.pathway.against')}</strong>") == len(answer.pathway)


def test_text_is_never_markup() -> None:
    """Whatever a text holds, it is shown and not followed."""
    made = (
        markup.heading(SCRIPT, SCRIPT) + markup.lines([SCRIPT]) + markup.table([SCRIPT], [[SCRIPT, SCRIPT]])
    )

    assert "script" not in tags(made + markup.quiet(SCRIPT))
    assert made.count("&lt;script&gt;") == 6
