"""The live widget is readable: axe, size, contrast, words for its pictures, reduced motion."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import THEMES, WIDTHS, Theme, every_theme, faults
from tests.browser.live_page import OpenWidget, widget


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_accessible(open_widget: OpenWidget, width: int) -> None:
    """axe finds nothing, nothing overflows, text is at least 12 px and targets at least 24 px."""
    page = open_widget("?case=needle-miss&compare=1", width)

    found = faults(page, every_theme)

    assert not found, "\n".join(found)
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
def test_contrast(open_widget: OpenWidget, theme: Theme) -> None:
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


# covers: X22
def test_pictures_are_described(open_widget: OpenWidget) -> None:
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


def test_reduced_motion_is_honoured(open_widget: OpenWidget) -> None:
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
