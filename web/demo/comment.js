// One comment: what it says, what its viewer may do with it, and the replies under it.
import { askToSignIn } from './account.js';
import { request, viewer } from './api.js';
import { composer } from './composer.js';
import { decisions } from './decision.js';
import { announce, button, goTo, h, setHtml, time } from './dom.js';
import * as draft from './draft.js';
import { DELETE, EDIT, MARKDOWN, VOTE } from './queries.js';
import { HOLD_REASONS, REJECT_REASONS, ROLES, TOMBSTONES, count, friendly, plural } from './words.js';

// Below this level narrow screens indent no further, so a reply says whom it answers.
const LAST_INDENTED = 3;

export class CommentView {
  #thread;
  #parts;
  // What is known of the page of replies that comes next; no cursor before the first.
  #next = { known: false, more: false, cursor: null };

  constructor(thread, comment) {
    this.#thread = thread;
    const part = (tag, attributes) => h(tag, attributes);
    this.#parts = {
      header: part('header', {}),
      notice: part('div', { class: 'notices' }),
      body: part('div', { class: 'body', dir: 'auto' }),
      actions: part('div', { class: 'actions' }),
      slot: part('div', { class: 'slot' }),
      replies: part('ol', { class: 'replies', role: 'list' }),
      more: button('', () => this.#fetchReplies(), { class: 'more' }),
    };
    const { header, notice, body, actions, slot, replies, more } = this.#parts;
    this.article = h('article', { id: comment.id, class: 'comment', tabindex: '-1' },
      header, notice, body, actions, slot);
    this.item = h('li', { class: 'item' }, this.article, replies, more);
    this.show(comment);
    if (draft.read(`reply:${comment.id}`).body && this.#may('reply')) this.#reply({ unasked: true });
  }

  /** Draws the comment as it is now; an open form stays. */
  show(comment) {
    this.comment = { ...this.comment, ...comment };
    const { author, tombstone, bodyHtml, depth, status } = this.comment;
    this.article.setAttribute('aria-label', author ? `Comment by ${author.displayName}` : 'Removed comment');
    this.article.classList.toggle('is-gone', Boolean(tombstone));
    this.article.classList.toggle('is-held', status !== 'APPROVED' && !tombstone);
    this.item.classList.toggle('is-deep', depth > LAST_INDENTED);
    this.#parts.header.replaceChildren(...this.#header());
    this.#parts.notice.replaceChildren(...this.#notices());
    if (tombstone) this.#parts.body.replaceChildren(h('p', {}, TOMBSTONES[tombstone]));
    else setHtml(this.#parts.body, bodyHtml);
    this.redraw();
  }

  /** After the thread's state has changed. */
  redraw() {
    this.#parts.actions.replaceChildren(...this.#actions());
    this.#drawMore();
  }

  /** Takes in a page of replies: one that carries where it ends, or only a sign that there are some. */
  merge(page, { asNext = false } = {}) {
    for (const reply of page.pageInfo ? page.nodes : []) this.adopt(this.#thread.view(reply));
    if (page.pageInfo && (asNext || !this.#next.known)) {
      this.#next = { known: true, more: page.pageInfo.hasNextPage, cursor: page.pageInfo.endCursor };
    } else if (!this.#next.known) {
      this.#next.more = page.nodes.length > 0;
    }
    this.#drawMore();
  }

  /** Puts a reply in its place: ids rise with time. */
  adopt(view) {
    const later = this.#shown().find((other) => other.comment.id > view.comment.id);
    if (view.item.parentElement === this.#parts.replies) return;
    this.#parts.replies.insertBefore(view.item, later?.item ?? null);
    this.#drawMore();
  }

  /** The comment that this one stands under. */
  get above() {
    return this.#thread.viewAt(this.item.parentElement.closest('.item'));
  }

  get isBare() {
    return this.#parts.replies.childElementCount === 0 && this.#parts.more.hidden;
  }

  countReply(change) {
    this.comment.replyCount += change;
    this.#drawMore();
  }

  #shown() {
    return Array.from(this.#parts.replies.children, (item) => this.#thread.viewAt(item));
  }

  #drawMore() {
    const counted = this.#shown().filter(({ comment }) => comment.status === 'APPROVED' || comment.tombstone);
    const left = Math.max(0, this.comment.replyCount - counted.length);
    const { more, replies } = this.#parts;
    // Only a member may find replies that the count leaves out: those that are held.
    const expected = this.#next.known ? this.#next.more : this.#next.more || left > 0;
    more.hidden = !expected || (left === 0 && !viewer());
    replies.hidden = replies.childElementCount === 0;
    if (left === 0) more.textContent = 'Show more replies';
    else if (replies.hidden) more.textContent = `Show ${plural(left, 'reply', 'replies')}`;
    else more.textContent = `Show ${count(left)} more ${left === 1 ? 'reply' : 'replies'}`;
  }

  async #fetchReplies() {
    const before = new Set(this.#shown());
    await this.#try(async () => {
      await this.#thread.fetchReplies(this, this.#next.cursor);
      const added = this.#shown().find((view) => !before.has(view));
      if (added) added.article.focus({ preventScroll: true });
      else if (this.#parts.more.hidden) this.article.focus({ preventScroll: true });
    });
  }

  #header() {
    const { id, author, createdAt, editedAt, parent, depth, tombstone } = this.comment;
    const role = ROLES[author?.role];
    const mine = author && author.id === viewer()?.author.id;
    return [
      author && h('bdi', { class: 'name' }, author.displayName),
      role && h('span', { class: 'badge' }, role),
      mine && h('span', { class: 'badge' }, 'You'),
      h('a', { class: 'when', href: `#${id}` }, time(createdAt)),
      editedAt && !tombstone && h('span', { class: 'quiet' }, 'edited ', time(editedAt)),
      depth > LAST_INDENTED && parent?.author && h('span', { class: 'quiet answers' }, 'to ',
        h('a', { href: `#${parent.id}` }, h('bdi', {}, parent.author.displayName))),
    ].filter(Boolean);
  }

  #notices() {
    const { status, tombstone, holdReasons, rejectReason, authorNote, author } = this.comment;
    if (tombstone || status === 'APPROVED') return [];
    const mine = author?.id === viewer()?.author.id;
    const lines = [];
    if (status === 'PENDING') {
      lines.push(mine
        ? 'Held: only you and the moderators see this until a moderator has read it.'
        : `Held: ${holdReasons.map((reason) => HOLD_REASONS[reason]).join('; ') || 'waiting for a moderator'}.`);
    } else {
      lines.push(status === 'SPAM' ? 'Taken for spam; readers do not see it.' : 'Rejected; readers do not see it.');
      if (rejectReason) lines.push(`Reason: ${REJECT_REASONS[rejectReason]}.`);
      if (authorNote) lines.push(`Note to the author: ${authorNote}`);
    }
    return lines.map((line) => h('p', { class: 'notice', dir: 'auto' }, line));
  }

  /** What a closed or locked thread forbids is forbidden also where that was read before it. */
  #may(action) {
    const { state, viewerCan } = this.#thread.head;
    const { allowed, reason } = this.comment.viewerCan[action];
    if (state === 'CLOSED' && ['reply', 'edit', 'vote'].includes(action)) return false;
    if (state === 'LOCKED' && action === 'reply') return allowed && viewerCan.post.allowed;
    return allowed || (reason === 'SIGNED_OUT' && ['reply', 'vote'].includes(action));
  }

  #actions() {
    if (this.comment.tombstone) return this.#may('moderate') ? this.#decisions() : [];
    return [
      this.comment.status === 'APPROVED' && this.#vote(),
      this.#may('reply') && button('Reply', () => this.#reply(), { class: 'quiet-button' }),
      this.#may('edit') && button('Edit', () => this.#edit(), { class: 'quiet-button' }),
      this.#may('delete') && button('Delete', () => this.#delete(), { class: 'quiet-button' }),
      ...(this.#may('moderate') ? this.#decisions() : []),
    ].filter(Boolean);
  }

  #decisions() {
    return decisions(this.comment, {
      slot: this.#parts.slot,
      close: () => this.#close(),
      decided: (comment) => { this.show(comment); this.#thread.refreshHead(); },
    });
  }

  #vote() {
    const { score, viewerHasVoted } = this.comment;
    const likes = plural(score, 'like', 'likes');
    if (!this.#may('vote')) return h('span', { class: 'likes' }, likes);
    return button(likes, () => this.#sendVote(), {
      class: 'quiet-button likes', 'aria-pressed': String(viewerHasVoted),
    });
  }

  async #sendVote() {
    if (!viewer()) return askToSignIn();
    await this.#try(async () => {
      const vote = this.comment.viewerHasVoted ? 'NONE' : 'UP';
      const { voteComment } = await request(VOTE, { input: { commentId: this.comment.id, vote } });
      this.show(voteComment.comment);
      this.#parts.actions.querySelector('.likes').focus();
      announce(vote === 'UP' ? 'Your vote counts.' : 'Your vote is taken back.');
    });
  }

  #reply({ unasked = false } = {}) {
    if (!viewer()) return unasked ? undefined : askToSignIn();
    const { id, author } = this.comment;
    this.#open(composer({
      label: `Reply to ${author.displayName}`,
      action: 'Post reply',
      draftKey: `reply:${id}`,
      send: async (body, key) => {
        const view = await this.#thread.post(body, key, id);
        this.#parts.slot.replaceChildren();
        goTo(view.article);
      },
      cancel: () => this.#close(),
      refused: () => this.#thread.refreshHead(),
    }), { unasked });
  }

  async #edit() {
    await this.#try(async () => {
      const { comment: { bodyMarkdown, revisionId } } = await request(MARKDOWN, { id: this.comment.id });
      this.#open(composer({
        label: 'Edit your comment',
        action: 'Save',
        draftKey: `edit:${this.comment.id}`,
        initial: bodyMarkdown,
        send: (body) => this.#save(body, revisionId),
        cancel: () => this.#close(),
        refused: () => this.#thread.refreshHead(),
      }));
    });
  }

  async #save(body, revisionId) {
    const input = { commentId: this.comment.id, body, revisionId };
    const { editComment: { comment } } = await request(EDIT, { input });
    this.show(comment);
    this.#close();
    announce(comment.status === 'PENDING' ? 'Your new text waits for a moderator.' : 'Your new text is saved.');
  }

  #delete() {
    const confirm = button('Yes, delete it', () => this.#try(async () => {
      const { deleteComment } = await request(DELETE, { input: { commentId: this.comment.id } });
      this.#parts.slot.replaceChildren();
      announce('Your comment is deleted.');
      if (deleteComment.comment) {
        this.show(deleteComment.comment);
        this.article.focus();
      } else {
        this.#thread.drop(this);
      }
      await this.#thread.refreshHead();
    }), { class: 'danger' });
    this.#parts.slot.replaceChildren(h('div', { class: 'confirm', role: 'group', 'aria-label': 'Delete this comment?' },
      h('p', {}, 'Delete this comment for good? Its words are erased; answers to it stay.'),
      h('div', { class: 'buttons' }, confirm, button('Keep it', () => this.#close()))));
    confirm.focus();
  }

  #open(form, { unasked = false } = {}) {
    this.#parts.slot.replaceChildren(form.element);
    if (!unasked) form.focus();
  }

  #close() {
    this.#parts.slot.replaceChildren();
    this.article.focus({ preventScroll: true });
  }

  async #try(action) {
    try {
      await action();
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      this.#parts.slot.replaceChildren(h('p', { class: 'error', role: 'alert' }, friendly(refusal)));
      if (refusal.code.startsWith('THREAD_')) this.#thread.refreshHead();
    }
  }
}
