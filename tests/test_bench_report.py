"""The table of `make bench`: the numbers are the ones measured, and a missed target says so."""

from __future__ import annotations

from tests.bench.report import Row, not_available, paired, percentile_95, table


def test_ratio_is_that_of_neighbours() -> None:
    """Both sides twice as slow for a while: the ratio does not move, as the ratio of the means would."""
    row = paired("x", ours_ms=[2.0, 4.0, 2.0], reference_ms=[1.0, 2.0, 1.0], at_most=1.5)

    assert row.ratio == "2.00"
    assert row.met is False


def test_percentile() -> None:
    """Of 1 to 101, 95 of 100 stay at or below 96."""
    assert percentile_95([float(value) for value in range(1, 102)]) == 96.0


def test_table_shows_every_row() -> None:
    """Headings, verdicts in words, and a reason in place of numbers."""
    lines = table(
        [Row("a", "1 ms", met=True), Row("b", "9 ms", met=False), not_available("c", "why")]
    ).splitlines()

    assert len(lines) == 4
    assert lines[0].split() == ["measured", "ours", "reference", "ratio", "target"]
    assert lines[1].endswith("met")
    assert lines[2].endswith("MISSED")
    assert "not available: why" in lines[3]
