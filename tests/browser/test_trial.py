"""A long run in the browser: it says how far it is, is cancelled by its button, and keeps the last answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from content.loader import say
from tests.browser.chromium import PHONE, axe_violations, faults, wait_until_idle
from tests.browser.conftest import OpenPage

LONG_MS = 60_000
MANY = 180_000


def ask_for(page: Page, patients: int) -> None:
    """Type a number of patients and leave the field."""
    field = page.get_by_label(say("trial.control.patients"), exact=True)
    if not field.is_visible():
        page.get_by_text(say("trial.control.more"), exact=True).click()
    field.fill(str(patients))
    field.press("Enter")


def links(page: Page) -> list[str]:
    """The drawn flows of both sides: their paths."""
    found: list[str] = page.eval_on_selector_all(
        ".sankey-link", "links => links.map(link => link.getAttribute('d'))"
    )
    return found


@pytest.fixture
def trial(open_page: OpenPage) -> Page:
    """The page at rest, with its first answer."""
    page = open_page("trial")
    expect(page.get_by_text("10,000 made-up patients, seed 7")).to_be_visible()
    return page


def test_a_long_run_is_cancelled_and_the_old_answer_remains(trial: Page) -> None:
    before = links(trial)
    assert len(before) > 10
    ask_for(trial, MANY)
    trial.get_by_role("button", name=say("trial.run.start", patients=f"{MANY:,}")).click()
    progress = trial.get_by_text(re.compile(rf"^[\d,]+ of {MANY:,} patients$"))
    expect(progress).to_be_visible(timeout=LONG_MS)
    expect(trial.get_by_text(re.compile(rf"^[1-9][\d,]* of {MANY:,} patients$"))).to_be_visible(
        timeout=LONG_MS
    )
    expect(trial.get_by_text("10,000 made-up patients, seed 7")).to_be_visible()
    assert links(trial) == before

    trial.get_by_role("button", name=say("trial.run.cancel"), exact=True).click()

    said = trial.get_by_text(re.compile(rf"Cancelled after ([\d,]+) of {MANY:,} patients"))
    expect(said).to_be_visible(timeout=LONG_MS)
    wait_until_idle(trial)  # nothing runs any more
    expect(progress).to_have_count(0)
    done = re.search(r"after ([\d,]+) of", said.inner_text())
    assert done is not None
    assert 0 < int(done[1].replace(",", "")) < MANY
    expect(trial.get_by_text("10,000 made-up patients, seed 7")).to_be_visible()
    assert links(trial) == before
    assert axe_violations(trial) == []


def test_too_large_a_run_is_refused_with_a_command_and_a_smaller_one_answers(trial: Page) -> None:
    ask_for(trial, 3_000_000)
    expect(trial.get_by_text("3,000,000")).to_be_visible(timeout=LONG_MS)
    wait_until_idle(trial)
    expect(trial.get_by_text("--patients 3000000")).to_be_visible()
    expect(trial.get_by_role("button", name=re.compile("^Run "))).to_have_count(0)
    expect(trial.get_by_text("10,000 made-up patients, seed 7")).to_be_visible()

    ask_for(trial, 16_000)
    trial.get_by_role("button", name=say("trial.run.start", patients="16,000")).click()
    expect(trial.get_by_text("16,000 made-up patients, seed 7")).to_be_visible(timeout=LONG_MS)
    wait_until_idle(trial)
    expect(trial.get_by_text("10,000 made-up patients, seed 7")).to_have_count(0)


def test_the_example_and_the_causes_are_accessible_too(open_page: OpenPage) -> None:
    page = open_page("trial", PHONE)
    ask_for(page, 1_000)
    expect(page.get_by_text("1,000 made-up patients, seed 7")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("button", name=re.compile("^Work out the causes")).click()
    expect(page.get_by_text(say("trial.failures.title_missed"))).to_be_visible(timeout=LONG_MS)
    wait_until_idle(page)
    assert faults(page, within="[role=tabpanel]") == []
    page.get_by_role("tab", name=say("trial.page.tab_example")).click()
    expect(page.get_by_text(say("trial.example.figure_title"))).to_be_visible(timeout=LONG_MS)
    wait_until_idle(page)
    assert faults(page, within="[role=tabpanel]") == []
