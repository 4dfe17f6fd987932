// Builds the window. Text is only ever set as text.
import { friendly, say } from './words.js';

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

export const button = (label, onclick, attributes = {}) => h('button', { type: 'button', onclick, ...attributes }, label);

/** In place of what was there. The first field gets the focus, or else the heading; the heading is
 * said aloud, since a field's label alone does not tell what has changed. */
export function show(heading, ...content) {
  const main = document.getElementById('main');
  const title = h('h1', { id: 'title', tabindex: '-1' }, heading);
  main.replaceChildren(title, ...content.flat().filter(Boolean));
  main.setAttribute('aria-busy', 'false');
  document.title = heading;
  tell(heading);
  (main.querySelector('input:not([type=hidden], [type=checkbox])') ?? title).focus();
}

/** For screen readers. */
export function tell(text) {
  document.getElementById('status').textContent = text;
}

/** A labelled field; `hint` stands under it. */
export function field(name, label, attributes, hint) {
  const id = `field-${name}`;
  return h('p', { class: 'field' },
    h('label', { for: id }, label),
    h('input', {
      id, name, required: true, 'aria-describedby': hint && `${id}-hint`, ...attributes,
    }),
    hint && h('span', { class: 'hint', id: `${id}-hint` }, hint));
}

export const emailField = (value) => field('email', say('email'), {
  type: 'email', autocomplete: 'username', dir: 'ltr', spellcheck: 'false', autocapitalize: 'none', value,
});

/** `kind` is `current-password` or `new-password`. */
export function passwordField(kind) {
  const hint = kind === 'new-password' ? say('passwordHint') : null;
  const whole = field('password', say('password'), {
    type: 'password', autocomplete: kind, dir: 'ltr', spellcheck: 'false', autocapitalize: 'none',
  }, hint);
  const input = whole.querySelector('input');
  const toggle = h('label', { class: 'check' },
    h('input', {
      type: 'checkbox',
      onchange: ({ target }) => { input.type = target.checked ? 'text' : 'password'; },
    }),
    say('showPassword'));
  whole.append(toggle);
  return whole;
}

export const codeField = (attributes = {}, hint = null) => field('code', say('code'), {
  inputmode: 'numeric', autocomplete: 'one-time-code', dir: 'ltr', spellcheck: 'false', ...attributes,
}, hint);

/** A code without the spaces that people and mails put between its digits. */
export const typedCode = (form) => form.elements.code.value.replaceAll(/\s/g, '');

let forms = 0;

/**
 * A form that does one thing at a time and says what was wrong with it. `submitted` gets the form,
 * and `work` with which it can tell what takes so long.
 */
export function form(label, submitted, ...content) {
  const error = h('p', { class: 'error', role: 'alert', id: `error-${forms += 1}` });
  const submit = h('button', { type: 'submit', class: 'primary' }, label);
  const progress = h('p', { class: 'progress', role: 'status' });
  let busy = false;

  async function onsubmit(event) {
    event.preventDefault();
    if (busy) return;
    clear(element, error);
    const empty = [...element.elements].find((input) => input.required && input.value.trim() === '');
    if (empty) return complain(say('missing'), empty);
    busy = true;
    submit.setAttribute('aria-disabled', 'true');
    progress.textContent = say('oneMoment');
    try {
      await submitted(element, (text) => { progress.textContent = text; });
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      complain(friendly(refusal), element.elements[refusal.field]);
    } finally {
      busy = false;
      submit.removeAttribute('aria-disabled');
      progress.textContent = '';
    }
  }

  function complain(text, input) {
    error.textContent = text;
    const faulty = input instanceof HTMLInputElement ? input : null;
    faulty?.setAttribute('aria-invalid', 'true');
    faulty?.setAttribute('aria-errormessage', error.id);
    if (faulty) faulty.focus();
    else if (!element.contains(document.activeElement)) submit.focus();
  }

  const element = h('form', { method: 'post', novalidate: true, onsubmit }, ...content, error, submit, progress);
  return element;
}

function clear(element, error) {
  error.textContent = '';
  for (const input of element.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-errormessage');
  }
}

/** Other things to do than what a screen is for. */
export const others = (...choices) => {
  const there = choices.filter(Boolean);
  return there.length > 0 && h('ul', { class: 'others' }, there.map((choice) => h('li', {}, choice)));
};
