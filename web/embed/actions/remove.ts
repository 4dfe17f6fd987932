// Taking back what one wrote.
import { html, type TemplateResult } from 'lit';
import { DeleteComment } from '../../shared/generated.ts';
import { drop, put } from '../changes.ts';
import { escaping, Panel } from '../parts/panel.ts';
import { toast } from '../parts/toast.ts';
import type { Spoken } from '../parts/words.ts';
import type { Place } from '../parts.ts';
import { branchOf } from './place.ts';

class Remove extends Panel {
  readonly #place: Place;

  constructor(place: Place, language: Spoken) {
    super(place.slot, language);
    this.#place = place;
  }

  #leave(): void {
    this.close();
    this.#place.button.focus();
  }

  async #remove(): Promise<void> {
    const { thread } = this.#place.reading;
    const commentId = branchOf(this.#place).id;
    const removed = await this.attempt(() => thread.connection.transport.run(DeleteComment, { input: { commentId } }));
    if (!removed) return;
    this.close();
    const root = this.slot.getRootNode() as ShadowRoot;
    const { comment } = removed.deleteComment;
    const near = comment ? put(thread, comment) : drop(thread, branchOf(this.#place));
    if (near) await thread.focus(near);
    else root.querySelector<HTMLElement>('.heading')?.focus();
    toast(root, this.language.words.removed, this.language);
  }

  protected override draw(): TemplateResult {
    const { words } = this.language;
    const { replyCount } = branchOf(this.#place).comment;
    const asked = replyCount > 0 ? words.removeAskAnswered : words.removeAsk;
    return html`
      <div
        class="asks"
        part="dialog"
        role="alertdialog"
        aria-label=${asked}
        @keydown=${escaping(() => this.#leave())}
      >
        <p>${asked}</p>
        <p class="over" role="alert">${this.problem}</p>
        <div class="buttons">
          <button type="button" part="action" @click=${() => this.#leave()}>${words.cancel}</button>
          <button type="button" class="danger" part="action" aria-disabled=${this.busy} @click=${() => this.#remove()}>${words.remove}</button>
        </div>
      </div>
    `;
  }
}

export function beginRemove(place: Place, language: Spoken): void {
  const panel = new Remove(place, language);
  panel.update();
  panel.focus('button');
}
