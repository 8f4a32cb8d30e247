// A curve of pain over time that the learner draws through a few handles. It knows nothing of the model's curve.
const SVG = "http://www.w3.org/2000/svg";
const TOP = 10; // the pain scale
const STEP = 0.5;
const KEYS = { ArrowUp: STEP, ArrowRight: STEP, ArrowDown: -STEP, ArrowLeft: -STEP, PageUp: 2, PageDown: -2, Home: -TOP, End: TOP };
const EDGE = { left: 34, right: 14, top: 30, bottom: 46 };
const mounted = new WeakMap();

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const limit = (pain) => Math.min(TOP, Math.max(0, Math.round(pain / STEP) * STEP));

function mount(root) {
  const find = (selector) => root.querySelector(selector);
  const svg = find("svg");
  const state = { data: null, values: [], touched: false, send: null, height: 0, width: 0 };

  const x = (hour) => EDGE.left + (hour / state.data.hours) * (state.width - EDGE.left - EDGE.right);
  const y = (pain) => state.height - EDGE.bottom - (pain / TOP) * (state.height - EDGE.top - EDGE.bottom);
  const pain = (clientY) => {
    const box = svg.getBoundingClientRect();
    const high = ((clientY - box.top) / box.height) * state.height;
    return limit(((state.height - EDGE.bottom - high) / (state.height - EDGE.top - EDGE.bottom)) * TOP);
  };
  const write = (at, high, words, className, anchor = "middle") => {
    element("text", { x: at, y: high, class: className, "text-anchor": anchor }, svg).textContent = words;
  };

  function place(i) {
    const { data, values } = state;
    const [hour, value] = [data.handles[i], values[i]];
    const group = svg.querySelectorAll(".handle")[i];
    group.setAttribute("transform", `translate(${x(hour)} ${y(value)})`);
    group.setAttribute("aria-valuenow", value);
    group.setAttribute("aria-valuetext", fill(data.words.value, { pain: value }));
    group.querySelector(".value").textContent = value;
    group.querySelector(".value").setAttribute("y", value > 8.5 ? 28 : -17);
    const points = data.handles.map((at, k) => `L${x(at)},${y(values[k])}`).join("");
    svg.querySelector(".guess").setAttribute("d", `M${x(0)},${y(data.baseline)}${points}`);
  }

  function set(i, value) {
    state.values[i] = limit(value);
    touch();
    place(i);
  }

  function touch() {
    state.touched = true;
    find(".lock").disabled = false;
    find(".note").textContent = "";
  }

  function handle(i) {
    const { data } = state;
    const label = fill(data.words.handle, { hour: data.handles[i] });
    const range = { role: "slider", tabindex: 0, "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": TOP };
    const group = element("g", { class: "handle", "aria-label": label, ...range }, svg);
    element("circle", { r: 22, class: "hit" }, group);
    element("circle", { r: 15, class: "ring" }, group);
    element("path", { d: "M0-10 10 0 0 10-10 0Z", class: "mark" }, group);
    element("text", { class: "value halo" }, group);
    group.addEventListener("keydown", (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      set(i, state.values[i] + KEYS[event.key]);
    });
    group.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      group.focus({ preventScroll: true });
      group.setPointerCapture(event.pointerId);
      touch();
    });
    group.addEventListener("pointermove", (event) => {
      if (group.hasPointerCapture(event.pointerId)) set(i, pain(event.clientY));
    });
  }

  function draw() {
    const { data } = state;
    const focused = [...svg.querySelectorAll(".handle")].indexOf(root.getRootNode().activeElement);
    state.width = Math.max(260, svg.parentElement.clientWidth);
    state.height = state.width < 480 ? 320 : 360;
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${state.width} ${state.height}`);
    svg.setAttribute("aria-label", data.words.picture);
    for (let level = 0; level <= TOP; level += 2) {
      element("line", { x1: EDGE.left, x2: state.width - EDGE.right, y1: y(level), y2: y(level), class: level ? "grid" : "axis" }, svg);
      write(EDGE.left - 8, y(level) + 4, level, "", "end");
    }
    for (let hour = 0; hour <= data.hours; hour += data.tick) write(x(hour), y(0) + 17, hour, "");
    write((EDGE.left + state.width - EDGE.right) / 2, state.height - 8, data.words.hours, "");
    write(EDGE.left - 26, 12, data.words.pain, "", "start");
    const right = state.width - EDGE.right;
    element("line", { x1: EDGE.left, x2: right, y1: y(data.cut), y2: y(data.cut), class: "cut" }, svg);
    element("line", { x1: x(data.check), x2: x(data.check), y1: y(0), y2: y(TOP), class: "check" }, svg);
    write(x(data.check) + 5, y(TOP) + 10, data.words.check, "halo", "start");
    write(right, y(data.cut) + 15, data.words.cut, "halo", "end");
    if (data.given) {
      const points = data.given.hours.map((at, i) => `${x(at)},${y(data.given.pain[i])}`).join("L");
      element("path", { d: `M${points}`, class: "given" }, svg);
      const at = data.given.label;
      write(x(data.given.hours[at]) + 6, y(data.given.pain[at]) + 18, data.words.given, "name halo", "start");
    }
    element("path", { class: "guess" }, svg);
    data.handles.forEach((_, i) => handle(i));
    data.handles.forEach((_, i) => place(i));
    if (focused >= 0) svg.querySelectorAll(".handle")[focused].focus({ preventScroll: true });
  }

  function open(data) {
    state.data = data;
    state.values = data.handles.map(() => data.baseline);
    state.touched = false;
    root.querySelector(".sketch").style.setProperty("--guess", data.colours.guess);
    root.querySelector(".sketch").style.setProperty("--given", data.colours.given);
    find(".how").textContent = data.words.how;
    find(".lock").textContent = data.words.lock;
    find(".lock").disabled = true;
    find(".note").textContent = data.words.first;
    draw();
  }

  find(".lock").addEventListener("click", () => {
    if (state.touched) state.send("locked", { id: state.data.id, values: state.values });
  });
  const watch = new ResizeObserver(() => {
    if (state.data && Math.max(260, svg.parentElement.clientWidth) !== state.width) draw();
  });
  return { state, open, start: () => watch.observe(find(".frame")), stop: () => watch.disconnect() };
}

export default function ({ parentElement, data, setTriggerValue }) {
  if (!mounted.has(parentElement)) mounted.set(parentElement, mount(parentElement));
  const widget = mounted.get(parentElement);
  widget.state.send = setTriggerValue;
  if (JSON.stringify(widget.state.data) !== JSON.stringify(data)) widget.open(data);
  widget.start();
  return widget.stop;
}
