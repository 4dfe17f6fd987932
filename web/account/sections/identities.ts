// Other ways into the account: of providers, and of the site itself.
import { html, nothing, type TemplateResult } from 'lit';
import { BeginLink, UnlinkIdentity } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { Section, type Viewer } from '../section.ts';

export class Identities extends Section {
  readonly id = 'identities';

  get title(): string {
    return this.words.identities;
  }

  protected override content({ identities, site }: Viewer): TemplateResult {
    const linked = new Set(identities.map(({ provider }) => provider?.key));
    const others = site.waysIn.providers.filter(({ key }) => !linked.has(key));
    return html`${this.#linked(identities)} ${this.#others(others)}`;
  }

  #others(providers: Viewer['site']['waysIn']['providers']): TemplateResult | typeof nothing {
    if (providers.length === 0) return nothing;
    const { language } = this.page;
    return html`
      <div class="buttons">
        ${providers.map(({ key, name }) => this.button(language.say(this.words.link, { name }), () => this.#link(key)))}
      </div>
    `;
  }

  async #link(provider: string): Promise<void> {
    await this.attempt(async () => {
      const { beginLink } = await this.page.transport.run(BeginLink, { input: { provider } });
      location.assign(leadingBack(beginLink.url));
      return undefined;
    });
  }

  #linked(identities: Viewer['identities']): TemplateResult {
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

/** The address is for a window that tells the page which opened it; this page is left for it, and come
 * back to. */
function leadingBack(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('origin');
  url.searchParams.set('next', location.pathname + location.search);
  return url.href;
}
