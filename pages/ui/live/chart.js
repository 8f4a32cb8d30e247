// The pain curve: pain 0 to 10 with more pain up, hours from the injection, cut-offs, diary, check.

import { keep, line, px, say, set, svg } from './dom.js';
import { arrange } from './labels.js';
import { drawStrip, stripHeight } from './strip.js';
import { clock, fill } from './words.js';

const LEFT = 40;
const RIGHT = 10;
const TOP = 24;
const LEAD = 0.035;
const TICKS_H = { 4: 1, 12: 2, 24: 4 };
const MARK = 5.5;
const BELOW_AXIS = 56;
const NARROW = 440;
const ROWS_BESIDE = 4;

/** The chart's element and `draw(view)`, which redraws all of it. */
export function createChart() {
  const band = svg('rect', { class: 'band' });
  const layers = Object.fromEntries(
    ['rows', 'columns', 'ticks', 'cuts', 'diaryLines', 'marks', 'labels', 'strip'].map((name) => [name, svg('g')]),
  );
  const check = svg('line', { class: 'check' });
  const other = svg('path', { class: 'pain other' });
  const curve = svg('path', { class: 'pain', pathLength: 1, 'data-testid': 'pain-curve' });
  const read = svg('circle', { class: 'read', r: 6 });
  const axis = svg('text', { class: 'small', 'text-anchor': 'end' });
  const element = svg(
    'svg', { class: 'chart', role: 'img' },
    band, layers.rows, layers.columns, layers.cuts, check, layers.diaryLines, other, curve, read, layers.marks,
    layers.ticks, axis, layers.strip, layers.labels,
  );
  const memory = new Map();

  function draw(view) {
    const scale = scalesOf(view);
    const strip = view.has('strip');
    const height = scale.bottom + BELOW_AXIS + (strip ? stripHeight(view.model.sites.length) : 0);
    set(element, { width: view.width, height, viewBox: `0 0 ${view.width} ${height}` });
    set(element, { 'aria-label': view.payload.alt });
    drawAxes(layers, scale, view);
    set(axis, { x: scale.right, y: scale.bottom + 36 });
    say(axis, view.text.hours_axis);

    const points = curvePoints(view, scale);
    set(curve, { d: line(points) });
    const pinned = comparePoints(view, scale);
    set(other, { d: line(pinned) });

    const cuts = cutsOf(view, scale);
    drawCuts(layers.cuts, band, cuts, scale);
    const at = scale.x(view.model.reading.check_min / 60);
    const inside = at <= scale.right;
    set(check, { x1: at, x2: at, y1: TOP - 6, y2: scale.bottom, visibility: inside ? null : 'hidden' });
    const now = scale.y(view.model.baseline_nrs * view.atCheck);
    set(read, { cx: px(at), cy: px(now), visibility: inside ? null : 'hidden' });

    const marks = drawDiary(layers, view, scale);
    const labels = labelsOf(view, scale, { points, pinned, cuts, marks, at: inside ? at : null });
    drawLabels(layers.labels, labels, {
      bounds: { left: LEFT - 6, right: view.width, top: 0, bottom: scale.bottom },
      points: [...points, ...pinned, ...marks.flatMap(([x, y]) => [0, 0, -4, 4].flatMap((d) => [[x + d, y], [x, y + d]]))],
      font: view.font,
      memory,
    });
    if (strip) drawStrip(layers.strip, view, scale, scale.bottom + BELOW_AXIS);
    else layers.strip.replaceChildren();
  }
  return { element, draw };
}

function scalesOf(view) {
  const left = LEFT;
  const right = view.width - RIGHT;
  const spare = ROWS_BESIDE - Math.min(ROWS_BESIDE, view.model.sites.length);
  const bottom = TOP + (view.width < NARROW ? 220 : 320 + 32 * spare);
  const hours = view.horizonH;
  const lead = LEAD * hours;
  return {
    left,
    right,
    bottom,
    hours,
    lead,
    x: (h) => left + ((h + lead) / (hours + lead)) * (right - left),
    y: (nrs) => bottom - (nrs / 10) * (bottom - TOP),
  };
}

function drawAxes(layers, scale, view) {
  const levels = [0, 2, 4, 6, 8, 10];
  keep(layers.rows, levels.length, () => svg('line', { class: 'grid' })).forEach((row, i) => {
    const y = px(scale.y(levels[i]));
    set(row, { x1: scale.left, x2: scale.right, y1: y, y2: y, class: levels[i] === 0 ? 'axis' : 'grid' });
  });
  const step = TICKS_H[scale.hours] ?? 4;
  const hours = Array.from({ length: Math.floor(scale.hours / step) + 1 }, (_, i) => i * step);
  keep(layers.columns, hours.length, () => svg('line', { class: 'axis' })).forEach((column, i) => {
    const x = px(scale.x(hours[i]));
    set(column, { x1: x, x2: x, y1: scale.bottom, y2: scale.bottom + 5 });
  });
  const texts = keep(layers.ticks, levels.length + hours.length, () => svg('text', { class: 'small' }));
  levels.forEach((level, i) => {
    set(texts[i], { x: scale.left - 10, y: scale.y(level) + 4, 'text-anchor': 'end' });
    say(texts[i], view.write(level));
  });
  hours.forEach((hour, i) => {
    const text = texts[levels.length + i];
    set(text, { x: px(scale.x(hour)), y: scale.bottom + 19, 'text-anchor': 'middle' });
    say(text, view.write(hour));
  });
}

function curvePoints(view, scale) {
  const baseline = view.model.baseline_nrs;
  const points = [[scale.x(-scale.lead), scale.y(baseline)], [scale.x(0), scale.y(baseline)]];
  view.times.forEach((minute, i) => {
    points.push([scale.x(minute / 60), scale.y(baseline * view.course.pain[i])]);
  });
  return points;
}

function comparePoints(view, scale) {
  const compare = view.payload.compare;
  if (!compare) return [];
  const before = [[scale.x(-scale.lead), scale.y(compare.baseline)], [scale.x(0), scale.y(compare.baseline)]];
  const after = compare.hours
    .map((hour, i) => [hour, compare.pain[i]])
    .filter(([hour]) => hour <= scale.hours)
    .map(([hour, pain]) => [scale.x(hour), scale.y(pain)]);
  return [...before, ...after];
}

function cutsOf(view, scale) {
  const baseline = view.model.baseline_nrs;
  return view.payload.cuts.map((cut) => ({ ...cut, y: scale.y(baseline * (1 - cut.relief_pct / 100)) }));
}

function drawCuts(layer, band, cuts, scale) {
  keep(layer, cuts.length, () => svg('line')).forEach((row, i) => {
    const y = px(cuts[i].y);
    set(row, { x1: scale.left, x2: scale.right, y1: y, y2: y, class: cuts[i].rule ? 'cut rule' : 'cut' });
  });
  const top = cuts.find((cut) => cut.rule)?.y ?? scale.bottom;
  set(band, { x: scale.left, width: scale.right - scale.left, y: px(top), height: px(Math.max(0, scale.bottom - top)) });
}

/** Diamonds for entries, a line that breaks where one is missing, a dash on the axis for the gap. */
function drawDiary(layers, view, scale) {
  const shown = view.has('diary') ? view.payload.diary.filter((entry) => entry.minute <= 60 * scale.hours) : [];
  const spot = (entry) => [scale.x(entry.minute / 60), entry.nrs === null ? scale.bottom : scale.y(entry.nrs)];
  const segments = [];
  shown.forEach((entry, i) => {
    const next = shown[i + 1];
    if (next && entry.nrs !== null && next.nrs !== null) segments.push(line([spot(entry), spot(next)]));
  });
  keep(layers.diaryLines, segments.length, () => svg('path', { class: 'diary-line' }))
    .forEach((path, i) => set(path, { d: segments[i] }));
  keep(layers.marks, shown.length, () => svg('path', {}, svg('title'))).forEach((mark, i) => {
    const entry = shown[i];
    const [x, y] = spot(entry);
    const time = clock(entry.minute, view.text, view.write);
    const missing = entry.nrs === null;
    const diamond = `M${px(x)} ${px(y - MARK)}l${MARK} ${MARK}l${-MARK} ${MARK}l${-MARK} ${-MARK}z`;
    const gap = `M${px(x - 4)} ${px(y - 9)}l8 8m0 -8l-8 8`;
    set(mark, { class: missing ? 'entry missing' : 'entry', d: missing ? gap : diamond });
    say(mark.firstChild, missing
      ? fill(view.text.no_entry_at, { time })
      : fill(view.text.diary_point, { time, nrs: view.write(entry.nrs, Number.isInteger(entry.nrs) ? 0 : 1) }));
  });
  return shown.map((entry) => [...spot(entry), entry]);
}

function labelsOf(view, scale, { points, pinned, cuts, marks, at }) {
  const { text, write } = view;
  const labels = [];
  for (const cut of [...cuts].sort((a, b) => Number(b.rule) - Number(a.rule))) {
    const stated = view.model.reading.stated ? '_stated' : '';
    const template = text[`cut${stated}${cut.rule ? '_rule' : ''}`];
    const across = (share) => [scale.left + share * (scale.right - scale.left), 'middle'];
    const spots = [[scale.right - 4, 'end'], across(0.6), across(0.45), across(0.3), [scale.left + 6, 'start']];
    const places = [-6, 16].flatMap((dy) => spots.map(([x, anchor]) => ({ x, y: cut.y + dy, anchor })));
    labels.push({ id: `cut${cut.pct}`, kind: cut.rule ? 'strong' : 'soft', text: fill(template, { pct: write(cut.pct) }), places });
  }
  if (at !== null) {
    const words = fill(text.check, { minute: write(view.model.reading.check_min) });
    const places = [{ x: at + 5, y: 12, anchor: 'start' }, { x: at - 5, y: 12, anchor: 'end' }];
    labels.push({ id: 'check', kind: 'soft', text: words, places });
  }
  labels.push({ id: 'this', kind: 'this', text: text.this, places: along(points, scale) });
  if (pinned.length > 1) {
    labels.push({ id: 'other', kind: 'other', text: view.payload.compare.label, places: along(pinned, scale) });
  }
  const written = marks.filter(([, , entry]) => entry.nrs !== null && entry.minute > 0).reverse();
  if (written.length > 0) {
    const places = written.flatMap(([x, y]) => [
      { x, y: y - 11, anchor: 'middle' }, { x, y: y + 21, anchor: 'middle' },
      { x: x + 10, y: y + 4, anchor: 'start' }, { x: x - 10, y: y + 4, anchor: 'end' },
    ]);
    labels.push({ id: 'diary', kind: view.preview ? 'faded' : 'plain', text: text.diary, places });
  }
  const gap = marks.find(([, , entry]) => entry.nrs === null);
  if (gap) {
    const places = [{ x: gap[0], y: scale.bottom - 14, anchor: 'middle' }, { x: gap[0] - 8, y: scale.bottom - 2, anchor: 'end' }];
    labels.push({ id: 'gap', kind: 'soft', text: text.no_entry, places });
  }
  return labels;
}

/** Places above and below a curve, at its right end first. */
function along(points, scale) {
  const places = [];
  for (const share of [0.97, 0.8, 0.65, 0.5, 0.35, 0.2]) {
    const x = scale.left + share * (scale.right - scale.left);
    const near = points.reduce((best, point) => (Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best));
    const anchor = share > 0.9 ? 'end' : 'middle';
    for (const dy of [-12, 22, -24, 34]) places.push({ x, y: near[1] + dy, anchor });
  }
  return places;
}

function drawLabels(layer, labels, options) {
  const placed = arrange(labels, options);
  keep(layer, labels.length, () => svg('text')).forEach((element, i) => {
    const { id, kind, text } = labels[i];
    const { x, y, anchor } = placed.get(id);
    set(element, { class: `label ${kind}`, x: px(x), y: px(y), 'text-anchor': anchor });
    say(element, text);
  });
}
