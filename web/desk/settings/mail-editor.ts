// Draws the words of one mail while they are changed, and how the mail looks with them.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { place } from '../../own/place.ts';
import type { MailKind } from '../../shared/generated.ts';
import { Language, weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import { time } from '../parts/said.ts';
import { address } from '../route.ts';
import { languages } from './languages.ts';
import { pageOf } from './mail-preview.ts';
import { samplesOf } from './mail-samples.ts';
import { type Fault, FIELDS, faultsOf, filled, type MailField, needed, written } from './mail-words.ts';
import type { Mail, Mails, Outcome } from './mails.ts';
import type { Spoken } from './screen.ts';

/** Milliseconds without a key until the preview follows: it is a page of its own. */
const PAUSE = 400;

/** The mail with its gaps filled. */
interface Look {
  subject: string;
  text: string;
  /** The whole page of its HTML. */
  page: string;
}

export class MailEditor {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly #mails: Mails;
  /** Whose faults are told: of fields that were left, or of all after a try. */
  readonly #told = new Set<MailField>();
  #reason = '';
  /** The last that was done, in words. */
  #done = '';
  /** Put together once: the words as they were when the last pause began. */
  #previewed: Look | null = null;
  #timer: number | undefined;

  constructor(desk: DeskPage, language: Spoken, mails: Mails) {
    this.#desk = desk;
    this.#language = language;
    this.#mails = mails;
  }

  /** Another mail, or another language. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#told.clear();
    this.#reason = '';
    this.#done = '';
    this.#previewed = null;
  }

  draw(kind: MailKind): TemplateResult {
    const { words } = this.#language;
    const { standing } = this.#mails;
    return html`
      <p class="all-mails"><a href=${address({ head: 'settings', rest: ['mails'] })}>${words.mailsAll}</a></p>
      <h3 id="mail" tabindex="-1">${words[`mail_${kind}`]}</h3>
      <p class="hint">${words[`mailFor_${kind}`]}</p>
      ${this.#chooser()} ${standing ? this.#form(standing) : html`<p class="quiet">${words.loading}</p>`}
    `;
  }

  #chooser(): TemplateResult {
    const { words, code } = this.#language;
    const { locale, kind, isBusy } = this.#mails;
    const choose = ({ target }: Event) => {
      const chosen = (target as HTMLSelectElement).value;
      this.begin();
      this.#desk.at = { head: 'settings', rest: ['mails', kind ?? '', chosen] };
      this.#mails.speak(chosen);
    };
    return html`
      <div class="setting mail-language">
        <label for="mail-locale">${words.mailsLanguage}</label>
        <select id="mail-locale" ?disabled=${isBusy} .value=${live(locale)} @change=${choose}>
          ${languages(code).map(([one, said]) => html`<option value=${one} ?selected=${one === locale}>${said}</option>`)}
        </select>
      </div>
    `;
  }

  #form(standing: Mail): TemplateResult {
    const { words } = this.#language;
    const { problem, isOvertaken, isChanged, isBusy } = this.#mails;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#save(standing);
    };
    const write = ({ target }: Event) => {
      this.#reason = (target as HTMLInputElement).value;
    };
    return html`
      <form id="mail-form" method="post" novalidate @submit=${submit}>
        <p class="hint">${this.#state(standing)}</p>
        ${isOvertaken ? html`<p class="notice grave" id="mail-theirs" tabindex="-1">${words.mailsTheirs} ${isChanged ? words.mailsTheirsHint : nothing}</p>` : nothing}
        ${this.#names(standing)}
        <div class="mail-sheet">
          ${this.#field('subject', standing)} ${this.#preview(standing)}
          ${this.#field('text', standing)} ${this.#field('html', standing)}
        </div>
        <div class="setting">
          <label for="mail-reason">${words.whyLog}</label>
          <input type="text" id="mail-reason" maxlength="500" autocomplete="off" dir="auto" .value=${live(this.#reason)} @input=${write} />
        </div>
        <p class="error" role="alert">${problem}</p>
        <div class="buttons">
          <button type="submit" class="primary" aria-disabled=${isBusy ? 'true' : 'false'}>${isBusy ? words.saving : words.mailsSave}</button>
          ${isChanged ? html`<button type="button" @click=${() => this.#setBack()}>${words.setBack}</button>` : nothing}
          ${standing.ownSince ? html`<button type="button" @click=${() => this.#reset()}>${words.mailsReset}</button>` : nothing}
        </div>
        ${this.#said()}
      </form>
    `;
  }

  #state({ ownSince }: Mail): unknown {
    const { words } = this.#language;
    return ownSince ? weave<unknown>(words.mailsSince, { time: time(ownSince, this.#language) }) : words.mailsShipped;
  }

  #names({ kind, names }: Mail): TemplateResult {
    const { words } = this.#language;
    const all = needed(kind, names);
    const meaning = words as unknown as Record<string, string | undefined>;
    return html`
      <p class="label">${words.mailsNames}</p>
      <dl class="names">
        ${names.map(
          (name) => html`
            <div>
              <dt><code dir="ltr">${written(name)}</code></dt>
              <dd>${meaning[`mailsName_${name}`] ?? nothing}${all.includes(name) ? ` ${words.mailsNeeded}` : nothing}</dd>
            </div>
          `,
        )}
      </dl>
    `;
  }

  #field(field: MailField, standing: Mail): TemplateResult {
    const { words } = this.#language;
    const id = `mail-${field}`;
    const problem = this.#problemOf(field, standing);
    const hint = { subject: '', text: words.mailsTextHint, html: words.mailsHtmlHint }[field];
    const described = [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ') || undefined;
    const value = this.#mails.words(standing)[field];
    const { direction } = new Language(standing.locale, {});
    const dir = field === 'html' ? 'ltr' : direction;
    const isWrong = problem ? 'true' : 'false';
    const type = ({ target }: Event) => this.#type(field, (target as HTMLInputElement).value);
    const leave = () => this.#leave(field);
    return html`
      <div class="setting">
        <label for=${id}>${words[`mails_${field}`]}</label>
        ${
          field === 'subject'
            ? html`<input type="text" id=${id} autocomplete="off" lang=${standing.locale} dir=${dir} aria-invalid=${isWrong} aria-describedby=${ifDefined(described)} .value=${live(value)} @input=${type} @change=${leave} />`
            : html`<textarea id=${id} rows="10" spellcheck="false" autocapitalize="none" lang=${standing.locale} dir=${dir} aria-invalid=${isWrong} aria-describedby=${ifDefined(described)} .value=${live(value)} @input=${type} @change=${leave}></textarea>`
        }
        ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
        <p class="error" id="${id}-error">${problem}</p>
      </div>
    `;
  }

  #problemOf(field: MailField, standing: Mail): string {
    const { refused } = this.#mails;
    if (refused?.field === field) return refused.said;
    if (!this.#told.has(field)) return '';
    const fault = faultsOf(this.#mails.words(standing), standing.kind, standing.names)[field];
    return fault ? this.#sentence(fault, standing) : '';
  }

  #sentence({ kind, name = '' }: Fault, { names }: Mail): string {
    const { words, code } = this.#language;
    if (kind === 'missing') return words.missing;
    const list = new Intl.ListFormat(code).format(names.map(written));
    return this.#language.say(words[`mailsFault_${kind}`], { name: written(name), list });
  }

  #type(field: MailField, value: string): void {
    this.#done = '';
    this.#mails.change(field, value);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#follow(), PAUSE);
  }

  #leave(field: MailField): void {
    const { standing } = this.#mails;
    this.#told.add(field);
    this.#follow();
    const problem = standing && this.#problemOf(field, standing);
    if (problem) this.#desk.tell(`${this.#language.words[`mails_${field}`]}: ${problem}`);
  }

  #follow(): void {
    clearTimeout(this.#timer);
    this.#previewed = null;
    this.#desk.update();
  }

  async #save(standing: Mail): Promise<void> {
    const { words } = this.#language;
    if (this.#mails.isBusy) return;
    for (const field of FIELDS) this.#told.add(field);
    if (this.#complain(standing)) return;
    if (!this.#mails.isChanged) {
      this.#settle(words.mailsSame);
      return;
    }
    this.#tell(await this.#mails.save(this.#reason), words.saved);
  }

  async #reset(): Promise<void> {
    const { words } = this.#language;
    if (!(await this.#desk.confirm(words.mailsResetAsk, words.mailsReset))) return;
    this.#tell(await this.#mails.reset(this.#reason), words.mailsIsReset);
  }

  #setBack(): void {
    this.#mails.setBack();
    this.#settle(this.#language.words.allSetBack);
  }

  #bringBack(): void {
    this.#mails.bringBack();
    this.#settle(this.#language.words.takenBack, 'mail-subject');
  }

  #tell(outcome: Outcome, done: string): void {
    const { words } = this.#language;
    const { standing, problem } = this.#mails;
    if (outcome === 'saved') {
      this.#reason = '';
      this.#settle(done);
      return;
    }
    this.#done = '';
    this.#follow();
    if (outcome === 'theirs') this.#lead('mail-theirs', words.mailsTheirs);
    else if (!standing || !this.#complain(standing)) this.#desk.tell(problem);
  }

  /** Leads to the first field that something is wrong with, if there is one. */
  #complain(standing: Mail): boolean {
    this.#desk.update();
    const faulty = FIELDS.find((field) => this.#problemOf(field, standing));
    if (faulty) this.#lead(`mail-${faulty}`, this.#problemOf(faulty, standing));
    return faulty !== undefined;
  }

  #settle(done: string, leadTo = 'mail-done'): void {
    this.#told.clear();
    this.#done = done;
    this.#follow();
    this.#lead(leadTo, done);
  }

  #lead(id: string, said: string): void {
    this.#desk.tell(said);
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    // With its label.
    (target?.closest('.setting') ?? target)?.scrollIntoView({ block: 'nearest' });
  }

  #said(): TemplateResult | typeof nothing {
    if (!this.#done) return nothing;
    const { takeBack } = this.#language.words;
    return html`
      <p id="mail-done" tabindex="-1">
        <span class="done">${this.#done}</span>
        ${this.#mails.before ? html`<button type="button" class="link" @click=${() => this.#bringBack()}>${takeBack}</button>` : nothing}
      </p>
    `;
  }

  #preview(standing: Mail): TemplateResult {
    const { words } = this.#language;
    const { code, direction } = new Language(standing.locale, {});
    this.#previewed ??= this.#look(standing);
    const { subject, text, page } = this.#previewed;
    return html`
      <div class="mail-look">
        <h4>${words.mailsPreview}</h4>
        <p class="hint">${words.mailsPreviewHint}</p>
        <p class="mail-subject" lang=${code} dir=${direction}><strong>${subject}</strong></p>
        <iframe class="preview" sandbox="" title=${words.mailsPreview} srcdoc=${page}></iframe>
        <details>
          <summary>${words.mailsAsText}</summary>
          <pre class="snippet" lang=${code} dir=${direction} tabindex="0" aria-label=${words.mailsAsText}>${text}</pre>
        </details>
      </div>
    `;
  }

  #look(standing: Mail): Look {
    const { origin } = location;
    const samples = samplesOf(standing, { origin, site: place.site, siteName: this.#desk.siteName });
    const { subject, text, html: source } = this.#mails.words(standing);
    const page = pageOf(source, samples, new Language(standing.locale, {}));
    return { subject: filled(subject, samples), text: filled(text, samples), page };
  }
}
