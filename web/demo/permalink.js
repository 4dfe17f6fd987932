// Follows a link to one comment, wherever in the thread it stands.
import { request } from './api.js';
import { announce, goTo } from './dom.js';
import { LINKED } from './queries.js';
import { friendly } from './words.js';

const LINK = /^#(comment_[0-9a-f]{32})$/;

/** Shows the comment that the address names, if it names one. */
export async function follow(thread, key) {
  const id = LINK.exec(location.hash)?.[1];
  if (!id) return;
  try {
    const view = thread.find(id) ?? await fetchAround(thread, key, id);
    if (!view) return;
    document.querySelectorAll('.is-linked').forEach((other) => other.classList.remove('is-linked'));
    view.article.classList.add('is-linked');
    goTo(view.article);
  } catch (refusal) {
    if (!refusal.code) throw refusal;
    announce(friendly(refusal));
  }
}

/** Puts the comment and those it is shown under into the thread. */
async function fetchAround(thread, key, id) {
  const { comment } = await request(LINKED, { id });
  if (!comment) {
    announce('The comment that this link leads to is not here any more.');
    return null;
  }
  if (comment.episode.key !== key) {
    location.replace(`/episodes/${encodeURIComponent(comment.episode.key)}#${id}`);
    return null;
  }
  let above = null;
  for (const step of [...comment.ancestors, comment]) {
    const known = thread.find(step.id);
    const view = known ?? thread.view(step);
    if (!known && above) above.adopt(view);
    else if (!known) thread.link(view);
    above = view;
  }
  return above;
}
