// A part of the page: what it shows of the viewer, and what can be done there.
import { html, nothing, type TemplateResult } from 'lit';
import { Refusal } from '../shared/api/refusal.ts';
import type { MyAccountQuery } from '../shared/generated.ts';
import type { AccountPage } from './page.ts';

export type Viewer = NonNullable<MyAccountQuery['viewer']>;

export abstract class Section {
  abstract readonly id: string;
  abstract readonly title: string;
  protected readonly page: AccountPage;
  #problem = '';
  #done = '';
  #busy = false;

  constructor(page: AccountPage) {
    this.page = page;
  }

  protected abstract content(viewer: Viewer): unknown;

  /** Whether there is anything to show. */
  isThere(_viewer: Viewer): boolean {
    return true;
  }

  draw(viewer: Viewer): TemplateResult {
    return html`
      <section id=${this.id} aria-labelledby="${this.id}-title">
        <h2 id="${this.id}-title" tabindex="-1">${this.title}</h2>
        ${this.content(viewer)}
        <p class="error" role="alert">${this.#problem}</p>
        ${this.#done ? html`<p class="done">${this.#done}</p>` : nothing}
      </section>
    `;
  }

  protected get words() {
    return this.page.language.words;
  }

  /** "3 hours ago", with the whole time behind it. */
  protected time(moment: string): TemplateResult {
    const { language } = this.page;
    const date = new Date(moment);
    const said = language.relative(date, Date.now());
    return html`<time datetime=${moment} title=${language.absolute(date)}>${said}</time>`;
  }

  protected button(label: string, action: () => unknown, kind = '', about = ''): TemplateResult {
    const name = about ? `${label}: ${about}` : nothing;
    return html`
      <button type="button" class=${kind} aria-label=${name} aria-disabled=${this.#busy ? 'true' : 'false'} @click=${action}>
        ${label}
      </button>
    `;
  }

  /**
   * Does one thing, with a fresh proof where that is wanted; says what came of it, and why nothing did.
   * The focus goes to the heading where what was pressed is gone.
   */
  protected async attempt(action: () => Promise<string | undefined>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#problem = '';
    this.#done = '';
    this.page.update();
    try {
      this.#done = (await this.page.proved(action)) ?? '';
      this.page.tell(this.#done);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.page.explain(refusal);
    } finally {
      this.#busy = false;
      this.page.update();
      this.#holdFocus();
    }
  }

  #holdFocus(): void {
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body) return;
    document.getElementById(`${this.id}-title`)?.focus();
  }
}
