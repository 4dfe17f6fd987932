// Whether a thread takes comments, in words; and the moderator's means to change that.
import { request } from './api.js';
import { announce, button, h, time, uniqueId } from './dom.js';
import { CLOSE, LOCK, REOPEN } from './queries.js';
import { friendly, plural } from './words.js';

/** What readers are told; nothing where the thread is open. */
export function stateNotice({ state, closedMessage, lockReason, lockedUntil }) {
  if (state === 'CLOSED') {
    return h('p', { class: 'notice', dir: 'auto' }, closedMessage || 'Comments are closed.');
  }
  if (state === 'LOCKED') {
    return h('div', { class: 'notice' },
      h('p', {}, 'This thread is locked: only moderators can post.'),
      lockReason && h('p', { dir: 'auto' }, lockReason),
      lockedUntil && h('p', {}, 'It opens again on ', time(lockedUntil), '.'));
  }
  return null;
}

/** The moderator's bar; null for others. `changed` is called once the state has. */
export function moderation({ id, state, pendingCount, viewerCan }, changed) {
  if (!viewerCan.moderate.allowed) return null;
  const slot = h('div', { class: 'slot' });

  async function change(document, input, done) {
    try {
      await request(document, { input: { episodeId: id, ...input } });
      announce(done);
      await changed();
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      slot.replaceChildren(h('p', { class: 'error', role: 'alert' }, friendly(refusal)));
    }
  }

  const lock = () => ask(slot, 'Reason, shown to readers (optional)', 'Lock the thread',
    (reason) => change(LOCK, { reason }, 'The thread is locked.'));
  const close = () => ask(slot, 'Message in place of “Comments are closed.” (optional)', 'Close the thread',
    (message) => change(CLOSE, { message }, 'The thread is closed.'));
  const reopen = () => change(REOPEN, {}, 'The thread is open.');
  return h('div', { class: 'moderation', role: 'group', 'aria-label': 'Moderation' },
    h('p', {}, `${plural(pendingCount ?? 0, 'comment', 'comments')} held.`),
    h('div', { class: 'buttons' },
      state === 'OPEN' && button('Lock …', lock),
      state !== 'CLOSED' && button('Close …', close),
      state !== 'OPEN' && button('Reopen', reopen)),
    slot);
}

function ask(slot, label, action, then) {
  const id = uniqueId('words');
  const words = h('input', { id, maxlength: 500, dir: 'auto' });
  slot.replaceChildren(h('form', {
    class: 'composer',
    onsubmit: (event) => {
      event.preventDefault();
      then(words.value.trim() || null);
    },
  },
  h('label', { for: id }, label), words,
  h('div', { class: 'buttons' },
    h('button', { type: 'submit', class: 'primary' }, action),
    button('Cancel', () => slot.replaceChildren()))));
  words.focus();
}
