// Changing what one wrote, as long as the site lets one.
import { html, nothing, type TemplateResult } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import { EditComment, Source, WritingRules } from '../../shared/generated.ts';
import { put } from '../changes.ts';
import { Editor } from '../composer/editor.ts';
import { sending } from '../parts/panel.ts';
import { sentence } from '../parts/refused.ts';
import { toast } from '../parts/toast.ts';
import { duration, type Spoken } from '../parts/words.ts';
import type { Place } from '../parts.ts';
import { branchOf } from './place.ts';
import { reasons } from './why.ts';

class Edit extends Editor {
  readonly #place: Place;
  readonly #revisionId: string | null;
  /** When the time for it is over. */
  readonly #until: number;
  readonly #clock: ReturnType<typeof setInterval>;
  #before: string;

  constructor(place: Place, language: Spoken, { body, revisionId, until }: Begun) {
    super(place.slot, place.reading, language);
    this.#place = place;
    this.body = body;
    this.#before = body;
    this.#revisionId = revisionId;
    this.#until = until;
    this.#clock = setInterval(() => this.update(), 1000);
    place.reading.thread.opened.signal.addEventListener('abort', () => this.close());
  }

  override close(): void {
    clearInterval(this.#clock);
    super.close();
  }

  override leave(): void {
    this.close();
    this.#place.button.focus();
  }

  protected override changed(): void {}

  override async submit(): Promise<void> {
    if (this.busy || !this.isWhole()) return;
    if (this.body === this.#before) return this.leave();
    const { thread } = this.reading;
    const commentId = branchOf(this.#place).id;
    const input = { commentId, body: this.body, ...(this.#revisionId && { revisionId: this.#revisionId }) };
    const edited = await this.attempt(() => thread.connection.transport.run(EditComment, { input }));
    if (!edited) return;
    const { comment } = edited.editComment;
    this.close();
    await thread.focus(put(thread, comment));
    const { words } = this.language;
    const isHeld = comment.status === 'PENDING';
    const said = isHeld ? [words.heldNow, reasons(comment, this.language)].filter(Boolean).join(' ') : words.saved;
    toast(this.slot, said, this.language);
  }

  protected override draw(): TemplateResult {
    const { words } = this.language;
    const seconds = Math.max(0, Math.ceil((this.#until - Date.now()) / 1000));
    return html`
      <form class="composer" part="composer" @submit=${sending(() => this.submit())}>
        ${this.field(words.editLabel)} ${seconds < WORTH_SAYING ? this.#countdown(seconds) : nothing}
        <div class="buttons">
          <button type="submit" class="primary" part="primary" aria-disabled=${this.busy || seconds === 0}>
            ${this.busy ? words.saving : words.save}
          </button>
          <button type="button" part="action" @click=${() => this.leave()}>${words.cancel}</button>
          ${this.tools()}
        </div>
      </form>
    `;
  }

  /** Seen by all, said only when it is over: a clock that speaks is a nuisance. */
  #countdown(seconds: number): TemplateResult {
    const { words } = this.language;
    return seconds > 0
      ? html`<p class="quiet" role="timer">${this.language.say(words.editLeft, { time: duration(seconds, this.language) })}</p>`
      : html`<p class="over" role="alert">${words.WINDOW_CLOSED}</p>`;
  }
}

/** A day: whoever has longer needs no clock. */
const WORTH_SAYING = 86_400;

interface Begun {
  body: string;
  revisionId: string | null;
  until: number;
}

const open = new WeakMap<Element, Edit>();

export async function beginEdit(place: Place, language: Spoken): Promise<void> {
  const { connection } = place.reading.thread;
  const branch = branchOf(place);
  try {
    const [{ comment }, { site }] = await Promise.all([
      connection.transport.run(Source, { id: branch.id }),
      connection.transport.run(WritingRules, { site: connection.site }),
    ]);
    if (comment?.bodyMarkdown == null) throw new Refusal('gone', { code: 'NOT_FOUND' });
    const until = Date.parse(branch.comment.createdAt) + (site?.editWindowSeconds ?? 0) * 1000;
    open.get(place.slot)?.close();
    // Who may change it though the time is over has no end to wait for.
    const isOver = until < Date.now();
    const begun = { body: comment.bodyMarkdown, revisionId: comment.revisionId, until: isOver ? Infinity : until };
    const edit = new Edit(place, language, begun);
    open.set(place.slot, edit);
    edit.update();
    edit.set(begun.body);
    edit.focus('textarea');
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    toast(place.slot, sentence(refusal, language), language);
  }
}
