// The controls beside the picture: which needle, all needles together or each alone, and the sliders.

import { createControl } from './control.js';
import { html, keep, say, set } from './dom.js';
import { askedShare } from './edits.js';
import { placed } from './engine.js';
import { fill, nerveName } from './words.js';

const OF_A_NEEDLE = ['offset', 'vein'];
let made = 0;

/** The group of controls. `on` holds what to call: `moved`, `released`, `selected(k)`, `together(yes)`. */
export function createControls(on) {
  made += 1;
  const group = `live-needle-${made}`;
  const tabs = html('div', { class: 'tabs', role: 'radiogroup' });
  const box = html('input', { type: 'checkbox', id: `${group}-together` });
  const boxName = html('label', { for: box.id });
  const bar = html('div', { class: 'needle-bar' }, tabs, html('div', { class: 'together' }, box, boxName));
  const list = html('div', { class: 'sliders' });
  const element = html('div', { class: 'controls' }, bar, list);
  let controls = [];
  let made_for = null;

  box.addEventListener('change', () => on.together(box.checked));

  /** One tab for each needle. */
  function drawTabs(view) {
    const { needles } = view.model;
    set(tabs, { 'aria-label': view.text.needle_choice });
    const make = () => {
      const radio = html('input', { type: 'radio', name: group });
      radio.addEventListener('change', () => on.selected(Number(radio.value)));
      return html('label', { class: 'tab' }, radio, html('span'));
    };
    const sides = new Set(needles.map((needle) => needle.side));
    keep(tabs, needles.length, make).forEach((tab, k) => {
      const [radio, name] = tab.children;
      radio.value = String(k);
      radio.checked = k === view.selected;
      set(radio, { 'aria-label': nerveName(needles[k], view.text) });
      say(name, sides.size > 1 ? `${needles[k].name} ${view.text.side[needles[k].side]}` : needles[k].name);
    });
    bar.hidden = needles.length < 2 || !view.has('needles');
    box.checked = view.together;
    say(boxName, view.text.together);
  }

  /** What a control shows now, and the paths that it sets. */
  function stateOf(spec, view) {
    const { model } = view;
    const needle = model.needles[view.selected];
    const ofNeedle = OF_A_NEEDLE.includes(spec.id);
    const at = placed(needle);
    const label = view.text.control[spec.id].label;
    const values = {
      offset: () => Math.hypot(at.x, at.y),
      vein: () => needle.intravascular,
      volume: () => model.volume_ml,
      share: () => askedShare(model),
      csi: () => model.central.csi,
    };
    return {
      current: values[spec.id](),
      drawn: spec.id === 'offset' && needle.offset_mm === null,
      paths: ofNeedle && !view.together ? [spec.paths[view.selected]] : spec.paths,
      label: ofNeedle && !view.together && model.needles.length > 1
        ? fill(view.text.of_needle, { label, nerve: needle.name }) : label,
      write: view.write,
    };
  }

  function draw(view) {
    const specs = view.payload.controls.filter((spec) => view.payload.sliders.includes(spec.id));
    const signature = JSON.stringify([specs.map(({ paths, ...spec }) => spec), view.text.control, view.text.units]);
    if (signature !== made_for) {
      made_for = signature;
      controls = specs.map((spec) => createControl(spec, view.text, {
        moved: (value) => on.moved(spec.id, value),
        released: on.released,
      }));
      list.replaceChildren(...controls.map((control) => control.element));
    }
    drawTabs(view);
    specs.forEach((spec, i) => controls[i].draw(stateOf(spec, view)));
  }
  return { element, draw };
}
