// What a moderator decides on one comment, where it stands.
import { request } from './api.js';
import { announce, button, h, uniqueId } from './dom.js';
import { APPROVE, REJECT } from './queries.js';
import { REJECT_REASONS, friendly } from './words.js';

/** The buttons; the form of a rejection opens in `slot`. */
export function decisions(comment, { slot, close, decided }) {
  const { id, revisionId, decisionId, status } = comment;
  // A moderator who sees an earlier decision and decides otherwise overrules it knowingly.
  const items = [{ commentId: id, revisionId, overrules: decisionId }];

  async function decide(document, field, input, done) {
    try {
      const { results: [result] } = (await request(document, { input: { items, ...input } }))[field];
      if (result.comment) decided(result.comment);
      close();
      announce(result.code ? result.message : done);
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      slot.replaceChildren(h('p', { class: 'error', role: 'alert' }, friendly(refusal)));
    }
  }

  const approve = () => decide(APPROVE, 'approveComments', {}, 'Approved: everybody can read it.');
  const reject = (reason, note) => decide(REJECT, 'rejectComments', { reason, note: note || null },
    'Rejected: its author sees why.');
  const ask = () => {
    const form = rejection(reject, close);
    slot.replaceChildren(form);
    form.elements.reason.focus();
  };
  return [
    status !== 'APPROVED' && button('Approve', approve, { class: 'quiet-button' }),
    status !== 'REJECTED' && button('Reject …', ask, { class: 'quiet-button' }),
  ];
}

function rejection(reject, close) {
  const ids = { reason: uniqueId('reason'), note: uniqueId('note') };
  const reasons = Object.entries(REJECT_REASONS).map(([value, words]) => h('option', { value }, words));
  const form = h('form', {
    class: 'composer',
    onsubmit: (event) => {
      event.preventDefault();
      reject(form.elements.reason.value, form.elements.note.value.trim());
    },
  },
  h('label', { for: ids.reason }, 'Why is this comment rejected?'),
  h('select', { id: ids.reason, name: 'reason' }, reasons),
  h('label', { for: ids.note }, 'Note to its author (optional)'),
  h('input', { id: ids.note, name: 'note', maxlength: 1000, dir: 'auto' }),
  h('div', { class: 'buttons' },
    h('button', { type: 'submit', class: 'danger' }, 'Reject'), button('Cancel', close)));
  return form;
}
