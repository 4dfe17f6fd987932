// The one dialog of a page: modal, so that nothing behind it is reached, and the focus returns from it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Surface } from './surface.ts';

export class Dialog {
  readonly #surface: Surface;
  #title = '';
  #content: (() => TemplateResult) | null = null;
  #settle: ((answer: boolean) => void) | null = null;

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** Resolves with what is settled; false where it is closed otherwise. */
  ask(title: string, content: () => TemplateResult): Promise<boolean> {
    this.settle(false);
    this.#title = title;
    this.#content = content;
    this.#surface.update();
    this.#element?.showModal();
    this.#element?.querySelector<HTMLElement>('input, button:not(.danger)')?.focus();
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  retitle(title: string): void {
    this.#title = title;
  }

  settle(answer: boolean): void {
    const settle = this.#settle;
    this.#settle = null;
    this.#content = null;
    if (this.#element?.open) this.#element.close();
    if (!settle) return;
    settle(answer);
    this.#surface.update();
  }

  draw(): TemplateResult {
    return html`
      <dialog id="dialog" aria-labelledby="dialog-title" @close=${() => this.settle(false)}>
        ${this.#content ? [html`<h2 id="dialog-title">${this.#title}</h2>`, this.#content()] : nothing}
      </dialog>
    `;
  }

  get #element(): HTMLDialogElement | null {
    return document.querySelector<HTMLDialogElement>('#dialog');
  }
}
