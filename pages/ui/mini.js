// Draws what Python computed: one curve of a textbook block, one of a block with one thing wrong. No model here.
const SVG = "http://www.w3.org/2000/svg";
const TOP = 10; // the pain scale
const BEFORE_H = 0.45; // how much of the time before the needle is shown
const SAY_AFTER_MS = 500;
const EDGE = { left: 34, right: 12, top: 28, bottom: 42 };
const SHAPES = {
  positive: ["M16 3a13 13 0 1 0 .01 0Z", "M9.5 16.5l4.5 4.5 8.5-9.5"],
  negative: ["M16 3a13 13 0 1 0 .01 0Z", "M9.5 16h13"],
  indeterminate: ["M16 3a13 13 0 0 0 0 26Z", ""],
  uninterpretable: ["M16 4 30 28H2Z", "M16 13v7M16 23.5v.5"],
};
const mounted = new WeakMap();
const drawn = new WeakSet();

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

function write(parent, name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function interpolate(times, values, at) {
  const i = Math.max(1, times.findIndex((time) => time >= at));
  const part = (at - times[i - 1]) / (times[i] - times[i - 1]);
  return values[i - 1] + part * (values[i] - values[i - 1]);
}

function draw(root, data, stop) {
  const svg = root.querySelector(".frame svg");
  const width = Math.max(240, svg.parentElement.clientWidth);
  const height = width < 480 ? 240 : 270;
  const words = data.words;
  const x = (hour) => EDGE.left + ((hour + BEFORE_H) / (data.hours + BEFORE_H)) * (width - EDGE.left - EDGE.right);
  const y = (pain) => height - EDGE.bottom - (pain / TOP) * (height - EDGE.top - EDGE.bottom);
  const text = (at, high, words, className, anchor = "middle") => {
    element("text", { x: at, y: high, class: className, "text-anchor": anchor }, svg).textContent = words;
  };
  const points = (values) => data.times.map((time, i) => `${x(time).toFixed(1)},${y(values[i]).toFixed(1)}`);
  const lead = `M${x(-BEFORE_H)},${y(data.baseline)}H${x(0)}L`;
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", stop.alt);
  for (const pain of [0, 2, 4, 6, 8, 10]) {
    element("line", { x1: EDGE.left, x2: width - EDGE.right, y1: y(pain), y2: y(pain), class: pain ? "grid" : "axis" }, svg);
    text(EDGE.left - 8, y(pain) + 4, pain, "tick", "end");
  }
  for (let hour = 0; hour <= data.hours; hour += 1) text(x(hour), y(0) + 17, hour, "tick");
  text((EDGE.left + width - EDGE.right) / 2, height - 6, words.axis_time, "tick");
  text(EDGE.left - 20, 12, words.axis_pain, "tick", "start");
  element("line", { x1: EDGE.left, x2: width - EDGE.right, y1: y(data.cut), y2: y(data.cut), class: "cut" }, svg);
  const gap = [...points(stop.nrs), ...points(data.textbook).reverse()].join(" ");
  const curves = element("g", { class: drawn.has(root) ? "" : "first" }, svg);
  element("polygon", { points: gap, class: "gap" }, curves);
  element("path", { d: lead + points(data.textbook).join("L"), class: "textbook" }, curves);
  element("path", { d: lead + points(stop.nrs).join("L"), class: "this" }, curves);
  const [at, high] = [x(data.check), y(stop.check_nrs)];
  element("line", { x1: at, x2: at, y1: y(8.8), y2: high, class: "drop" }, svg);
  element("circle", { cx: at, cy: high, r: 5.5, class: "dot" }, svg);
  text(at - 4, y(8.8) - 6, words.check, "tick halo", "start");
  text(width - EDGE.right, y(data.cut) + 15, words.goal, "tick halo", "end");
  text(x(4.15), y(interpolate(data.times, data.textbook, 4.15)) + 16, words.textbook, "name halo", "start");
  text(x(2.9), y(interpolate(data.times, stop.nrs, 2.9)) - 11, words.this, "name own halo", "end");
  drawn.add(root);
}

function tabulate(table, data, stop) {
  const words = data.words;
  const head = document.createElement("thead");
  const body = document.createElement("tbody");
  const row = (parent, cells, scope) => {
    const line = write(parent, "tr", "");
    cells.forEach((cell, i) => {
      const heads = scope === "col" || i === 0;
      write(line, heads ? "th" : "td", cell).setAttribute(heads ? "scope" : "class", heads ? scope : "number");
    });
  };
  row(head, [words.hour, words.textbook, words.this], "col");
  for (const hour of [0.5, 1, 2, 3, 4, 5, data.hours]) {
    const pair = [data.textbook, stop.nrs].map((values) => interpolate(data.times, values, hour).toFixed(1));
    row(body, [hour, ...pair], "row");
  }
  table.replaceChildren(head, body);
}

function shape(svg, result) {
  svg.replaceChildren();
  element("path", { d: "M16 3a13 13 0 1 0 .01 0Z", class: result === "uninterpretable" ? "none" : "rim" }, svg);
  element("path", { d: SHAPES[result][0], class: "body" }, svg);
  element("path", { d: SHAPES[result][1], class: "mark" }, svg);
}

function mount(root) {
  const find = (selector) => root.querySelector(selector);
  const state = { data: null, cause: 0, stops: [], timer: 0 };
  const slider = find("#mini-slider");

  function show(announce) {
    const cause = state.data.causes[state.cause];
    const stop = cause.stops[state.stops[state.cause]];
    find(".note").textContent = cause.note;
    find("label[for]").textContent = cause.control;
    find(".value").textContent = stop.value;
    find(".ends span").textContent = cause.least;
    find(".ends span:last-child").textContent = cause.most;
    slider.max = cause.stops.length - 1;
    slider.value = state.stops[state.cause];
    slider.setAttribute("aria-valuetext", stop.value);
    slider.style.setProperty("--part", `${(100 * slider.value) / slider.max}%`);
    for (const name of ["word", "line", "class"]) find(`.${name}`).textContent = stop[name];
    shape(find(".shape"), stop.result);
    draw(root, state.data, stop);
    tabulate(find("table"), state.data, stop);
    clearTimeout(state.timer);
    if (!announce) return;
    state.timer = setTimeout(() => {
      find(".said").textContent = `${stop.value}. ${stop.word}. ${stop.line} ${stop.class}`;
    }, SAY_AFTER_MS);
  }

  function fill(data) {
    state.data = data;
    if (state.stops.length !== data.causes.length) state.stops = data.causes.map((cause) => cause.start);
    for (const node of root.querySelectorAll("[data-word]")) node.textContent = data.words[node.dataset.word];
    const list = find(".causes");
    list.replaceChildren();
    for (const [i, cause] of data.causes.entries()) {
      const label = write(list, "label", "");
      const radio = write(label, "input", "");
      Object.assign(radio, { type: "radio", name: "mini-cause", value: cause.key, checked: i === state.cause });
      write(label, "span", cause.name);
      radio.addEventListener("change", () => {
        state.cause = i;
        show(true);
      });
    }
    show(false);
  }

  slider.addEventListener("input", () => {
    state.stops[state.cause] = Number(slider.value);
    show(true);
  });
  find(".open").addEventListener("click", () => {
    state.open("open", { cause: state.data.causes[state.cause].key, stop: state.stops[state.cause] });
  });
  const watch = new ResizeObserver(() => state.data && show(false));
  return { state, fill, start: () => watch.observe(find(".frame")), stop: () => watch.disconnect() };
}

export default function ({ parentElement, data, setTriggerValue }) {
  if (!mounted.has(parentElement)) mounted.set(parentElement, mount(parentElement));
  const widget = mounted.get(parentElement);
  widget.state.open = setTriggerValue;
  if (JSON.stringify(widget.state.data) !== JSON.stringify(data)) widget.fill(data);
  widget.start();
  return widget.stop;
}
