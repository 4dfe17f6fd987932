// The show's home page: its episodes, and how much is said under each.
import { mountAccount } from './account.js';
import { SITE, request } from './api.js';
import { button, h, time } from './dom.js';
import { HOME } from './queries.js';
import { STATES, friendly, plural } from './words.js';

const place = document.getElementById('episodes');
const list = h('ol', { class: 'episodes', role: 'list' });
const more = button('More episodes', () => load(more.dataset.after));

mountAccount();
load();

async function load(after) {
  place.setAttribute('aria-busy', 'true');
  try {
    const { site } = await request(HOME, { site: SITE, after });
    document.title = site.name;
    document.querySelector('[data-show]').textContent = site.name;
    const rows = site.episodes.nodes.map(row);
    list.append(...rows);
    const { hasNextPage, endCursor } = site.episodes.pageInfo;
    more.dataset.after = endCursor;
    place.replaceChildren(list, ...(hasNextPage ? [more] : []));
    if (after) rows[0]?.querySelector('a').focus();
  } catch (refusal) {
    place.append(h('p', { class: 'error', role: 'alert' }, friendly(refusal)));
  } finally {
    place.setAttribute('aria-busy', 'false');
  }
}

function row({ key, title, publishedAt, state, commentCount }) {
  return h('li', {},
    h('h2', { dir: 'auto' }, h('a', { href: `/episodes/${encodeURIComponent(key)}` }, title)),
    h('p', { class: 'quiet' },
      publishedAt && time(publishedAt, { withClock: false }),
      publishedAt && ' · ',
      plural(commentCount, 'comment', 'comments'),
      ' ',
      state !== 'OPEN' && h('span', { class: 'badge' }, STATES[state])));
}
