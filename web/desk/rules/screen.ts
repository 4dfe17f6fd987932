// The screen of the rules: what is shown of them, what is told beside them, and where the focus is.
import { html, nothing, type TemplateResult } from 'lit';
import { fieldOf as fieldOfRefusal } from '../../own/refused.ts';
import { speakMore } from '../../own/speech.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Key } from '../keys.ts';
import type { DeskPage } from '../page.ts';
import type { Value } from '../parts/draft.ts';
import { idOf } from '../parts/drafted.ts';
import { type Past, past } from '../parts/past.ts';
import { askForPast, sayFault } from '../parts/settings.ts';
import type { Screen } from '../screen.ts';
import { bar } from './draw/bar.ts';
import { form } from './draw/form.ts';
import { telling } from './draw/telling.ts';
import { trial } from './draw/trial.ts';
import type { Spoken, View } from './draw/view.ts';
import { fieldOf, lacksSecret, takeBack } from './fields.ts';
import { Rules } from './rules.ts';
import type { RuleWords } from './words/en.ts';

export async function open(desk: DeskPage): Promise<Screen> {
  const language = await speakMore(desk.language, import.meta.glob<{ default: RuleWords }>('./words/*.ts'));
  return new RulesScreen(desk, language);
}

export class RulesScreen implements Screen, View {
  readonly language: Spoken;
  readonly rules: Rules;
  readonly mayChange: boolean;
  readonly siteName: string;
  problem = '';
  reason = '';
  made = '';
  isUntried = false;
  asksToSave = false;
  readonly #desk: DeskPage;
  readonly #past;
  /** Of fields: what the service has said of them. */
  readonly #refused = new Map<string, string>();
  /** Whose faults are told: of those that were left, or all after a try. */
  readonly #told = new Set<string>();

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.language = language;
    this.mayChange = desk.viewer.role === 'ADMIN';
    this.siteName = desk.siteName;
    this.rules = new Rules({
      transport: desk.transport,
      me: desk.viewer.author.id,
      proved: (action) => desk.proved(action),
      changed: () => this.update(),
    });
    this.#past = askForPast(desk, ['UPDATE_RULES', 'UPDATE_SITE']);
  }

  get title(): string {
    return this.language.words.rules;
  }

  get keys(): Key[] {
    if (!this.mayChange) return [];
    return [{ keys: ['t'], says: this.language.words.tryIt, run: () => void this.tryIt() }];
  }

  get isUnsaved(): boolean {
    return this.rules.draft.changed.length > 0;
  }

  get draft() {
    return this.rules.draft;
  }

  arrive(_head: string, [section]: string[]): void {
    if (!this.rules.standing) void this.#load();
    if (!section) return;
    const heading = document.getElementById(`rules-${section}`);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  leave(): void {
    this.rules.forget();
  }

  resume(): void {
    if (!this.rules.standing) void this.#load();
    if (this.#past.problem) void this.#past.more();
  }

  draw(): TemplateResult {
    const { words } = this.language;
    const { standing } = this.rules;
    const again = html`<button type="button" class="link" @click=${() => this.#load()}>${words.tryAgain}</button>`;
    if (!standing)
      return this.problem
        ? html`<p class="strip error" role="alert">${this.problem} ${again}</p>`
        : html`<p class="quiet fetching">${words.loading}</p>`;
    return html`
      <div class="settings rules">
        <div class="halves">
          <div class="half" tabindex="0" role="region" aria-label=${this.title}>${form(this)}</div>
          <aside class="half" tabindex="0" aria-label=${this.mayChange ? words.trial : words.past}>
            ${this.mayChange ? trial(this) : nothing}
            <h2>${words.past}</h2>
            ${past(this.#past, telling(this))}
          </aside>
        </div>
        ${bar(this)}
      </div>
    `;
  }

  update(): void {
    this.#desk.update();
  }

  label(name: string): string {
    return this.language.words[name as keyof RuleWords] as string;
  }

  hint(name: string): string {
    const { words } = this.language;
    if (name === 'minLength' || name === 'maxLength') return words.lengthHint;
    return (words[`${name}Hint` as keyof RuleWords] as string | undefined) ?? '';
  }

  option(name: string, value: string): string {
    return this.language.words[`${name}_${value}` as keyof RuleWords] as string;
  }

  /** A webhook is never without its secret. */
  has(name: string): boolean {
    const rules = this.rules.standing?.rules;
    return name === 'akismetKey' ? rules?.asksAkismet === true : Boolean(rules?.webhookUrl);
  }

  problemOf(name: string): string {
    const refused = this.#refused.get(name);
    if (refused) return refused;
    const fault = this.#told.has(name) ? this.draft.faults[name] : undefined;
    return fault ? sayFault(fault, this.language) : '';
  }

  change(name: string, value: Value): void {
    this.rules.change(name, value);
    this.#refused.delete(name);
    this.asksToSave = false;
    this.isUntried = false;
    this.update();
  }

  left(name: string): void {
    this.#told.add(name);
    this.update();
  }

  setBack(name: string): void {
    this.draft.setBack(name);
    if (name === 'webhookSecret') this.made = '';
    this.#refused.delete(name);
    this.rules.keep();
    this.update();
  }

  setAllBack(): void {
    this.rules.forget();
    this.rules.theirs = [];
    this.#refused.clear();
    this.made = '';
    this.update();
    this.#desk.tell(this.language.words.allSetBack);
    document.getElementById('rules-holding')?.focus();
  }

  async tryIt(): Promise<void> {
    if (!this.mayChange || this.rules.isBusy || !this.#isFit()) return;
    await this.#attempt(async () => {
      const run = await this.rules.tryIt();
      this.isUntried = run === null;
      this.#lead('trial', this.#saysTrial());
    });
  }

  async save(): Promise<void> {
    if (this.rules.isBusy || !this.#isFit()) return;
    const { words } = this.language;
    await this.#attempt(async () => {
      const outcome = await this.rules.save(this.reason);
      this.asksToSave = outcome === 'shown';
      if (outcome === 'shown') return this.#lead('trial', `${words.trialAsks} ${this.#saysTrial()}`);
      if (outcome === 'theirs') return this.#lead('theirs', words.theirs);
      this.#settled();
    });
  }

  #settled(): void {
    this.reason = '';
    this.made = '';
    this.#told.clear();
    void this.#past.again();
    this.#lead('saved', this.language.words.saved);
  }

  bringBack(): void {
    if (this.rules.before) this.rules.bringBack(this.rules.before);
    this.#lead('rules-holding', this.language.words.takenBack);
  }

  takeBack(one: Past): void {
    takeBack(one, this.draft);
    this.rules.keep();
    const [first] = this.draft.changed;
    this.#lead(first ? idOf(first) : 'rules-holding', this.language.words.takenBack);
  }

  makeSecret(): void {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    this.made = btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace('=', '');
    this.change('webhookSecret', this.made);
  }

  async #load(): Promise<void> {
    this.problem = '';
    this.update();
    await this.#attempt(() => this.rules.load());
    if (this.rules.standing) void this.#past.again();
  }

  #saysTrial(): string {
    const { words } = this.language;
    const run = this.rules.trial?.run;
    if (!run) return words.trialNeedless;
    return run.differ === 0 ? words.trialNone : this.language.plural(words.trialDiffer, run.differ);
  }

  /** Otherwise it says beside the fields what is wrong, and leads to the first of them. */
  #isFit(): boolean {
    const { words } = this.language;
    for (const { name } of this.draft.fields) this.#told.add(name);
    this.#refused.clear();
    if (lacksSecret(this.draft, this.has('webhookSecret'))) this.#refused.set('webhookSecret', words.secretNeeded);
    this.update();
    return !this.#complain();
  }

  #complain(): boolean {
    const faulty = this.draft.fields.find(({ name }) => this.problemOf(name));
    if (faulty) {
      const field = document.getElementById(idOf(faulty.name));
      field?.focus({ preventScroll: true });
      field?.closest('.setting')?.scrollIntoView({ block: 'nearest' });
      this.#desk.tell(this.problemOf(faulty.name));
    }
    return faulty !== undefined;
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#refuse(refusal);
    }
    this.update();
  }

  #refuse(refusal: Refusal): void {
    const { words } = this.language;
    const named = fieldOf(fieldOfRefusal(refusal) ?? '')?.name;
    const said = this.language.say(words.refused, { message: refusal.message });
    if (!named) {
      this.problem = refusal.code === 'INVALID' ? said : this.#desk.explain(refusal);
      return;
    }
    this.#refused.set(named, said);
    this.update();
    this.#complain();
  }

  /** Draws, says it, and leads there. */
  #lead(id: string, said: string): void {
    this.update();
    this.#desk.tell(said);
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }
}
