// The thread of one episode: its heading, its state, its comments and the form for a new one.
import { askToSignIn } from './account.js';
import { SITE, Refusal, request, viewer } from './api.js';
import { CommentView } from './comment.js';
import { composer } from './composer.js';
import { announce, button, goTo, h, uniqueId } from './dom.js';
import * as draft from './draft.js';
import { EPISODE, EPISODE_HEAD, POST, REPLIES } from './queries.js';
import { moderation, stateNotice } from './state.js';
import { friendly, thoughts } from './words.js';

const ORDERS = { OLDEST: 'Oldest first', NEWEST: 'Newest first', TOP: 'Most liked first' };

export class Thread {
  head = null;
  #key;
  #section;
  #parts;
  #views = new Map();
  #viewsByItem = new WeakMap();
  // Comments posted here that no page has brought yet: they stay at the end, or the beginning.
  #posted = new Set();
  #order = 'OLDEST';
  #cursor = null;
  #composer = null;

  constructor(section, key) {
    this.#section = section;
    this.#key = key;
    const part = (name) => h('div', { class: name });
    this.#parts = {
      heading: section.querySelector('#thoughts'),
      state: part('state'),
      tools: part('tools'),
      linked: h('section', { class: 'linked', hidden: true, 'aria-label': 'Linked conversation' },
        h('h3', {}, 'The conversation you followed a link to'), h('ol', { role: 'list', class: 'tops' })),
      tops: h('ol', { role: 'list', class: 'tops' }),
      more: button('Show more comments', () => this.#fetchMore(), { class: 'more', hidden: true }),
      problem: h('p', { class: 'error', role: 'alert' }),
      form: part('form'),
    };
    const { heading, ...below } = this.#parts;
    section.querySelector('[data-loading]').remove();
    section.append(...Object.values(below));
    below.tools.append(this.#orderChoice());
  }

  /** Fetches the first page anew; null when there is no such episode. */
  async load() {
    this.#section.setAttribute('aria-busy', 'true');
    try {
      const episode = await this.#fetch(null);
      if (!episode) return null;
      this.#views.clear();
      this.#posted.clear();
      this.head = episode;
      this.#parts.linked.hidden = true;
      this.#parts.linked.lastChild.replaceChildren();
      this.#parts.tops.replaceChildren();
      this.#parts.problem.textContent = '';
      this.#drawHead();
      this.#take(episode.comments);
      return episode;
    } finally {
      this.#section.setAttribute('aria-busy', 'false');
    }
  }

  /** The view of a comment, made where there is none yet, with the replies that came with it. */
  view(comment) {
    let view = this.#views.get(comment.id);
    if (view) view.show(comment);
    else view = new CommentView(this, comment);
    this.#views.set(comment.id, view);
    this.#viewsByItem.set(view.item, view);
    if (comment.replies) view.merge(comment.replies);
    return view;
  }

  find = (id) => this.#views.get(id);

  viewAt = (item) => this.#viewsByItem.get(item);

  /** Shows a top comment that a link leads to, until its page comes. */
  link(view) {
    this.#parts.linked.hidden = false;
    this.#parts.linked.lastChild.append(view.item);
  }

  async fetchReplies(view, after) {
    const { comment } = await request(REPLIES, { id: view.comment.id, after });
    if (!comment) throw new Refusal('not found', { code: 'NOT_FOUND' });
    view.merge(comment.replies, { asNext: true });
  }

  /** Posts, and shows what was posted where it stands. */
  async post(body, clientMutationId, parentId) {
    const episode = { site: SITE, key: this.#key };
    const { postComment: { comment } } = await request(POST, { input: { episode, parentId, body, clientMutationId } });
    const above = this.#views.get(comment.ancestors.at(-1)?.id);
    const isNew = !this.#views.has(comment.id);
    const view = this.view(comment);
    if (above) {
      if (isNew && comment.status === 'APPROVED') above.countReply(1);
      above.adopt(view);
    } else {
      this.#posted.add(view);
      this.#placePosted();
    }
    announce(comment.status === 'PENDING'
      ? 'Thank you. A moderator will read your comment before others see it.'
      : 'Your comment is posted.');
    // The count may follow; whoever wrote sees the comment and an empty form at once.
    this.refreshHead();
    return view;
  }

  /** Takes a comment out that is gone, and with it a tombstone that stood only for its sake. */
  drop(view) {
    const { above } = view;
    view.item.remove();
    this.#views.delete(view.comment.id);
    this.#posted.delete(view);
    if (!above) return this.#parts.heading.focus();
    above.countReply(-1);
    if (above.comment.tombstone && above.isBare) this.drop(above);
    else above.article.focus();
  }

  /** Asks how the thread stands; a page that cannot know is left as it is. */
  async refreshHead() {
    const { episode } = await request(EPISODE_HEAD, { site: SITE, key: this.#key }).catch(() => ({}));
    if (!episode) return;
    const before = this.head.state;
    this.head = episode;
    this.#drawHead();
    if (before !== episode.state) this.#views.forEach((view) => view.redraw());
  }

  #fetch(after) {
    const variables = { site: SITE, key: this.#key, orderBy: this.#order, after };
    return request(EPISODE, variables).then(({ episode }) => episode);
  }

  async #fetchMore() {
    const last = this.#parts.tops.childElementCount;
    await this.#try(async () => {
      this.#take((await this.#fetch(this.#cursor)).comments);
      this.viewAt(this.#parts.tops.children[last])?.article.focus({ preventScroll: true });
    });
  }

  #take({ nodes, pageInfo }) {
    for (const comment of nodes) {
      const view = this.view(comment);
      this.#posted.delete(view);
      this.#parts.tops.append(view.item);
    }
    this.#cursor = pageInfo.endCursor;
    this.#parts.more.hidden = !pageInfo.hasNextPage;
    this.#parts.linked.hidden = this.#parts.linked.lastChild.childElementCount === 0;
    this.#placePosted();
  }

  #placePosted() {
    const items = Array.from(this.#posted, (view) => view.item);
    if (this.#order === 'NEWEST') this.#parts.tops.prepend(...items.reverse());
    else this.#parts.tops.append(...items);
  }

  #drawHead() {
    const { heading, state, tools } = this.#parts;
    const { commentCount, title } = this.head;
    heading.textContent = thoughts(commentCount, title);
    const parts = [stateNotice(this.head), moderation(this.head, () => this.#changed())];
    state.replaceChildren(...parts.filter(Boolean));
    tools.hidden = commentCount < 2;
    this.#drawForm();
  }

  async #changed() {
    await this.load();
    this.#parts.heading.focus();
  }

  /** A text that was begun is never taken off the page, whatever becomes of the thread. */
  #drawForm() {
    const { form } = this.#parts;
    const { allowed, reason } = this.head.viewerCan.post;
    const draftKey = `top:${this.#key}`;
    const begun = this.#composer ? !this.#composer.isEmpty() : draft.read(draftKey).body !== '';
    if (allowed || (begun && viewer())) {
      this.#composer ??= composer({
        label: 'Add a comment',
        action: 'Post comment',
        draftKey,
        send: async (body, key) => goTo((await this.post(body, key)).article),
        refused: () => this.refreshHead(),
      });
      if (!form.contains(this.#composer.element)) form.replaceChildren(this.#composer.element);
      return;
    }
    this.#composer = null;
    form.replaceChildren();
    if (reason === 'SIGNED_OUT' && this.head.state === 'OPEN') {
      form.append(h('p', {}, button('Sign in to comment', askToSignIn, { class: 'primary' })));
    } else if (this.head.state === 'OPEN') {
      form.append(h('p', { class: 'notice' }, this.head.viewerCan.post.message));
    }
  }

  #orderChoice() {
    const id = uniqueId('order');
    const options = Object.entries(ORDERS).map(([value, words]) => h('option', { value }, words));
    const choice = h('select', { id, onchange: () => this.#try(async () => {
      this.#order = choice.value;
      await this.load();
      announce(`Sorted: ${ORDERS[this.#order].toLowerCase()}.`);
    }) }, options);
    return h('p', { class: 'order' }, h('label', { for: id }, 'Sort'), ' ', choice);
  }

  async #try(action) {
    this.#parts.problem.textContent = '';
    try {
      await action();
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      this.#parts.problem.textContent = friendly(refusal);
    }
  }
}
