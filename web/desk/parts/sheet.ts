// What screens with settings have in common: who may change them, what is told beside fields and in
// what order, and where the focus goes.
import { html, nothing, type TemplateResult } from 'lit';
import { fieldOf } from '../../own/refused.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import type { Changing, Listener } from './changing.ts';
import type { Draft, Value } from './draft.ts';
import { type Drafting, idOf } from './drafted.ts';
import type { Paged } from './paged.ts';
import { entries, type Past, type Telling } from './past.ts';
import type { Spoken } from './said.ts';
import { sayFault } from './settings.ts';

export abstract class Sheet<Language extends Spoken> implements Drafting {
  readonly language: Language;
  protected readonly desk: DeskPage;
  protected readonly listener: Listener;
  abstract readonly model: Changing<unknown>;
  /** What the log tells of changes, and how it is told here. */
  protected abstract readonly past: Paged<Past>;
  protected abstract readonly telling: Telling;
  /** Where the screen's own parts begin: of their ids, and of the address. */
  protected abstract readonly name: string;
  /** Why the last thing could not be done. */
  problem = '';
  /** Why it is changed, for the log. */
  reason = '';
  /** Of fields: what is said of them besides their faults. */
  protected readonly refused = new Map<string, string>();
  /** Whose faults are told: of those that were left, or of all after a try. */
  readonly #told = new Set<string>();
  /** As it was drawn last: a role may be lost while one works. */
  #mayChange: boolean;
  #hasLostRole = false;
  /** What the log tells of what somebody else has saved meanwhile. */
  #theirs: readonly Past[] = [];

  constructor(desk: DeskPage, language: Language) {
    this.desk = desk;
    this.language = language;
    this.#mayChange = this.mayChange;
    this.listener = {
      transport: desk.transport,
      me: desk.viewer.author.id,
      proved: (action) => desk.proved(action),
      changed: () => this.update(),
    };
  }

  get mayChange(): boolean {
    return this.desk.viewer.role === 'ADMIN';
  }

  get draft(): Draft {
    return this.model.draft;
  }

  get isUnsaved(): boolean {
    return this.draft.changed.length > 0;
  }

  get siteName(): string {
    return this.desk.siteName;
  }

  update(): void {
    this.desk.update();
  }

  label(name: string): string {
    return this.word(name);
  }

  hint(name: string): string {
    return this.word(`${name}Hint`);
  }

  option(name: string, value: string): string {
    return this.word(`${name}_${value}`);
  }

  has(_name: string): boolean {
    return false;
  }

  problemOf(name: string): string {
    const refused = this.refused.get(name);
    if (refused) return refused;
    const fault = this.#told.has(name) ? this.draft.faults[name] : undefined;
    return fault ? sayFault(fault, this.language) : '';
  }

  change(name: string, value: Value): void {
    this.model.change(name, value);
    this.refused.delete(name);
    this.changed();
    this.update();
  }

  /** Something was changed: what was said of it before is over. */
  protected changed(): void {}

  /** A field that goes with the role is left too, in the middle of drawing. */
  left(name: string): void {
    if (!this.mayChange) return;
    this.#told.add(name);
    this.update();
  }

  setBack(name: string): void {
    this.model.setBack(name);
    this.refused.delete(name);
    this.update();
  }

  setAllBack(): void {
    this.model.forget();
    this.model.theirs = null;
    this.refused.clear();
    this.lead(this.#first, this.language.words.allSetBack);
  }

  bringBack(): void {
    if (this.model.before) this.model.bringBack(this.model.before);
    this.lead(this.#firstChanged, this.language.words.takenBack);
  }

  leave(): void {
    this.model.forget();
  }

  protected async load(): Promise<void> {
    await this.attempt(() => this.model.load());
    if (this.model.standing) this.loaded();
  }

  /** What is changed was read: what stands beside it may be asked for. */
  protected abstract loaded(): void;

  protected notYet(): TemplateResult {
    const { words } = this.language;
    if (!this.problem) return html`<p class="quiet fetching">${words.loading}</p>`;
    const again = html`<button type="button" class="link" @click=${() => this.load()}>${words.tryAgain}</button>`;
    return html`<p class="strip error" role="alert">${this.problem} ${again}</p>`;
  }

  /** Whoever has lost the role, or has it again, is told: what could be done is gone, or there. */
  drawn(): void {
    if (this.#mayChange === this.mayChange) return;
    this.#mayChange = this.mayChange;
    this.#hasLostRole = !this.mayChange;
    this.problem = '';
    if (this.mayChange) this.loaded();
    else this.lead('read-only', this.language.say(this.language.words.lostRole, { site: this.siteName }));
  }

  /** Where an address below the screen's leads. */
  protected goTo(section: string | undefined): void {
    const heading = section ? document.getElementById(`${this.name}-${section}`) : null;
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  /** What is wrong with several fields together, in words. */
  protected atOdds(): [name: string, said: string] | null {
    return null;
  }

  /** Otherwise it says beside the fields what is wrong, and leads to the first of them. */
  protected isFit(): boolean {
    for (const { name } of this.draft.fields) this.#told.add(name);
    this.refused.clear();
    const found = this.atOdds();
    if (found) this.refused.set(...found);
    this.update();
    return !this.#complain();
  }

  protected async attempt(action: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#refuse(refusal);
    }
    this.update();
  }

  /** The field of this screen that the service or its log means. */
  protected fieldNamed(name: string): string | undefined {
    return this.draft.fields.find((field) => field.name === name)?.name;
  }

  /** All is saved. */
  protected settled(): void {
    this.reason = '';
    this.#told.clear();
    this.lead('saved', this.language.words.saved);
  }

  /** Draws, says it, and leads there. */
  protected lead(id: string, said: string): void {
    this.update();
    this.desk.tell(said);
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }

  /** Who it was, when, and what they changed, the log knows. */
  protected async leadToTheirs(): Promise<void> {
    const { past } = this;
    const [last] = past.nodes;
    const isKnown = last !== undefined || past.isEmpty;
    await past.again();
    const at = past.nodes.findIndex(({ id }) => id === last?.id);
    this.#theirs = isKnown && !past.problem ? past.nodes.slice(0, at < 0 ? past.nodes.length : at) : [];
    const names = new Set(this.#theirs.map(({ actor }) => actor?.displayName ?? this.language.words.commandLine));
    const who = new Intl.ListFormat(this.language.code).format(names);
    this.lead('theirs', who ? `${this.language.words.theirs}: ${who}` : this.language.words.theirs);
  }

  protected leadToChanged(said: string): void {
    this.lead(this.#firstChanged, said);
  }

  get #first(): string {
    return `${this.name}-top`;
  }

  get #firstChanged(): string {
    const [first] = this.draft.changed;
    return first ? idOf(first) : this.#first;
  }

  #refuse(refusal: Refusal): void {
    const named = this.fieldNamed(fieldOf(refusal) ?? '');
    if (!named) {
      this.problem = this.desk.explain(refusal);
      return;
    }
    this.refused.set(named, this.desk.explain(refusal));
    this.update();
    this.#complain();
  }

  #complain(): boolean {
    const faulty = this.draft.fields.find(({ name }) => this.problemOf(name));
    if (!faulty) return false;
    const field = document.getElementById(idOf(faulty.name));
    field?.focus({ preventScroll: true });
    field?.closest('.setting')?.scrollIntoView({ block: 'nearest' });
    this.desk.tell(this.problemOf(faulty.name));
    return true;
  }

  /** What the screen's words have under a name; empty where they have nothing. */
  protected word(name: string): string {
    const word = (this.language.words as Record<string, unknown>)[name];
    return typeof word === 'string' ? word : '';
  }

  /** Links to the subjects, whoever may change them, and what somebody else has saved meanwhile. */
  protected head(subjects: readonly (readonly [id: string, said: string])[], said: string): TemplateResult {
    return html`
      <nav class="subjects" id="${this.name}-top" tabindex="-1" aria-label=${said}>
        <ul>${subjects.map(([id, title]) => html`<li><a href="#${this.name}/${id}">${title}</a></li>`)}</ul>
      </nav>
      ${this.mayChange ? nothing : this.#readOnly()}
      ${this.#sooner()}
    `;
  }

  #readOnly(): TemplateResult {
    const { words } = this.language;
    const why = weave<unknown>(this.#hasLostRole ? words.lostRole : words.adminsOnly, {
      site: html`<bdi>${this.siteName}</bdi>`,
    });
    return html`
      <div class="notice" id="read-only" tabindex="-1">
        <p>${why}</p>
        ${this.isUnsaved ? html`<p>${words.lostDraft}</p>` : nothing}
      </div>
    `;
  }

  #sooner(): TemplateResult | typeof nothing {
    const { words } = this.language;
    const names = this.model.theirs;
    if (!names || !this.mayChange) return nothing;
    const one = (name: string) => {
      const mine = this.draft.isChanged(name) ? html` (${words.theirsAndMine})` : nothing;
      const go = () => document.getElementById(idOf(name))?.focus();
      return html`<li><button type="button" class="link" @click=${go}>${this.label(name)}</button>${mine}</li>`;
    };
    return html`
      <div class="notice grave" id="theirs" tabindex="-1">
        <p><strong>${words.theirs}</strong></p>
        ${entries(this.#theirs, { ...this.telling, takeBack: null })}
        <p>${words.theirsHint}</p>
        <ul>${names.map(one)}</ul>
      </div>
    `;
  }

  /** What is to be done with what was changed, as long as something is. */
  protected bar(
    form: string,
    before: TemplateResult | typeof nothing,
    isReady: boolean,
  ): TemplateResult | typeof nothing {
    const { language, model } = this;
    const { words } = language;
    const count = this.draft.changed.length;
    if (!this.mayChange) return nothing;
    if (count === 0) return this.#saved();
    const write = ({ target }: Event) => {
      this.reason = (target as HTMLInputElement).value;
    };
    return html`
      <div class="saving" role="region" aria-label=${words.save}>
        ${this.problem ? html`<p class="error" role="alert">${this.problem}</p>` : nothing}
        <p class="unsaved">
          ${language.plural(words.changes, count)}
          <button type="button" class="link" @click=${() => this.setAllBack()}>${words.setAllBack}</button>
        </p>
        <label class="reason">
          <span>${words.whyLog}</span>
          <input type="text" form=${form} maxlength="500" autocomplete="off" dir="auto" .value=${this.reason} @input=${write} />
        </label>
        <div class="buttons">
          ${before}
          <button
            type="button"
            class=${isReady ? 'primary' : ''}
            aria-disabled=${model.isBusy ? 'true' : 'false'}
            @click=${() => this.save()}
          >
            ${model.isBusy === 'saving' ? words.saving : words.save}
          </button>
        </div>
      </div>
    `;
  }

  abstract save(): Promise<void>;

  #saved(): TemplateResult | typeof nothing {
    const { words } = this.language;
    if (!this.model.before) return nothing;
    return html`
      <p class="strip" id="saved" tabindex="-1">
        <span class="done">${words.saved}</span>
        <button type="button" class="link" @click=${() => this.bringBack()}>${words.takeBack}</button>
      </p>
    `;
  }
}
