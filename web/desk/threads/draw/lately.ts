// What was done last, always in the same place, for it to be undone.
import { html, nothing, type TemplateResult } from 'lit';
import { authorOf } from '../../parts/said.ts';
import { type Done, UNDO, WHOLE } from '../acts.ts';
import type { View } from './view.ts';

export function lately(view: View): TemplateResult | typeof nothing {
  const { acts } = view;
  const { words } = view.language;
  const [last, ...others] = acts.lately;
  const problem = acts.problems.get(UNDO);
  if (!last && !problem) return nothing;
  return html`
    <div class="bar">
      ${problem ? html`<p class="error" role="alert">${problem}</p>` : nothing}
      <div id="lately" class="lately holds" role="region" tabindex="-1" aria-label=${words.doneLately}>
        ${last ? html`<p class="last">${said(view, last)}</p>` : nothing}
        ${last?.entry ? undoing(view, last) : nothing} ${others.length > 0 ? earlier(view, others) : nothing}
      </div>
    </div>
  `;
}

function undoing(view: View, last: Done): TemplateResult {
  const { words } = view.language;
  const { hasKeys } = view;
  return html`
    <button type="button" class="link undo" aria-keyshortcuts=${hasKeys ? 'u' : nothing} aria-disabled=${isBusy(view, last)} @click=${() => view.undo(last)}>
      <span aria-hidden="true">↶</span> ${words.undo} ${hasKeys ? html`<kbd aria-hidden="true">u</kbd>` : nothing}
    </button>
  `;
}

function earlier(view: View, others: Done[]): TemplateResult {
  const { words } = view.language;
  const undo = (done: Done) =>
    html`<button type="button" class="link" aria-disabled=${isBusy(view, done)} @click=${() => view.undo(done)}>${words.undo}</button>`;
  return html`
    <details>
      <summary>${words.earlier}</summary>
      <ul>
        ${others.map((done) => html`<li>${said(view, done)} ${done.entry ? undo(done) : nothing}</li>`)}
      </ul>
    </details>
  `;
}

const isBusy = ({ acts }: View, { comment }: Done): 'true' | 'false' =>
  acts.isBusy(comment?.id ?? WHOLE) ? 'true' : 'false';

/** "Locked: …", with the name of the episode or of the comment's author. */
export function said({ language, thread }: Pick<View, 'language' | 'thread'>, { act, comment }: Done): string {
  const name = comment ? authorOf(comment.author, language) : (thread.head?.title ?? '');
  return language.say(language.words[`did_${act}`], { name });
}
