// The buttons under a comment. What they do loads when one of them is about to be pressed.
import { html, nothing, type TemplateResult } from 'lit';
import type { Branch } from '../model.ts';
import { fetchMember, type Place, pressed } from '../parts.ts';
import type { Reading } from '../reading.ts';

type PlaceOf = (event: Event) => Place;

export function actions(branch: Branch, reading: Reading, at: PlaceOf): TemplateResult {
  const { comment } = branch;
  const { language, thread } = reading;
  const { words } = language;
  const name = comment.author?.displayName ?? '';
  const reply = html`
    <button
      type="button"
      part="action reply"
      aria-label=${language.say(words.replyTo, { name })}
      @click=${pressed('compose', at)}
      .textContent=${words.reply}
    ></button>
  `;
  return html`
    <footer class="actions" part="actions" @pointerover=${fetchMember} @focusin=${fetchMember}>
      ${comment.tombstone ? nothing : likes(branch, reading, at)}
      ${thread.mayReply(branch) ? reply : nothing}
      <button
        type="button"
        class="menu"
        part="action menu"
        aria-haspopup="menu"
        aria-label=${language.say(words.menuFor, { name })}
        @click=${pressed('menu', at)}
      >⋯</button>
    </footer>
  `;
}

function likes({ comment }: Branch, { language, thread }: Reading, at: PlaceOf): TemplateResult | typeof nothing {
  const { score, viewerHasVoted = false } = comment;
  const said = language.plural(language.words.likes, score);
  const inside = html`${HEART}${score > 0 ? html`<span aria-hidden="true">${language.count(score)}</span>` : nothing}`;
  const mayVote = thread.head?.state !== 'CLOSED' && comment.viewerCan?.vote.allowed !== false;
  if (!mayVote)
    return score > 0 ? html`<span class="likes" role="img" aria-label=${said} title=${said}>${inside}</span>` : nothing;
  return html`
    <button
      type="button"
      class="likes"
      part="action vote"
      aria-label=${said}
      title=${said}
      aria-pressed=${viewerHasVoted}
      @click=${pressed('vote', at)}
    >${inside}</button>
  `;
}

const HEART = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 20.5C5.5 15.6 3 12.4 3 8.9 3 6.2 5 4.2 7.5 4.2c1.8 0 3.5 1 4.5 2.7 1-1.7 2.7-2.7 4.5-2.7 2.5 0 4.5 2 4.5 4.7 0 3.5-2.5 6.7-9 11.6z"/></svg>`;
