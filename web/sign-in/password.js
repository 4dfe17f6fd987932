// With e-mail address and password.
import { page, send } from './api.js';
import { button, emailField, form, h, others, passwordField, show } from './dom.js';
import { cancel } from './leave.js';
import { SIGN_IN } from './queries.js';
import { say } from './words.js';

export function withPassword(steps, ways, email) {
  const entry = form(say('signIn'), async ({ elements }) => {
    const outcome = await send(SIGN_IN, {
      site: page.site, email: elements.email.value, password: elements.password.value,
    });
    return steps.arrive(outcome);
  }, emailField(email), passwordField('current-password'));
  const typed = () => entry.elements.email.value;
  show(say('signInTo', page), whereTo(), entry,
    others(
      button(say('createAccount'), () => steps.signUp(ways, typed()), { class: 'link' }),
      page.origin && button(say('cancel'), cancel, { class: 'link' })));
}

/** Whoever signs in should know where: the window's own address does not tell. */
export function whereTo() {
  if (page.origin === undefined || page.origin === location.origin) return null;
  return h('p', {}, say('signedInOn', { host: new URL(page.origin).host }));
}
