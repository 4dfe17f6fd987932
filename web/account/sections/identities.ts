// Other ways into the account: of providers, and of the site itself.
import { html, type TemplateResult } from 'lit';
import { UnlinkIdentity } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { Section, type Viewer } from '../section.ts';

export class Identities extends Section {
  readonly id = 'identities';

  get title(): string {
    return this.words.identities;
  }

  protected override content({ identities }: Viewer): TemplateResult {
    const { words } = this;
    if (identities.length === 0) return html`<p class="quiet">${words.noIdentities}</p>`;
    return html`
      <ul class="things">
        ${identities.map(({ id, provider, email, lastUsedAt }) => {
          const name = provider?.name ?? words.ownSite;
          return html`
            <li>
              <div>
                <p><bdi>${name}</bdi></p>
                <p class="hint">
                  ${email ? html`<bdi>${email}</bdi> · ` : ''}${weave<unknown>(words.lastUsed, { time: this.time(lastUsedAt) })}
                </p>
              </div>
              ${this.button(words.unlink, () => this.#unlink(id, name), '', name)}
            </li>
          `;
        })}
      </ul>
    `;
  }

  async #unlink(identityId: string, name: string): Promise<void> {
    const { words, page } = this;
    if (!(await page.confirm(page.language.say(words.unlinkAsk, { name }), words.unlink))) return;
    await this.attempt(async () => {
      await page.transport.run(UnlinkIdentity, { input: { identityId } });
      await page.load();
      return words.unlinked;
    });
  }
}
