// On a new step: its heading to the top of the screen, and the focus there, so that it is read out first.
const before = new WeakMap();

export default function ({ data, parentElement }) {
  const shown = before.get(parentElement);
  before.set(parentElement, data.step);
  if (shown === undefined || shown === data.step) return;
  const heading = parentElement.getRootNode().host?.ownerDocument.querySelector(`.st-key-${data.place} :is(h2, h3)`)
    ?? document.querySelector(`.st-key-${data.place} :is(h2, h3)`);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
}
