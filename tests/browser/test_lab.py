"""The Lab in the browser: a release is one request and one run, all of the Lab follows, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.chromium import wait_until_idle

OFFSET: Final = "input[type='range'][data-path='block.nerves[0].offset_mm']"
CSI: Final = "input[type='range'][data-path='patient.csi']"

OpenPage = Callable[..., Page]


def watched(open_page: OpenPage) -> tuple[Page, list[str]]:
    """The Lab, and the part of the page (empty: all of it) that each of its requests asks to be run."""
    asked: list[str] = []

    def keep(payload: str | bytes) -> None:
        message = BackMsg.FromString(payload) if isinstance(payload, bytes) else BackMsg()
        if message.WhichOneof("type") == "rerun_script":
            asked.append(message.rerun_script.fragment_id)

    return open_page("lab", hear=keep), asked


def link(page: Page) -> str:
    """The scenario in the address bar."""
    return page.url.partition("s=")[2]


def test_a_release_is_one_run_of_one_part_of_the_page(open_page: OpenPage) -> None:
    """One request, for the part that follows the scenario; result, why, diary and link are new after it."""
    page, asked = watched(open_page)
    before, opened = link(page), len(asked)
    bars = page.locator(".why .takes")
    causes = bars.count()

    page.locator(OFFSET).focus()
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="False negative")).to_be_visible()
    wait_until_idle(page)

    assert len(asked) == opened + 1
    assert asked[-1] != ""
    assert link(page) != before
    expect(page.get_by_role("row", name="Needle off the nerve")).to_be_visible()
    assert bars.count() != causes
    expect(page.get_by_text("Changed from a case")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()


def test_a_change_during_the_answer_is_not_lost(open_page: OpenPage) -> None:
    """Two controls let go of in one breath: both are in the answer and in the link."""
    page, asked = watched(open_page)
    opened = len(asked)
    page.get_by_test_id("live-widget").evaluate(
        """async (widget, ends) => {
          for (const [control, end] of ends) {
            const slider = widget.querySelector(control);
            slider.dispatchEvent(new Event('pointerdown', { bubbles: true }));
            slider.value = slider[end];
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            slider.dispatchEvent(new Event('change', { bubbles: true }));
            slider.dispatchEvent(new Event('pointerup', { bubbles: true }));
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }""",
        [(OFFSET, "max"), (CSI, "min")],
    )
    expect(page.get_by_test_id("live-widget")).to_have_attribute("data-preview", "no")
    wait_until_idle(page)
    assert len(asked) == opened + 2
    page.reload()
    wait_until_idle(page)

    assert page.locator(OFFSET).input_value() == page.locator(OFFSET).get_attribute("max")
    assert page.locator(CSI).input_value() == page.locator(CSI).get_attribute("min")


def test_the_words_follow_the_audience(open_page: OpenPage) -> None:
    """The lead and the names of the causes, without a run of the whole page."""
    page, asked = watched(open_page)
    page.get_by_role("radio", name="Patients").click()

    expect(page.get_by_text("A made-up patient, a numbing test")).to_be_visible()
    wait_until_idle(page)
    assert asked[-1] != ""


def test_a_step_that_may_follow_stays_open(open_page: OpenPage) -> None:
    """By keyboard; a release that changes nothing in the list leaves it as it is."""
    page, _ = watched(open_page)
    step = page.locator("details.may-follow").first
    step.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(step).to_have_attribute("open", "")

    page.locator(OFFSET).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    wait_until_idle(page)

    expect(step).to_have_attribute("open", "")


def test_pinning_goes_to_the_comparison(open_page: OpenPage) -> None:
    """The button inside the part that is run alone still changes the page."""
    page, _ = watched(open_page)
    page.get_by_role("button", name="Pin as A and compare").click()

    page.wait_for_url("**/compare**")
    wait_until_idle(page)
    expect(page.get_by_role("heading", level=1, name="Compare")).to_be_visible()
