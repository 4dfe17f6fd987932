// A new account.
import { page, send, sendWithWork } from './api.js';
import { button, emailField, field, form, others, passwordField, show } from './dom.js';
import { SIGN_IN, SIGN_UP } from './queries.js';
import { say } from './words.js';

export function signUp(steps, ways, email) {
  const entry = form(say('createAccount'), async ({ elements }, tell) => {
    const { site } = page;
    const [address, password] = [elements.email.value, elements.password.value];
    const displayName = elements.displayName.value;
    await sendWithWork(SIGN_UP, { site, email: address, password, displayName }, tell);
    return steps.arrive(await send(SIGN_IN, { site, email: address, password }));
  },
  field('displayName', say('displayName'), { autocomplete: 'nickname', dir: 'auto' }, say('displayNameHint')),
  emailField(email), passwordField('new-password'));
  show(say('createAccount'), entry, others(
    button(say('haveAccount'), () => steps.start(ways, entry.elements.email.value), { class: 'link' })));
}
