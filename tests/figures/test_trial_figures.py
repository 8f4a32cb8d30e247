"""The figures of a trial: whole hundreds, words from the files, colours of the theme, labels apart."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import plotly.graph_objects as go
import pytest

import content.loader
from pages.figures import cutoffs, denominators, failures, flow, labels, theme
from pages.figures.cutoffs import Side
from simulator import describe_trial, trial_2010
from simulator.cohort_attribution import Explained, count_worlds, explained
from simulator.describe import AUDIENCES
from simulator.paradigms import PARADIGMS, VISITS
from simulator.trial import Trial, count
from simulator.trial_report import FLOW, MEASURES, Outcome, Result
from tests.figures import looking
from tests.pseudo import outside, texts

ALLOWED = {*theme.COLOURS, theme.CLEAR, theme.TEXT, *map(theme.faint, theme.COLOURS)}


@pytest.fixture(scope="module")
def results() -> list[Result]:
    trials = [
        Trial(patients=600),
        Trial(clinic="whiplash", patients=3),
        Trial(clinic="cohen-2010", patients=50),
    ]
    return [Result(trial, count(trial, 0, trial.patients)) for trial in trials]


@pytest.fixture(scope="module")
def outcomes(results: list[Result]) -> list[Outcome]:
    return [result.outcome(name, cut) for result in results for name in PARADIGMS for cut in (50, 80, 100)]


@pytest.fixture(scope="module")
def why() -> list[Explained]:
    return [explained(count_worlds(Trial(threshold_pct=cut), 0, n)) for cut, n in ((80, 300), (100, 2))]


@pytest.fixture(scope="module")
def example() -> tuple[tuple[trial_2010.Arm, ...], tuple[trial_2010.Arm, ...]]:
    result = Result(trial_2010.TRIAL, count(trial_2010.TRIAL, 0, 2000))
    return trial_2010.modelled(result), trial_2010.published()


def sides(result: Result, *names: str) -> list[Side]:
    return [
        Side(describe_trial.side(letter, name), result.curve(name))
        for letter, name in zip("AB", names, strict=False)
    ]


@pytest.fixture(scope="module")
def figures(
    results: list[Result],
    outcomes: list[Outcome],
    why: list[Explained],
    example: tuple[tuple[trial_2010.Arm, ...], tuple[trial_2010.Arm, ...]],
) -> list[go.Figure]:
    pairs = [("one", "comparative_strict"), ("none", "placebo_controlled"), ("one", "one")]
    return [
        *(flow.flow_figure(o, audience) for o in outcomes for audience in AUDIENCES),
        *(
            cutoffs.cutoff_figure(pair, measure, 80)
            for result in results
            for pair in (sides(result, *names) for names in pairs)
            for measure in MEASURES
        ),
        *(failures.failures_figure(found, kind) for found in why for kind in failures.KINDS),
        *(denominators.denominators_figure(*example, audience) for audience in AUDIENCES),
    ]


def test_each_is_a_valid_figure_small_enough_to_send(figures: list[go.Figure]) -> None:
    for figure in figures:
        go.Figure(figure.to_dict())
        assert len(figure.to_json()) < 24_000


def test_colours_and_sizes_come_from_the_theme(figures: list[go.Figure]) -> None:
    for figure in figures:
        assert looking.colours(figure) <= ALLOWED
        assert min(looking.font_sizes(figure)) >= 12
        assert figure.layout.dragmode is False
        assert figure.layout.showlegend is False
        assert figure.layout.xaxis.fixedrange
        assert figure.layout.yaxis.fixedrange


@pytest.mark.parametrize("width", [looking.PHONE_PX, looking.DESKTOP_PX])
def test_labels_stay_apart(figures: list[go.Figure], width: float) -> None:
    for figure in figures:
        margin = figure.layout.margin
        assert looking.overlaps(figure, width) == []
        for text, left, _, right, _ in looking.boxes(figure, width):
            assert left >= -margin.l, text
            assert right <= width - margin.l, text


def test_every_word_comes_from_the_text_files(
    monkeypatch: pytest.MonkeyPatch,
    outcomes: list[Outcome],
    results: list[Result],
    why: list[Explained],
    example: tuple[tuple[trial_2010.Arm, ...], tuple[trial_2010.Arm, ...]],
) -> None:
    strange = texts()
    monkeypatch.setattr(content.loader, "prose", lambda lang="en": strange)
    pair = sides(results[0], "one", "two_same")
    drawn = [
        flow.flow_figure(outcomes[0]),
        cutoffs.cutoff_figure(pair, "ppv", 80),
        failures.failures_figure(why[0], "missed"),
        denominators.denominators_figure(*example),
    ]
    tables: list[list[dict[str, Any]]] = [
        flow.flow_table([("A", outcomes[0])]),
        cutoffs.cutoff_table(pair, "ppv"),
        failures.failures_table(why[0]),
        denominators.denominators_table(*example),
    ]
    seen = [text for figure in drawn for text in looking.words(figure)]
    seen += [
        str(text) for rows in tables for row in rows for pair_ in row.items() for text in pair_ if text != "A"
    ]
    strays = [text for text in seen if re.search(r"[^\W\d_]", outside(text).replace("A", ""))]
    assert strays == []


# --- the hundred ---


def test_every_column_of_the_flow_is_a_hundred(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        found = flow.people(outcome)
        assert found["facet"] + found["other"] == 100
        assert found["treated"] + found["missed"] == found["facet"]
        assert found["needless"] + found["spared"] == found["other"]
        assert found["relieved"] + found["not_relieved"] == found["treated"] + found["needless"]
        assert found["left"] == found["missed"] + found["spared"]


def test_the_drawn_links_are_the_flow(outcomes: list[Outcome]) -> None:
    """Into and out of every node in the middle goes the same number, the node's own."""
    for outcome in outcomes:
        trace = flow.flow_figure(outcome).data[0]
        nodes = flow.nodes(outcome)
        links = list(zip(trace.link.source, trace.link.target, trace.link.value, strict=True))
        for i, node in enumerate(nodes):
            into = sum(n for _, target, n in links if target == i)
            out = sum(n for source, _, n in links if source == i)
            assert (into, out) == {
                0: (0, node.people),
                1: (node.people, node.people),
                2: (node.people, 0),
            }[node.column]
        assert sum(n for _, _, n in links) == 200


def test_nodes_are_as_high_as_their_people_and_have_room_for_their_words(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        found = flow.nodes(outcome)
        scales = {round((node.bottom - node.top) / node.people, 6) for node in found}
        assert len(scales) == 1
        for one, two in combinations(found, 2):
            if one.column == two.column:
                assert two.top - one.bottom >= labels.extent("Ag", theme.FONT_PX)[1]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_words_of_one_height_stay_apart_on_a_phone(outcomes: list[Outcome], audience: Any) -> None:
    wide = looking.PHONE_PX - 4.0
    for outcome in outcomes:
        notes = flow.flow_figure(outcome, audience).layout.annotations
        for one, two in combinations(notes, 2):
            if abs(one.y - two.y) * 400.0 < 15.0 and one.x != two.x:
                reach = [
                    {
                        "left": (0.0, w),
                        "center": (wide / 2 - w / 2, wide / 2 + w / 2),
                        "right": (wide - w, wide),
                    }[note.xanchor]
                    for note in (one, two)
                    for w in (labels.extent(note.text, note.font.size)[0],)
                ]
                (_, right), (left, _) = sorted(reach)
                assert right <= left, (one.text, two.text)


def test_sentences_and_table_have_the_figures_numbers(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        found = flow.people(outcome)
        words = " ".join(describe_trial.flow_lines(outcome))
        assert f"{found['facet']} have facet pain" in words
        assert f"{found['missed']} with facet pain are" in words
        table = flow.flow_table([("A", outcome)])
        assert [row[list(row)[1]] for row in table] == list(found.values())
        assert set(outcome.flow) == set(FLOW)


# --- the cut-off ---


def test_a_curve_draws_its_measure(results: list[Result]) -> None:
    pair = sides(results[0], "one", "placebo_controlled")
    for measure in MEASURES:
        lines = [t for t in cutoffs.cutoff_figure(pair, measure, 65).data if t.mode == "lines"]
        for side, line in zip(pair, lines, strict=True):
            assert list(zip(line.x, line.y, strict=True)) == [
                (cut, round(value, 2)) for cut, value in cutoffs.values(side, measure)
            ]


def test_no_block_is_a_level_line(results: list[Result]) -> None:
    side = sides(results[0], "none")[0]
    assert {value for _, value in cutoffs.values(side, "sensitivity")} == {100.0}
    line = describe_trial.curve_line(side.outcomes, "sensitivity", 80, side.title)
    assert "at every cut-off" in line
    assert VISITS["none"] == ()


def test_a_and_b_differ_without_colour(results: list[Result]) -> None:
    figure = cutoffs.cutoff_figure(sides(results[0], "one", "two_same"), "npv", 80)
    dashes = [t.line.dash for t in figure.data if t.mode == "lines"]
    marks = [t.marker.symbol for t in figure.data if t.mode == "markers"]
    assert len(set(dashes)) == len(set(marks)) == 2


# --- the causes, the example ---


def test_causes_add_up_in_the_table(why: list[Explained]) -> None:
    for found in why:
        rows = failures.failures_table(found)
        for column in list(rows[0])[1:]:
            *parts, ideal, actual = (float(row[column]) for row in rows)
            assert sum(parts) == pytest.approx(actual - ideal, abs=0.06)


def test_the_example_draws_both_sources_for_both_denominators(
    example: tuple[tuple[trial_2010.Arm, ...], tuple[trial_2010.Arm, ...]],
) -> None:
    model, published = denominators.denominators_figure(*example).data
    assert model.marker.symbol != published.marker.symbol
    assert list(published.x) == [33.0, 39.0, 64.0, 33.0, 16.0, 22.0]
    assert [x - low for x, low in zip(published.x, published.error_x.arrayminus, strict=True)] == [
        22.0,
        20.0,
        39.0,
        22.0,
        8.0,
        13.0,
    ]
    assert all(0.0 < x < 100.0 for x in model.x)


def test_the_paradox_appears_in_both(
    example: tuple[tuple[trial_2010.Arm, ...], tuple[trial_2010.Arm, ...]],
) -> None:
    model, published = example
    assert trial_2010.paradox(model)
    assert trial_2010.paradox(published)
    assert not trial_2010.paradox(model[::-1])
