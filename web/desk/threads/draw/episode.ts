// An episode: its state, its locked branches, and the thread itself.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CommentOrder } from '../../../shared/generated.ts';
import { comment } from './comment.ts';
import { lately } from './lately.ts';
import { locks } from './locks.ts';
import { state } from './state.ts';
import type { View } from './view.ts';

export function episode(view: View): TemplateResult {
  const { thread } = view;
  const { words } = view.language;
  const { head } = thread;
  const problem = thread.problems.get('head');
  return html`
    <div class="scroller">
      <div class="column thread">
        <p class="above"><a href=${view.listAddress}>${words.allEpisodes}</a></p>
        ${problem ? html`<p class="strip error" role="alert">${problem} <button type="button" class="link" @click=${() => thread.load()}>${words.tryAgain}</button></p>` : nothing}
        ${head ? whole(view) : html`<p class="quiet">${thread.isMissing ? words.noSuchEpisode : words.loading}</p>`}
      </div>
    </div>
    ${lately(view)}
  `;
}

function whole(view: View): TemplateResult {
  const { head } = view.thread;
  const { words } = view.language;
  if (!head) return html``;
  return html`
    <header class="episode-head">
      <h2 id="episode-title" tabindex="-1"><bdi>${head.title}</bdi></h2>
      ${head.url ? html`<a href=${head.url} target="_blank" rel="noopener">${words.open}</a>` : nothing}
    </header>
    ${state(view, head)} ${locks(view)}
    <section class="comments" aria-labelledby="comments-name">
      <header>
        <h3 id="comments-name">${words.comments}</h3>
        ${orders(view)}
      </header>
      ${level(view, null)}
    </section>
  `;
}

function orders(view: View): TemplateResult {
  const { words } = view.language;
  const button = (order: CommentOrder, label: string) => html`
    <button type="button" aria-pressed=${view.thread.tree.order === order ? 'true' : 'false'} @click=${() => view.sortBy(order)}>
      ${label}
    </button>
  `;
  return html`
    <div class="modes" role="group" aria-label=${words.order}>
      ${button('OLDEST', words.oldestFirst)} ${button('NEWEST', words.newestFirst)}
    </div>
  `;
}

/** The comments under another one, or at the top, and how to see the rest of them. */
function level(view: View, above: string | null): TemplateResult {
  const { ids } = view.thread.tree.level(above);
  return html`
    ${
      ids.length > 0
        ? html`
          <ol class="level">
            ${repeat(
              ids,
              (id) => id,
              (id) => html`<li>${comment(view, id)} ${level(view, id)}</li>`,
            )}
          </ol>
        `
        : nothing
    }
    ${foot(view, above)}
  `;
}

function foot(view: View, above: string | null): TemplateResult | typeof nothing {
  const { thread, language } = view;
  const { words } = language;
  const { ids, hasMore } = thread.tree.level(above);
  const problem = thread.problems.get(above ?? '');
  const again = () => view.more(above);
  if (problem)
    return html`<p class="error" role="alert">${problem} <button type="button" class="link" @click=${again}>${words.tryAgain}</button></p>`;
  if (thread.isLoading(above)) return html`<p class="quiet">${words.loadingMore}</p>`;
  if (!hasMore) return above === null && ids.length === 0 ? html`<p class="quiet">${words.noComments}</p>` : nothing;
  const label = above !== null && ids.length === 0 ? words.showReplies : words.showMore;
  return html`<p class="goes-on"><button type="button" class=${above === null ? '' : 'link'} @click=${again}>${label}</button></p>`;
}
