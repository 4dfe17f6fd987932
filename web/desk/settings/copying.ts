// Buttons that copy something, and what came of it.
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskPage } from '../page.ts';
import type { Spoken } from './screen.ts';

export class Copying {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  #said: { what: string; isDone: boolean } | null = null;

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.#language = language;
  }

  button(what: string, text: string): TemplateResult {
    return html`<button type="button" @click=${() => this.#copy(what, text)}>${this.#language.words.copy}</button>`;
  }

  said(what: string): TemplateResult | typeof nothing {
    if (this.#said?.what !== what) return nothing;
    const { copied, copyFailed } = this.#language.words;
    return this.#said.isDone ? html`<p class="done">${copied}</p>` : html`<p class="error">${copyFailed}</p>`;
  }

  async #copy(what: string, text: string): Promise<void> {
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    const isDone = await copied.then(
      () => true,
      () => false,
    );
    this.#said = { what, isDone };
    const { words } = this.#language;
    this.#desk.tell(isDone ? words.copied : words.copyFailed);
    this.#desk.update();
  }
}
