// The bar in which one decides: always in the same place, with the last decision above it.
import { html, nothing, type TemplateResult } from 'lit';
import { rejecting } from '../../parts/rejecting.ts';
import { authorOf } from '../../parts/said.ts';
import type { Decision } from '../decisions.ts';
import type { Done } from '../history.ts';
import type { View } from './view.ts';

const SIGNS = { approve: '✓', reject: '✕', spam: '⊘', restore: '↺', undo: '↶' } as const;

export function bar(view: View): TemplateResult {
  const { words } = view.language;
  const isChosen = view.queues.model.selected.size > 0;
  return html`
    <div class="bar ${isChosen ? 'chosen' : ''}" role="region" aria-label=${words.decide}>
      ${lately(view)} ${view.isRejecting ? reject(view) : deciding(view)}
    </div>
  `;
}

function deciding(view: View): TemplateResult {
  const { queues, language } = view;
  const { words } = language;
  const { kind, selected } = queues.model;
  const approve = kind === 'REPORTED' || kind === 'UNREVIEWED' ? words.keep : words.approve;
  return html`
    ${
      selected.size > 0
        ? html`
          <p class="selected">
            <strong>${language.plural(words.chosen, selected.size)}</strong>
            <button type="button" class="link" @click=${() => view.unchoose()}>${words.unchoose}</button>
          </p>
        `
        : nothing
    }
    <div class="decisions">
      ${queues.may('approve') || !queues.may('restore') ? choice(view, 'approve', approve, 'a', () => view.decide({ kind: 'approve' })) : nothing}
      ${queues.may('restore') ? choice(view, 'restore', words.restore, 'p', () => view.decide({ kind: 'restore' })) : nothing}
      ${choice(view, 'reject', words.reject, 'r', () => view.beginRejecting())}
      ${choice(view, 'spam', words.spam, 's', () => view.decide({ kind: 'spam' }))}
    </div>
  `;
}

function choice(view: View, kind: Decision['kind'], label: string, key: string, run: () => void): TemplateResult {
  const may = view.queues.may(kind);
  const { size } = view.queues.model.selected;
  const chosen = size > 0 ? ` (${view.language.plural(view.language.words.chosen, size)})` : '';
  return html`
    <button
      type="button"
      class="decision ${kind}"
      aria-disabled=${may ? 'false' : 'true'}
      aria-keyshortcuts=${view.hasKeys ? key : nothing}
      @click=${() => may && run()}
    >
      <span class="icon" aria-hidden="true">${SIGNS[kind]}</span> <span>${label}${chosen}</span>
      ${view.hasKeys ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}
    </button>
  `;
}

function reject(view: View): TemplateResult {
  const { language, hasKeys, complaint } = view;
  return rejecting({
    language,
    hasKeys,
    complaint,
    isBusy: false,
    decide: (decision) => view.decide(decision),
    complain: () => view.beginRejecting(),
    leave: () => view.leaveRejecting(),
  });
}

/** The last decision, and behind a disclosure those before it. */
function lately(view: View): TemplateResult | typeof nothing {
  const { queues, language, hasKeys } = view;
  const { words } = language;
  const [last, ...others] = queues.history.all.filter(({ isUnwanted }) => !isUnwanted);
  const onTheWay = queues.outbox.size;
  if (!last && onTheWay === 0) return nothing;
  return html`
    <div class="lately">
      ${
        last
          ? html`
            <p class="last">${said(view, last)}</p>
            <button type="button" class="link undo" aria-keyshortcuts=${hasKeys ? 'u' : nothing} @click=${() => view.undo()}>
              <span aria-hidden="true">${SIGNS.undo}</span> ${words.undo} ${hasKeys ? html`<kbd aria-hidden="true">u</kbd>` : nothing}
            </button>
          `
          : nothing
      }
      ${onTheWay > 1 || !last ? html`<p class="quiet">${language.plural(words.unsent, onTheWay)}</p>` : nothing}
      ${others.length > 0 ? earlier(view, others) : nothing}
    </div>
  `;
}

function earlier(view: View, others: Done[]): TemplateResult {
  const { words } = view.language;
  return html`
    <details>
      <summary>${words.lately}</summary>
      <ul>
        ${others.map(
          (done) => html`
            <li>
              ${said(view, done)}
              <button type="button" class="link" @click=${() => view.queues.undo(done)}>${words.undo}</button>
            </li>
          `,
        )}
      </ul>
    </details>
  `;
}

export function said(
  { language }: Pick<View, 'language'>,
  { decision, cards }: Pick<Done, 'decision' | 'cards'>,
): string {
  const { words } = language;
  const [only, ...more] = cards;
  if (!only || more.length > 0) return language.plural(words[`didMany_${decision.kind}`], cards.length);
  return language.say(words[`did_${decision.kind}`], { name: authorOf(only.author, language) });
}
