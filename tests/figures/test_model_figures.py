"""The figures of Model and evidence: they draw what was found, in the theme's colours, labels apart."""

from __future__ import annotations

import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

import content.loader
from content.results import Band
from content.targets import Target
from pages.figures import band, indices, keys, sensitivity, targets, theme
from simulator.intervals import Estimate
from simulator.validation import Finding
from tests.figures import looking
from tests.pseudo import outside, texts

ALLOWED = {*theme.COLOURS, theme.CLEAR, theme.TEXT, *map(theme.faint, theme.COLOURS)}
NAMES = {"one": "1", "comparative_relaxed": "2"}


def finding(value: float | None, low: float = 20.0, high: float = 40.0, label: str = "123456") -> Finding:
    target = Target(
        id="X1",
        role="verify",
        label=label,
        published=(low + high) / 2.0,
        low=low,
        high=high,
        unit="%",
        source="COH10",
    )
    ends = (None, None) if value is None else (value - 1.0, value + 1.0)
    return Finding(target, Estimate(value, *ends))


FOUND = [finding(value) for value in (30.0, 20.0, 40.0, 41.0, 19.0, 90.0, -50.0)]
BAND = Band(
    parameter="context.repeatability",
    patients=100,
    values=(0.2, 0.5, 0.8),
    cut_offs=(50, 80, 100),
    paradigms={
        "one": {"specificity": ((60.0, 80.0, 90.0), (62.0, 80.0, 90.0), (61.0, 80.0, 91.0))},
        "comparative_relaxed": {"specificity": ((95.0, 97.0, 99.0), (90.0, 96.0, 99.0), (80.0, 90.0, 98.0))},
    },
)
SHARES = indices.shares(["1", "2", "3"], [0.5, -0.02, 0.1], [0.6, 0.01, 0.3], [0.1, 0.02, 0.05])
LONG = "9" * 200


def figures() -> list[go.Figure]:
    return [
        targets.targets_figure(FOUND),
        targets.targets_figure([finding(30.0, label=LONG), finding(99.0, label=LONG)]),
        targets.targets_figure([]),
        band.band_figure(BAND, "specificity", 0.5, (0.5, 0.8), NAMES, "3"),
        indices.indices_figure(SHARES),
        indices.indices_figure(indices.shares([LONG], [0.9], [1.2], [0.4])),
        sensitivity.range_figure((("1", 10.0, 20.0, 30.0), ("2", 25.0, 20.0, 22.0)), title="7", near=True),
        sensitivity.range_figure((), title="7", near=True),
    ]


@pytest.mark.parametrize("figure", figures())
def test_each_is_valid_in_the_themes_colours_and_fixed(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())
    assert looking.colours(figure) <= ALLOWED
    assert min(looking.font_sizes(figure)) >= 12
    assert figure.layout.dragmode is False
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert len(axis.range) == 2
        assert axis.fixedrange


@pytest.mark.parametrize("width", [looking.PHONE_PX, looking.DESKTOP_PX])
@pytest.mark.parametrize("figure", figures())
def test_labels_stay_apart(figure: go.Figure, width: float) -> None:
    assert looking.overlaps(figure, width) == []


def test_every_word_comes_from_the_text_files(monkeypatch: pytest.MonkeyPatch) -> None:
    strange = texts()
    monkeypatch.setattr(content.loader, "prose", lambda lang="en": strange)
    for figure in figures():
        strays = [w for w in looking.words(figure) if re.search(r"[^\W\d_]", outside(w))]
        # Names and units come from the records, here digits and "%".
        assert strays == []


# --- Targets ---


def test_the_accepted_range_runs_from_minus_one_to_one() -> None:
    assert [targets.scaled(one, x) for one in FOUND[:1] for x in (20.0, 30.0, 40.0)] == [-1.0, 0.0, 1.0]


def test_what_is_met_and_missed_has_a_mark_of_its_own() -> None:
    """Each value of the model is drawn once, inside the marks exactly when it is met."""
    figure = targets.targets_figure(FOUND)
    met, missed = figure.data[2], figure.data[3]
    assert (len(met.x), len(missed.x)) == (3, 4)
    assert all(-1.0 <= x <= 1.0 for x in met.x)
    assert all(abs(x) > 1.0 for x in missed.x)
    assert met.marker.symbol != missed.marker.symbol
    low, high = figure.layout.xaxis.range
    assert all(low <= x <= high for x in (*met.x, *missed.x))


def test_what_has_no_place_on_the_scale_is_left_out() -> None:
    order = Finding(replace_target(finding(1.0), low=1.0, high=1.0, published=1.0), Estimate(1.0, 1.0, 1.0))
    assert targets.drawn([order, finding(None), finding(30.0)]) == [finding(30.0)]


def replace_target(one: Finding, **values: float) -> Target:
    return one.target.model_copy(update=values)


def test_whiskers_are_the_interval() -> None:
    met = targets.targets_figure([finding(30.0)]).data[2]
    assert met.error_x.array[0] == pytest.approx(0.1)
    assert met.error_x.arrayminus[0] == pytest.approx(0.1)


# --- Band ---


def test_the_band_holds_its_line_and_the_wider_holds_the_narrower() -> None:
    for paradigm in NAMES:
        every = band.values_within(BAND, paradigm, "specificity", (0.2, 0.8))
        kept = band.values_within(BAND, paradigm, "specificity", (0.5, 0.8))
        line = band.at_value(BAND, paradigm, "specificity", 0.5)
        for (low, high), (inner_low, inner_high), y in zip(every, kept, line, strict=True):
            assert low <= inner_low <= y <= inner_high <= high


def test_the_axis_of_the_band_holds_everything() -> None:
    figure = band.band_figure(BAND, "specificity", 0.5, (0.5, 0.8), NAMES, "3")
    low, high = figure.layout.yaxis.range
    assert (low, high) == (60.0, 100.0)
    assert all(low <= y <= high for trace in figure.data for y in trace.y)


def test_each_paradigm_has_a_dash_of_its_own() -> None:
    figure = band.band_figure(BAND, "specificity", 0.5, (0.5, 0.8), NAMES, "3")
    lines = [trace for trace in figure.data if trace.name]
    assert len({trace.line.dash for trace in lines}) == len(lines) == 2


# --- Sobol ---


def test_shares_are_percent_largest_first_and_never_negative() -> None:
    assert [row.label for row in SHARES] == ["1", "3", "2"]
    assert SHARES[0] == indices.Share("1", 50.0, 60.0, 10.0)
    assert SHARES[-1].first == 0.0


def test_a_wide_interval_widens_the_axis() -> None:
    figure = indices.indices_figure(indices.shares(["1"], [0.9], [1.2], [0.4]))
    assert figure.layout.xaxis.range[1] >= 160.0


# --- The near axis of a tornado ---


def test_near_takes_only_the_part_of_the_axis_that_is_needed() -> None:
    rows = (("1", 31.0, 45.0, 52.0),)
    wide, near = sensitivity.range_figure(rows), sensitivity.range_figure(rows, near=True)
    assert list(wide.layout.xaxis.range) == [0.0, 100.0]
    assert list(near.layout.xaxis.range) == [20.0, 60.0]


def test_a_key_takes_a_line_for_each_entry() -> None:
    notes = keys.key([("■", theme.BLUE, "1"), ("▨", theme.BLUE, "2")], above_px=10)
    assert notes[0]["yshift"] - notes[1]["yshift"] == keys.LINE_PX
    assert notes[0]["yshift"] + keys.LINE_PX <= keys.height_px(2) + 10


def test_a_finding_at_the_edge_is_told() -> None:
    assert finding(39.5).at_the_edge
    assert finding(40.5).at_the_edge
    assert not finding(30.0).at_the_edge
    assert not replace(finding(30.0), simulated=Estimate(None, None, None)).at_the_edge
