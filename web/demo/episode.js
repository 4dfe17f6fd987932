// The page of an episode: the show's part above, the thread below.
import { mountAccount } from './account.js';
import { onSession } from './api.js';
import { h, time } from './dom.js';
import { follow } from './permalink.js';
import { Thread } from './thread.js';
import { friendly } from './words.js';

const key = decodeURIComponent(location.pathname.split('/').at(-1));
const section = document.getElementById('comments');
const thread = new Thread(section, key);

mountAccount();
onSession(load);
addEventListener('hashchange', () => follow(thread, key));
await load();
await follow(thread, key);

async function load() {
  try {
    const episode = await thread.load();
    if (episode) draw(episode);
    else say('There is no such episode.');
  } catch (refusal) {
    if (!refusal.code) throw refusal;
    say(friendly(refusal));
  }
}

function draw({ title, publishedAt, site }) {
  document.title = `${title} · ${site.name}`;
  document.querySelector('[data-show]').textContent = site.name;
  document.getElementById('title').textContent = title;
  const date = publishedAt ? time(publishedAt, { withClock: false }) : '';
  document.getElementById('date').replaceChildren(date);
}

function say(problem) {
  section.append(h('p', { class: 'error', role: 'alert' }, problem));
}
