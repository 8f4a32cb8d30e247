// Labels that stand next to what they name: each takes the first of its places that touches the least.

const HEIGHT = 15;
const PAD = 3;
const STAY = 3;
const ON_A_LABEL = 60;

const canvas = document.createElement('canvas').getContext('2d');
const widths = new Map();

/** Width of a text in pixels. */
export function widthOf(text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) {
    if (widths.size > 500) widths.clear();
    canvas.font = font;
    widths.set(key, canvas.measureText(text).width);
  }
  return widths.get(key);
}

/** The box that a text takes at a place {x, y, anchor}; y is its baseline. */
export function boxOf(place, width) {
  const left = { start: place.x, middle: place.x - width / 2, end: place.x - width }[place.anchor];
  return { left: left - PAD, right: left + width + PAD, top: place.y - HEIGHT + 3 - PAD, bottom: place.y + 3 + PAD };
}

function touches(box, bounds, points, boxes) {
  let count = 0;
  if (box.left < bounds.left || box.right > bounds.right || box.top < bounds.top || box.bottom > bounds.bottom) {
    count += 1000;
  }
  for (const [x, y] of points) {
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) count += 1;
  }
  for (const other of boxes) {
    const apart = box.left > other.right || box.right < other.left || box.top > other.bottom || box.bottom < other.top;
    if (!apart) count += ON_A_LABEL;
  }
  return count;
}

/** The place, moved sideways as far as it takes to stay inside. */
function slid(place, width, bounds) {
  const box = boxOf(place, width);
  const by = Math.max(0, bounds.left - box.left) - Math.max(0, box.right - bounds.right);
  return by === 0 ? place : { ...place, x: place.x + by };
}

/**
 * Place labels one after the other. `labels`: [{ id, text, places: [{ x, y, anchor }] }], most important first.
 * `points`: what they should not cover; `boxes`: what they must not cover; `memory`: a Map that keeps each
 * label where it was as long as that is about as good. An `optional` label is left out rather than put on
 * another. Returns a Map of id to place.
 */
export function arrange(labels, { bounds, points, boxes = [], font, memory }) {
  const taken = [...boxes];
  const placed = new Map();
  for (const { id, text, places, optional } of labels) {
    const width = widthOf(text, font);
    const spots = places.map((place) => slid(place, width, bounds));
    const scores = spots.map((place) => touches(boxOf(place, width), bounds, points, taken));
    let best = scores.indexOf(Math.min(...scores));
    const before = memory.get(id);
    if (before !== undefined && before < spots.length && scores[before] <= scores[best] + STAY) best = before;
    if (optional && scores[best] >= ON_A_LABEL) continue;
    memory.set(id, best);
    placed.set(id, spots[best]);
    taken.push(boxOf(spots[best], width));
  }
  return placed;
}
