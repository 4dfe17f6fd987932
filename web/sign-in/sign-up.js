// A new account.
import { page, send, sendWithWork } from './api.js';
import { button, emailField, field, form, others, passwordField, show } from './dom.js';
import { checkMail } from './mail.js';
import { CONFIRM, SIGN_IN, SIGN_UP } from './queries.js';
import { say } from './words.js';

export function signUp(steps, ways, email) {
  const entry = form(say('createAccount'), async ({ elements }, tell) => {
    const { site } = page;
    const [address, password] = [elements.email.value, elements.password.value];
    const displayName = elements.displayName.value;
    const locale = document.documentElement.lang;
    const { next, requestToken } = await sendWithWork(
      SIGN_UP, { site, email: address, password, displayName, locale }, tell,
    );
    if (next === 'SIGN_IN') return steps.arrive(await send(SIGN_IN, { site, email: address, password }));
    return checkMail(steps, { email: address, requestToken, mutation: CONFIRM });
  },
  field('displayName', say('displayName'), { autocomplete: 'nickname', dir: 'auto' }, say('displayNameHint')),
  emailField(email), passwordField('new-password'));
  show(say('createAccount'), entry, others(
    button(say('haveAccount'), () => steps.start(ways, { email: entry.elements.email.value }), { class: 'link' })));
}
