"""Run every measurement and print one table. What does not exist yet is said to be missing, not an error."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Error as PlaywrightError

from tests.bench import BARE_PAGE, drag, first_load, release, rerun
from tests.bench.report import NotAvailableError, Row, not_available, table
from tests.bench.subjects import Bench
from tests.browser.chromium import find_chromium, launched
from tests.browser.server import serve

_MODEL = "tests.bench.model"
_KERNEL = "tests.bench.kernel"
_TRIAL = "tests.bench.trial_page"


def _attempt(title: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """The rows of one measurement, or the reason why there are none."""
    print(f"measuring: {title}", file=sys.stderr, flush=True)
    try:
        return measure()
    except (NotAvailableError, PlaywrightError) as reason:
        return [not_available(title, str(reason).splitlines()[0])]


def _model_rows(module: str) -> list[Row]:
    """Items 4, 6 and 7: a module that gives its rows with `measure()`; they need no server and no browser."""
    if importlib.util.find_spec(module) is None:
        raise NotAvailableError(f"there is no {module}")
    rows: list[Row] = importlib.import_module(module).measure()
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
    model = _attempt("4 model", partial(_model_rows, _MODEL))  # first, while no server competes for the cores
    kernel = _attempt("6 kernel, trials", partial(_model_rows, _KERNEL))
    trial = _attempt("7 Trial page", partial(_model_rows, _TRIAL))
    first, second, third, fifth = _browser_rows()
    print(table([*first, *second, *third, *model, *fifth, *kernel, *trial]))


if __name__ == "__main__":
    main()
