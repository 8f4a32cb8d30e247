"""See it in the browser: by keyboard alone, on a phone, and a hundred people who follow the control."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, every_theme, faults, wait_until_idle
from tests.browser.conftest import OpenPage

HEADINGS = (
    "The nerve carries the pain",
    "Watch one test wear off",
    "Move the needle away",
    "Two more reasons",
    "See 100 people",
)


def steps_on(page: Page, count: int) -> None:
    """Press Next so often, and wait for each step."""
    for _ in range(count):
        place = page.get_by_text(re.compile(r"^Step \d of 5$"))
        before = place.inner_text()
        page.get_by_role("button", name="Next").click()
        expect(place).not_to_have_text(before)
        wait_until_idle(page)


def result(page: Page) -> str | None:
    """What the live picture says."""
    return page.get_by_test_id("live-verdict").get_attribute("data-result")


# covers: X18 X23
def test_every_step_is_accessible_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("see-it", PHONE)
    for number, heading in enumerate(HEADINGS, start=1):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert faults(page, every_theme) == [], heading
        expect(page.get_by_role("button", name="Back")).to_be_in_viewport()
        if number < len(HEADINGS):
            steps_on(page, 1)
            expect(page.get_by_role("heading", name=HEADINGS[number])).to_be_focused()


def test_the_walk_works_by_keyboard_alone(open_page: OpenPage) -> None:
    """Next by Enter, the needle by its slider: first eased, then missed, then eased again."""
    page = open_page("see-it")
    for number in (1, 2):
        page.get_by_role("button", name="Next").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=HEADINGS[number])).to_be_focused()
        wait_until_idle(page)
    assert result(page) == "positive"

    slider = page.locator("input[type='range'][data-path='block.nerves[0].offset_mm']")
    slider.focus()
    page.keyboard.press("End")
    expect(page.get_by_test_id("live-verdict")).to_have_attribute("data-result", "negative")
    expect(page.get_by_test_id("live-verdict")).to_contain_text("Pain did not ease")
    expect(page.get_by_text("The test missed the joint.")).to_be_visible()
    wait_until_idle(page)

    slider.focus()
    page.keyboard.press("Home")
    expect(page.get_by_test_id("live-verdict")).to_have_attribute("data-result", "positive")
    expect(page.get_by_text("The test missed the joint.")).to_have_count(0)


# covers: X23
def test_the_result_is_in_sight_while_the_needle_moves_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("see-it", PHONE)
    steps_on(page, 2)

    page.get_by_role("slider").first.scroll_into_view_if_needed()

    expect(page.get_by_test_id("live-verdict")).to_be_in_viewport()
    expect(page.get_by_test_id("pain-curve")).to_be_in_viewport()


# covers: P29
def test_no_percentage_stands_beside_the_pictures(open_page: OpenPage) -> None:
    page = open_page("see-it")
    for _ in range(3):
        steps_on(page, 1)
        widget = page.get_by_test_id("live-widget")
        assert "%" not in widget.inner_text()
        assert "%" not in " ".join(
            image.get_attribute("aria-label") or "" for image in widget.get_by_role("img").all()
        )


# covers: P33 P37 P38
def test_a_hundred_people_follow_the_doctors_hunch(open_page: OpenPage) -> None:
    """Square and tree change together; that it is a model is in sight with them."""
    page = open_page("see-it", PHONE)
    steps_on(page, 4)
    square = page.get_by_role("img", name="A square of 10 by 10 marks")
    tree = page.locator(".hundred .tree")
    before = tree.text_content() or ""
    for hunch in ("Less sure", "More sure", "In between"):
        page.get_by_role("radio", name=hunch).or_(page.get_by_role("button", name=hunch)).first.click()
        expect(tree).not_to_have_text(before)  # the click is answered by a run that may not have begun yet
        wait_until_idle(page)
        expect(square.locator(".mark")).to_have_count(100)
        counts = [square.locator(f".{group}").count() for group in ("eased_joint", "missed")]
        expect(tree).to_contain_text(str(sum(counts)))
        before = tree.text_content() or ""

    page.locator(".hundred .tree").scroll_into_view_if_needed()
    expect(page.get_by_text("This is a model. It cannot tell what will happen to you.")).to_be_in_viewport()


def test_the_curve_draws_itself_only_where_motion_is_welcome(open_page: OpenPage) -> None:
    """Every page here is opened with less motion: the whole curve is there at once."""
    page = open_page("see-it")
    steps_on(page, 1)
    curve = page.get_by_test_id("pain-curve")

    assert curve.evaluate("(e) => getComputedStyle(e).animationName") == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert curve.evaluate("(e) => getComputedStyle(e).animationName") == "reveal"
