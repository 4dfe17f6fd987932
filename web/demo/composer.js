// The form in which a comment, a reply or another text for a comment is written.
import { button, h, uniqueId } from './dom.js';
import * as draft from './draft.js';
import { friendly, unposted } from './words.js';

const HINT = 'Markdown: *emphasis*, **strong**, [words](https://…), > quotes, lists and `code`.';

/**
 * `send(body, clientMutationId)` may refuse; then the text stays. `draftKey` names where it is kept
 * meanwhile; `initial` is the text to begin with where no draft is.
 */
export function composer({ label, action, draftKey, initial = '', send, cancel, refused }) {
  const ids = { text: uniqueId('text'), hint: uniqueId('hint'), error: uniqueId('error') };
  const kept = draft.read(draftKey).body;
  const text = h('textarea', {
    id: ids.text, rows: 4, maxlength: 10000, required: true, dir: 'auto',
    'aria-describedby': `${ids.hint} ${ids.error}`,
    oninput: () => draft.write(draftKey, text.value),
    onkeydown: (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      if (event.key === 'Escape' && cancel) leave();
    },
  });
  text.value = kept || initial;
  const error = h('p', { id: ids.error, class: 'error', role: 'alert' });
  const submit = h('button', { type: 'submit', class: 'primary' }, action);
  const form = h('form', { class: 'composer', novalidate: true, onsubmit },
    h('label', { for: ids.text }, label),
    text,
    h('p', { id: ids.hint, class: 'hint' }, HINT),
    error,
    h('div', { class: 'buttons' }, submit, cancel && button('Cancel', leave)));

  function leave() {
    draft.forget(draftKey);
    cancel();
  }

  async function onsubmit(event) {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled')) return;
    const body = text.value;
    error.textContent = body.trim() ? '' : 'Write something first.';
    if (!body.trim()) return text.focus();
    submit.setAttribute('aria-disabled', 'true');
    try {
      await send(body, draft.mutationId(draftKey, body));
      draft.forget(draftKey);
      text.value = '';
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      error.textContent = refusal.code === 'INVALID' ? friendly(refusal) : unposted(refusal);
      refused?.(refusal);
    } finally {
      submit.removeAttribute('aria-disabled');
    }
  }

  return {
    element: form,
    focus: () => text.focus(),
    isEmpty: () => text.value.trim() === '',
  };
}
