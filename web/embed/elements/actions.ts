// The buttons under a comment. What they do loads when one of them is about to be pressed.
import { html, nothing, type TemplateResult } from 'lit';
import type { Branch } from '../model.ts';
import { has, type Parts, type Place, part } from '../parts.ts';
import type { Reading } from '../reading.ts';

type PlaceOf = (event: Event) => Place;

export function actions(branch: Branch, reading: Reading, at: PlaceOf): TemplateResult | typeof nothing {
  const { comment } = branch;
  const { language, thread } = reading;
  const { words } = language;
  if (comment.tombstone && !has('actions')) return nothing;
  const name = comment.author?.displayName ?? '';
  const reply = html`
    <button
      type="button"
      part="action reply"
      aria-label=${language.say(words.replyTo, { name })}
      @pointerenter=${() => fetchPart('composer')}
      @focus=${() => fetchPart('composer')}
      @click=${async (event: Event) => {
        const place = at(event);
        (await part('composer')).compose(place);
      }}
    >${words.reply}</button>
  `;
  const menu = html`
    <button
      type="button"
      class="menu"
      part="action menu"
      aria-haspopup="menu"
      aria-label=${language.say(words.menuFor, { name })}
      @pointerenter=${() => fetchPart('actions')}
      @focus=${() => fetchPart('actions')}
      @click=${async (event: Event) => {
        const place = at(event);
        (await part('actions')).menu(place);
      }}
    >⋯</button>
  `;
  return html`
    <footer class="actions" part="actions">
      ${comment.tombstone ? nothing : likes(branch, reading, at)}
      ${has('composer') && thread.mayReply(branch) ? reply : nothing}
      ${has('actions') ? menu : nothing}
    </footer>
  `;
}

function likes({ comment }: Branch, { language, thread }: Reading, at: PlaceOf): TemplateResult | typeof nothing {
  const { score, viewerHasVoted = false } = comment;
  const said = language.plural(language.words.likes, score);
  const inside = html`${HEART}<span aria-hidden="true">${score > 0 ? language.count(score) : nothing}</span>`;
  const mayVote = has('actions') && thread.head?.state !== 'CLOSED' && comment.viewerCan?.vote.allowed !== false;
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
      @pointerenter=${() => fetchPart('actions')}
      @focus=${() => fetchPart('actions')}
      @click=${async (event: Event) => {
        const place = at(event);
        await (await part('actions')).vote(place);
      }}
    >${inside}</button>
  `;
}

const HEART = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 20.5C5.5 15.6 3 12.4 3 8.9 3 6.2 5 4.2 7.5 4.2c1.8 0 3.5 1 4.5 2.7 1-1.7 2.7-2.7 4.5-2.7 2.5 0 4.5 2 4.5 4.7 0 3.5-2.5 6.7-9 11.6z"/></svg>`;

function fetchPart(name: keyof Parts): void {
  if (has(name)) part(name).catch(() => {});
}
