// Comments that came with an import under the viewer's address.
import { html, type TemplateResult } from 'lit';
import { ClaimAuthor } from '../../shared/generated.ts';
import { Section, type Viewer } from '../section.ts';

export class Imported extends Section {
  readonly id = 'imported';
  /** What was taken over stays in sight, with what came of it. */
  #wasThere = false;

  get title(): string {
    return this.words.imported;
  }

  override isThere({ claimableAuthors }: Viewer): boolean {
    return this.#wasThere || claimableAuthors.length > 0;
  }

  protected override content({ claimableAuthors }: Viewer): TemplateResult {
    const { words, page } = this;
    this.#wasThere = true;
    if (claimableAuthors.length === 0) return html``;
    return html`
      <p>${words.importedHint}</p>
      <ul class="things">
        ${claimableAuthors.map(
          ({ authorId, displayName, commentCount }) => html`
            <li>
              <div>
                <p><bdi>${displayName}</bdi></p>
                <p class="hint">${page.language.plural(words.importedCount, commentCount)}</p>
              </div>
              ${this.button(words.claim, () => this.#claim(authorId), 'primary', displayName)}
            </li>
          `,
        )}
      </ul>
    `;
  }

  #claim(authorId: string): Promise<void> {
    return this.attempt(async () => {
      const { claimAuthor } = await this.page.transport.run(ClaimAuthor, { input: { authorId } });
      await this.page.load();
      return this.page.language.plural(this.words.claimed, claimAuthor.commentCount);
    });
  }
}
