"""Item 2: from letting go of the control to the last paint of the picture, on the Lab and on the bare page.

The same watch is used on both: the clock starts at the pointer's release; every change in the picture, in its
shadow tree too, or a picture put in its place, notes the time of the frame that shows it; the last one counts
once the app rests.
"""

from __future__ import annotations

import random
from typing import Final

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.bench.report import NotAvailableError, Row, paired
from tests.bench.subjects import BARE, LAB, Bench, Subject, opened
from tests.browser.chromium import wait_until_idle

TITLE: Final = "2 browser: control released → picture painted"
_AT_MOST: Final = 1.5
_WARM_UP: Final = 3
_PAIRS: Final = 30
_QUIET_MS: Final = 400
_PATIENCE_MS: Final = 10_000

WATCH: Final = """
window.watchPicture = (picture) => {
  const watch = { released: 0, painted: 0, changes: 0 };
  const note = () => {
    watch.changes += 1;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { watch.painted = performance.now(); };
      channel.port2.postMessage(null);
    });
  };
  const element = (node) => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const inside = (node) => element(node) !== null && element(node).closest(picture) !== null;
  const holds = (node) => inside(node) || (element(node) === node && node.querySelector(picture) !== null);
  const options = { subtree: true, childList: true, attributes: true, characterData: true };
  const outside = new MutationObserver((changes) => {
    if (changes.some((c) => inside(c.target) || [...c.addedNodes].some(holds))) note();
  });
  outside.observe(document.body, options);
  const shadows = new MutationObserver((changes) => {
    // data-paints counts paints; it shows nothing
    if (changes.some((c) => c.attributeName !== 'data-paints')) note();
  });
  const everyShadow = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot === null) continue;
      if (element.shadowRoot.querySelector(picture) !== null) shadows.observe(element.shadowRoot, options);
      everyShadow(element.shadowRoot);
    }
  };
  everyShadow(document);
  window.addEventListener('pointerup', () => {
    watch.released = performance.now();
    watch.painted = 0;
    watch.changes = 0;
  }, true);
  window.pictureWatch = watch;
};
"""


def measure(bench: Bench) -> list[Row]:
    """Both pages open, one release in turns."""
    shake = random.Random(1)
    ours: list[float] = []
    reference: list[float] = []
    with (
        opened(bench, LAB, WATCH) as (lab, lab_control),
        opened(bench, BARE, WATCH) as (bare, bare_control),
    ):
        lab.evaluate("picture => watchPicture(picture)", LAB.picture)
        bare.evaluate("picture => watchPicture(picture)", BARE.picture)
        for index in range(_WARM_UP + _PAIRS):
            share = shake.uniform(0.1, 0.4) + 0.5 * (index % 2)  # to and fro, never the same value twice
            pair = (
                release_ms(lab, lab_control, LAB, share),
                release_ms(bare, bare_control, BARE, share),
            )
            if index >= _WARM_UP:
                ours.append(pair[0])
                reference.append(pair[1])
    return [paired(TITLE, ours, reference, _AT_MOST)]


def release_ms(page: Page, control: Locator, subject: Subject, share: float) -> float:
    """Drag the control to `share` of its track, let go, and wait; ms from the release to the last paint."""
    page.bring_to_front()
    start, track = _geometry(control)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * share, start[1], steps=4)
    page.wait_for_timeout(100)
    page.mouse.up()
    page.wait_for_timeout(_QUIET_MS)
    wait_until_idle(page)
    try:
        page.wait_for_function(
            "quiet => pictureWatch.painted > 0 && performance.now() - pictureWatch.painted > quiet",
            arg=_QUIET_MS,
            timeout=_PATIENCE_MS,
        )
    except PlaywrightTimeoutError as still:
        reason = f"{subject.name}: letting go of the control does not change the picture"
        raise NotAvailableError(reason) from still
    elapsed: float = page.evaluate("pictureWatch.painted - pictureWatch.released")
    return elapsed


def _geometry(control: Locator) -> tuple[tuple[float, float], dict[str, float]]:
    """Where to grab the thumb, and the box of its track."""
    found: dict[str, dict[str, float]] = control.evaluate(
        """(control) => {
          const box = (element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return { x, y, width, height };
          };
          if (control.closest('[data-testid="stSlider"]') !== null) {  // the input itself is one hidden pixel
            const thumb = control.closest('[data-rac]');
            return { thumb: box(thumb), track: box(thumb.parentElement) };
          }
          const track = box(control);
          const { min, max, valueAsNumber } = control;
          const share = (valueAsNumber - (min || 0)) / ((max || 100) - (min || 0));
          const inset = track.height / 2;
          const x = track.x + inset + share * (track.width - 2 * inset);
          return { thumb: { x, y: track.y, width: 0, height: track.height }, track };
        }"""
    )
    thumb = found["thumb"]
    return (thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2), found["track"]
