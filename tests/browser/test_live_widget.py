"""The live widget in the browser: it redraws while dragged, and is answered once on release."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.live_page import (
    OFFSET,
    POSITIVE,
    OpenWidget,
    confirmed,
    count,
    grab,
    offsets,
    sent,
    widget,
)


# covers: X9
def test_a_drag_stays_in_the_browser_and_its_end_is_answered_once(open_widget: OpenWidget) -> None:
    """Many redraws and no message while dragging; one message, one run, the same elements after it."""
    page = open_widget(POSITIVE)
    curve = page.get_by_test_id("pain-curve")
    for element in (widget(page), curve):
        element.evaluate("(e) => { e.dataset.mark = 'same'; }")
    before, drawn, messages = count(page, "paints"), curve.get_attribute("d"), len(sent)

    left, width, y = grab(page, page.locator(OFFSET))
    for step in range(40):
        page.mouse.move(left + width * (0.07 + 0.015 * step), y)
        page.wait_for_timeout(20)

    assert count(page, "paints") >= before + 15
    assert len(sent) == messages
    assert curve.get_attribute("d") != drawn
    expect(widget(page)).to_have_attribute("data-preview", "yes")
    expect(page.get_by_test_id("live-verdict")).to_contain_text("Typical curve while you drag")
    expect(page.get_by_role("status")).to_have_text("")

    page.mouse.up()
    confirmed(page, 2)

    expect(page.get_by_text("runs: 2")).to_be_visible()
    assert len(sent) == messages + 1
    expect(widget(page)).to_have_attribute("data-preview", "no")
    expect(widget(page)).to_have_attribute("data-mark", "same")
    expect(curve).to_have_attribute("data-mark", "same")
    expect(page.get_by_test_id("live-verdict")).to_have_attribute("data-result", "negative")
    expect(page.get_by_role("status")).to_contain_text("Negative")
    assert offsets(page)[0][0] == pytest.approx(9.8, abs=0.3)
    assert len(set(offsets(page))) == 1


def test_the_answer_does_not_move_the_curve(open_widget: OpenWidget) -> None:
    """What the browser drew while dragging is what Python's answer draws."""
    page = open_widget(POSITIVE)
    left, width, y = grab(page, page.locator("input[data-path='patient.csi']"))
    page.mouse.move(left + width * 0.8, y, steps=5)
    page.wait_for_timeout(100)
    preview = page.get_by_test_id("pain-curve").get_attribute("d")

    page.mouse.up()
    confirmed(page, 2)
    page.wait_for_timeout(100)

    assert page.get_by_test_id("pain-curve").get_attribute("d") == preview


def test_the_tip_of_the_needle_can_be_dragged(open_widget: OpenWidget) -> None:
    """Dragging the tip sets distance and direction of every needle that moves with it."""
    page = open_widget()
    handle = page.get_by_test_id("needle-handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 70, steps=8)
    page.mouse.up()
    confirmed(page, 2)

    (offset, angle), other = offsets(page)
    assert (offset, angle) == other
    assert 4.0 < offset < 7.0
    assert 70.0 < angle < 90.0
    assert handle.get_attribute("aria-valuenow") == f"{offset:g}"


def test_a_finger_can_drag_the_tip(open_widget: OpenWidget) -> None:
    """Touch moves the needle, not the page."""
    page = open_widget(width=390)
    handle = page.get_by_test_id("needle-handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        point = {"x": x + 5 * step, "y": y - 5 * step}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    confirmed(page, 2)

    assert offsets(page)[0][0] > 4.0


def test_keys_move_the_needle_and_are_answered_when_they_rest(open_widget: OpenWidget) -> None:
    """Each arrow key moves the tip 0.2 mm; five of them are one run."""
    page = open_widget()
    handle = page.get_by_test_id("needle-handle")
    handle.focus()

    for _ in range(5):
        page.keyboard.press("ArrowRight")
    confirmed(page, 2)

    assert offsets(page)[0] == (2.0, 0.0)
    expect(page.get_by_text("runs: 2")).to_be_visible()
    expect(handle).to_be_focused()
    expect(handle).to_have_attribute("aria-valuenow", "2")


def test_every_control_works_by_keyboard(open_widget: OpenWidget) -> None:
    """Arrow keys on each slider and the buttons beside it reach Python."""
    page = open_widget()
    for number, name in enumerate(("offset", "vein", "volume", "share", "csi"), start=2):
        control = page.locator(f"[data-control={name}]")
        before = control.locator(".number").inner_text()
        control.locator("input").focus()
        page.keyboard.press("ArrowRight")
        confirmed(page, number)
        assert control.locator(".number").inner_text() != before
    page.get_by_role("button", name="Less: CSI").click()
    confirmed(page, 7)
    expect(page.locator("[data-control=csi] .number")).to_have_text("30")
    expect(page.get_by_text("releases: 6")).to_be_visible()


def test_an_answer_from_elsewhere_leaves_the_held_control_alone(open_widget: OpenWidget) -> None:
    """A new scenario that arrives while a slider is held is drawn, and the slider stays in the hand."""
    page = open_widget()
    slider = page.locator(OFFSET)
    left, width, y = grab(page, slider)
    page.mouse.move(left + width * 0.5, y, steps=5)
    held = slider.input_value()

    page.get_by_role("button", name="Less pain before").evaluate("button => button.click()")
    confirmed(page, 2)
    page.wait_for_timeout(150)

    assert slider.input_value() == held
    expect(widget(page)).to_have_attribute("data-preview", "yes")
    page.mouse.move(left + width * 0.6, y, steps=3)
    page.mouse.up()
    confirmed(page, 3)
    assert offsets(page)[0][0] == pytest.approx(9.0, abs=0.3)


def test_one_needle_alone(open_widget: OpenWidget) -> None:
    """Without the link only the chosen needle moves; its slider names its own path."""
    page = open_widget()
    page.get_by_label("All needles together").uncheck()
    page.get_by_role("radio", name="L4 medial branch, left").check()
    slider = page.locator("input[data-path='block.nerves[1].offset_mm']")
    slider.focus()
    page.keyboard.press("End")
    confirmed(page, 2)

    assert [offset for offset, _ in offsets(page)] == [1.0, 15.0]
    assert count(page, "confirmed") == 2


def test_the_return_value_is_given_once(open_widget: OpenWidget) -> None:
    """A page that takes the release from the return value gets it once."""
    page = open_widget("?returned=1")
    page.locator(OFFSET).focus()
    page.keyboard.press("End")

    expect(page.get_by_text("releases: 1")).to_be_visible()
    page.get_by_role("button", name="Less pain before").click()
    expect(page.get_by_text("releases: 2")).to_be_visible()
    assert offsets(page)[0][0] == 15.0


def test_the_time_shown_is_chosen_in_the_browser(open_widget: OpenWidget) -> None:
    """4, 12 or 24 hours, without the server."""
    page = open_widget()
    before, drawn = len(sent), page.get_by_test_id("pain-curve").get_attribute("d")

    page.get_by_role("radio", name="24 h").check()
    expect(page.get_by_test_id("pain-curve")).not_to_have_attribute("d", drawn)

    assert len(sent) == before


def test_a_pinned_scenario_is_drawn_beside(open_widget: OpenWidget) -> None:
    """Its curve is dashed and named on the spot."""
    page = open_widget("?compare=1")

    expect(page.locator("path.pain.other")).to_have_attribute("d", re.compile("^M"))
    expect(page.locator("text.label.other")).to_have_text("A, pinned")


def test_missing_entries_are_marked_as_gaps(open_widget: OpenWidget) -> None:
    """A diary with holes shows them; the line between its points stops there."""
    page = open_widget("?" + urlencode({"set": "seed=12"}))
    page.get_by_role("radio", name="24 h").check()
    marks = page.locator("path.entry")
    expect(marks).to_have_count(13)
    missing = page.locator("path.entry.missing").count()
    assert missing >= 1
    assert page.locator("path.diary-line").count() <= 12 - missing


def test_a_page_shows_only_the_parts_that_it_names(open_widget: OpenWidget) -> None:
    """Result and curve alone: no slider, no needle, no diary, no nerve; the time can still be chosen."""
    page = open_widget(f"{POSITIVE}&{urlencode({'parts': 'verdict curve', 'sliders': ''})}")
    picture = widget(page)

    expect(page.get_by_test_id("live-verdict")).to_be_visible()
    expect(page.get_by_test_id("pain-curve")).to_be_visible()
    for hidden in (".controls", ".needle-view", ".chart .entry", ".chart .block"):
        expect(picture.locator(hidden).locator("visible=true")).to_have_count(0)
    before = page.get_by_test_id("pain-curve").get_attribute("d")
    picture.get_by_role("radio", name="24 h").check()
    assert page.get_by_test_id("pain-curve").get_attribute("d") != before


def test_one_slider_moves_and_the_needle_stays(open_widget: OpenWidget) -> None:
    """With the vein's slider alone, the tip cannot be grabbed; the slider is answered like any other."""
    page = open_widget(
        f"{POSITIVE}&{urlencode({'parts': 'verdict curve controls needle', 'sliders': 'vein'})}"
    )
    picture = widget(page)

    expect(picture.get_by_role("slider").locator("visible=true")).to_have_count(1)
    expect(page.get_by_test_id("needle-handle")).to_be_hidden()
    picture.get_by_role("slider", name="Into a vein").press("End")
    confirmed(page, 2)
    expect(page.get_by_test_id("live-verdict")).not_to_have_attribute("data-result", "positive")
