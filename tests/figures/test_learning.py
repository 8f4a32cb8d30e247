"""The figures of the lessons: labels stay apart, the widest gap is marked, each kind of number has a mark."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from content.lessons import Exercise, misconceptions, modules
from content.loader import say
from pages.figures import theme
from pages.figures.hundred import hundred_figure, hundred_lines, hundred_table
from pages.figures.prediction import prediction_figure, prediction_table
from simulator.intervals import Estimate
from simulator.lesson_numbers import Row
from simulator.lessons import show
from simulator.prediction import contrast
from tests.figures import looking

CURVES = [
    (f"{module.key} {step.key}", step.exercise)
    for module in modules().values()
    for step in module.steps
    if step.exercise is not None and step.exercise.ask == "curve"
]
COUNTED = [(key, one) for key, one in misconceptions().items() if one.show.bars]
GUESSES = {"flat": 1.0, "none": 0.0, "half": 0.5}
"""A prediction as a share of the pain before the block, the same at every handle."""


def drawn(exercise: Exercise, share: float) -> go.Figure:
    """The figure of an exercise for a flat prediction."""
    shown = show(exercise)
    it = shown.answers["it"]
    guess = tuple(share * it.scenario.patient.baseline_nrs for _ in exercise.handles)
    given = ("given", shown.answers["given"]) if "given" in shown.answers else None
    found = contrast(it, exercise.handles, guess)
    return prediction_figure(it, exercise.hours, exercise.handles, guess, found, given)


# covers: T13 T14 X21
@pytest.mark.parametrize("share", GUESSES.values(), ids=GUESSES)
@pytest.mark.parametrize(("name", "exercise"), CURVES)
@pytest.mark.parametrize("width", [looking.PHONE_PX, looking.DESKTOP_PX])
def test_labels_of_a_prediction_stay_apart(name: str, exercise: Exercise, share: float, width: float) -> None:
    figure = drawn(exercise, share)
    go.Figure(figure.to_dict())
    assert looking.overlaps(figure, width) == [], name
    assert looking.colours(figure) <= {*theme.COLOURS, theme.CLEAR, theme.TEXT}
    assert min(looking.font_sizes(figure)) >= 12


# covers: T13
@pytest.mark.parametrize(("name", "exercise"), CURVES)
def test_the_widest_gap_is_marked_where_it_is(name: str, exercise: Exercise) -> None:
    shown = show(exercise)
    it = shown.answers["it"]
    guess = tuple(0.0 for _ in exercise.handles)
    found = contrast(it, exercise.handles, guess)
    figure = prediction_figure(it, exercise.hours, exercise.handles, guess, found)
    marks = [shape for shape in figure.layout.shapes if shape.layer == "above"]
    assert [(mark.x0, mark.y0, mark.x1, mark.y1) for mark in marks] == [
        (found.hour, found.predicted, found.hour, found.model)
    ]


def test_a_prediction_that_fits_is_not_marked() -> None:
    exercise = CURVES[0][1]
    it = show(exercise).answers["it"]
    guess = tuple(contrast(it, (hour,), (0.0,)).model for hour in exercise.handles)
    found = contrast(it, exercise.handles, guess)
    figure = prediction_figure(it, exercise.hours, exercise.handles, guess, found)
    assert not [shape for shape in figure.layout.shapes if shape.layer == "above"]
    rows = prediction_table(it, exercise.handles, guess)
    assert [row[say("learn.kit.figure.table_prediction")] for row in rows] == [
        row[say("learn.kit.figure.table_model")] for row in rows
    ]


@pytest.mark.parametrize("width", [looking.PHONE_PX, looking.DESKTOP_PX])
@pytest.mark.parametrize("key", [key for key, _ in COUNTED])
def test_rows_of_a_hundred_stay_apart(key: str, width: float) -> None:
    one = misconceptions()[key]
    rows = show(one.show).rows
    words = {row.name: say(f"learn.misconceptions.{key}.bar_{row.name}") for row in rows}
    figure = hundred_figure(rows, words, say(f"learn.misconceptions.{key}.axis"))
    go.Figure(figure.to_dict())
    assert looking.overlaps(figure, width) == []
    assert looking.colours(figure) <= {*theme.COLOURS, theme.CLEAR, theme.TEXT}
    for text, left, _, right, _ in looking.boxes(figure, width):
        assert left >= -figure.layout.margin.l, text
        assert right <= width - figure.layout.margin.l, text


def test_model_published_and_prediction_have_their_own_marks() -> None:
    rows = [Row("it", Estimate(40.0, 35.0, 45.0), Estimate(31.0, 22.0, 42.0))]
    figure = hundred_figure(rows, {"it": "joint pain"}, "people", predicted={"it": 80})
    prediction, model, published = figure.data
    assert (prediction.x[0], model.x[0], published.x[0]) == (80.0, 40.0, 31.0)
    assert prediction.marker.color == theme.CLEAR
    assert published.marker.symbol == "diamond-open"
    assert len({prediction.y[0], model.y[0], published.y[0]}) == 3
    legend = figure.layout.annotations[0].text
    for kind in ("prediction", "model", "published"):
        assert say(f"learn.kit.figure.{kind}") in legend


def test_a_table_and_sentences_hold_every_number() -> None:
    rows = [
        Row("it", Estimate(40.0, 35.0, 45.0), Estimate(31.0, 22.0, 42.0)),
        Row("other", Estimate(7.0, None, None), None),
    ]
    words = {"it": "joint pain", "other": "missed"}
    assert list(hundred_table(rows, words)[0].values()) == ["joint pain", "40 (35 to 45)", "31 (22 to 42)"]
    assert hundred_table(rows, words)[1][say("learn.kit.figure.table_published")] == say(
        "figures.table.empty"
    )
    assert hundred_lines(rows, words) == [
        "joint pain: 40 (35 to 45) in the model, 31 (22 to 42) published.",
        "missed: 7 in the model.",
    ]
