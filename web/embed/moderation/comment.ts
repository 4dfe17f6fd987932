// What a moderator may do with a comment, in its place.
import { html, nothing, type TemplateResult } from 'lit';
import type { Document } from '../../shared/api/document.ts';
import {
  FeatureComment,
  LockBranch,
  ModeratedComment,
  type ModeratedFragment,
  PinComment,
  type RejectReason,
  UnfeatureComment,
  UnlockBranch,
  UnpinComment,
} from '../../shared/generated.ts';
import { branchOf } from '../actions/place.ts';
import { put } from '../changes.ts';
import type { Branch } from '../model.ts';
import { refreshHead } from '../parts/head.ts';
import { escaping, Panel, sending } from '../parts/panel.ts';
import type { Spoken } from '../parts/words.ts';
import type { Spot } from '../parts.ts';
import { type Decision, decide } from './decide.ts';
import { lockUnder } from './locks.ts';

const REASONS: RejectReason[] = ['OFF_TOPIC', 'ABUSE', 'SPAM', 'PERSONAL_INFORMATION', 'ILLEGAL', 'OTHER'];

type Marked = Document<{ [name: string]: { comment: ModeratedFragment } }, { input: { commentId: string } }>;

export class CommentControls extends Panel {
  where: Spot;
  #rejects = false;
  /** What was just decided, for it to be taken back. */
  #decided: { said: string; canUndo: boolean } | null = null;

  constructor(where: Spot, language: Spoken) {
    super(where.slot, language);
    this.where = where;
  }

  get #branch(): Branch {
    return branchOf(this.where);
  }

  get #transport() {
    return this.where.reading.thread.connection.transport;
  }

  async #decide(decision: Decision): Promise<void> {
    const { id } = this.#branch;
    const made = await this.attempt(async () => {
      const { comment } = await this.#transport.run(ModeratedComment, { id });
      const item = { commentId: id, revisionId: comment?.revisionId ?? '', overrules: comment?.decisionId ?? null };
      return decide(this.#transport, item, decision);
    });
    if (!made) return;
    const { words } = this.language;
    this.#rejects = false;
    const said = { approve: words.approved, reject: words.rejected, spam: words.markedSpam, restore: '' }[
      decision.kind
    ];
    this.#decided = {
      said: made.isOthers ? words.decidedBefore : said,
      canUndo: !made.isOthers && (decision.kind === 'reject' || decision.kind === 'spam'),
    };
    this.#put(made.comment);
    this.update();
    if (this.#decided.canUndo) this.focus('.undo');
    else this.slot.closest('article')?.focus({ preventScroll: true });
  }

  async #mark(document: Marked): Promise<void> {
    const commentId = this.#branch.id;
    const marked = await this.attempt(() => this.#transport.run(document, { input: { commentId } }));
    const comment = marked && Object.values(marked)[0]?.comment;
    if (!comment) return;
    const before = this.#branch.comment.branchLock;
    this.#put(comment);
    lockUnder(this.#branch, before, comment.branchLock);
    this.update();
  }

  #put(comment: ModeratedFragment): void {
    const { thread } = this.where.reading;
    put(thread, comment);
    void refreshHead(thread);
  }

  /** What a button does, and to which comment: read alone, one after the other, they would all be the same. */
  #named(label: string): string {
    return `${label}: ${this.slot.closest('article')?.getAttribute('aria-label')}`;
  }

  protected override draw(): TemplateResult {
    const { words } = this.language;
    return html`
      <div class="controls" part="moderation">
        ${this.#rejects ? this.#reject() : this.#buttons()}
        <p class="over" role="alert">${this.problem}</p>
        <p class="quiet" role="status">
          ${this.#decided?.said}
          ${
            this.#decided?.canUndo
              ? html`<button type="button" class="undo" part="action" aria-label=${this.#named(words.undo)} @click=${() => this.#decide({ kind: 'restore' })}>${words.undo}</button>`
              : nothing
          }
        </p>
      </div>
    `;
  }

  #buttons(): TemplateResult {
    const { words } = this.language;
    const { status, isPinned, isFeatured, branchLock, id, depth } = this.#branch.comment;
    const reportCount = (this.#branch.comment as Partial<ModeratedFragment>).reportCount ?? 0;
    const button = (label: string, run: () => void) =>
      html`<button type="button" part="action" aria-label=${this.#named(label)} aria-disabled=${this.busy} @click=${run}>${label}</button>`;
    const isLocked = branchLock?.commentId === id;
    const isShown = status === 'APPROVED';
    return html`
      <div class="buttons">
        ${reportCount > 0 ? html`<span class="quiet">${this.language.plural(words.reports, reportCount)}</span>` : nothing}
        ${isShown ? nothing : button(words.approve, () => this.#decide({ kind: 'approve' }))}
        ${status === 'REJECTED' ? nothing : button(words.reject, () => this.#begin())}
        ${status === 'SPAM' ? nothing : button(words.spam, () => this.#decide({ kind: 'spam' }))}
        ${button(isLocked ? words.unlockBranch : words.lockBranch, () => this.#mark(isLocked ? UnlockBranch : LockBranch))}
        ${isShown && depth === 0 ? button(isPinned ? words.unpin : words.pin, () => this.#mark(isPinned ? UnpinComment : PinComment)) : nothing}
        ${isShown ? button(isFeatured ? words.unfeature : words.feature, () => this.#mark(isFeatured ? UnfeatureComment : FeatureComment)) : nothing}
      </div>
    `;
  }

  #begin(): void {
    this.#rejects = true;
    this.#decided = null;
    this.update();
    this.focus('select');
  }

  #reject(): TemplateResult {
    const { words } = this.language;
    const leave = () => {
      this.#rejects = false;
      this.update();
      this.focus('button');
    };
    const send = sending((form) => {
      const given = new FormData(form);
      const note = String(given.get('note') ?? '').trim() || null;
      void this.#decide({ kind: 'reject', reason: given.get('reason') as RejectReason, note });
    });
    return html`
      <form class="asks" @submit=${send} @keydown=${escaping(leave)}>
        <label>
          <span class="field-label">${words.rejectWhy}</span>
          <select name="reason" part="field">
            ${REASONS.map((reason) => html`<option value=${reason}>${words[reason]}</option>`)}
          </select>
        </label>
        <label>
          <span class="field-label">${words.rejectNote}</span>
          <textarea name="note" part="field" rows="2" maxlength="1000" dir="auto"></textarea>
        </label>
        <div class="buttons">
          <button type="submit" class="primary" part="primary" aria-label=${this.#named(words.reject)} aria-disabled=${this.busy}>
            ${words.reject}
          </button>
          <button type="button" part="action" @click=${leave}>${words.cancel}</button>
        </div>
      </form>
    `;
  }
}
