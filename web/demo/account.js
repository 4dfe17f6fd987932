// Signing in, up and out: a corner of the masthead, and a dialog.
import { SignInFailed } from '/sign-in/client.js';
import { onSession, signIn, signInByWindow, signOut, viewer } from './api.js';
import { announce, button, h } from './dom.js';
import { ROLES, friendly } from './words.js';

const DEMO_PASSWORD = 'demo-harbour-lantern-42';
const DEMO_ACCOUNTS = [
  ['A reader', 'reader@demo.example'],
  ['A moderator', 'moderator@demo.example'],
  ['The host', 'admin@demo.example'],
];

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
  const error = h('p', { class: 'error', role: 'alert' });
  const enter = async (how) => {
    error.textContent = '';
    try {
      await how();
      element.close();
      announce(`Signed in as ${viewer().author.displayName}.`);
    } catch (refusal) {
      if (refusal instanceof SignInFailed) error.textContent = WINDOW[refusal.reason] ?? WINDOW.CLOSED;
      else if (refusal.code) error.textContent = friendly(refusal);
      else throw refusal;
    }
  };
  const demo = h('fieldset', { class: 'demo' },
    h('legend', {}, 'This is a demo: sign in as'),
    DEMO_ACCOUNTS.map(([label, email]) => button(label, () => enter(() => signIn(email, DEMO_PASSWORD)))));
  const element = h('dialog', { class: 'dialog', 'aria-labelledby': 'account-title' },
    h('div', { class: 'dialog-head' },
      h('h2', { id: 'account-title' }, 'Sign in'), button('Close', () => element.close())),
    demo,
    h('p', {}, 'Or as yourself, as listeners do on any show’s page:'),
    button('Open the sign-in window', () => enter(signInByWindow), { class: 'primary' }),
    error);

  return {
    element,
    open: () => {
      error.textContent = '';
      element.showModal();
      demo.querySelector('button').focus();
    },
  };
}

const WINDOW = {
  BLOCKED: 'Your browser did not open the sign-in window. Allow windows for this page and try again.',
  CLOSED: 'The sign-in window was closed. Nobody is signed in.',
};
