// Recovery codes, shown once: to be copied, downloaded, kept.
import { html, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import type { AccountPage } from '../page.ts';

export class Codes {
  readonly #page: AccountPage;
  #codes: readonly string[] = [];
  #said = '';

  constructor(page: AccountPage) {
    this.#page = page;
  }

  get areShown(): boolean {
    return this.#codes.length > 0;
  }

  show(codes: readonly string[]): void {
    this.#codes = codes;
    this.#said = '';
    this.#page.update();
    document.getElementById('codes-title')?.focus();
  }

  draw(): TemplateResult {
    const { words } = this.#page.language;
    return html`
      <div class="notice" role="group" aria-labelledby="codes-title">
        <h3 id="codes-title" tabindex="-1">${words.codesTitle}</h3>
        <p>${words.codesHint}</p>
        <ol class="codes" dir="ltr">
          ${this.#codes.map((code) => html`<li><code>${code}</code></li>`)}
        </ol>
        <div class="buttons">
          <button type="button" @click=${this.#copy}>${words.copy}</button>
          <button type="button" @click=${this.#download}>${words.download}</button>
          <button type="button" class="primary" @click=${this.#close}>${words.codesKept}</button>
        </div>
        <p class="done" role="status">${this.#said}</p>
      </div>
    `;
  }

  get #text(): string {
    return [`${place.name} – ${location.host}`, '', ...this.#codes, ''].join('\n');
  }

  readonly #copy = async () => {
    const { words } = this.#page.language;
    const copied = navigator.clipboard?.writeText(this.#text) ?? Promise.reject(new Error('no clipboard'));
    this.#said = await copied.then(
      () => words.copied,
      () => words.copyFailed,
    );
    this.#page.update();
  };

  readonly #download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.#text], { type: 'text/plain' }));
    link.download = 'recovery-codes.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  readonly #close = () => {
    this.#codes = [];
    this.#page.update();
    document.getElementById('factor-title')?.focus();
  };
}
