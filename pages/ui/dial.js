// A dial that things turn up and down, one notch each. A metaphor: no number in it is measured.
const SVG = "http://www.w3.org/2000/svg";
const CENTRE = { x: 160, y: 132 };
const RADIUS = 96;
const SWEEP = 120; // degrees to either side of straight up
const mounted = new WeakMap();

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function at(degrees, radius) {
  const angle = (degrees * Math.PI) / 180;
  return [CENTRE.x + radius * Math.sin(angle), CENTRE.y - radius * Math.cos(angle)];
}

function arc(from, to) {
  const [x0, y0] = at(from, RADIUS);
  const [x1, y1] = at(to, RADIUS);
  return `M${x0.toFixed(1)},${y0.toFixed(1)}A${RADIUS},${RADIUS} 0 ${to - from > 180 ? 1 : 0} 1 ${x1.toFixed(1)},${y1.toFixed(1)}`;
}

function mount(root) {
  const find = (selector) => root.querySelector(selector);
  const pressed = { ups: new Set(), downs: new Set() };
  let words = null;
  let parts = null;

  function draw() {
    const svg = find("svg");
    const notches = Object.keys(words.ups).length + Object.keys(words.downs).length;
    svg.replaceChildren();
    svg.setAttribute("aria-label", words.alt);
    element("path", { d: arc(-SWEEP, SWEEP), class: "track" }, svg);
    const filledArc = element("path", { class: "level-arc" }, svg);
    const angle = (level) => -SWEEP + (2 * SWEEP * level) / notches;
    for (let level = 0; level <= notches; level += 1) {
      const [cx, cy] = at(angle(level), RADIUS);
      element("circle", { cx, cy, r: 3, class: "notch" }, svg);
    }
    element("circle", { cx: CENTRE.x, cy: CENTRE.y, r: 60, class: "knob" }, svg);
    const hand = element("g", { class: "turn" }, svg);
    element("line", { x1: CENTRE.x, x2: CENTRE.x, y1: CENTRE.y - 26, y2: CENTRE.y - 52, class: "hand" }, hand);
    for (const [word, degrees, anchor] of [["quiet", -SWEEP, "start"], ["loud", SWEEP, "end"]]) {
      const [x, y] = at(degrees, RADIUS);
      element("text", { x: x + (anchor === "start" ? -28 : 28), y: y + 28, "text-anchor": anchor }, svg).textContent = words[word];
    }
    parts = { filledArc, hand, angle, notches };
  }

  function show() {
    const names = (side) => [...pressed[side]].map((key) => words[side][key].toLowerCase()).join(", ") || words.none;
    const level = parts.notches / 2 + pressed.ups.size - pressed.downs.size;
    parts.filledArc.setAttribute("d", arc(-SWEEP, Math.max(-SWEEP + 0.1, parts.angle(level))));
    parts.hand.style.transform = `rotate(${parts.angle(level)}deg)`;
    const said = find(".level");
    said.textContent = filled(words.level, { level, top: parts.notches });
    const line = document.createElement("span");
    line.textContent = filled(words.line, { up: names("ups"), down: names("downs") });
    said.append(line);
  }

  function fill(data) {
    words = data.words;
    pressed.ups = new Set(data.pressed);
    for (const node of root.querySelectorAll("[data-word]")) node.textContent = words[node.dataset.word];
    for (const side of ["ups", "downs"]) {
      const list = find(`.${side} .things`);
      list.replaceChildren();
      for (const [key, text] of Object.entries(words[side])) {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: text });
        button.setAttribute("aria-pressed", pressed[side].has(key));
        button.addEventListener("click", () => {
          pressed[side][pressed[side].has(key) ? "delete" : "add"](key);
          button.setAttribute("aria-pressed", pressed[side].has(key));
          show();
        });
        list.append(button);
      }
    }
    draw();
    show();
  }

  return { fill, seen: "" };
}

export default function ({ parentElement, data }) {
  if (!mounted.has(parentElement)) mounted.set(parentElement, mount(parentElement));
  const widget = mounted.get(parentElement);
  const now = JSON.stringify(data);
  if (widget.seen !== now) widget.fill(data);
  widget.seen = now;
}
