// The list: a row for each comment, of which only those near what is seen are in the page.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { authorOf, time } from '../../parts/said.ts';
import type { Card } from '../decisions.ts';
import { plain } from '../text.ts';
import type { View } from './view.ts';

/** Rows beyond what is seen, above and below. */
const SPARE = 8;
/** Until a row has been measured: its height in `desk.css`, in pixels. */
const USUAL = 104;

const excerpts = new WeakMap<Card, string>();

/** Which rows are drawn, from the scrolled list as it is. */
export class Stretch {
  from = 0;
  to = 2 * SPARE;
  #height = USUAL;
  #current = '';

  /** Tells whether other rows have to be drawn. */
  look(scroller: HTMLElement): boolean {
    const row = scroller.querySelector<HTMLElement>('.row');
    if (row?.offsetHeight) this.#height = row.offsetHeight;
    const from = Math.max(0, Math.floor(scroller.scrollTop / this.#height) - SPARE);
    const to = Math.ceil((scroller.scrollTop + scroller.clientHeight) / this.#height) + SPARE;
    const hasMoved = from !== this.from || to !== this.to;
    this.from = from;
    this.to = to;
    return hasMoved;
  }

  /** Makes the list as long as all of its rows, and brings the one that is read into view. */
  arrange(scroller: HTMLElement, { queues }: View): void {
    const list = scroller.querySelector<HTMLElement>('ol');
    const { rows, index, current } = queues.model;
    if (!list) return;
    const { length } = rows;
    list.style.paddingBlockStart = `${Math.min(this.from, length) * this.#height}px`;
    list.style.paddingBlockEnd = `${Math.max(0, length - this.to) * this.#height}px`;
    if (!current || current === this.#current) return;
    this.#current = current;
    const top = index * this.#height;
    const { scrollTop, clientHeight } = scroller;
    if (top < scrollTop) scroller.scrollTop = top;
    else if (top + this.#height > scrollTop + clientHeight) scroller.scrollTop = top + this.#height - clientHeight;
  }
}

export function list(view: View, { from, to }: Stretch, scrolled: (event: Event) => void): TemplateResult {
  const { queues, language } = view;
  const { model } = queues;
  const ids = model.rows.between(from, to);
  return html`
    <div class="rows" tabindex="0" role="region" aria-label=${language.words.list} @scroll=${scrolled}>
      <ol>
        ${repeat(
          ids,
          (id) => id,
          (id, index) => row(view, id, from + index),
        )}
      </ol>
      ${model.isWhole ? nothing : html`<p class="quiet fetching">${language.words.loadingMore}</p>`}
    </div>
  `;
}

function row(view: View, id: string, index: number): TemplateResult {
  const { queues, language } = view;
  const { model } = queues;
  const card = model.rows.card(id);
  const size = model.isWhole ? model.rows.length : -1;
  const isCurrent = id === model.current;
  const choose = (event: MouseEvent) => {
    if (event.shiftKey) model.selectTo(id);
    else model.select(id);
    view.update();
  };
  if (!card) return html`<li class="row" aria-setsize=${size} aria-posinset=${index + 1}></li>`;
  const name = authorOf(card.author, language);
  return html`
    <li class="row ${isCurrent ? 'current' : ''}" aria-setsize=${size} aria-posinset=${index + 1}>
      <label class="choose">
        <input type="checkbox" .checked=${model.selected.has(id)} @click=${choose} />
        <span class="out-of-sight">${language.say(language.words.choose, { name })}</span>
      </label>
      <button type="button" class="open" aria-current=${isCurrent ? 'true' : nothing} @click=${() => view.read(id)}>
        <span class="line"><bdi class="name">${name}</bdi> ${time(card.createdAt, language)}</span>
        <span class="excerpt" dir="auto">${excerptOf(card)}</span>
        <span class="line small">${signs(view, card)}<bdi class="episode">${card.episode.title}</bdi></span>
      </button>
    </li>
  `;
}

function excerptOf(card: Card): string {
  const known = excerpts.get(card) ?? plain(card.bodyHtml ?? '').slice(0, 300);
  excerpts.set(card, known);
  return known;
}

/** Why it is here, in as few words as there can be. */
function signs({ queues, language }: View, card: Card): (TemplateResult | typeof nothing)[] {
  const { words } = language;
  const claim = queues.model.claimOf(card.id);
  const [held] = card.holdReasons;
  const more = card.holdReasons.length - 1;
  return [
    claim
      ? html`<strong class="sign reads">${language.say(words.reading, { name: claim.moderator.displayName })}</strong>`
      : nothing,
    queues.model.troubles.has(card.id) ? html`<strong class="sign grave">!</strong>` : nothing,
    card.reportCount
      ? html`<strong class="sign">${language.plural(words.reports, card.reportCount)}</strong>`
      : nothing,
    held
      ? html`<span class="sign">${words[`hold_${held}`]}${more > 0 ? ` +${language.count(more)}` : ''}</span>`
      : nothing,
  ];
}
