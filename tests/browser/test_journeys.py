"""Journeys of EDUCATION section 6, each from a cold start with only what the screen shows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import axe_violations, wait_until_idle
from tests.browser.conftest import OpenPage


def onward(page: Page, name: str) -> None:
    """Follow a link of the row at the end of a page."""
    page.locator(".st-key-read-onward").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    wait_until_idle(page)


def back_to(page: Page, name: str) -> None:
    """By the browser's own button."""
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    wait_until_idle(page)


def next_step(page: Page, heading: str) -> None:
    """One step on in a walk."""
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    wait_until_idle(page)


def test_a_patient_before_a_test(open_page: OpenPage) -> None:
    """What it is and feels like, a test that wears off, one that misses, 100 people, what matters, a plan."""
    page = open_page("", width=390)
    page.get_by_role("button", name="I am a patient").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Should I have this test?")
    wait_until_idle(page)
    expect(page.get_by_text("does your pain ease while these nerves are numb?")).to_be_visible()
    expect(page.get_by_role("img", name="A calm drawing of two bones")).to_be_visible()

    onward(page, "What it feels like")
    expect(page.get_by_role("heading", name="The days before")).to_be_visible()
    expect(page.get_by_text("Plan a lift home")).to_be_visible()

    onward(page, "See it")
    next_step(page, "Watch one test wear off")
    next_step(page, "Move the needle away")
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("End")
    expect(page.get_by_text("You have seen a miss")).to_be_visible()
    next_step(page, "Two more reasons")
    next_step(page, "See 100 people")
    expect(page.get_by_role("img", name="A square of 10 by 10 marks")).to_be_visible()
    expect(page.get_by_text("It cannot tell what will happen to you").first).to_be_visible()

    onward(page, "My options")
    expect(page.get_by_role("heading", name="No test for now, and keep up active care")).to_be_visible()
    page.get_by_role("link", name="what matters to me").click()
    expect(page.get_by_role("heading", name="What matters to me")).to_be_in_viewport()
    card = page.locator('[class*="st-key-plan-value-life"]')
    card.get_by_role("radio", name="A lot").click()
    wait_until_idle(page)

    onward(page, "My plan")
    expect(page.get_by_text("To do more of what I love, even with some pain")).to_be_visible()
    page.get_by_text("What if I do nothing for now?").click()
    wait_until_idle(page)
    assert axe_violations(page) == []
    for button, ending in (
        ("My plan (PDF)", ".pdf"),
        ("My pain diary (PDF)", ".pdf"),
        ("My pain diary (CSV", ".csv"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.endswith(ending)
        assert download.value.path().stat().st_size > 200


# covers: P15 P39 P47
@pytest.mark.parametrize("width", [1280, 390])
def test_a_patient_after_a_test_that_did_not_help(open_page: OpenPage, width: int) -> None:
    """From Start by the menu: what no easing can mean, how often that is right, then the options."""
    page = open_page("", width=width)
    by_menu(page, "For patients", "What your result can mean", width)
    title = "Your pain eased, or it did not: what can that mean?"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    wait_until_idle(page)

    page.get_by_role("link", name="my pain did not ease").click()
    half = page.locator('[class*="st-key-result-half"]').filter(has_text="If your pain did not ease")
    expect(half.get_by_role("heading", name="If your pain did not ease")).to_be_in_viewport()
    expect(
        half.get_by_role("img", name=re.compile(r"\d+ full squares and \d+ open round marks"))
    ).to_be_visible()
    expect(
        half.get_by_text(re.compile(r"Of the \d+ who do not feel better, \d+ do not have"))
    ).to_be_visible()
    expect(half.get_by_text("The joints are most likely not the cause.")).to_be_visible()
    assert half.get_by_role("list").first.get_by_role("listitem").count() >= 5
    expect(half.get_by_text("Stop testing these joints.")).to_be_visible()
    expect(page.get_by_text("the test cannot show it")).to_be_visible()
    expect(page.get_by_text("It cannot tell what will happen to you").first).to_be_visible()
    assert axe_violations(page) == []

    onward(page, "My options")
    expect(page.get_by_role("heading", name="No test for now, and keep up active care")).to_be_visible()


def by_menu(page: Page, section: str, name: str, width: int) -> None:
    """Open a page from the menu: a list under its section, or all of it at the side of a narrow screen."""
    if width < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
        menu = page.get_by_test_id("stSidebar")
        menu.get_by_role("link", name=name).click()
        expect(menu).not_to_be_in_viewport()  # it covers the page, so it closes by itself
    else:
        page.get_by_role("button", name=section, exact=True).click()
        page.get_by_role("link", name=name).or_(page.get_by_role("menuitem", name=name)).first.click()


# covers: T1 T3 T7 T9 T10
def test_a_trainee(open_page: OpenPage) -> None:
    """From Start: pre-test, objectives, a curve predicted, locked, revealed, explained, a check, a case."""
    page = open_page("")
    page.get_by_role("button", name="I am learning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Modules")
    wait_until_idle(page)

    onward(page, "Misconceptions")
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="The numbers of a joint").click()
    expect(page.get_by_role("heading", name="The numbers of a joint")).to_be_visible()
    wait_until_idle(page)
    page.get_by_text("L4 and L5 medial branches").click()
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("The L4/5 joint is blocked at L4 and L5.")).to_be_visible()
    expect(page.get_by_text("Not this one.")).to_be_visible()
    page.get_by_role("link", name="This belongs to the module").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anatomy and target")
    wait_until_idle(page)
    expect(page.get_by_role("heading", name="After this module a learner can")).to_be_visible()
    expect(page.get_by_text("Mastery:")).to_be_visible()

    page.get_by_role("radio", name="4", exact=True).click()
    expect(page.get_by_role("heading", name="Predict: the numbers of the joint")).to_be_visible()
    wait_until_idle(page)
    lock = page.get_by_role("button", name="Lock my prediction")
    expect(lock).to_be_disabled()
    assert page.locator(".js-plotly-plot").count() == 0
    for hour in ("0.5", "1.5", "3"):
        page.get_by_role("slider", name=f"Pain {hour} h after the injection").press("PageDown")
    expect(page.get_by_role("slider", name="Pain 3 h")).to_have_attribute("aria-valuetext", "5 out of ten")
    lock.click()
    expect(page.get_by_role("heading", name="Prediction and model")).to_be_visible()
    expect(page.get_by_text("They differ most at")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    page.get_by_role("textbox").fill("One of the two nerves is awake.")
    page.get_by_role("button", name="Compare with a model answer").click()
    expect(page.get_by_text("A model answer", exact=True)).to_be_visible()
    wait_until_idle(page)
    assert axe_violations(page) == []
    page.get_by_role("button", name="Same lesson, new numbers").click()
    expect(page.get_by_role("button", name="Lock my prediction")).to_be_disabled()
    expect(page).to_have_url(re.compile(r"again=1"))
    wait_until_idle(page)

    page.get_by_role("radio", name="7", exact=True).click()
    expect(page.get_by_role("heading", name="Closing check")).to_be_visible()
    wait_until_idle(page)
    page.get_by_text("L3 and L4 medial branches", exact=True).click()
    page.get_by_role("button", name="Answer").first.click()
    expect(page.get_by_text("What would have changed it:")).to_be_visible()

    by_menu(page, "Learn", "Cases", 1280)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cases")
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("button", name="Lock this forecast").click()
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=30_000)
    wait_until_idle(page)
    page.get_by_role("button", name="Lock this forecast").click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Brier score")).to_be_visible()


# covers: C8 C10 C14
def test_a_clinician(open_page: OpenPage) -> None:
    """Region and prior, what a result is worth, strategies, guidelines, limits; the same numbers to show."""
    page = open_page("")
    page.get_by_role("button", name="I am a clinician").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bayes bench")
    wait_until_idle(page)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Neck, one block against two").click()
    wait_until_idle(page)
    prior = page.get_by_role("slider", name="Before the test").first
    prior.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    wait_until_idle(page)
    expect(page.get_by_text("Of the", exact=False).first).to_be_visible()
    expect(page.get_by_text("no gold standard")).to_be_visible()
    bench = page.url

    onward(page, "Trial")
    expect(page.get_by_text("Two denominators, side by side")).to_be_visible()
    back_to(page, "Bayes bench")
    onward(page, "Guidelines compared")
    expect(page.get_by_text("Not confirmed").first).to_be_visible()
    back_to(page, "Bayes bench")
    onward(page, "Model and evidence")
    back_to(page, "Bayes bench")
    assert page.url == bench

    page.get_by_role("link", name="Show these numbers to a patient or a group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What if 100 people had it?")
    wait_until_idle(page)
    expect(page.get_by_text("like those on the Bayes bench")).to_be_visible()
