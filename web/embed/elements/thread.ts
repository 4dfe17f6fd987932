// The thread of an episode: `<rejoinder-thread site="…" episode="…">`.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Language } from '../../shared/language.ts';
import { ThreadController } from '../controllers/thread.ts';
import { type Code, languageOf } from '../languages.ts';
import type { Branch } from '../model.ts';
import { started } from '../start.ts';
import { sheet } from '../styles/thread.ts';
import type { Words } from '../words/en.ts';
import { item } from './comment.ts';

export class ThreadElement extends LitElement {
  static override styles = sheet;
  static override properties = {
    site: {},
    episode: {},
    service: {},
    sort: {},
    language: { state: true },
  };

  declare site: string | null;
  declare episode: string | null;
  declare service: string | null;
  declare sort: string | null;
  declare language: Language<Words> | undefined;

  readonly thread = new ThreadController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#speak(languageOf(this));
  }

  async #speak(code: Code): Promise<void> {
    const words = await started?.speak(code);
    if (words) this.language = new Language(code, words.default);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const named = ['site', 'episode', 'service'] as const;
    if (named.some((name) => changed.has(name)) || this.thread.phase === 'waiting') this.#open();
  }

  #open(): void {
    const service = this.service ?? started?.service;
    if (!service || !this.site || !this.episode) return;
    void this.thread.open({ service, site: this.site, episode: this.episode });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { language, thread } = this;
    if (!language) return nothing;
    const draw = (branch: Branch) => item(branch, thread, language);
    return html`
      <section part="thread">
        <h2 part="heading" tabindex="-1">${this.#title(language)}</h2>
        ${thread.linked ? html`<ol role="list">${draw(thread.linked)}</ol>` : nothing}
        <ol part="comments" role="list">
          ${repeat([...thread.pinned, ...thread.pages.flat()], ({ id }) => id, draw)}
        </ol>
        ${thread.more ? html`<button type="button" part="more" @click=${this.#more}>${language.words.more}</button>` : nothing}
      </section>
    `;
  }

  #title(language: Language<Words>): string {
    const count = this.thread.head?.commentCount ?? 0;
    return count ? language.plural(language.words.comments, count) : language.words.noComments;
  }

  async #more(): Promise<void> {
    const first = await this.thread.next();
    if (first) await this.thread.focus(first);
  }
}
