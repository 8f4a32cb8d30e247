// The needle's tip as something to grab: with a mouse or a finger, or with the arrow keys.

import { html, set } from './dom.js';
import { placed } from './engine.js';
import { fill } from './words.js';

const KEY_MM = 0.2;
const DEGREE = Math.PI / 180;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The handle. `moved({ offset_mm, angle_deg })` is called for every step, `released(how)` when it is let go
 * of: how is 'pointer' or 'keys'.
 */
export function createHandle({ moved, released }) {
  const element = html('div', { class: 'handle', role: 'slider', tabindex: '0', 'data-testid': 'needle-handle' });
  let place = null;
  let grip = null;

  const from = (event) => {
    const box = element.parentElement.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const move = (x, y) => {
    const at = clamped(x, y, place.max);
    place.tip = { x: at.offset * Math.cos(at.angle * DEGREE), y: at.offset * Math.sin(at.angle * DEGREE) };
    moved({ offset_mm: rounded(at.offset, 100), angle_deg: at.offset === 0 ? place.angle : rounded(at.angle, 2) });
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const point = from(event);
    grip = { id: event.pointerId, x: place.px.x - point.x, y: place.px.y - point.y, moved: false };
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    event.preventDefault();
  });
  element.addEventListener('pointermove', (event) => {
    if (grip?.id !== event.pointerId) return;
    const point = from(event);
    const dx = point.x + grip.x - place.zero.x;
    const dy = place.zero.y - (point.y + grip.y);
    grip.moved = true;
    move(dx / place.mm, dy / place.mm);
  });
  const end = (event) => {
    if (grip?.id !== event.pointerId) return;
    const changed = grip.moved;
    grip = null;
    if (changed) released('pointer');
  };
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Home') {
      move(0, 0);
    } else if (event.key in STEPS) {
      const [x, y] = STEPS[event.key];
      move(place.tip.x + x * KEY_MM, place.tip.y + y * KEY_MM);
    } else {
      return;
    }
    event.preventDefault();
    released('keys');
  });

  /** Put the handle on the tip. `zero` is where the target is (px), `mm` the pixels of a millimetre. */
  function draw({ needle, tip, px, zero, mm, max, text, write }) {
    place = { tip, px, zero, mm, max, angle: needle.angle_deg };
    element.style.transform = `translate(${px.x}px, ${px.y}px)`;
    const offset = Math.hypot(placed(needle).x, placed(needle).y);
    const degrees = Math.round(clamped(tip.x, tip.y, max).angle);
    set(element, {
      'aria-label': fill(text.handle, { nerve: needle.title }),
      'aria-valuemin': 0,
      'aria-valuemax': max,
      'aria-valuenow': rounded(offset, 100),
      'aria-valuetext': fill(text.handle_value, { mm: write(offset, 1), degrees: write(degrees) }),
      title: text.handle_help,
    });
  }
  return { element, draw, held: () => grip !== null };
}

/** A place on the skin's side of the target and within reach, as length and direction. */
function clamped(x, y, max) {
  const up = Math.max(0, y);
  const angle = Math.atan2(up, x) / DEGREE;
  return { offset: Math.min(max, Math.hypot(x, up)), angle };
}

function rounded(value, parts) {
  return Math.round(value * parts) / parts;
}
