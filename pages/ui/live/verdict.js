// The line above the picture: what the clinic would write, as a word with a shape of its own, and why.

import { html, say, set, svg } from './dom.js';
import { reading } from './engine.js';
import { fill } from './words.js';

const SHAPES = {
  positive: ['M16 3a13 13 0 1 0 0 26a13 13 0 1 0 0 -26z', 'M16 9.5v13M9.5 16h13', 'full'],
  negative: ['M5 5h22v22h-22z', 'M10 16h12', 'open'],
  indeterminate: ['M16 2l14 14l-14 14l-14 -14z', 'M10 16h0.01M16 16h0.01M22 16h0.01', 'open'],
  uninterpretable: ['M16 3l14 25h-28z', 'M16 12v8M16 24h0.01', 'open'],
  preview: ['M16 3a13 13 0 1 0 0 26a13 13 0 1 0 0 -26z', 'M9.5 18c2.5 -5 4.5 -5 6.5 -2s4 3 6.5 -2', 'dashed'],
};

/** The line, and the polite announcement of a changed result. */
export function createVerdict() {
  const body = svg('path', { class: 'shape' });
  const sign = svg('path', { class: 'sign' });
  const icon = svg('svg', { class: 'icon', viewBox: '0 0 32 32', width: 32, height: 32, 'aria-hidden': 'true' }, body, sign);
  const word = html('span', { class: 'word' });
  const detail = html('span', { class: 'detail' });
  const element = html('div', { class: 'verdict', 'data-testid': 'live-verdict' }, icon, html('p', {}, word, ' ', detail));
  const status = html('div', { class: 'status', role: 'status', 'aria-live': 'polite' });
  let announced = null;

  function show(kind, first, second) {
    const [outline, mark, style] = SHAPES[kind];
    set(body, { d: outline });
    set(sign, { d: mark });
    set(icon, { class: `icon ${style}` });
    set(element, { 'data-result': kind });
    say(word, first);
    say(detail, second);
  }

  function draw({ preview, model, atCheck, payload, text, write }) {
    if (!preview) {
      show(payload.verdict.result, payload.verdict.word, payload.verdict.detail);
      return;
    }
    const typical = reading(model);
    const words = typical.judged_pct === null ? text.preview_none : fill(text.preview, {
      relief: write(typical.judged_pct), now: write(model.baseline_nrs * atCheck), word: text.results[typical.result],
    });
    show('preview', text.preview_word, words);
  }

  /** After Python's answer: say a result that is new, once. The first one is on the page already. */
  function announce({ payload, text }) {
    const { result, word: first, detail: second } = payload.verdict;
    if (announced !== null && announced !== result) say(status, fill(text.announce, { word: first, detail: second }));
    announced = result;
  }
  return { element, status, draw, announce };
}
