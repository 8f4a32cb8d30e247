// Shapes of the cross-section in millimetres: x away from the foramen, y towards the skin, the target at 0, 0.
// The model knows distances only. Sizes of nerve, root, vein and bone are those of a usual adult, for the eye.

/** What the drawing shows (mm). */
export const FRAME = { left: -18.5, right: 17.5, bottom: -7.6, top: 16.4 };
export const NERVE_MM = 0.75;
export const ROOT_MM = 2.4;
export const VEIN_MM = 1.7;
const VEIN_HOME = { x: 7.4, y: 3.6 };
const VEIN_CLEAR = VEIN_MM + 1.1;
export const NEEDLE_MM = 0.7;
const SHAFT_DEG = 63;
const UNDER_NERVE = 0.95;

/** Direction of the needle's shaft, from its tip towards the skin. */
export const SHAFT = [Math.cos((SHAFT_DEG * Math.PI) / 180), Math.sin((SHAFT_DEG * Math.PI) / 180)];

/** Height of the bone's surface at `x`: a shelf with a shoulder beside the foramen. */
function shelf(x, edge) {
  return -0.6 - 0.05 * Math.max(0, x) + 1.1 * Math.exp(-(((x - edge - 2) / 1.7) ** 2));
}

/** Outline of the bone: the shelf with a groove under the nerve, then round the foramen to the left edge. */
export function bonePoints(rootMm, nerve) {
  const edge = -(rootMm - 3.9);
  const groove = Math.max(0, shelf(nerve.x, edge) - (nerve.y - UNDER_NERVE));
  const points = [];
  for (let x = FRAME.right + 2; x >= edge; x -= 0.5) {
    points.push([x, shelf(x, edge) - groove * Math.exp(-(((x - nerve.x) / 1.5) ** 2))]);
  }
  const wide = 3.35;
  for (let turn = 0; turn <= 180; turn += 15) {
    const angle = (-turn * Math.PI) / 180;
    points.push([-rootMm + wide * Math.cos(angle), -1.1 + 3.9 * Math.sin(angle)]);
  }
  points.push([-rootMm - wide - 0.2, 1], [-rootMm - wide - 0.9, 2.6], [FRAME.left - 2, 3.6]);
  return points;
}

/** A smooth path through points (Catmull-Rom). `at` turns millimetres into pixels. */
export function smooth(points, at) {
  const spots = points.map(at);
  const show = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  let path = `M${show(spots[0])}`;
  for (let i = 0; i < spots.length - 1; i += 1) {
    const [before, from, to, after] = [spots[i - 1] ?? spots[i], spots[i], spots[i + 1], spots[i + 2] ?? spots[i + 1]];
    const one = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const two = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    path += `C${show(one)} ${show(two)} ${show(to)}`;
  }
  return path;
}

/** Where the vein is: beside the needle, never on it, because only its share of the dose says how much goes in. */
export function veinAt(tip) {
  const [along, across] = SHAFT;
  const off = [VEIN_HOME.x - tip.x, VEIN_HOME.y - tip.y];
  const right = off[0] * across - off[1] * along;
  const up = off[0] * along + off[1] * across;
  if (Math.abs(right) >= VEIN_CLEAR || up < -VEIN_CLEAR) return VEIN_HOME;
  const push = (right >= 0 ? VEIN_CLEAR : -VEIN_CLEAR) - right;
  return { x: VEIN_HOME.x + push * across, y: VEIN_HOME.y - push * along };
}

/** Points on a circle, as obstacles for labels. */
export function ring(x, y, radius, count = 24) {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** The needle as seen: tip, nerve, both turned so that the tip lies on the skin's side of its target. */
export function seen(at) {
  const side = at.y < 0 ? -1 : 1;
  return {
    tip: { x: at.x, y: side * at.y },
    nerve: { x: at.courseX, y: side * at.courseY },
  };
}
