// Telling the moderators about a comment; of what is illegal, in the form that the law asks for.
import { html, nothing, type TemplateResult } from 'lit';
import { ReportComment, type ReportCommentInput, type ReportReason } from '../../shared/generated.ts';
import { drop, put } from '../changes.ts';
import { escaping, Panel, sending } from '../parts/panel.ts';
import { toast } from '../parts/toast.ts';
import type { Spoken } from '../parts/words.ts';
import type { Place } from '../parts.ts';
import { branchOf } from './place.ts';

const REASONS: ReportReason[] = ['OFF_TOPIC', 'ABUSE', 'SPAM', 'PERSONAL_INFORMATION', 'ILLEGAL', 'OTHER'];

class Report extends Panel {
  readonly #place: Place;
  #reason: ReportReason | null = null;
  #onChildAbuse = false;

  constructor(place: Place, language: Spoken) {
    super(place.slot, language);
    this.#place = place;
  }

  #leave(): void {
    this.close();
    this.#place.button.focus();
  }

  async #send(form: HTMLFormElement): Promise<void> {
    const { thread } = this.#place.reading;
    const input = this.#input(form);
    if (!input) return;
    const sent = await this.attempt(() => thread.connection.transport.run(ReportComment, { input }));
    if (!sent) return;
    this.close();
    const { comment } = sent.reportComment;
    const near = comment ? put(thread, comment) : drop(thread, branchOf(this.#place));
    const root = this.slot.isConnected ? this.slot : this.#place.button;
    if (near) await thread.focus(near);
    if (root.isConnected) toast(root, this.language.words.reportThanks, this.language);
  }

  #input(form: HTMLFormElement): ReportCommentInput | null {
    const { comment } = branchOf(this.#place);
    if (!this.#reason || !comment.revisionId) return null;
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '').trim() || null;
    const input: ReportCommentInput = {
      commentId: comment.id,
      revisionId: comment.revisionId,
      reason: this.#reason,
      text: text('text'),
    };
    if (this.#reason !== 'ILLEGAL') return input;
    const illegal = {
      legalBasis: text('legalBasis'),
      name: text('name'),
      email: text('email'),
      onChildAbuse: this.#onChildAbuse,
      goodFaith: true,
    };
    return { ...input, illegal };
  }

  protected override draw(): TemplateResult {
    const { words } = this.language;
    const isTextNeeded = this.#reason === 'ILLEGAL' || this.#reason === 'OTHER';
    return html`
      <form
        class="asks report"
        part="dialog"
        @submit=${sending((form) => this.#send(form))}
        @keydown=${escaping(() => this.#leave())}
      >
        <fieldset>
          <legend>${words.reportWhy}</legend>
          ${REASONS.map(
            (reason) => html`
              <label class="choice">
                <input type="radio" name="reason" required .checked=${this.#reason === reason} @change=${() => this.#choose(reason)} />
                <span>${words[reason]}</span>
              </label>
            `,
          )}
        </fieldset>
        ${this.#reason === 'ILLEGAL' ? this.#notice() : nothing}
        <label>
          <span class="field-label">${isTextNeeded ? words.reportTextNeeded : words.reportText}</span>
          <textarea name="text" part="field" rows="2" maxlength="1000" dir="auto" ?required=${isTextNeeded}></textarea>
        </label>
        <p class="over" role="alert">${this.problem}</p>
        <div class="buttons">
          <button type="submit" class="primary" part="primary" aria-disabled=${this.busy}>${words.reportSend}</button>
          <button type="button" part="action" @click=${() => this.#leave()}>${words.cancel}</button>
        </div>
      </form>
    `;
  }

  #choose(reason: ReportReason): void {
    this.#reason = reason;
    this.update();
  }

  #notice(): TemplateResult {
    const { words } = this.language;
    const toggle = ({ currentTarget }: Event) => {
      this.#onChildAbuse = (currentTarget as HTMLInputElement).checked;
      this.update();
    };
    const needed = !this.#onChildAbuse;
    return html`
      <label>
        <span class="field-label">${words.legalBasis}</span>
        <input name="legalBasis" part="field" maxlength="500" dir="auto" />
      </label>
      <label class="choice">
        <input type="checkbox" @change=${toggle} /><span>${words.onChildAbuse}</span>
      </label>
      <div class="guest">
        <label>
          <span class="field-label">${words.noticeName}</span>
          <input name="name" part="field" autocomplete="name" maxlength="200" dir="auto" ?required=${needed} />
        </label>
        <label>
          <span class="field-label">${words.email}</span>
          <input name="email" part="field" type="email" autocomplete="email" maxlength="254" dir="ltr" ?required=${needed} />
        </label>
      </div>
      <p class="quiet">${words.noticeHint}</p>
      <label class="choice"><input type="checkbox" name="goodFaith" required /><span>${words.goodFaith}</span></label>
    `;
  }
}

export function beginReport(place: Place, language: Spoken): void {
  const panel = new Report(place, language);
  panel.update();
  panel.focus('input');
}
