// A moderator's session for the page that opened the window. Whose it is comes from the cookie of
// our own pages, so whoever has none signs in first.
import { ask, page, send } from './api.js';
import { button, form, h, others, show } from './dom.js';
import { cancel, hand } from './leave.js';
import { BEGIN_MODERATING, VIEWER } from './queries.js';
import { say } from './words.js';

export async function moderate(steps) {
  const viewer = await ask(VIEWER);
  if (!viewer || viewer.site.key !== page.site) return steps.ways();
  if (viewer.role !== 'MODERATOR' && viewer.role !== 'ADMIN') return refuse(steps, viewer);
  return question(steps, viewer);
}

function question(steps, { author }) {
  const values = { host: new URL(page.origin).host, name: author.displayName };
  const entry = form(say('moderateBegin'), async () => {
    const { accessToken, expiresAt, refreshToken } = await send(BEGIN_MODERATING, { origin: page.origin });
    await hand({ type: 'rejoinder:signed-in', accessToken, expiresAt, refreshToken, moderating: true });
  }, h('p', {}, say('moderateHint', values)));
  show(say('moderateOn', values), entry, others(
    button(say('asSomebodyElse'), steps.ways, { class: 'link' }),
    button(say('cancel'), cancel, { class: 'link' })));
}

function refuse(steps, { author, secondFactorDemanded }) {
  const why = secondFactorDemanded ? 'secondFactorDemanded' : 'noModerator';
  show(say('moderateOn', { host: new URL(page.origin).host }),
    h('p', { role: 'alert' }, say(why, { name: author.displayName })),
    button(say('asSomebodyElse'), steps.ways, { class: 'primary' }),
    others(secondFactorDemanded && h('a', { href: accountPage(), target: '_blank', rel: 'noopener' }, say('addFactor')),
      button(say('cancel'), cancel, { class: 'link' })));
}

/** In a tab of its own: this window is still waited for. */
const accountPage = () => `/account?${new URLSearchParams({ site: page.site, locale: document.documentElement.lang })}#factor`;
