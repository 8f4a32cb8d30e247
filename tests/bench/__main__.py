"""Run every measurement and print one table. What does not exist yet is said to be missing, not an error."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable

from playwright.sync_api import Error as PlaywrightError

from tests.bench import BARE_PAGE, drag, first_load, release, rerun
from tests.bench.report import NotAvailableError, Row, not_available, table
from tests.bench.subjects import Bench
from tests.browser.chromium import find_chromium, launched
from tests.browser.server import serve

_MODEL = "tests.bench.model"


def _attempt(title: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """The rows of one measurement, or the reason why there are none."""
    print(f"measuring: {title}", file=sys.stderr, flush=True)
    try:
        return measure()
    except (NotAvailableError, PlaywrightError) as reason:
        return [not_available(title, str(reason).splitlines()[0])]


def _model_rows() -> list[Row]:
    """Item 4: `tests/bench/model.py` gives its rows with `measure()`; it needs no server and no browser."""
    if importlib.util.find_spec(_MODEL) is None:
        raise NotAvailableError(f"there is no {_MODEL}")
    rows: list[Row] = importlib.import_module(_MODEL).measure()
    return rows


def _browser_rows() -> list[list[Row]]:
    """Items 1, 2, 3 and 5, on one browser and two servers, both in the served configuration."""
    items = (rerun, release, drag, first_load)
    executable = find_chromium()
    if executable is None:
        return [[not_available(item.TITLE, "no Chromium on this machine")] for item in items]
    with serve() as app, serve(BARE_PAGE) as bare, launched(executable) as browser:
        bench = Bench(app, bare, browser)
        return [_attempt(item.TITLE, lambda item=item: item.measure(bench)) for item in items]  # type: ignore[misc]


def main() -> None:
    """Measure and print."""
    model = _attempt("4 model", _model_rows)  # first, while no server competes for the cores
    first, second, third, fifth = _browser_rows()
    print(table([*first, *second, *third, *model, *fifth]))


if __name__ == "__main__":
    main()
