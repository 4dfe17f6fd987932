// Builds the page. Text is set as text; the one way from text to markup is `setHtml`.

/** An element with attributes (`on…` are listeners, false and null are left out) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// What the API gives as `bodyHtml` has been sanitised there; no other text passes here.
const policy = globalThis.trustedTypes?.createPolicy('rejoinder-comment', {
  createHTML: (sanitised) => sanitised,
}) ?? { createHTML: (sanitised) => sanitised };

export function setHtml(element, sanitised) {
  element.innerHTML = policy.createHTML(sanitised);
}

export function button(label, onclick, attributes = {}) {
  return h('button', { type: 'button', onclick, ...attributes }, label);
}

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

export function time(iso, { withClock = true } = {}) {
  const moment = new Date(iso);
  return h('time', { datetime: iso, title: dateAndTime.format(moment) },
    (withClock ? dateAndTime : dateOnly).format(moment));
}

let forgetting;

/** Says what came of something, for eyes and for screen readers. */
export function announce(text) {
  const status = document.getElementById('status');
  status.textContent = text;
  clearTimeout(forgetting);
  forgetting = setTimeout(() => { status.textContent = ''; }, 8000);
}

/** Shows an element and gives it the focus, in whatever state the page is. */
export function goTo(element) {
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
}

let lastId = 0;

/** For labels and descriptions. */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
