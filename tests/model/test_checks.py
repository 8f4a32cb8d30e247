"""The published numbers and the design's own: a row that fails is listed as failing, and stays in sight.

Nothing here demands that the model is right. It demands that `content/checks.toml` and docs/checks.md say
where it is and where it is not: a row that starts to fail breaks this test, and so does one that is listed
as failing and passes.
"""

from __future__ import annotations

import math

import pytest

from content import load
from simulator import checks, measures

LISTED = [check.id for check in checks.listing()]


@pytest.fixture(scope="module", name="rows")
def _rows() -> dict[str, checks.Row]:
    """Every check, recomputed (ten seconds, so not while tests are collected)."""
    return {row.check.id: row for row in checks.run()}


@pytest.mark.parametrize("key", LISTED)
def test_a_row_is_what_it_is_listed_as(rows: dict[str, checks.Row], key: str) -> None:
    row = rows[key]
    assert math.isfinite(row.simulated)
    assert row.state == row.check.listed_as, row.record()


def test_both_tables_are_whole() -> None:
    """14 populations by 14 quantities, less those that the design notes left out for four of them."""
    assert len(set(LISTED)) == len(LISTED)
    assert len(LISTED) == len(checks.checks().observed) + 14 * 7 + 10 * 7
    cases = set(measures.listed()["cases"])
    assert len(cases) == 14
    for one in checks.checks().reference:
        assert set(one.published) | set(one.fails) <= cases
        assert set(one.fails) <= set(one.published)
        assert len(one.published) in (10, 14)


def test_every_row_has_a_source_and_a_reason() -> None:
    for one in checks.listing():
        assert one.source in load().sources, one.id
        assert one.low < one.high, one.id
        assert all(one.low <= value <= one.high for value in one.published), one.id
    for check in checks.checks().observed:
        assert check.printed, check.id
        assert check.measure in measures.MEASURES


def test_a_check_that_is_off_is_seen() -> None:
    """The comparison can fail: a row just outside its bounds does, just inside does not."""
    check = next(one for one in checks.listing() if one.id == "kaplan_30_min")
    for value, state in ((check.low, "passes"), (check.high, "passes"), (check.low - 1e-6, "fails")):
        row = checks.Row(check, value)
        assert row.state == state
        assert row.record()["pass"] is (state == "passes")


# covers: C17
def test_not_everything_passes_and_that_is_written_down(rows: dict[str, checks.Row]) -> None:
    failing = {row.check.id for row in rows.values() if row.state == "fails" and row.check.role == "observed"}
    assert {"digital_ropivacaine", "wrist_lidocaine", "wrist_bupivacaine", "femoral_ropivacaine"} <= failing
    assert {"mepivacaine_slope", "longer_with_bupivacaine"} <= failing


def test_the_page_is_the_run(rows: dict[str, checks.Row]) -> None:
    """docs/checks.md is what `python -m simulator.checks --write` writes now."""
    assert checks.DOCUMENT.read_text(encoding="utf-8") == checks.document(tuple(rows.values()))


def test_the_population_is_the_one_of_the_design() -> None:
    who = measures.who()
    assert (who.people, who.needle_sd_mm, who.vein_rate) == (10_000, 2.3, 0.04)
    assert (who.vein_low, who.vein_high) == (0.3, 1.0)


def test_two_runs_are_one(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints every row and ends well when each is what it is listed as."""
    assert checks.main([]) == 0
    shown = capsys.readouterr().out
    assert all(key in shown for key in LISTED)
    assert "LISTED AS" not in shown
