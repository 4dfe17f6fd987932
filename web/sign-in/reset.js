// A new password in place of a forgotten one: by a link, on a page of its own.
import { page, send } from './api.js';
import { button, emailField, form, h, others, show } from './dom.js';
import { REQUEST_RESET } from './queries.js';
import { say } from './words.js';

export function reset(steps, ways, email) {
  const back = () => steps.start(ways, { email: entry.elements.email.value });
  const entry = form(say('resetSend'), async ({ elements }) => {
    const locale = document.documentElement.lang;
    await send(REQUEST_RESET, { site: page.site, email: elements.email.value, locale });
    show(say('checkMail'), h('p', {}, say('resetSent')), button(say('signIn'), back, { class: 'primary' }));
  }, emailField(email));
  show(say('resetTitle'), h('p', {}, say('resetHint')), entry,
    others(button(say('byPassword'), back, { class: 'link' })));
}
