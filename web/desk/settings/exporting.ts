// Taking the whole site away: a link to it, which begins to download by itself.
import { html, nothing, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskExportSite } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import type { Spoken } from './screen.ts';

type Link = { url: string; expiresAt: string };

export class Exporting {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  #withAddresses = false;
  #isAsking = false;
  #link: Link | null = null;
  #problem = '';

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.#language = language;
  }

  draw(): TemplateResult {
    const { words } = this.#language;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#export();
    };
    const choose = (event: Event) => {
      this.#withAddresses = (event.target as HTMLInputElement).checked;
    };
    return html`
      <form id="export-form" method="post" @submit=${submit}>
        <p>${words.exportHint}</p>
        <div class="setting">
          <label class="check">
            <input
              type="checkbox"
              name="withAddresses"
              aria-describedby="export-addresses-hint"
              .checked=${this.#withAddresses}
              @change=${choose}
            />
            ${words.exportAddresses}
          </label>
          <p class="hint" id="export-addresses-hint">${words.exportAddressesHint}</p>
        </div>
        <p class="error" role="alert">${this.#problem}</p>
        <div class="buttons"><button type="submit" aria-disabled=${this.#isAsking ? 'true' : 'false'}>${words.exportDo}</button></div>
        ${this.#link ? this.#download(this.#link) : nothing}
      </form>
    `;
  }

  #download({ url, expiresAt }: Link): TemplateResult {
    const { words } = this.#language;
    const time = this.#language.absolute(new Date(expiresAt));
    return html`
      <p>${weave<unknown>(words.exported, { time })}</p>
      <div class="buttons"><a class="button" id="export-link" href=${url} download>${words.exportLink}</a></div>
    `;
  }

  async #export(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#problem = '';
    this.#link = null;
    this.#desk.update();
    const input = { site: place.site, withAddresses: this.#withAddresses };
    try {
      const answer = await this.#desk.proved(() => this.#desk.transport.run(DeskExportSite, { input }));
      this.#link = answer.exportSite;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.#desk.explain(refusal);
    } finally {
      this.#isAsking = false;
      this.#desk.update();
    }
    if (!this.#link) return;
    this.#desk.tell(this.#language.words.exportBegun);
    document.getElementById('export-link')?.click();
  }
}
