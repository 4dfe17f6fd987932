// Authors whom the viewer does not want to read.
import { html, nothing, type TemplateResult } from 'lit';
import { MyMutes, UnmuteAuthor } from '../../shared/generated.ts';
import type { AccountPage } from '../page.ts';
import { Section } from '../section.ts';
import { Pages } from './pages.ts';

interface Author {
  id: string;
  displayName: string;
}

export class Muted extends Section {
  readonly id = 'muted';
  readonly #authors: Pages<Author>;

  constructor(page: AccountPage) {
    super(page);
    this.#authors = new Pages(page, async (after) => {
      const { viewer } = await page.transport.run(MyMutes, { after });
      return viewer?.mutedAuthors;
    });
  }

  get title(): string {
    return this.words.muted;
  }

  protected override content(): TemplateResult {
    const { words } = this;
    this.#authors.begin();
    const authors = this.#authors.items ?? [];
    if (authors.length === 0) return html`<p class="quiet">${this.#authors.problem || words.nobodyMuted}</p>`;
    return html`
      <p>${words.mutedHint}</p>
      <ul class="things">
        ${authors.map(
          (author) => html`
            <li>
              <p><bdi>${author.displayName}</bdi></p>
              ${this.button(words.unmute, () => this.#unmute(author), '', author.displayName)}
            </li>
          `,
        )}
      </ul>
      <p class="error">${this.#authors.problem}</p>
      ${this.#authors.hasMore ? html`<div class="buttons">${this.button(words.more, () => this.#authors.more())}</div>` : nothing}
    `;
  }

  #unmute({ id, displayName }: Author): Promise<void> {
    return this.attempt(async () => {
      await this.page.transport.run(UnmuteAuthor, { input: { authorId: id } });
      this.#authors.items = this.#authors.items?.filter((author) => author.id !== id) ?? null;
      return this.page.language.say(this.words.unmuted, { name: displayName });
    });
  }
}
