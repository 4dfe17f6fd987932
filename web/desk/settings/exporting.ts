// Taking the whole site away: a link to it, which begins to download by itself, and is soon over.
import { html, nothing, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskExportSite } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import type { Spoken } from './screen.ts';

type Link = { url: string; expiresAt: string };

/** As often as the service gives it. */
const DOWNLOADS = 3;
/** Of a link that is used up or over. */
const GONE = 410;

export class Exporting {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly #logged: () => void;
  #withAddresses = false;
  #isAsking = false;
  #link: Link | null = null;
  /** How often the link can still be followed. */
  #left = 0;
  #isOver = false;
  #timer: number | undefined;
  #problem = '';

  /** `logged`: one has been asked for, which stands in the log. */
  constructor(desk: DeskPage, language: Spoken, logged: () => void) {
    this.#desk = desk;
    this.#language = language;
    this.#logged = logged;
  }

  leave(): void {
    clearTimeout(this.#timer);
  }

  draw(): TemplateResult {
    const { words } = this.#language;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#export();
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
              ?disabled=${this.#isAsking}
              @change=${this.#choose}
            />
            ${words.exportAddresses}
          </label>
          <p class="hint" id="export-addresses-hint">${words.exportAddressesHint}</p>
        </div>
        <p class="error" role="alert">${this.#problem}</p>
        <div class="buttons"><button type="submit" aria-disabled=${this.#isAsking ? 'true' : 'false'}>${words.exportDo}</button></div>
        ${this.#link ? this.#download(this.#link) : nothing}
        ${this.#isOver ? html`<p id="export-over" tabindex="-1">${words.exportOver}</p>` : nothing}
      </form>
    `;
  }

  /** A button: whoever follows a link in other ways could not be counted. */
  #download({ expiresAt }: Link): TemplateResult {
    const { words } = this.#language;
    const time = this.#language.absolute(new Date(expiresAt));
    const count = this.#language.count(this.#left);
    return html`
      <p>${weave<unknown>(this.#language.form(words.exported, this.#left), { time, count })}</p>
      <div class="buttons"><button type="button" id="export-link" @click=${() => this.#again()}>${words.exportLink}</button></div>
      <p class="hint">${words.exportBusy}</p>
    `;
  }

  /** A link to what was chosen before is none to what is chosen now. */
  readonly #choose = (event: Event): void => {
    this.#withAddresses = (event.target as HTMLInputElement).checked;
    this.#drop();
    this.#desk.update();
  };

  async #export(): Promise<void> {
    await this.#attempt(async () => {
      this.#drop();
      const input = { site: place.site, withAddresses: this.#withAddresses };
      const answer = await this.#desk.proved(() => this.#desk.transport.run(DeskExportSite, { input }));
      this.#link = answer.exportSite;
      this.#left = DOWNLOADS;
      const { expiresAt, url } = this.#link;
      this.#timer = window.setTimeout(() => this.#end(), Date.parse(expiresAt) - Date.now());
      this.#begin(url);
      this.#desk.tell(this.#language.words.exportBegun);
      this.#logged();
    });
  }

  /** First it looks whether the link is good, which is not counted: a download that is refused says nothing. */
  async #again(): Promise<void> {
    const link = this.#link;
    if (!link) return;
    await this.#attempt(async () => {
      const isGood = await look(link.url);
      if (link !== this.#link) return;
      if (isGood) this.#begin(link.url);
      if (!isGood || this.#left === 0) this.#end();
      else this.#desk.tell(this.#language.words.exportBegun);
    });
  }

  #begin(url: string): void {
    this.#left -= 1;
    const link = document.createElement('a');
    link.href = url;
    link.download = '';
    link.click();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#link = null;
    this.#isOver = false;
  }

  /** Says so, and leads there from the button that is gone. */
  #end(): void {
    const isFocused = document.activeElement?.id === 'export-link';
    this.#drop();
    this.#isOver = true;
    this.#desk.update();
    this.#desk.tell(this.#language.words.exportOver);
    if (isFocused) document.getElementById('export-over')?.focus();
  }

  /** One thing at a time. */
  async #attempt(action: () => Promise<void>): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#problem = '';
    this.#desk.update();
    try {
      await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.#desk.explain(refusal);
    } finally {
      this.#isAsking = false;
      this.#desk.update();
    }
  }
}

/** Whether a link can be followed. */
async function look(url: string): Promise<boolean> {
  const answer = await fetch(url, { method: 'HEAD' }).catch(() => null);
  if (!answer) throw new Refusal('no answer', { code: 'NETWORK' });
  if (answer.status === 503 || answer.status === 429) throw new Refusal('busy', { code: 'UNAVAILABLE' });
  if (!answer.ok && answer.status !== GONE) throw new Refusal('no answer of the service', { code: 'MALFORMED' });
  return answer.ok;
}
