// The first step: every way that the site offers, the quickest first.
import { page, send } from './api.js';
import { button, emailField, form, h, others, passwordField, show } from './dom.js';
import { withPasskey } from './factor.js';
import { cancel } from './leave.js';
import { requestMail } from './mail.js';
import { available } from './passkey.js';
import { SIGN_IN } from './queries.js';
import { say } from './words.js';

/** `how` is `password` or `mail`, of those that there are. */
export function start(steps, ways, { email = '', how = ways.password ? 'password' : 'mail' } = {}) {
  const entry = ways[how] && ENTRIES[how](steps, ways, email);
  const typed = () => entry?.elements.email.value ?? email;
  const quick = [...providers(ways), ...passkey(steps, ways)];
  const link = (words, onclick) => button(say(words), onclick, { class: 'link' });
  const other = how === 'mail' ? 'password' : 'mail';
  if (!entry && quick.length === 0) return show(say('signInTo', page), h('p', {}, say('noWay')));
  return show(say('signInTo', page), whereTo(),
    quick.length > 0 && h('ul', { class: 'quick' }, quick.map((one) => h('li', {}, one))),
    quick.length > 0 && entry && h('p', { class: 'or' }, say('or')),
    entry,
    others(
      ways[how] && ways[other] && link(OTHER[other], () => start(steps, ways, { email: typed(), how: other })),
      ways.password && link('createAccount', () => steps.signUp(ways, typed())),
      ways.passwordReset && link('forgot', () => steps.reset(ways, typed())),
      page.origin && link('cancel', cancel)));
}

const OTHER = { password: 'byPassword', mail: 'byMail' };

const ENTRIES = {
  password: (steps, ways, email) => form(say('signIn'), async ({ elements }) => {
    const outcome = await send(SIGN_IN, {
      site: page.site, email: elements.email.value, password: elements.password.value,
    });
    return steps.arrive(outcome);
  }, emailField(email), passwordField('current-password')),
  mail: requestMail,
};

/** Whoever moderates comes back to this window, with a cookie. */
function providers({ providers: all }) {
  const next = page.moderate === undefined ? page.next : location.pathname + location.search;
  const where = next === undefined ? { origin: page.origin } : { next };
  return all.map(({ key, name }) => button(say('continueWith', { name }), () => {
    const query = new URLSearchParams({
      site: page.site, provider: key, ...where, locale: document.documentElement.lang,
    });
    location.assign(`/sign-in/oidc/start?${query}`);
  }, { class: 'wide' }));
}

function passkey(steps, { passkeys }) {
  if (!passkeys || !available()) return [];
  return [form(say('usePasskey'), () => withPasskey(steps, { site: page.site }))];
}

/** Whoever signs in should know where: the window's own address does not tell. */
function whereTo() {
  if (page.moderate !== undefined) return h('p', {}, say('moderateFirst'));
  if (page.origin === undefined || page.origin === location.origin) return null;
  return h('p', {}, say('signedInOn', { host: new URL(page.origin).host }));
}
