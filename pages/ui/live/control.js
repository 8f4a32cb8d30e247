// One control: a name, a slider, and its value between a button for less and a button for more.

import { html, say, set } from './dom.js';
import { decimalsOf, fill } from './words.js';

let made = 0;

/**
 * `moved(value)` is called for every step, `released(how)` when it is let go of: how is 'pointer' or 'keys'.
 * The element's slider carries the path that it sets.
 */
export function createControl(spec, text, { moved, released }) {
  made += 1;
  const words = text.control[spec.id];
  const id = `live-control-${made}`;
  const shown = spec.unit === '1' ? 100 : 1;
  const unit = text.units[spec.unit] ?? spec.unit;
  const slider = html('input', {
    type: 'range', id, min: spec.min, max: spec.max, step: spec.step, title: words.help,
  });
  const name = html('label', { for: id, title: words.help });
  const value = html('span', { class: 'number' });
  const less = html('button', { type: 'button', class: 'step' }, '−');
  const more = html('button', { type: 'button', class: 'step' }, '+');
  const element = html(
    'div', { class: 'control', 'data-control': spec.id },
    name, html('div', { class: 'value' }, less, value, more), slider,
  );
  let held = false;
  let now = spec.min;

  slider.addEventListener('pointerdown', () => { held = true; });
  slider.addEventListener('input', () => {
    now = slider.valueAsNumber;
    moved(now);
  });
  slider.addEventListener('change', () => {
    released(held ? 'pointer' : 'keys');
    held = false;
  });
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    slider.addEventListener(end, () => setTimeout(() => { held = false; }));
  }
  const step = (direction) => {
    const next = Math.round(now / spec.step + direction) * spec.step;
    now = Math.min(spec.max, Math.max(spec.min, Number(next.toFixed(6))));
    moved(now);
    released('keys');
  };
  less.addEventListener('click', () => step(-1));
  more.addEventListener('click', () => step(1));

  /** Show a value. The slider is left alone while it is held. */
  function draw({ current, drawn, paths, label, write }) {
    const digits = decimalsOf(spec.step * shown);
    const number = write(current * shown, digits);
    const plain = unit ? `${number} ${unit}` : number;
    say(name, drawn ? fill(text.drawn, { label }) : label);
    say(value, plain);
    set(less, { 'aria-label': fill(text.less, { label }), disabled: current <= spec.min ? '' : null });
    set(more, { 'aria-label': fill(text.more, { label }), disabled: current >= spec.max ? '' : null });
    set(slider, { 'data-path': paths[0], 'data-paths': paths.join(' '), 'aria-valuetext': plain });
    now = current;
    if (!held) slider.value = String(current);
    element.style.setProperty('--filled', `${(100 * (current - spec.min)) / (spec.max - spec.min)}%`);
  }
  return { element, draw, held: () => held };
}
