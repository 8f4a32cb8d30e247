"""Pain, nerves and plasma over time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from content import load
from pages.figures import nerves, pain, plasma, theme
from simulator import presets
from simulator.simulate import Answer, simulate
from tests.figures import looking


def test_as_many_curves_as_scenarios(answers: dict[str, Answer]) -> None:
    """Two traces a scenario, curve and diary; none lost, none invented."""
    one, two = answers["needle-miss"], answers["textbook-true-positive"]

    assert len(pain.pain_figure([("B", one)]).data) == 2
    assert len(pain.pain_figure([("A", two), ("B", one)]).data) == 4
    with pytest.raises(ValueError, match="not 3"):
        pain.pain_figure([("A", one), ("B", one), ("C", two)])
    with pytest.raises(ValueError, match="not 0"):
        pain.pain_figure([])


# covers: X16 X17
def test_a_and_b_differ_by_hue_dash_and_mark(answers: dict[str, Answer]) -> None:
    """A vermillion, dashed, open diamonds; B blue, solid, discs; B alone looks as B does."""
    figure = pain.pain_figure([("A", answers["saline"]), ("B", answers["needle-miss"])])
    alone = pain.pain_figure([("B", answers["needle-miss"])])
    curves = {t.name: t.line for t in figure.data if t.mode == "lines"}
    marks = {t.name: t.marker for t in figure.data if t.mode == "markers"}

    assert (curves["A"].color, curves["A"].dash) == (theme.VERMILLION, "dash")
    assert (curves["B"].color, curves["B"].dash) == (theme.BLUE, "solid")
    assert (marks["A"].symbol, marks["B"].symbol) == ("diamond-open", "circle")
    assert alone.data[0].line == curves["B"]


# covers: X20
def test_pain_is_0_to_10_with_more_pain_up(answers: dict[str, Answer]) -> None:
    """Always, in every case; the curve starts at the pain before the block; the diary is all there."""
    for name, answer in answers.items():
        figure = pain.pain_figure([("B", answer)], 24.0)
        curve, diary = figure.data

        assert figure.layout.yaxis.range == (0.0, 10.0)
        assert figure.layout.xaxis.range == (0.0, 24.0)
        assert (curve.x[0], curve.y[0]) == (0.0, answer.scenario.patient.baseline_nrs), name
        assert np.all((np.asarray(curve.y) >= 0.0) & (np.asarray(curve.y) <= 10.0)), name
        assert list(diary.y) == [entry.nrs for entry in answer.diary if entry.nrs is not None], name


def test_lines_of_relief_stand_at_the_pain_they_mean(answers: dict[str, Answer]) -> None:
    """50 and 80 % of a baseline of 7 are 3.5 and 1.4; the rule's own line is dashed and says so."""
    answer = answers["textbook-true-positive"]
    figure = pain.pain_figure([("B", answer)])
    levels = {round(s.y0, 6): s.line.dash for s in figure.layout.shapes if s.y0 == s.y1}

    assert levels == {3.5: "dot", 1.4: "dash"}
    assert any("cut-off" in note.text for note in figure.layout.annotations)


def test_relief_as_stated_is_met_by_less_relief_by_score(answers: dict[str, Answer]) -> None:
    """The line of a rule that reads stated relief lies higher, as in the live picture."""
    bias = load().value("perception.stated_bias_pct")
    cuts = {cut.pct: cut for cut in pain.cuts(answers["stated, late"])}

    assert cuts[80.0].nrs == pytest.approx(7.0 * (1.0 - (80.0 - bias) / 100.0))
    assert cuts[80.0].rule
    assert not cuts[50.0].rule


def test_baselines_that_differ_give_each_scenario_its_own_lines(answers: dict[str, Answer]) -> None:
    """In its colour; with one baseline the lines are shared and neutral."""
    low, usual = answers["baseline-too-low"], answers["textbook-true-positive"]
    apart = pain.pain_figure([("A", low), ("B", usual)])
    shared = pain.pain_figure([("A", answers["saline"]), ("B", usual)])
    lines = [shape.line.color for shape in apart.layout.shapes if shape.y0 == shape.y1]

    assert sorted(lines) == sorted([theme.VERMILLION] * 2 + [theme.BLUE] * 2)
    assert {s.line.color for s in shared.layout.shapes} == {theme.GREY}


def test_pairs_of_cases_keep_their_labels_apart(answers: dict[str, Answer]) -> None:
    """Neighbours in the list of cases, the same case twice, and the extremes against the textbook."""
    pairs = [*pairwise(answers.values()), *((a, answers["textbook-true-positive"]) for a in answers.values())]
    pairs += [(a, a) for a in answers.values()]
    for one, two in pairs:
        figure = pain.pain_figure([("A (pinned)", one), ("B (changing)", two)])
        assert looking.overlaps(figure) == []


def test_no_pain_before_the_block_is_said(answers: dict[str, Answer]) -> None:
    """No line of relief where there is nothing to relieve."""
    figure = pain.pain_figure([("B", answers["no pain to begin with"])])

    assert not figure.layout.shapes
    assert any("nothing to relieve" in note.text for note in figure.layout.annotations)


def test_pain_in_words_and_numbers(answers: dict[str, Answer]) -> None:
    """Each scenario under its name; the table holds the diary, gaps said."""
    series = [("A", answers["one-noisy-day"]), ("B", answers["saline"])]
    rows = pain.pain_table(series)

    assert pain.pain_alt(series).startswith("A: Pain")
    assert " B: Pain" in pain.pain_alt(series)
    assert len(rows) == len(answers["saline"].diary)
    assert rows[0]["A: pain (0-10)"] == 7
    assert len(pain.pain_table([("A", answers["saline"])] * 2)[0]) == 5


def test_one_trace_a_nerve(answers: dict[str, Answer]) -> None:
    """Three nerves that run alike are still three traces, told apart by their marks."""
    for name, answer in answers.items():
        figure = nerves.nerve_figure(answer)

        assert len(figure.data) == len(answer.layout.sites), name
        assert len({trace.marker.symbol for trace in figure.data}) == len(figure.data), name
        assert figure.layout.yaxis.range == (0.0, 100.0)
        assert all(sum(size > 0 for size in trace.marker.size) == 6 for trace in figure.data), name


def test_nerves_that_coincide_share_a_label_and_a_dash(answers: dict[str, Answer]) -> None:
    """One label for the three; a nerve left out is grey and says that it was."""
    alike = nerves.nerve_figure(answers["textbook-true-positive"])
    left_out = nerves.nerve_figure(answers["wrong-nerves"])
    named = [note.text for note in alike.layout.annotations if "L3" in note.text]

    assert len(named) == 1
    assert all(name in named[0] for name in ("L3", "L4", "L5"))
    assert len({trace.line.dash for trace in alike.data}) == 1
    assert [t.line.color for t in left_out.data] == [theme.BLUE, theme.BLUE, theme.GREY]
    assert len({t.line.dash for t in left_out.data}) == 2
    assert any("not injected" in note.text for note in left_out.layout.annotations)


def test_sides_are_named_where_there_are_two(answers: dict[str, Answer]) -> None:
    """And in the table always."""
    names = [trace.name for trace in nerves.nerve_figure(answers["eight needles"]).data]

    assert "L3 left" in names
    assert "L3 right" in names
    assert nerves.nerve_table(answers["needle-miss"])[0]["Nerve"] == "L3 left"


def test_time_above_a_cut_is_exact_between_points() -> None:
    """A tent that is above one half for half of its base; never; always."""
    times, tent = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 0.0])

    assert nerves.time_above(times, tent, 0.5) == pytest.approx(1.0)
    assert nerves.time_above(times, tent, 2.0) == 0.0
    assert nerves.time_above(times, tent + 1.0, 0.5) == pytest.approx(2.0)


def test_threshold_and_plasma_are_both_in_the_picture(answers: dict[str, Answer]) -> None:
    """On one fixed axis; its line is at the published level and labelled with it."""
    for name in presets.names():
        answer = answers[name]
        figure = plasma.plasma_figure(answer)

        assert figure.layout.yaxis.type == "log"
        assert figure.layout.yaxis.range == (-3.0, 1.0), name
        at = answer.plasma.threshold_mg_l
        lines = [shape.y0 for shape in figure.layout.shapes]
        assert lines == ([at] if at else []), name
        if at:
            assert any(f"near {at:g} mg/L" in note.text for note in figure.layout.annotations), name
            assert 10.0 ** figure.layout.yaxis.range[0] < answer.plasma.peak_mg_l, name


def test_how_far_below_is_written_because_a_log_axis_hides_it(answers: dict[str, Answer]) -> None:
    """Peak and ratio in one label; above the threshold there is nothing to divide."""
    answer = answers["textbook-true-positive"]
    times = answer.plasma.threshold_mg_l / answer.plasma.peak_mg_l  # type: ignore[operator]
    below = [note.text for note in plasma.plasma_figure(answer).layout.annotations]
    above = [note.text for note in plasma.plasma_figure(answers["all in a vein"]).layout.annotations]

    assert any(f"{times:.2g} times below" in text for text in below)
    assert not any("times below" in text for text in above)


def test_bolus_has_a_mark_of_its_own(answers: dict[str, Answer]) -> None:
    """Only where part of the dose went into a vein; saline draws nothing and says so."""
    vein, none = (
        plasma.plasma_figure(answers["vascular-uptake"]),
        plasma.plasma_figure(answers["needle-miss"]),
    )
    saline = plasma.plasma_figure(answers["saline"])

    assert [trace.mode for trace in vein.data] == ["lines", "markers"]
    assert vein.data[1].y[0] == answers["vascular-uptake"].plasma.bolus_mg_l
    assert [trace.mode for trace in none.data] == ["lines"]
    assert not saline.data
    assert any("Saline" in note.text for note in saline.layout.annotations)


def test_a_level_beyond_the_axis_adds_decades(answers: dict[str, Answer]) -> None:
    """Nothing leaves the picture at the top."""
    answer = answers["all in a vein"]
    top = plasma.plasma_figure(answer).layout.yaxis.range[1]

    assert top == int(top)
    assert 10.0**top > max(answer.plasma.bolus_mg_l, answer.plasma.peak_mg_l)


def test_a_drug_without_a_threshold_says_so() -> None:
    """A missing line is not a promise."""
    answer = simulate(looking.set_in("textbook-true-positive", block__drug="chloroprocaine"))
    texts = [note.text for note in plasma.plasma_figure(answer).layout.annotations]

    assert any("no toxic level is established" in text for text in texts)
