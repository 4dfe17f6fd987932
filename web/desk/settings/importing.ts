// Draws the part in which a file is brought in: where the newest import stands, another file, and what
// came of those before.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { ImportFormat } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import { linesOf } from '../parts/draft.ts';
import { authorOf, time } from '../parts/said.ts';
import { type Import, Imports, isTried, isUnderWay, isUnfinished, LARGEST, type Sending } from './imports.ts';
import { count, report } from './report.ts';
import type { Spoken } from './screen.ts';

/** By the names that they have everywhere. */
const SYSTEMS: Record<ImportFormat, string> = {
  WORDPRESS: 'WordPress',
  DISQUS: 'Disqus',
  COMMENTO: 'Commento, Comentario',
  REMARK42: 'Remark42',
  ISSO: 'Isso',
  REJOINDER: 'Rejoinder',
};
const FORMATS = Object.keys(SYSTEMS) as ImportFormat[];
const FILES = '.xml,.json,.jsonl,.gz,.db,.sqlite,text/xml,application/xml,application/json,application/gzip';
const EXAMPLE = 'http://old.example/=https://history.example/';
const OPTIONS = ['withSpam', 'withTrash', 'withUnpublished'] as const;

export class Importing {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly imports: Imports;
  /** What is wrong with the file that was chosen. */
  #fault = '';
  /** The rules for addresses stay, so that a trial can be mended: as they are typed, and as they were sent. */
  #rules = '';
  #sentRules = '';

  /** `logged`: one has come to its end, which stands in the log. */
  constructor(desk: DeskPage, language: Spoken, logged: () => void) {
    this.#desk = desk;
    this.#language = language;
    this.imports = new Imports(desk, (one) => {
      desk.tell(this.#title(one));
      logged();
    });
  }

  /** Somebody has begun to write rules. */
  get isTyped(): boolean {
    return this.#rules !== this.#sentRules;
  }

  draw(): TemplateResult {
    const { newest, sending, problem, list } = this.imports;
    const isFree = !sending && !(newest && isUnfinished(newest));
    const shown = newest && newest.state !== 'CANCELLED' ? newest : null;
    return html`
      <p class="error" id="import-problem" role="alert">${problem}</p>
      ${sending ? this.#sending(sending) : shown ? this.#standing(shown) : nothing}
      ${isFree ? this.#form() : nothing}
      ${list.nodes.length > (shown && !sending ? 1 : 0) ? this.#earlier(shown && !sending ? 1 : 0) : nothing}
      ${list.nodes.length === 0 ? list.foot(this.#language) : nothing}
    `;
  }

  #form(): TemplateResult {
    const { words } = this.#language;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#begin(event.target as HTMLFormElement, (event.submitter as HTMLButtonElement).value === 'try');
    };
    const described = this.#fault ? 'import-hint import-fault' : 'import-hint';
    return html`
      <form id="import-form" method="post" novalidate @submit=${submit}>
        <div class="setting">
          <label for="import-file">${words.importFile}</label>
          <input
            type="file"
            id="import-file"
            name="file"
            accept=${FILES}
            aria-invalid=${this.#fault ? 'true' : 'false'}
            aria-describedby=${described}
            @change=${() => this.#complain('')}
          />
          <p class="hint" id="import-hint">${words.importHow}</p>
          <p class="error" id="import-fault">${this.#fault}</p>
          ${this.#whence()}
        </div>
        ${this.#addresses()}
        <div class="setting">
          <fieldset>
            <legend>${words.importAlso}</legend>
            ${OPTIONS.map((name) => html`<label class="check"><input type="checkbox" name=${name} /> ${words[`import_${name}`]}</label>`)}
          </fieldset>
        </div>
        <div class="buttons">
          <button type="submit" class="primary" value="try">${words.importTry}</button>
          <button type="submit" value="import">${words.importDo}</button>
        </div>
        <p class="hint">${words.importTryHint}</p>
      </form>
    `;
  }

  #whence(): TemplateResult {
    const { words } = this.#language;
    return html`
      <details id="import-whence">
        <summary>${words.importWhence}</summary>
        <ul>
          ${FORMATS.map((format) => html`<li><strong>${SYSTEMS[format]}</strong>: ${words[`importFrom_${format}`]}</li>`)}
        </ul>
      </details>
      <label for="import-format">${words.importFormat}</label>
      <select id="import-format" name="format">
        <option value="">${words.importGuess}</option>
        ${FORMATS.map((format) => html`<option value=${format}>${SYSTEMS[format]}</option>`)}
      </select>
    `;
  }

  #addresses(): TemplateResult {
    const { words } = this.#language;
    const { fault } = this.imports;
    const type = ({ target }: Event) => {
      this.#rules = (target as HTMLTextAreaElement).value;
    };
    const hint = weave<unknown>(words.importRulesHint, {
      example: html`<bdi class="cause" dir="ltr">${EXAMPLE}</bdi>`,
    });
    return html`
      <div class="setting">
        <label for="import-rules">${words.importRules}</label>
        <textarea id="import-rules" rows="2" spellcheck="false" autocapitalize="none" dir="ltr" aria-invalid=${fault ? 'true' : 'false'} aria-describedby="import-rules-hint import-rules-fault" .value=${live(this.#rules)} @input=${type}></textarea>
        <p class="hint" id="import-rules-hint">${hint}</p>
        <p class="error" id="import-rules-fault">${fault}</p>
      </div>
    `;
  }

  async #begin(form: HTMLFormElement, dryRun: boolean): Promise<void> {
    const { words } = this.#language;
    const file = form.querySelector<HTMLInputElement>('[name="file"]')?.files?.[0];
    if (!file || file.size > LARGEST) {
      this.#complain(file ? words.importTooLarge : words.importNoFile);
      document.getElementById('import-file')?.focus();
      return;
    }
    if (!dryRun && !(await this.#isSure(file.name))) return;
    const chosen = (name: string) => form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.checked === true;
    const { value } = form.elements.namedItem('format') as HTMLSelectElement;
    const options = {
      format: FORMATS.find((format) => format === value) ?? null,
      urlRules: linesOf(this.#rules),
      withSpam: chosen('withSpam'),
      withTrash: chosen('withTrash'),
      withUnpublished: chosen('withUnpublished'),
    };
    const rules = this.#rules;
    if (await this.imports.begin(file, options, dryRun)) this.#sentRules = rules;
    this.#lead();
  }

  #complain(fault: string): void {
    this.#fault = fault;
    this.#desk.update();
  }

  #sending({ file, sent }: Sending): TemplateResult {
    const { words, code } = this.#language;
    const part = new Intl.NumberFormat(code, { style: 'percent' }).format(file.size > 0 ? sent / file.size : 0);
    return html`
      <div class="notice" id="import-now">
        ${this.#heading(words.importSending, file.name)}
        <progress aria-labelledby="import-title" max=${file.size} .value=${sent}></progress>
        <p>${part}</p>
        <p class="hint">${words.importStay}</p>
        ${this.#buttons(this.#cancelling())}
      </div>
    `;
  }

  #standing(one: Import): TemplateResult {
    const { words } = this.#language;
    const isGrave = one.state === 'FAILED';
    return html`
      <div class="notice ${isGrave ? 'grave' : ''}" id="import-now">
        ${this.#heading(this.#sentence(one), one.fileName)}
        <p class="hint">${one.format ? `${SYSTEMS[one.format]} · ` : nothing}${this.#byWhom(one)}</p>
        ${isUnderWay(one) ? this.#progress(one) : nothing}
        ${one.state === 'AWAITING_FILE' ? html`<p>${words.importAwaitingHint}</p>` : nothing}
        ${one.error ? html`<p lang="en" dir="ltr" class="cause">${one.error}</p>` : nothing}
        ${one.state === 'DONE' && one.isDryRun ? html`<p>${this.#tried(one)}</p>` : nothing}
        ${one.report ? report(one, this.imports, this.#language) : nothing} ${this.#next(one)}
      </div>
    `;
  }

  #next(one: Import): TemplateResult | typeof nothing {
    const { words } = this.#language;
    const start = (dryRun: boolean) => () => void this.#start(one, dryRun);
    const doIt = html`<button type="button" class="primary" @click=${start(false)}>${words.importDo}</button>`;
    const tryIt = html`<button type="button" @click=${start(true)}>${words.importTry}</button>`;
    if (isTried(one)) return this.#buttons(doIt);
    if (one.state === 'READY') return this.#buttons(html`${tryIt} ${doIt} ${this.#cancelling()}`);
    if (one.state === 'AWAITING_FILE' || one.state === 'WAITING') return this.#buttons(this.#cancelling());
    return nothing;
  }

  #progress({ done, total }: Import): TemplateResult {
    const { words } = this.#language;
    const gaps = { done: this.#language.count(done), total: this.#language.count(total ?? 0) };
    const said = total === null ? words.importReading : this.#language.say(words.importProgress, gaps);
    return html`
      <progress aria-labelledby="import-title" max=${ifDefined(total ?? undefined)} value=${ifDefined(total === null ? undefined : done)}></progress>
      <p>${said}</p>
      <p class="hint">${words.importMeanwhile}</p>
    `;
  }

  #tried({ fileKeptUntil }: Import): unknown {
    const { words } = this.#language;
    if (!fileKeptUntil) return words.importTriedOver;
    const until = this.#language.absolute(new Date(fileKeptUntil));
    return weave<unknown>(words.importTriedHint, { time: html`<time datetime=${fileKeptUntil}>${until}</time>` });
  }

  async #start(one: Import, dryRun: boolean): Promise<void> {
    if (!dryRun && !(await this.#isSure(one.fileName))) return;
    await this.imports.start(one, dryRun);
    this.#lead();
  }

  #isSure(file: string): Promise<boolean> {
    const { words } = this.#language;
    return this.#desk.confirm(this.#language.say(words.importAsk, { file }), words.importDo);
  }

  #cancelling(): TemplateResult {
    const cancel = async () => {
      await this.imports.cancel();
      document.getElementById('import-file')?.focus();
    };
    return html`<button type="button" @click=${cancel}>${this.#language.words.cancel}</button>`;
  }

  /** What was pressed is gone: to what came of it. */
  #lead(): void {
    const { problem, fault } = this.imports;
    const failed = fault ? 'import-rules' : 'import-file';
    document.getElementById(problem || fault ? failed : 'import-title')?.focus();
  }

  #heading(sentence: string, file: string): TemplateResult {
    const named = weave<unknown>(sentence, { file: html`<bdi>${file}</bdi>` });
    return html`<h3 id="import-title" tabindex="-1">${named}</h3>`;
  }

  #buttons(content: TemplateResult): TemplateResult {
    return html`<div class="buttons">${content}</div>`;
  }

  #earlier(from: number): TemplateResult {
    const { list } = this.imports;
    const { words } = this.#language;
    return html`
      <h3>${words.importEarlier}</h3>
      <ul class="things">
        ${list.nodes.slice(from).map((one) => this.#past(one))}
      </ul>
      ${list.foot(this.#language)}
    `;
  }

  #past(one: Import): TemplateResult {
    const named = weave<unknown>(this.#sentence(one), { file: html`<bdi>${one.fileName}</bdi>` });
    return html`
      <li>
        <div>
          <p>${named}</p>
          <p class="hint">${this.#byWhom(one)}</p>
          ${one.error ? html`<p lang="en" dir="ltr" class="cause">${one.error}</p>` : nothing}
          ${one.report ? html`<p class="hint">${this.#sum(one)}</p>` : nothing}
        </div>
      </li>
    `;
  }

  #sum(one: Import): string {
    const { words } = this.#language;
    const imported = count(one, 'COMMENTS_IMPORTED');
    return this.#language.plural(one.isDryRun ? words.importWould : words.importDid, imported);
  }

  #byWhom({ startedBy, createdAt }: Import): unknown {
    const name = html`<bdi>${authorOf(startedBy, this.#language)}</bdi>`;
    return weave<unknown>(this.#language.words.changedBy, { name, time: time(createdAt, this.#language) });
  }

  #sentence({ state, isDryRun }: Import): string {
    const { words } = this.#language;
    if (state === 'RUNNING') return isDryRun ? words.importTrying : words.importRunning;
    if (state === 'DONE') return isDryRun ? words.importTried : words.importDone;
    return words[`importIs_${state}`];
  }

  #title(one: Import): string {
    return this.#language.say(this.#sentence(one), { file: one.fileName });
  }
}
