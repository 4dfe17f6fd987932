// What a mail proves: a code typed here, or its link followed in this browser.
import { page, send, sendWithWork } from './api.js';
import { button, codeField, emailField, form, h, others, show, typedCode } from './dom.js';
import { REQUEST_MAIL, SIGN_IN_WITH_MAIL } from './queries.js';
import { say } from './words.js';

/** The form that asks for a mail with which one signs in, without a password. */
export const requestMail = (steps, ways, email) => form(say('sendMail'), async ({ elements }, tell) => {
  const address = elements.email.value;
  const input = { site: page.site, email: address, locale: document.documentElement.lang };
  const { requestToken } = await sendWithWork(REQUEST_MAIL, input, tell);
  checkMail(steps, { email: address, requestToken, mutation: SIGN_IN_WITH_MAIL });
}, emailField(email), h('p', { class: 'hint' }, say('byMailHint')));

const PAUSE = 4000;

/** Waits for the mail that proves the address: `mutation` takes the request with the mail's code, or
 * without one when its link was followed. */
export function checkMail(steps, { email, requestToken, mutation }) {
  const entry = form(say('goOn'), async (filled) => {
    const outcome = await send(mutation, { requestToken, code: typedCode(filled) });
    return steps.arrive(outcome);
  }, codeField({}, say('codeHint')));
  show(say('checkMail'), h('p', {}, say('checkMailTo', { email })), entry,
    others(button(say('startOver'), steps.again, { class: 'link' })));
  look();

  async function look() {
    await pause();
    if (!entry.isConnected) return;
    let outcome = null;
    try {
      outcome = await send(mutation, { requestToken });
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      // Nothing more comes of this mail: the form tells so when a code is typed.
      if (refusal.reason === 'LINK_OVER') return;
    }
    if (!entry.isConnected) return;
    if (outcome) steps.arrive(outcome);
    else look();
  }
}

/** Nothing is asked for as long as the window is out of sight. */
const pause = () => new Promise((resolve) => {
  const again = () => (document.hidden ? setTimeout(again, PAUSE) : resolve());
  setTimeout(again, PAUSE);
});
