// The locked branches of an episode: whose comment, why, until when.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { weave } from '../../../shared/language.ts';
import { authorOf, time } from '../../parts/said.ts';
import { plain } from '../../queues/text.ts';
import type { Head } from '../thread.ts';
import { timed } from './state.ts';
import type { View } from './view.ts';

type Lock = NonNullable<Head['branchLocks']>[number];

const LONGEST = 140;

export function locks(view: View): TemplateResult | typeof nothing {
  const { thread, language } = view;
  const { words } = language;
  const all = thread.head?.branchLocks ?? [];
  if (all.length === 0) return nothing;
  return html`
    <section class="locks" aria-labelledby="locks-name">
      <h3 id="locks-name">${language.plural(words.lockedBranches, all.length)}</h3>
      <ul>
        ${repeat(
          all.slice(0, thread.locksShown),
          ({ commentId }) => commentId,
          (lock) => lockOf(view, lock),
        )}
      </ul>
      ${all.length > thread.locksShown ? html`<p><button type="button" class="link" @click=${() => thread.moreLocks()}>${words.showMore}</button></p>` : nothing}
    </section>
  `;
}

function lockOf(view: View, { commentId, reason, until, lockedAt }: Lock): TemplateResult {
  const { language, thread, acts } = view;
  const { words } = language;
  const comment = thread.tree.get(commentId) ?? thread.locked.get(commentId);
  const isBusy = acts.isBusy(commentId);
  const name = authorOf(comment?.author ?? null, language);
  const whose = html`<span class="out-of-sight">: ${name}</span>`;
  const problem = acts.problems.get(commentId);
  const since = weave<unknown>(words.lockedSince, { time: time(lockedAt, language) });
  return html`
    <li>
      <p class="whose"><strong><bdi>${comment ? name : '…'}</bdi></strong> <span dir="auto">${excerpt(comment?.bodyHtml)}</span></p>
      <p class="hint">
        ${since} · ${until ? timed(words.untilTime, until, language) : words.untilUnlocked}
        ${reason ? html`· <q dir="auto">${reason}</q>` : nothing}
      </p>
      ${problem && !thread.tree.get(commentId) ? html`<p class="error" role="alert">${problem}</p>` : nothing}
      <p class="acts">
        <button type="button" class="act" @click=${() => view.jump(commentId)}>${words.goThere}${whose}</button>
        ${
          thread.head?.viewerCan.moderate.allowed
            ? html`<button type="button" class="act" aria-disabled=${isBusy ? 'true' : 'false'} @click=${() => view.unlockBranch(commentId)}>${words.unlockBranch}${whose}</button>`
            : nothing
        }
      </p>
    </li>
  `;
}

function excerpt(bodyHtml: string | null | undefined): string {
  const text = plain(bodyHtml ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
