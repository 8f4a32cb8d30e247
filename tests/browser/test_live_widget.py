"""The live widget in the browser: it redraws while dragged, and is answered once on release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser.chromium import Theme, axe_violations, horizontal_overflow_px, wait_until_idle
from tests.browser.conftest import OpenPage
from tests.browser.pages_list import THEMES, WIDTHS
from tests.browser.server import Server, serve

APP: Final = Path(__file__).parent / "apps" / "live_app.py"
OFFSET: Final = "input[type='range'][data-path='block.nerves[0].offset_mm']"
POSITIVE: Final = "?case=textbook-true-positive"


@pytest.fixture(scope="module")
def app() -> Iterator[Server]:
    """A page with the widget and nothing else, in the served configuration with its security headers."""
    with serve(APP) as running:
        yield running


@pytest.fixture
def open_widget(open_page: OpenPage, app: Server) -> Any:
    """Open the page and wait until the widget has painted; `sent` collects what goes to the server."""

    def open_(query: str = "", width: int = 1280, theme: Theme = "light", axe: bool = False) -> Page:
        def prepare(context: Any) -> None:
            context.on("page", watch)

        page = open_page(query, width, theme, axe=axe, url=app.url, prepare=prepare)
        page.wait_for_function("document.querySelector('[data-testid=stBidiComponentIsolated]') !== null")
        expect(widget(page)).to_have_attribute("data-paints", re.compile(r"\d+"))
        return page

    return open_


sent: list[object] = []


def watch(page: Page) -> None:
    """Note every message from the page to the server."""
    sent.clear()

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: sent.append(payload))

    page.on("websocket", listen)


def widget(page: Page) -> Locator:
    return page.get_by_test_id("live-widget")


def count(page: Page, name: str) -> int:
    return int(widget(page).get_attribute(f"data-{name}") or 0)


def confirmed(page: Page, times: int) -> None:
    """Wait until the widget has had so many answers, and the rest of the page as well."""
    expect(widget(page)).to_have_attribute("data-confirmed", str(times))
    wait_until_idle(page)


def offsets(page: Page) -> list[tuple[float, float]]:
    """Offset and angle of every needle, as Python has them."""
    text = page.get_by_text("offsets:").inner_text()
    return [(float(x), float(y)) for x, y in re.findall(r"\(([\d.]+), ([\d.]+)\)", text)]


def grab(page: Page, slider: Locator) -> tuple[float, float, float]:
    """Press the mouse on a slider's thumb; left edge and width of its track, and its height on the page."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    share = slider.evaluate("(e) => (e.valueAsNumber - e.min) / (e.max - e.min)")
    left, width, y = box["x"] + 11, box["width"] - 22, box["y"] + box["height"] / 2
    page.mouse.move(left + width * share, y)
    page.mouse.down()
    return left, width, y


def test_a_drag_stays_in_the_browser_and_its_end_is_answered_once(open_widget: Any) -> None:
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


def test_the_answer_does_not_move_the_curve(open_widget: Any) -> None:
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


def test_the_tip_of_the_needle_can_be_dragged(open_widget: Any) -> None:
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


def test_a_finger_can_drag_the_tip(open_widget: Any) -> None:
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


def test_keys_move_the_needle_and_are_answered_when_they_rest(open_widget: Any) -> None:
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


def test_every_control_works_by_keyboard(open_widget: Any) -> None:
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


def test_an_answer_from_elsewhere_leaves_the_held_control_alone(open_widget: Any) -> None:
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


def test_one_needle_alone(open_widget: Any) -> None:
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


def test_the_return_value_is_given_once(open_widget: Any) -> None:
    """A page that takes the release from the return value gets it once."""
    page = open_widget("?returned=1")
    page.locator(OFFSET).focus()
    page.keyboard.press("End")

    expect(page.get_by_text("releases: 1")).to_be_visible()
    page.get_by_role("button", name="Less pain before").click()
    expect(page.get_by_text("releases: 2")).to_be_visible()
    assert offsets(page)[0][0] == 15.0


def test_the_time_shown_is_chosen_in_the_browser(open_widget: Any) -> None:
    """4, 12 or 24 hours, without the server."""
    page = open_widget()
    before, drawn = len(sent), page.get_by_test_id("pain-curve").get_attribute("d")

    page.get_by_role("radio", name="24 h").check()
    expect(page.get_by_test_id("pain-curve")).not_to_have_attribute("d", drawn)

    assert len(sent) == before


def test_a_pinned_scenario_is_drawn_beside(open_widget: Any) -> None:
    """Its curve is dashed and named on the spot."""
    page = open_widget("?compare=1")

    expect(page.locator("path.pain.other")).to_have_attribute("d", re.compile("^M"))
    expect(page.locator("text.label.other")).to_have_text("A, pinned")


def test_missing_entries_are_marked_as_gaps(open_widget: Any) -> None:
    """A diary with holes shows them; the line between its points stops there."""
    page = open_widget("?" + urlencode({"set": "seed=12"}))
    page.get_by_role("radio", name="24 h").check()
    marks = page.locator("path.entry")
    expect(marks).to_have_count(13)
    missing = page.locator("path.entry.missing").count()
    assert missing >= 1
    assert page.locator("path.diary-line").count() <= 12 - missing


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_it_is_accessible(open_widget: Any, theme: Theme, width: int) -> None:
    """axe finds nothing, nothing overflows, text is at least 12 px and targets at least 24 px."""
    page = open_widget("?case=needle-miss&compare=1", width, theme, axe=True)

    violations = axe_violations(page)

    assert not violations, "\n".join(violations)
    assert horizontal_overflow_px(page) <= 0
    smallest, slimmest, outside = widget(page).evaluate(
        """(root) => {
          const written = [...root.querySelectorAll('text, label, button, p, span')]
            .filter((e) => e.textContent.trim() !== '');
          const frame = root.getBoundingClientRect();
          return [
            Math.min(...written.map((e) => parseFloat(getComputedStyle(e).fontSize))),
            Math.min(...[...root.querySelectorAll('button, input, [role=slider]')].flatMap((e) => {
              const { width, height } = e.getBoundingClientRect();
              return [width, height];
            })),
            written.filter((e) => {
              const box = e.getBoundingClientRect();
              return box.left < frame.left - 1 || box.right > frame.right + 1;
            }).map((e) => e.textContent),
          ];
        }"""
    )
    assert smallest >= 12.0
    assert slimmest >= 24.0
    assert outside == []


@pytest.mark.parametrize("theme", THEMES)
def test_contrast(open_widget: Any, theme: Theme) -> None:
    """Words in the pictures reach 4.5:1, lines and shapes 3:1, on the page and on the drawing's ground."""
    page = open_widget("?case=vascular-uptake&compare=1", theme=theme)

    low = widget(page).evaluate(
        """(root) => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const light = (colour) => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
              const c = part / 255;
              return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
          };
          const paper = getComputedStyle(root).getPropertyValue('--st-background-color').trim();
          const tissue = getComputedStyle(root.querySelector('.tissue')).fill;
          const ratio = (one, two) => {
            const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          const found = [];
          const check = (selector, property, least) => root.querySelectorAll(selector).forEach((element) => {
            const colour = getComputedStyle(element)[property];
            const grounds = element.closest('.drawing') ? [paper, tissue] : [paper];
            const got = Math.min(...grounds.map((ground) => ratio(colour, ground)));
            if (got < least) found.push(`${selector} ${element.textContent} ${colour} ${got.toFixed(2)}`);
          });
          check('.chart text, .drawing text', 'fill', 4.5);
          check('.heading, .aside, .caption, .word, .detail, .control label, .number', 'color', 4.5);
          check('.pain, .cut, .check, .entry, .block, .axis', 'stroke', 3);
          check('.reach, .cortex, .sheath, .vein-wall, .nerve, .needle, .miss, .scale, .flow', 'stroke', 3);
          check('.step', 'borderTopColor', 3);
          return found;
        }"""
    )

    assert [line for line in low if "disabled" not in line] == []


def test_pictures_are_described(open_widget: Any) -> None:
    """Both pictures carry sentences with numbers; the handle says what it is and where it stands."""
    page = open_widget()
    chart, drawing = page.locator("svg.chart"), page.locator("svg.drawing")

    expect(chart).to_have_attribute("role", "img")
    expect(chart).to_have_attribute(
        "aria-label", re.compile(r"^Pain on the provoking movement over \d+ hours")
    )
    expect(drawing).to_have_attribute("role", "img")
    expect(drawing).to_have_attribute("aria-label", re.compile(r"The tip is 1\.0 mm from the nerve"))
    handle = page.get_by_role("slider", name=re.compile("Tip of the needle"))
    expect(handle).to_have_attribute("aria-valuemax", "15")
    expect(handle).to_have_attribute("aria-valuetext", re.compile(r"^1\.0 mm, 0 degrees"))


def test_reduced_motion_is_honoured(open_widget: Any) -> None:
    """Nothing moves by itself when the visitor asked for that (the tests' browser does)."""
    page = open_widget()
    moving = widget(page).evaluate(
        """(root) => [...root.querySelectorAll('*')]
          .flatMap((e) => [getComputedStyle(e), getComputedStyle(e, '::after')])
          .filter((style) => parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none')
          .length"""
    )
    assert moving == 0
    page.emulate_media(reduced_motion="no-preference")
    assert (
        widget(page).locator(".entry").first.evaluate("(e) => getComputedStyle(e).transitionDuration") != "0s"
    )
