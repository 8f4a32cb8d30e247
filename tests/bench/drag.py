"""Item 3: one step of the live widget while its control is dragged, from input event to painted frame."""

from __future__ import annotations

from typing import Final

from tests.bench.report import NotAvailableError, Row, percentile_95, spread
from tests.bench.subjects import LAB, Bench, opened

TITLE: Final = "3 browser: live step while dragging"
_AT_MOST_MS: Final = 50.0
_MOVES: Final = 60
_FRAME_MS: Final = 25

# The widget counts its paints in `data-paints`; the frame after a new count shows it.
_WATCH: Final = """
window.liveSteps = [];
window.watchSteps = (control) => {
  const widget = control.closest('[data-testid="live-widget"]');
  let moved = null;
  control.addEventListener('input', () => { moved ??= performance.now(); }, true);
  new MutationObserver(() => {
    const from = moved;
    if (from === null) return;
    moved = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.liveSteps.push(performance.now() - from);
      channel.port2.postMessage(null);
    });
  }).observe(widget, { attributes: true, attributeFilter: ['data-paints'] });
};
"""


def measure(bench: Bench) -> list[Row]:
    """Drag the needle's control across its track, to and fro."""
    with opened(bench, LAB, _WATCH) as (page, control):
        control.evaluate("control => watchSteps(control)")
        box = control.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, middle)
        page.mouse.down()
        for move in range(_MOVES):
            share = 0.1 + 0.8 * abs((move / 20) % 2 - 1)
            page.mouse.move(box["x"] + box["width"] * share, middle)
            page.wait_for_timeout(_FRAME_MS)
        steps: list[float] = page.evaluate("liveSteps")
        page.mouse.up()
    if len(steps) < _MOVES / 4:
        raise NotAvailableError(f"the live widget painted {len(steps)} times in {_MOVES} moves")
    met = percentile_95(steps) < _AT_MOST_MS
    return [Row(f"{TITLE} ({len(steps)} steps)", spread(steps), target=f"< {_AT_MOST_MS:.0f} ms", met=met)]
