// Small helpers that build elements. Text goes in as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Set attributes that differ from what is there; null removes one. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value)) {
      element.setAttribute(name, String(value));
    }
  }
  return element;
}

/** Change the text of an element if it differs. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/** An HTML element with attributes and children (elements or strings). */
export function html(tag, attributes = {}, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

/** An SVG element with attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  const element = set(document.createElementNS(SVG, tag), attributes);
  element.append(...children);
  return element;
}

/** Keep exactly `count` children made by `make`; returns them. */
export function keep(parent, count, make) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(make());
  return [...parent.children];
}

/** A pixel coordinate as a short string. */
export function px(value) {
  return String(Math.round(value * 100) / 100);
}

/** An open path through points. */
export function line(points) {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
}
