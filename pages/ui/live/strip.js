// Under the pain curve, on the same hours: how much of each nerve is blocked, one thin row for each.

import { keep, line, px, say, set, svg } from './dom.js';
import { widthOf } from './labels.js';
import { fill, nerveName, percent } from './words.js';

const HEAD = 28;
const ROW = 54;
const ROW_OF_MANY = 42;
const TITLE = 17;
const DASHES = [null, '8 4', '2.5 3.5', '12 3 2.5 3'];

function rowHeight(count) {
  return count > 4 ? ROW_OF_MANY : ROW;
}

/** Height of the strip for so many nerves. */
export function stripHeight(count) {
  return HEAD + count * rowHeight(count) + 6;
}

function newRow() {
  return svg(
    'g', {},
    svg('path', { class: 'block-area' }),
    svg('line', { class: 'grid' }),
    svg('line', { class: 'axis' }),
    svg('path', { class: 'block' }),
    svg('text', { class: 'small ink' }),
  );
}

/** Draw all rows from `top` down. */
export function drawStrip(layer, view, scale, top) {
  const count = view.model.sites.length;
  const height = rowHeight(count);
  if (layer.children.length === 0) {
    layer.append(
      svg('text', { class: 'title' }), svg('text', { class: 'small range' }), svg('g', { class: 'ends' }), svg('g'),
    );
  }
  const [title, range, ends, rows] = layer.children;
  set(title, { x: 0, y: top + 12 });
  say(title, view.text.strip);
  set(range, { x: widthOf(view.text.strip, view.headFont) + 12, y: top + 12 });
  say(range, view.text.strip_scale);

  const first = top + HEAD;
  keep(rows, count, newRow).forEach((row, j) => drawRow(row, view, scale, j, first + j * height, height));
  const marks = [[100, first + TITLE], [0, first + height - 8]];
  keep(ends, 2, () => svg('text', { class: 'small', 'text-anchor': 'end' })).forEach((text, i) => {
    set(text, { x: scale.left - 8, y: marks[i][1] + 4 });
    say(text, view.write(marks[i][0]));
  });
}

function drawRow(row, view, scale, j, top, height) {
  const [area, ceiling, floor, curve, text] = row.children;
  const high = top + TITLE;
  const low = top + height - 8;
  const block = view.course.block[j];
  const site = view.model.sites[j];
  const has = view.model.needles.some((needle) => needle.name === site.name && needle.side === site.side);
  const points = [[scale.x(-scale.lead), low]];
  let highest = 0;
  view.times.forEach((minute, i) => {
    highest = Math.max(highest, block[i]);
    points.push([scale.x(minute / 60), low - block[i] * (low - high)]);
  });
  set(curve, { d: line(points), 'stroke-dasharray': DASHES[j % DASHES.length] });
  set(area, { d: `${line(points)}L${px(points.at(-1)[0])} ${px(low)}Z` });
  set(ceiling, { x1: scale.left, x2: scale.right, y1: px(high), y2: px(high) });
  set(floor, { x1: scale.left, x2: scale.right, y1: px(low), y2: px(low) });
  set(text, { x: scale.left, y: top + 11 });
  const template = has ? view.text.strip_row : view.text.strip_no_needle;
  say(text, fill(template, { nerve: nerveName(site, view.text), pct: view.write(percent(highest)) }));
}
