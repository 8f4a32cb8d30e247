// The needle beside its nerve, to scale: bone, nerve, root, vein, needle and the soft edge of the fluid.

import * as anatomy from './anatomy.js';
import { keep, line, px, say, set, svg } from './dom.js';
import { localFraction, missMm, placed, radiusMm, toRootMm } from './engine.js';
import { arrange } from './labels.js';
import { fill, nerveName, percent } from './words.js';

const { FRAME, NEEDLE_MM, NERVE_MM, ROOT_MM, SHAFT, VEIN_MM } = anatomy;
const STOPS = 12;
const FLUID = 0.62;
const SCALE_MM = 5;
const SHAFT_MM = 60;
const HANDLE = 17;
let made = 0;

/** The drawing's element and `draw(view)`; `grip` says where the tip is, in mm and in pixels. */
export function createDrawing() {
  made += 1;
  const ids = Object.fromEntries(['fluid', 'tissue', 'bone', 'muscle', 'vein'].map((n) => [n, `live-${made}-${n}`]));
  const part = (tag, name, more = {}) => svg(tag, { class: name, ...more });
  const stops = Array.from({ length: STOPS }, (_, i) => svg('stop', { class: 'fluid-stop', offset: i / (STOPS - 1) }));
  const gradient = svg('radialGradient', { id: ids.fluid, gradientUnits: 'userSpaceOnUse' }, ...stops);
  const tissueShape = svg('path');
  const level = svg('rect');
  const pattern = (id, name, size, path) => svg(
    'pattern', { id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-24)' },
    svg('path', { class: name, d: path }),
  );
  const parts = {
    ground: part('rect', 'tissue'),
    muscle: part('rect', 'plain', { fill: `url(#${ids.muscle})` }),
    fluid: part('circle', 'plain', { fill: `url(#${ids.fluid})`, 'clip-path': `url(#${ids.tissue})` }),
    reach: part('circle', 'reach', { 'clip-path': `url(#${ids.tissue})` }),
    bone: part('path', 'bone'),
    spongy: part('path', 'plain', { fill: `url(#${ids.bone})` }),
    cortex: part('path', 'cortex'),
    root: svg('g', { class: 'root' }),
    flow: part('path', 'flow'),
    vein: part('circle', 'vein'),
    veinLevel: part('rect', 'vein-level', { 'clip-path': `url(#${ids.vein})` }),
    veinWall: part('circle', 'vein-wall'),
    veinInner: part('circle', 'vein-inner'),
    usual: part('circle', 'usual'),
    miss: part('path', 'miss'),
    nerve: part('circle', 'nerve'),
    numb: part('circle', 'numb'),
    needle: part('path', 'needle'),
    bore: part('path', 'bore'),
    leader: part('path', 'leader'),
    scale: part('path', 'scale'),
    labels: svg('g'),
  };
  const element = svg(
    'svg', { class: 'drawing', role: 'img' },
    svg(
      'defs', {}, gradient,
      svg('clipPath', { id: ids.tissue }, tissueShape),
      svg('clipPath', { id: ids.vein }, level),
      pattern(ids.bone, 'spongy', 13, 'M2 4a3 3 0 0 1 4 3M9 1a2 2 0 0 0 1 4M7 11a2.5 2.5 0 0 1 4 -1'),
      pattern(ids.muscle, 'fibre', 64, 'M2 6q13 -5 27 0t27 0M38 20q9 -4 19 0M4 22q8 3 17 0M10 38q16 -5 32 0M54 39q4 2 8 0M0 54q10 4 20 0M30 55q14 -5 28 0'),
    ),
    ...Object.values(parts),
  );
  const answer = { element, draw, grip: null };
  const memory = new Map();

  function draw(view) {
    const mm = view.drawingWidth / (FRAME.right - FRAME.left);
    const at = ([x, y]) => [(x - FRAME.left) * mm, (FRAME.top - y) * mm];
    const size = { width: view.drawingWidth, height: (FRAME.top - FRAME.bottom) * mm };
    const needle = view.model.needles[view.selected];
    const { tip, nerve } = anatomy.seen(placed(needle));
    const vein = anatomy.veinAt(tip);
    const scene = { view, mm, at, size, needle, tip, nerve, vein, radius: radiusMm(view.model.volume_ml) };
    set(element, { ...size, viewBox: `0 0 ${px(size.width)} ${px(size.height)}` });
    drawBone(parts, tissueShape, scene);
    drawFluid(parts, gradient, stops, scene);
    drawRoot(parts.root, scene);
    drawVein(parts, level, scene);
    drawNerve(parts, scene);
    drawNeedle(parts, scene);
    drawLabels(parts, scene, memory);
    const pixel = ([x, y]) => ({ x, y });
    answer.grip = { tip, mm, px: pixel(at([tip.x, tip.y])), zero: pixel(at([0, 0])) };
    return caption(scene);
  }
  return answer;
}

function circle(element, [x, y], radius) {
  set(element, { cx: px(x), cy: px(y), r: px(radius) });
}

function drawBone(parts, tissueShape, { view, at, size, nerve }) {
  const surface = anatomy.smooth(anatomy.bonePoints(view.model.root_mm, nerve), at);
  const bone = `${surface}V${px(size.height + 20)}H${px(size.width + 40)}Z`;
  for (const part of [parts.bone, parts.spongy]) set(part, { d: bone });
  set(parts.cortex, { d: surface });
  set(tissueShape, { d: `${surface}V-40H${px(size.width + 40)}Z` });
  for (const part of [parts.ground, parts.muscle]) set(part, { ...size });
}

function drawFluid(parts, gradient, stops, { view, mm, at, needle, tip, radius }) {
  const centre = at([tip.x, tip.y]);
  const far = radius + 3.5 * view.model.spread.edge_sigma_mm;
  circle(parts.fluid, centre, far * mm);
  circle(parts.reach, centre, radius * mm);
  set(gradient, { cx: px(centre[0]), cy: px(centre[1]), r: px(far * mm) });
  stops.forEach((stop, i) => {
    const local = localFraction(view.model, (far * i) / (STOPS - 1)) * (1 - needle.intravascular);
    set(stop, { 'stop-opacity': (FLUID * local).toFixed(3) });
  });
}

function drawRoot(group, { view, mm, at }) {
  const [x, y] = at([-view.model.root_mm, 0]);
  const bundles = [[0, 0], ...anatomy.ring(0, 0, 1.35, 6)];
  const [sheath, ...rest] = keep(group, 1 + bundles.length, () => svg('circle'));
  circle(sheath, [x, y], ROOT_MM * mm);
  set(sheath, { class: 'sheath' });
  const numb = Math.max(...view.course.root);
  rest.forEach((bundle, i) => {
    circle(bundle, [x + bundles[i][0] * mm, y + bundles[i][1] * mm], 0.52 * mm);
    set(bundle, { class: numb > 0.05 ? 'bundle numb' : 'bundle', 'fill-opacity': numb > 0.05 ? numb.toFixed(2) : null });
  });
}

function drawVein(parts, level, { mm, at, needle, tip, vein }) {
  const centre = at([vein.x, vein.y]);
  const radius = VEIN_MM * mm;
  circle(parts.vein, centre, radius);
  circle(parts.veinWall, centre, radius);
  circle(parts.veinInner, centre, radius - 3.5);
  const box = { x: px(centre[0] - radius), width: px(2 * radius) };
  set(level, { ...box, y: px(centre[1] + radius * (1 - 2 * needle.intravascular)), height: px(2 * radius) });
  circle(parts.veinLevel, centre, radius);
  set(parts.veinLevel, { ...box, y: px(centre[1] - radius), height: px(2 * radius), rx: px(radius) });
  const from = at([tip.x, tip.y]);
  const length = Math.hypot(centre[0] - from[0], centre[1] - from[1]) || 1;
  const end = [0, 1].map((i) => centre[i] + ((from[i] - centre[i]) * (radius + 2)) / length);
  const bend = [(from[0] + end[0]) / 2, Math.max(from[1], end[1]) + 6];
  const shown = needle.intravascular > 0 && length > radius + 4;
  set(parts.flow, {
    d: `M${px(from[0])} ${px(from[1])}Q${px(bend[0])} ${px(bend[1])} ${px(end[0])} ${px(end[1])}`,
    'stroke-width': px(1.5 + 4 * needle.intravascular),
    visibility: shown ? null : 'hidden',
  });
}

function drawNerve(parts, { view, mm, at, nerve, tip, needle }) {
  const centre = at([nerve.x, nerve.y]);
  const site = view.model.sites.findIndex((one) => one.name === needle.name && one.side === needle.side);
  circle(parts.nerve, centre, NERVE_MM * mm);
  circle(parts.numb, centre, NERVE_MM * mm - 3);
  set(parts.numb, { 'fill-opacity': Math.max(...view.course.block[site]).toFixed(2) });
  circle(parts.usual, at([0, 0]), NERVE_MM * mm);
  set(parts.usual, { visibility: displaced(nerve) ? null : 'hidden' });
  const far = Math.hypot(tip.x - nerve.x, tip.y - nerve.y) > 1.6;
  set(parts.miss, { d: line([centre, at([tip.x, tip.y])]), visibility: far ? null : 'hidden' });
}

/** Whether the nerve runs so far from its usual course that both can be told apart. */
function displaced(nerve) {
  return Math.hypot(nerve.x, nerve.y) > 1;
}

function drawNeedle(parts, { mm, at, tip }) {
  const along = (distance, across) => at([
    tip.x + SHAFT[0] * distance + SHAFT[1] * across, tip.y + SHAFT[1] * distance - SHAFT[0] * across,
  ]);
  const half = NEEDLE_MM / 2;
  const outline = [along(0, -half), along(SHAFT_MM, -half), along(SHAFT_MM, half), along(1.5, half)];
  set(parts.needle, { d: `${line(outline)}Z`, 'stroke-width': mm > 11 ? 1.5 : 1.25 });
  set(parts.bore, { d: line([along(1.9, 0), along(SHAFT_MM, 0)]) });
}

function drawLabels(parts, scene, memory) {
  const { view, mm, at, size, needle, tip, nerve, vein, radius } = scene;
  const { text, write } = view;
  const spot = (x, y, anchor = 'middle', dx = 0, dy = 0) => {
    const [left, top] = at([x, y]);
    return { x: left + dx, y: top + dy, anchor };
  };
  const under = spot(nerve.x, nerve.y - NERVE_MM, 'middle', 0, mm > 9 ? 30 : 22);
  const middle = [(tip.x + nerve.x) / 2, (tip.y + nerve.y) / 2];
  const miss = missMm(needle);
  const reach = write(radius, 1);
  const labels = [
    { id: 'nerve', kind: 'strong', text: fill(text.nerve, { title: needle.title }), places: [under] },
    { id: 'bone', kind: 'soft', text: text.bones[view.model.region], places: [spot(FRAME.right, FRAME.bottom, 'end', -8, -9)] },
    { id: 'scale', kind: 'plain', text: fill(text.scale, { mm: write(SCALE_MM) }), places: [spot(FRAME.left + SCALE_MM, FRAME.bottom, 'start', 18, -9)] },
    { id: 'skin', kind: 'soft', text: text.skin, places: [spot(FRAME.left, FRAME.top, 'start', 10, 18)] },
    { id: 'spread', kind: 'fluid', text: mm > 11 ? fill(text.spread, { volume: write(view.model.volume_ml, 2), radius: reach }) : fill(text.mm, { mm: reach }),
      places: [
        ...[140, 120, 160, 100, 80, 40, 20].map((degrees) => {
          const angle = (degrees * Math.PI) / 180;
          const [anchor, dx] = degrees > 90 ? ['end', -6] : ['start', 6];
          return spot(tip.x + radius * Math.cos(angle), tip.y + radius * Math.sin(angle), anchor, dx, -5);
        }),
        spot(tip.x, tip.y + radius, 'middle', 0, -8),
      ] },
    { id: 'vein', kind: 'plain', text: veinWords(needle, text, write), places: [
      spot(vein.x, vein.y - VEIN_MM, 'middle', 0, 18), spot(vein.x + VEIN_MM, vein.y, 'start', 6, 4),
      spot(vein.x, vein.y + VEIN_MM, 'middle', 0, -8), spot(vein.x - VEIN_MM, vein.y, 'end', -6, 4),
    ] },
    { id: 'root', kind: 'plain', text: text.root, places: [
      spot(-view.model.root_mm, ROOT_MM, 'middle', 0, -9), spot(FRAME.left, ROOT_MM, 'start', 8, -9),
      spot(FRAME.left, ROOT_MM, 'start', 8, -26),
    ] },
  ];
  if (miss > 1.6) {
    const beside = spot(middle[0], middle[1]);
    labels.splice(1, 0, { id: 'miss', kind: 'strong', text: fill(text.mm, { mm: write(miss, 1) }), places: [
      { ...beside, y: beside.y - 9 }, { ...beside, x: beside.x - 10, y: beside.y + 4, anchor: 'end' },
      { ...beside, x: beside.x + 10, y: beside.y + 4, anchor: 'start' }, { ...beside, y: beside.y + 20 },
      { ...beside, y: beside.y - 24 }, { ...beside, x: beside.x - 26, y: beside.y - 18, anchor: 'end' },
      { ...beside, x: beside.x + 26, y: beside.y - 18, anchor: 'start' },
    ] });
  }
  if (displaced(nerve)) {
    labels.push({ id: 'usual', kind: 'soft', optional: true, text: text.usual, places: [
      spot(0, NERVE_MM, 'middle', 0, -8), spot(0, NERVE_MM, 'start', -4, -8), spot(0, -NERVE_MM, 'middle', 0, 22),
      spot(NERVE_MM, 0, 'start', 5, 4),
    ] });
  }
  if (view.hint && mm > 9) {
    const near = spot(tip.x, tip.y);
    labels.push({ id: 'hint', kind: 'hint', optional: true, text: text.hint, places: [
      { x: near.x - 22, y: near.y - 10, anchor: 'end' }, { x: near.x + 24, y: near.y + 4, anchor: 'start' },
      { x: near.x - 22, y: near.y + 4, anchor: 'end' },
    ] });
  }
  const points = [
    ...Array.from({ length: 40 }, (_, i) => at([tip.x + SHAFT[0] * i * 0.5, tip.y + SHAFT[1] * i * 0.5])),
    ...anatomy.ring(tip.x, tip.y, radius, 48).map(at),
    ...anatomy.ring(vein.x, vein.y, VEIN_MM).map(at),
    ...anatomy.ring(-view.model.root_mm, 0, ROOT_MM).map(at),
    ...anatomy.ring(nerve.x, nerve.y, NERVE_MM).map(at),
    ...(displaced(nerve) ? anatomy.ring(0, 0, NERVE_MM).map(at) : []),
    ...anatomy.ring(...at([tip.x, tip.y]), HANDLE, 16),
    at([nerve.x, nerve.y]), at([tip.x, tip.y]),
  ];
  const bounds = { left: 2, right: size.width - 2, top: 2, bottom: size.height - 2 };
  const placedLabels = arrange(labels, { bounds, points, font: view.font, memory });
  const shown = labels.filter(({ id }) => placedLabels.has(id));
  keep(parts.labels, shown.length, () => svg('text')).forEach((element, i) => {
    const { id, kind, text: words } = shown[i];
    const { x, y, anchor } = placedLabels.get(id);
    set(element, { class: `label ${kind}`, x: px(x), y: px(y), 'text-anchor': anchor });
    say(element, words);
  });
  const start = at([nerve.x, nerve.y - NERVE_MM]);
  set(parts.leader, { d: line([[start[0], start[1] + 3], [start[0], placedLabels.get('nerve').y - 13]]) });
  const [left, base] = at([FRAME.left, FRAME.bottom]);
  set(parts.scale, { d: `M${px(left + 10)} ${px(base - 19)}v8m0 -4h${px(SCALE_MM * mm)}m0 -4v8` });
}

function veinWords(needle, text, write) {
  return needle.intravascular > 0
    ? fill(text.vein_share, { pct: write(percent(needle.intravascular)) }) : text.vein;
}

/** The drawing in one or two sentences with the numbers of the moment. */
function caption({ view, needle, radius }) {
  const { text, write, model } = view;
  const first = fill(text.caption, {
    miss: write(missMm(needle), 1),
    root: write(toRootMm(needle, model.root_mm), 1),
    volume: write(model.volume_ml, 2),
    radius: write(radius, 1),
  });
  const vein = fill(text.caption_vein, { pct: write(percent(needle.intravascular)) });
  const words = needle.intravascular > 0 ? `${first} ${vein}` : first;
  return { words, title: nerveName(needle, text) };
}
