// The state of a thread in words, and what can be done about it.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../../shared/language.ts';
import { address } from '../../route.ts';
import { type Turn, WHOLE } from '../acts.ts';
import type { Row } from '../episodes.ts';
import type { Head } from '../thread.ts';
import { adjusting } from './adjust.ts';
import { terms } from './terms.ts';
import { isAsked, type Spoken, type View } from './view.ts';

export function state(view: View, head: Head): TemplateResult {
  const { language, acts } = view;
  const { words } = language;
  return html`
    <section id="thread-state" class="thread-state holds" tabindex="-1" aria-labelledby="thread-state-name">
      <h3 id="thread-state-name">${stateMark(head, language)} <span>${inWords(head, language)}</span></h3>
      ${readersSee(head, language)} ${closing(head, language)}
      <p class="counts">${counts(head, language)}</p>
      ${acts.problems.has(WHOLE) ? html`<p class="error" role="alert">${acts.problems.get(WHOLE)}</p>` : nothing}
      ${head.viewerCan.moderate.allowed ? controls(view, head) : html`<p class="hint">${words.notHere}</p>`}
    </section>
  `;
}

/** `OPEN` and the like as one reads it. */
export function stateMark({ state: is }: Pick<Row, 'state'>, { words }: Spoken): TemplateResult {
  return html`<span class="sign state ${is.toLowerCase()}">${words[`state_${is}`]}</span>`;
}

function inWords({ state: is, lockedUntil, closedUntil }: Head, language: Spoken): unknown {
  const { words } = language;
  if (is === 'LOCKED') return lockedUntil ? timed(words.isLockedUntil, lockedUntil, language) : words.isLocked;
  if (is === 'CLOSED') return closedUntil ? timed(words.isClosedUntil, closedUntil, language) : words.isClosed;
  return words.isOpen;
}

export function timed(sentence: string, iso: string, language: Spoken): unknown {
  const time = html`<time datetime=${iso}>${language.absolute(new Date(iso))}</time>`;
  return weave<unknown>(sentence, { time });
}

function readersSee({ lockReason, closedMessage }: Head, { words }: Spoken): TemplateResult | typeof nothing {
  const text = lockReason ?? closedMessage;
  if (!text) return nothing;
  return html`<p class="told">${weave<unknown>(words.readersSee, { text: html`<q dir="auto">${text}</q>` })}</p>`;
}

/** When the clock closes it, or has done so. */
function closing({ state: is, closesAt }: Head, language: Spoken): TemplateResult | typeof nothing {
  if (!closesAt) return nothing;
  const isPast = Date.parse(closesAt) <= Date.now();
  if (isPast && is !== 'CLOSED') return nothing;
  const { words } = language;
  return html`<p class="hint">${timed(isPast ? words.closedItself : words.closesItself, closesAt, language)}</p>`;
}

/** How much is said there, and the way to what waits. */
export function counts({ id, commentCount, queueCounts }: Row, language: Spoken): TemplateResult {
  const { words } = language;
  const queue = (head: 'pending' | 'reported', said: string) =>
    html` <a href=${address({ head, rest: [id] })}>${said}</a>`;
  const { pending = 0, reported = 0 } = queueCounts ?? {};
  return html`
    <span>${language.plural(words.waiting, commentCount)}</span>
    ${pending > 0 ? queue('pending', language.plural(words.pendingHere, pending)) : nothing}
    ${reported > 0 ? queue('reported', language.plural(words.reportedHere, reported)) : nothing}
  `;
}

function controls(view: View, head: Head): TemplateResult {
  const { words } = view.language;
  const isBusy = view.acts.isBusy(WHOLE);
  for (const turn of ['lockThread', 'closeThread', 'reopenThread'] as const)
    if (isAsked(view, turn, WHOLE)) return turning(view, turn, isBusy);
  if (isAsked(view, 'adjust', WHOLE)) return adjusting(view, head);
  const button = (what: Turn | 'adjust', label: string) =>
    html`<button type="button" aria-disabled=${isBusy ? 'true' : 'false'} @click=${() => isBusy || view.ask(what, WHOLE)}>${label}</button>`;
  return html`
    <div class="buttons">
      ${head.state === 'OPEN' ? nothing : button('reopenThread', words.reopenThread)}
      ${button('lockThread', head.state === 'LOCKED' ? words.lockOtherwise : words.lockThread)}
      ${button('closeThread', head.state === 'CLOSED' ? words.closeOtherwise : words.closeThread)}
      ${button('adjust', words.adjust)}
    </div>
  `;
}

function turning(view: View, turn: Turn, isBusy: boolean): TemplateResult {
  const { words } = view.language;
  const texts = { lockThread: words.lockReason, closeThread: words.closeMessage, reopenThread: words.reopenReason };
  return terms(view, {
    name: words[turn],
    text: texts[turn],
    howLong: turn === 'reopenThread' ? words.closesAgain : words.howLong,
    endless: { lockThread: words.untilReopened, closeThread: words.untilReopened, reopenThread: words.noEnd }[turn],
    isBusy,
    send: (given) => view.turn(turn, given),
  });
}
