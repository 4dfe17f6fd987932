// What stands around the comments: the heading, the bar, and in words what may be done here.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../shared/language.ts';
import type { CommentOrder } from '../model.ts';
import { ORDERS, orderName } from '../orders.ts';
import { fetchMember, type Place, pressed } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { time } from './time.ts';

/** "3 thoughts on “…”", or how many comments there are where the title is not known. */
export function heading({ thread, language }: Reading, givenTitle: string | null, level: number): TemplateResult {
  const { words } = language;
  const count = thread.head?.commentCount ?? 0;
  const name = thread.head?.title ?? givenTitle;
  const forms = name ? words.thoughts : words.comments;
  const none = name ? words.noThoughts : words.noComments;
  const gaps = { count: language.count(count), title: html`<bdi>${name}</bdi>` };
  const said =
    thread.phase === 'ready' ? weave<unknown>(count > 0 ? language.form(forms, count) : none, gaps) : words.heading;
  return html`
    <div id="heading" class="heading" part="heading" role="heading" aria-level=${level} tabindex="-1">${said}</div>
  `;
}

interface Doings {
  sort(order: CommentOrder): void;
  jump(): void;
}

/** The way in, what is new, and in which order. */
export function bar(reading: Reading, { sort, jump }: Doings): TemplateResult | typeof nothing {
  const { thread, language, visit } = reading;
  const { words } = language;
  const viewer = thread.connection.viewer?.id;
  const all = [...thread.branches.all];
  const fresh = all.filter(({ comment }) => visit.isNew(comment) && comment.author?.id !== viewer).length;
  const chosen = thread.which?.order;
  const hasMoments = chosen === 'MOMENT' || all.some(({ comment }) => comment.momentSeconds !== null);
  const orders = hasMoments ? ORDERS : ORDERS.filter((order) => order !== 'MOMENT');
  const isOne = (thread.head?.commentCount ?? 0) < 2 && fresh === 0;
  if (isOne && viewer) return nothing;
  const order = html`
    <label class="sort" part="sort">
      <span class="quiet">${words.sort}</span>
      <select @change=${(event: Event) => sort((event.target as HTMLSelectElement).value as CommentOrder)}>
        ${orders.map((order) => html`<option value=${order} ?selected=${order === chosen}>${orderName(order, words)}</option>`)}
      </select>
    </label>
  `;
  return html`
    <div class="bar" part="bar">
      ${viewer ? nothing : signIn(reading)}
      ${
        fresh > 0
          ? html`<button type="button" class="fresh" part="jump" @click=${jump}>${language.plural(words.fresh, fresh)}</button>`
          : nothing
      }
      ${isOne ? nothing : order}
    </div>
  `;
}

/** Where a button of the thread was pressed: the first slot in it is its own. */
const placeIn =
  (reading: Reading) =>
  ({ currentTarget }: Event): Place => {
    const button = currentTarget as HTMLElement;
    return { reading, branch: null, slot: button.closest('section')?.querySelector('.slot') as HTMLElement, button };
  };

function signIn(reading: Reading): TemplateResult {
  return html`
    <button
      type="button"
      part="sign-in"
      @pointerover=${fetchMember}
      @focusin=${fetchMember}
      @click=${pressed('signIn', placeIn(reading))}
    >${reading.language.words.signIn}</button>
  `;
}

/** Above the comments: a lock, and the way to a comment of one's own. */
export function opening(reading: Reading): TemplateResult {
  const { head } = reading.thread;
  const { words } = reading.language;
  const mayPost = head?.viewerCan?.post.allowed ?? (head?.state ?? 'OPEN') === 'OPEN';
  return html`
    ${head?.state === 'LOCKED' ? notice(reading, words.locked, head.lockReason, head.lockedUntil) : nothing}
    ${
      mayPost
        ? html`<button type="button" class="begin" part="begin" @click=${pressed('compose', placeIn(reading))}>${words.comment}</button>`
        : nothing
    }
    <div class="slot"></div>
  `;
}

/** Below the comments: that there will be no more, or until when. */
export function closing(reading: Reading): TemplateResult | typeof nothing {
  const { head } = reading.thread;
  const { language } = reading;
  if (head?.state === 'CLOSED')
    return notice(reading, head.closedMessage ?? language.words.closed, null, head.closedUntil);
  if (!head?.closesAt) return nothing;
  const said = weave<unknown>(language.words.closes, { time: time(head.closesAt, language) });
  return html`<p class="quiet closes">${said}</p>`;
}

function notice({ language }: Reading, said: string, reason: string | null, until: string | null): TemplateResult {
  return html`
    <div class="notice" part="notice">
      <p dir="auto">${said}</p>
      ${reason ? html`<p dir="auto">${reason}</p>` : nothing}
      ${until ? html`<p>${weave<unknown>(language.words.opens, { time: time(until, language) })}</p>` : nothing}
    </div>
  `;
}

/** The branch that a link led into, as long as no page has brought it. */
export function linked({ language }: Reading): TemplateResult {
  const label = language.words.linked;
  return html`
    <div class="linked" part="linked" role="group" aria-label=${label}>
      <p class="quiet">${label}</p>
      <div role="list"></div>
    </div>
  `;
}

/** As much room as a few comments will take. */
export function skeleton({ language }: Reading): TemplateResult {
  const row = html`<div class="row"><span class="face"></span><span class="line short"></span><span class="line"></span><span class="line half"></span></div>`;
  return html`<div class="skeleton"><p class="sr-only">${language.words.loading}</p>${[row, row, row]}</div>`;
}
