// The live picture: one place for what is shown, what was changed, and what Python has answered.

import { createChart } from './chart.js';
import { createControls } from './controls.js';
import { html, keep, say, set } from './dom.js';
import { createDrawing } from './drawing.js';
import { edited, toSets } from './edits.js';
import { course, missMm, placed } from './engine.js';
import { createHandle } from './handle.js';
import { createVerdict } from './verdict.js';
import { fill, numbers } from './words.js';

const KEYS_REST_MS = 350;
const FIRST_HORIZON_H = 12;
const widgets = new WeakMap();
let made = 0;

/**
 * Streamlit calls this when the widget comes onto the page, with the same `parentElement` for the same widget, and
 * the key under which its answers stand in the page (`data-live-answer`). It would bring an answer itself only after
 * it has loaded this module anew, behind everything else that it has to build: the page is read instead.
 */
export function mount({ parentElement: place, data: key, setTriggerValue }) {
  if (!widgets.has(place)) widgets.set(place, createWidget(place, key));
  const widget = widgets.get(place);
  widget.connect(setTriggerValue);
  // A call that was overtaken by the next is cleaned up at once: only a widget that left the page is taken down.
  return () => setTimeout(() => { if (!place.isConnected) widget.leave(); });
}

function createWidget(place, key) {
  made += 1;
  const group = `live-horizon-${made}`;
  const root = place.querySelector('[data-testid="live-widget"]');
  const chart = createChart();
  const drawing = createDrawing();
  const verdict = createVerdict();
  const handle = createHandle({ moved: moveTip, released });
  const controls = createControls({ moved: moveControl, released, selected: select, together: join });
  const title = html('span', { class: 'heading' });
  const range = html('span', { class: 'aside' });
  const horizons = html('div', { class: 'tabs', role: 'radiogroup' });
  const needleTitle = html('span', { class: 'heading' });
  const needleNerve = html('span', { class: 'aside' });
  const caption = html('p', { class: 'caption' });
  const stage = html('div', { class: 'stage' }, drawing.element, handle.element);
  const curve = html('div', { class: 'curve' }, html('div', { class: 'head' }, html('div', {}, title, ' ', range), horizons), chart.element);
  const needleHead = html('div', { class: 'head' }, html('div', {}, needleTitle, ' ', needleNerve));
  const side = html('div', { class: 'side' }, controls.element, html('div', { class: 'needle-view' }, needleHead, stage, caption));
  root.append(html('div', { class: 'layout' }, verdict.element, curve, side), verdict.status);

  const state = {
    payload: null, told: null, send: null, edits: {}, open: new Set(), sentAs: {}, n: 0, selected: 0, together: true,
    horizonH: FIRST_HORIZON_H, touched: false, confirmed: 0, paints: 0, timer: null,
  };
  const sizes = new ResizeObserver(schedule);
  for (const element of [curve, stage]) sizes.observe(element);

  const news = new MutationObserver(receive);
  news.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-told'] });

  function connect(send) {
    state.send = send;
    const theme = isDark(root) ? 'dark' : 'light';
    if (root.dataset.theme !== theme) {
      set(root, { 'data-theme': theme });
      schedule();
    }
    receive();
  }

  function receive() {
    const told = document.querySelector(`[data-live-answer="${CSS.escape(key)}"]`)?.dataset.told ?? null;
    if (told === null || told === state.told) return;
    state.told = told;
    const data = JSON.parse(told);
    const before = state.payload;
    state.payload = data;
    if (before === null) state.n = data.n;
    for (const [path, n] of Object.entries(state.sentAs)) if (n <= data.n) forget(path);
    settle(before, data);
    const known = (path) => data.controls.some((one) => one.paths.includes(path) || path.endsWith('angle_deg'));
    for (const path of Object.keys(state.edits)) if (!known(path)) forget(path);
    state.confirmed += 1;
    set(root, { 'data-confirmed': state.confirmed, 'data-parts': data.parts.join(' '), lang: data.lang, role: 'group', 'aria-label': data.text.name });
    verdict.announce({ payload: data, text: data.text });
    if (draw()) painted(); // at once: the next frame may be far away while the rest of the page is being built
  }

  /** Other needles, or needles that the page set apart: show the one that is farthest off, move it alone. */
  function settle(before, data) {
    const { needles } = data.model;
    const names = (one) => one?.model.needles.map(({ name, side }) => `${name} ${side}`).join();
    const other = names(before) !== names(data);
    const apart = !alike(needles);
    if (other || (apart && state.together && before.n === data.n)) {
      state.selected = farthest(needles);
      state.together = !apart;
    }
  }

  function forget(path) {
    if (state.open.has(path)) return;
    delete state.edits[path];
    delete state.sentAs[path];
  }

  function change(sets) {
    Object.assign(state.edits, sets);
    for (const path of Object.keys(sets)) {
      state.open.add(path);
      delete state.sentAs[path];
    }
    schedule();
  }

  function released(how) {
    clearTimeout(state.timer);
    if (how === 'keys') state.timer = setTimeout(send, KEYS_REST_MS);
    else send();
  }

  /** Everything that Python has not confirmed, once: an answer that overtakes another loses nothing. */
  function send() {
    if (state.open.size === 0) return;
    state.n += 1;
    for (const path of Object.keys(state.edits)) state.sentAs[path] = state.n;
    state.open.clear();
    state.send('released', { sets: toSets(state.payload.model, state.edits), n: state.n });
  }

  const affected = () => (state.together ? state.payload.model.needles.map((_, k) => k) : [state.selected]);

  function moveTip(sets) {
    state.touched = true;
    const changes = {};
    for (const k of affected()) {
      for (const [field, value] of Object.entries(sets)) changes[`block.nerves[${k}].${field}`] = value;
    }
    change(changes);
  }

  function moveControl(id, value) {
    const spec = state.payload.controls.find((one) => one.id === id);
    const ofNeedle = spec.paths.length === state.payload.model.needles.length && ['offset', 'vein'].includes(id);
    const changes = {};
    if (!ofNeedle) changes[spec.paths[0]] = value;
    else for (const k of affected()) changes[spec.paths[k]] = value;
    if (id === 'offset') Object.assign(changes, directions());
    change(changes);
  }

  /** A needle that stood where chance put it keeps its direction when its distance is set. */
  function directions() {
    const { needles } = edited(state.payload.model, state.edits);
    const drawn = affected().filter((k) => needles[k].offset_mm === null);
    return Object.fromEntries(drawn.map((k) => {
      const degrees = (Math.atan2(needles[k].y, needles[k].x) * 180) / Math.PI;
      return [`block.nerves[${k}].angle_deg`, Math.round((degrees + 360) % 360)];
    }));
  }

  function select(k) {
    state.selected = k;
    schedule();
  }

  function join(yes) {
    state.together = yes;
    schedule();
  }

  let waiting = false;
  function schedule() {
    if (waiting || state.payload === null) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (draw()) painted();
    });
  }

  /** Raise the count once the frame that was just drawn is on screen. */
  function painted() {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      state.paints += 1;
      set(root, { 'data-paints': state.paints });
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  }

  function draw() {
    const width = Math.floor(curve.clientWidth);
    const drawingWidth = Math.floor(stage.clientWidth);
    const { payload } = state;
    const has = (part) => payload.parts.includes(part);
    if (width < 50 || (has('needle') && drawingWidth < 50)) return false;
    const model = edited(payload.model, state.edits);
    const times = payload.times_min.filter((minute) => minute <= 60 * state.horizonH);
    const style = getComputedStyle(root);
    const view = {
      atCheck: course(model, [model.reading.check_min]).pain[0],
      payload, model, times, width, drawingWidth, has,
      course: course(model, times),
      text: payload.text,
      write: numbers(payload.lang),
      font: `600 13px ${style.fontFamily}`,
      headFont: `650 16px ${style.fontFamily}`,
      preview: Object.keys(state.edits).length > 0,
      horizonH: state.horizonH,
      selected: state.selected,
      together: state.together,
      hint: !state.touched && payload.sliders.includes('offset'),
    };
    set(root, { 'data-preview': view.preview ? 'yes' : 'no' });
    drawHeads(view);
    verdict.draw(view);
    chart.draw(view);
    controls.draw(view);
    if (has('needle')) drawNeedle(view);
    return true;
  }

  function drawNeedle(view) {
    const shown = drawing.draw(view);
    drawHandle(view);
    say(caption, shown.words);
    say(needleNerve, view.has('needles') ? shown.title : '');
    if (!view.preview) set(drawing.element, { 'aria-label': fill(view.text.drawing_alt, { nerve: shown.title, caption: shown.words }) });
  }

  function drawHandle(view) {
    const needle = view.model.needles[view.selected];
    const max = view.payload.controls.find((one) => one.id === 'offset').max;
    handle.element.hidden = !view.payload.sliders.includes('offset');
    handle.draw({ needle, max, text: view.text, write: view.write, ...drawing.grip });
  }

  function drawHeads({ text, payload, write }) {
    say(title, text.pain);
    say(range, text.pain_scale);
    say(needleTitle, text.drawing);
    set(horizons, { 'aria-label': text.horizon });
    const make = () => {
      const radio = html('input', { type: 'radio', name: group });
      radio.addEventListener('change', () => {
        state.horizonH = Number(radio.value);
        schedule();
      });
      return html('label', { class: 'tab' }, radio, html('span'));
    };
    keep(horizons, payload.horizons_h.length, make).forEach((tab, i) => {
      const [radio, name] = tab.children;
      radio.value = String(payload.horizons_h[i]);
      radio.checked = payload.horizons_h[i] === state.horizonH;
      say(name, fill(text.horizon_option, { hours: write(payload.horizons_h[i]) }));
    });
  }

  function leave() {
    news.disconnect();
    sizes.disconnect();
    clearTimeout(state.timer);
    widgets.delete(place);
  }
  return { connect, leave };
}

/** The needle that misses most, by distance or into a vein. */
function farthest(needles) {
  const lost = needles.map((needle) => missMm(needle) + 10 * needle.intravascular);
  return lost.indexOf(Math.max(...lost));
}

function alike(needles) {
  const spots = needles.map(placed);
  return spots.every(({ x, y }) => Math.hypot(x - spots[0].x, y - spots[0].y) < 0.05)
    && needles.every((needle) => needle.intravascular === needles[0].intravascular);
}

/** Whether the theme's background is dark. */
function isDark(root) {
  const probe = html('span', { style: 'color: var(--st-background-color)' });
  root.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  probe.remove();
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
