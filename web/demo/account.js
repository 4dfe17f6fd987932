// Signing in, up and out: a corner of the masthead, and a dialog.
import { onSession, signIn, signOut, signUp, viewer } from './api.js';
import { announce, button, h } from './dom.js';
import { ROLES, friendly } from './words.js';

const DEMO_PASSWORD = 'demo-harbour-lantern-42';
const DEMO_ACCOUNTS = [['A reader', 'reader@demo.example'], ['A moderator', 'moderator@demo.example']];

let dialog;

/** Draws the corner, and again whenever somebody signs in or out. */
export function mountAccount() {
  onSession(draw);
  draw();
}

/** Whoever is signed in already needs no dialog. */
export function askToSignIn() {
  dialog ??= signInDialog();
  document.body.append(dialog.element);
  dialog.open();
}

function draw() {
  const corner = document.getElementById('account');
  const held = corner.contains(document.activeElement);
  const who = viewer();
  if (!who) {
    corner.replaceChildren(button('Sign in', askToSignIn));
  } else {
    const role = ROLES[who.role];
    corner.replaceChildren(
      h('span', { class: 'who' }, h('span', { class: 'sr-only' }, 'Signed in as '),
        h('bdi', {}, who.author.displayName), role && h('span', { class: 'badge' }, role)),
      button('Sign out', async () => {
        await signOut();
        announce('You are signed out.');
      }));
  }
  if (held) corner.querySelector('button').focus();
}

function signInDialog() {
  const field = (name, label, attributes) => h('p', { class: 'field', 'data-field': name },
    h('label', { for: `account-${name}` }, label),
    h('input', { id: `account-${name}`, name, required: true, ...attributes }));
  const heading = h('h2', { id: 'account-title' });
  const error = h('p', { class: 'error', role: 'alert' });
  const submit = h('button', { type: 'submit', class: 'primary' });
  const other = button('', () => show(!creating));
  const form = h('form', { novalidate: true, onsubmit },
    field('name', 'Name shown with your comments', { maxlength: 40, autocomplete: 'nickname', dir: 'auto' }),
    field('email', 'E-mail address', { type: 'email', autocomplete: 'username', dir: 'ltr' }),
    field('password', 'Password', { type: 'password', autocomplete: 'current-password' }),
    error,
    h('div', { class: 'buttons' }, submit, other));
  const demo = h('fieldset', { class: 'demo' },
    h('legend', {}, 'This is a demo: sign in as'),
    DEMO_ACCOUNTS.map(([label, email]) => button(label, () => {
      form.elements.email.value = email;
      form.elements.password.value = DEMO_PASSWORD;
      form.requestSubmit();
    })));
  const element = h('dialog', { class: 'dialog', 'aria-labelledby': 'account-title' },
    h('div', { class: 'dialog-head' }, heading, button('Close', () => element.close())),
    demo, form);
  let creating = false;

  function show(toCreate) {
    creating = toCreate;
    heading.textContent = creating ? 'Create an account' : 'Sign in';
    submit.textContent = creating ? 'Create account' : 'Sign in';
    other.textContent = creating ? 'I have an account' : 'Create an account';
    form.querySelector('[data-field=name]').hidden = !creating;
    demo.hidden = creating;
    form.elements.password.autocomplete = creating ? 'new-password' : 'current-password';
    error.textContent = '';
    (creating ? form.elements.name : form.elements.email).focus();
  }

  async function onsubmit(event) {
    event.preventDefault();
    const { name, email, password } = form.elements;
    error.textContent = '';
    try {
      await (creating
        ? signUp(email.value, password.value, name.value)
        : signIn(email.value, password.value));
      form.reset();
      element.close();
      announce(`Signed in as ${viewer().author.displayName}.`);
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      error.textContent = friendly(refusal);
    }
  }

  return { element, open: () => { element.showModal(); show(false); } };
}
