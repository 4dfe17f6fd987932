// Why a comment is rejected: the reason, which its author reads, and notes to both sides.
import { html, nothing, type TemplateResult } from 'lit';
import type { RejectReason } from '../../shared/generated.ts';
import { type Decision, REASONS } from '../queues/decisions.ts';
import type { Spoken } from './said.ts';

export interface Rejecting {
  language: Spoken;
  /** Whether digits choose: then they are shown. */
  hasKeys: boolean;
  /** What is wrong with what was chosen. */
  complaint: string;
  /** An answer is awaited. */
  isBusy: boolean;
  decide(decision: Decision): void;
  /** No reason was chosen. */
  complain(): void;
  leave(): void;
}

export function rejecting(asking: Rejecting): TemplateResult {
  const { hasKeys, complaint, isBusy } = asking;
  const { words } = asking.language;
  return html`
    <form class="rejecting" @submit=${(event: Event) => submit(event, asking)} @keydown=${(event: KeyboardEvent) => pressed(event, asking)}>
      <fieldset>
        <legend>${words.rejectWhy}</legend>
        <div class="reasons">
          ${REASONS.map(
            (reason, index) => html`
              <label>
                <input type="radio" name="reason" value=${reason} />
                ${hasKeys ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing} ${words[reason]}
              </label>
            `,
          )}
        </div>
      </fieldset>
      <p class="error" role="alert">${complaint}</p>
      <div class="notes">
        <label>${words.rejectNote}<textarea name="note" rows="2" maxlength="1000" dir="auto"></textarea></label>
        <label>${words.rejectPrivate}<textarea name="privateNote" rows="2" maxlength="1000" dir="auto"></textarea></label>
      </div>
      <div class="buttons">
        <button type="submit" class="danger" aria-disabled=${isBusy ? 'true' : 'false'}>${words.rejectSend}</button>
        <button type="button" @click=${() => asking.leave()}>${words.cancel}</button>
      </div>
    </form>
  `;
}

function submit(event: Event, asking: Rejecting): void {
  event.preventDefault();
  if (asking.isBusy) return;
  const given = new FormData(event.currentTarget as HTMLFormElement);
  const text = (name: string) => String(given.get(name) ?? '').trim() || null;
  const reason = given.get('reason') as RejectReason | null;
  if (reason) asking.decide({ kind: 'reject', reason, note: text('note'), privateNote: text('privateNote') });
  else asking.complain();
}

/** Digits choose, Enter sends, Escape leaves; in the notes digits are digits. */
function pressed(event: KeyboardEvent, { hasKeys, leave }: Rejecting): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = event.currentTarget as HTMLFormElement;
  const isTyping = event.target instanceof HTMLTextAreaElement;
  if (event.key === 'Escape') {
    event.preventDefault();
    leave();
  } else if (event.key === 'Enter' && !event.shiftKey && !(event.target instanceof HTMLButtonElement)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (!isTyping && hasKeys) {
    const radio = form.querySelectorAll<HTMLInputElement>('[name=reason]')[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
  }
}
