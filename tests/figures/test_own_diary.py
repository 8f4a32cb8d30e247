"""The visitor's own scores as a picture: every score, both cut-offs, and words from the text files."""

import json
from typing import Any

import pytest

from pages.figures.own_diary import own_diary_figure
from simulator.errors import InputError

TIMES = (0, 15, 30, 45, 60, 120, 180, 240, 300, 360, 420, 480)
NAMES = {minute: f"{minute} min" for minute in TIMES}
FULL: dict[int, float | None] = dict(zip(TIMES, (7, 4, 2, 1, 1, 2, 3, 5, 6, 7, 7, 7), strict=True))


def drawn(scores: dict[int, float | None]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(own_diary_figure(scores, NAMES).to_json())
    return found


def test_every_score_is_drawn_at_its_hour() -> None:
    (trace,) = drawn(FULL)["data"]

    assert trace["x"] == [minute / 60.0 for minute in TIMES]
    assert trace["y"] == list(FULL.values())


# covers: P59 X20
def test_both_cut_offs_are_drawn_and_labelled() -> None:
    layout = drawn(FULL)["layout"]

    assert sorted(shape["y0"] for shape in layout["shapes"]) == pytest.approx([1.4, 3.5])
    said = " ".join(note["text"] for note in layout["annotations"])
    assert "50 of 100 parts gone" in said
    assert "80 of 100 parts gone" in said
    assert layout["yaxis"]["range"] == [0, 10]
    assert layout["xaxis"]["range"] == [0, 8]


def test_an_empty_box_is_left_out() -> None:
    (trace,) = drawn({**FULL, 30: None})["data"]

    assert 0.5 not in trace["x"]
    assert len(trace["y"]) == len(TIMES) - 1


def test_a_score_off_the_scale_is_refused() -> None:
    with pytest.raises(InputError):
        own_diary_figure({**FULL, 60: 12}, NAMES)
