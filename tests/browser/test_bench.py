"""The measuring instruments measure: they are tried on the bare page, which is always there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bench import BARE_PAGE, subjects
from tests.bench.first_load import AT_MOST_BYTES, first_load
from tests.bench.release import WATCH, release_ms
from tests.bench.replay import record, visitor
from tests.bench.report import NotAvailableError
from tests.bench.subjects import BARE, LAB, Bench, opened
from tests.browser.server import Server, serve


@pytest.fixture(scope="module")
def bench(browser: Browser) -> Iterator[Bench]:
    """The bare page in the place of the Lab, too."""
    with serve(BARE_PAGE) as bare:
        yield Bench(bare, bare, browser)


def test_recorded_moves_rerun_the_page(bench: Bench) -> None:
    """What a browser sent, sent again by the driver, runs the script to its end; the two moves differ."""
    opening, moves = record(bench, BARE)

    assert moves[0] != moves[1]
    with visitor(bench.bare.url) as driver:
        assert all(0.0 < driver.rerun_ms(message) < 10_000.0 for message in [opening, *moves[0], *moves[1]])


def test_release_is_timed_to_the_paint(bench: Bench) -> None:
    """Letting go of the slider repaints the figure, and the watch sees it."""
    with opened(bench, BARE, WATCH) as (page, control):
        page.evaluate("picture => watchPicture(picture)", BARE.picture)

        assert 0.0 < release_ms(page, control, BARE, 0.7) < 10_000.0


def test_what_is_missing_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without the live widget is no crash but a reason."""
    monkeypatch.setattr(subjects, "_PATIENCE_MS", 1_000)
    with pytest.raises(NotAvailableError, match="Lab"), opened(bench, LAB):
        pass


def test_first_visit_is_light(browser: Browser, server: Server) -> None:
    """Start stays within its bytes, and the heaviest bundle, Plotly's, is not among them."""
    load = first_load(browser, server.url)

    assert load.total_bytes <= AT_MOST_BYTES
    assert not [url for url in load.urls if "Plotly" in url]
