// The bar in which one decides: always in the same place, with the last decision above it.
import { html, nothing, type TemplateResult } from 'lit';
import type { RejectReason } from '../../../shared/generated.ts';
import { authorOf } from '../../parts/said.ts';
import { type Decision, REASONS } from '../decisions.ts';
import type { Done } from '../history.ts';
import type { View } from './view.ts';

const SIGNS = { approve: '✓', reject: '✕', spam: '⊘', restore: '↺', undo: '↶' } as const;

export function bar(view: View): TemplateResult {
  const { words } = view.language;
  const isChosen = view.queues.model.selected.size > 0;
  return html`
    <div class="bar ${isChosen ? 'chosen' : ''}" role="region" aria-label=${words.decide}>
      ${lately(view)} ${view.isRejecting ? rejecting(view) : deciding(view)}
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

function rejecting(view: View): TemplateResult {
  const { words } = view.language;
  const submit = (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? '').trim() || null;
    const reason = given.get('reason') as RejectReason | null;
    if (!reason) return view.beginRejecting();
    view.decide({ kind: 'reject', reason, note: text('note'), privateNote: text('privateNote') });
  };
  return html`
    <form class="rejecting" @submit=${submit} @keydown=${(event: KeyboardEvent) => pressed(event, view)}>
      <fieldset>
        <legend>${words.rejectWhy}</legend>
        <div class="reasons">
          ${REASONS.map(
            (reason, index) => html`
              <label>
                <input type="radio" name="reason" value=${reason} />
                ${view.hasKeys ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing} ${words[reason]}
              </label>
            `,
          )}
        </div>
      </fieldset>
      <p class="error" role="alert">${view.complaint}</p>
      <div class="notes">
        <label>${words.rejectNote}<textarea name="note" rows="2" maxlength="1000" dir="auto"></textarea></label>
        <label>${words.rejectPrivate}<textarea name="privateNote" rows="2" maxlength="1000" dir="auto"></textarea></label>
      </div>
      <div class="buttons">
        <button type="submit" class="danger">${words.rejectSend}</button>
        <button type="button" @click=${() => view.leaveRejecting()}>${words.cancel}</button>
      </div>
    </form>
  `;
}

/** Digits choose, Enter sends, Escape leaves; in the notes digits are digits. */
function pressed(event: KeyboardEvent, view: View): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = event.currentTarget as HTMLFormElement;
  const isTyping = event.target instanceof HTMLTextAreaElement;
  if (event.key === 'Escape') {
    event.preventDefault();
    view.leaveRejecting();
  } else if (event.key === 'Enter' && !event.shiftKey && !(event.target instanceof HTMLButtonElement)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (!isTyping && view.hasKeys) {
    const radio = form.querySelectorAll<HTMLInputElement>('[name=reason]')[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
  }
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
