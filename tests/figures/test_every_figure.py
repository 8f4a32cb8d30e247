"""What holds for every figure of every case: words from the text files, colours from the theme."""

from __future__ import annotations

import re
from collections.abc import Callable

import plotly.graph_objects as go
import pytest

import content.loader
from pages.figures import nerves, outcomes, pain, plasma, sensitivity, theme
from simulator.simulate import Answer, Distribution, distribution
from tests.figures import looking
from tests.pseudo import outside, texts

ROWS = (("1", 40.0, 60.0, 85.0), ("2", 70.0, 60.0, 66.0), ("3", 60.0, 60.0, 60.0))


def split(answer: Answer) -> Distribution:
    """The answer's scenario over some draws."""
    return distribution(answer.scenario, 20)


FIGURES: dict[str, Callable[[Answer], go.Figure]] = {
    "pain": lambda a: pain.pain_figure([("1", a)]),
    "pain, a day": lambda a: pain.pain_figure([("1", a)], 24.0),
    "nerves": nerves.nerve_figure,
    "plasma": plasma.plasma_figure,
    "outcomes": lambda a: outcomes.outcomes_figure(split(a)),
    "ranges": lambda a: sensitivity.range_figure(ROWS),
}
TABLES: dict[str, Callable[[Answer], list[dict[str, str | float]]]] = {
    "pain": lambda a: pain.pain_table([("1", a), ("1", a)]),
    "nerves": nerves.nerve_table,
    "plasma": plasma.plasma_table,
    "outcomes": lambda a: outcomes.outcomes_table(split(a)),
    "ranges": lambda a: sensitivity.range_table(ROWS),
}

every_figure = pytest.mark.parametrize("kind", FIGURES)
every_table = pytest.mark.parametrize("kind", TABLES)


@every_figure
def test_each_is_a_valid_figure_small_enough_to_send(kind: str, answers: dict[str, Answer]) -> None:
    """Nothing raises; Plotly accepts every property when it is asked to check; under 24 kB."""
    for name, answer in answers.items():
        figure = FIGURES[kind](answer)

        go.Figure(figure.to_dict())
        assert len(figure.to_json()) < 24_000, name


@every_figure
def test_colours_come_from_the_theme(kind: str, answers: dict[str, Answer]) -> None:
    """No colour but the theme's, no font smaller than 12 px, both backgrounds clear."""
    for name, answer in answers.items():
        figure = FIGURES[kind](answer)

        assert looking.colours(figure) <= {*theme.COLOURS, theme.CLEAR, theme.TEXT}, name
        assert min(looking.font_sizes(figure)) >= 12, name
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.CLEAR


@every_figure
def test_axes_are_fixed_and_nothing_traps_a_finger(kind: str, answers: dict[str, Answer]) -> None:
    """Ranges are set, not found from the data; no zoom; no legend away from the data."""
    figure = FIGURES[kind](answers["needle-miss"])

    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert len(axis.range) == 2
        assert axis.fixedrange
    assert figure.layout.dragmode is False
    assert figure.layout.showlegend is False


# covers: X21
@every_figure
@pytest.mark.parametrize("width", [looking.PHONE_PX, looking.DESKTOP_PX])
def test_labels_stay_apart(kind: str, width: float, answers: dict[str, Answer]) -> None:
    """No label touches another or leaves the picture, at 390 and at 1280 px."""
    for name, answer in answers.items():
        figure = FIGURES[kind](answer)
        margin = figure.layout.margin

        assert looking.overlaps(figure, width) == [], name
        for text, left, _, right, _ in looking.boxes(figure, width):
            assert left >= -margin.l, (name, text)
            assert right <= width - margin.l, (name, text)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every string of the text files comes in brackets."""
    strange = texts()
    monkeypatch.setattr(content.loader, "prose", lambda lang="en": strange)


@every_figure
@pytest.mark.usefixtures("pseudo")
def test_every_word_comes_from_the_text_files(kind: str, answers: dict[str, Answer]) -> None:
    """No letter in a figure that a translator could not reach."""
    for name, answer in answers.items():
        strays = [
            text for text in looking.words(FIGURES[kind](answer)) if re.search(r"[^\W\d_]", outside(text))
        ]

        assert strays == [], name


@every_table
@pytest.mark.usefixtures("pseudo")
def test_every_word_of_a_table_comes_from_the_text_files(kind: str, answers: dict[str, Answer]) -> None:
    """Titles and words; names of nerves stand as they are."""
    for row in TABLES[kind](answers["wrong-nerves"]):
        for text in (*row, *(cell for cell in row.values() if isinstance(cell, str))):
            assert not re.search(r"[^\W\d_]", outside(text)), text


@every_table
def test_tables_have_rows_of_the_same_columns(kind: str, answers: dict[str, Answer]) -> None:
    """Every row has every column; every number is finite."""
    for name, answer in answers.items():
        rows = TABLES[kind](answer)

        assert rows, name
        assert len({tuple(row) for row in rows}) == 1, name
        cells = [cell for row in rows for cell in row.values()]
        assert all(isinstance(cell, str) or abs(cell) < 1e6 for cell in cells), name
