"""Item 7: the Trial page with 10,000 patients that nobody has counted yet: the whole script, in-process."""

from __future__ import annotations

import logging
from statistics import median

from streamlit.testing.v1 import AppTest

from pages.ui.trial_state import QUICK, settings_for
from tests.bench.report import Row
from tests.browser.server import ROOT

RUNS = 5
TIMED = f"""
import runpy, time
import streamlit as st
start = time.perf_counter()
runpy.run_path({str(ROOT / "pages" / "explore" / "trial.py")!r})
st.session_state["script_s"] = time.perf_counter() - start
"""
PAIRS = {
    "first visit": ("one", "comparative_relaxed"),
    "most work": ("comparative_strict", "placebo_controlled"),
}


def run_page(seed: int, a: str, b: str) -> float:
    """Seconds of the page's own script: what a server spends on it, without what the test harness adds."""
    page = AppTest.from_string(TIMED, default_timeout=60)
    page.session_state["trial"] = settings_for(seed=seed, a=a, b=b)
    page.run()
    assert not page.exception
    return float(page.session_state["script_s"])


def measure() -> list[Row]:
    """The median of a few seeds, for the pair of the first visit and for the pair with the most visits."""
    logging.disable(logging.WARNING)  # without a server Streamlit warns in every run
    rows = []
    for i, (name, pair) in enumerate(PAIRS.items()):
        run_page(0, *pair)
        taken = median(run_page(1000 * i + seed, *pair) for seed in range(1, RUNS + 1))
        rows.append(
            Row(
                f"Trial page, {QUICK} new patients, {name}", f"{taken:.2f} s", target="< 1 s", met=taken < 1.0
            )
        )
    return rows
