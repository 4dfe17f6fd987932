// The screen of the rules: what is shown of them, how they are tried and saved, and what is told of it.
import { html, nothing, type TemplateResult } from 'lit';
import { speakMore } from '../../own/speech.ts';
import type { Key } from '../keys.ts';
import type { DeskPage } from '../page.ts';
import { type Past, past, type Telling } from '../parts/past.ts';
import { askForPast } from '../parts/settings.ts';
import { Sheet } from '../parts/sheet.ts';
import type { Screen } from '../screen.ts';
import { form, subjects } from './draw/form.ts';
import { telling } from './draw/telling.ts';
import { trial } from './draw/trial.ts';
import type { Spoken, View } from './draw/view.ts';
import { atOdds, fieldOf, takeBack } from './fields.ts';
import { Rules } from './rules.ts';
import type { RuleWords } from './words/en.ts';

export async function open(desk: DeskPage): Promise<Screen> {
  const language = await speakMore(desk.language, import.meta.glob<{ default: RuleWords }>('./words/*.ts'));
  return new RulesScreen(desk, language);
}

export class RulesScreen extends Sheet<Spoken> implements Screen, View {
  readonly model: Rules;
  protected readonly name = 'rules';
  made = '';
  isUntried = false;
  asksToSave = false;
  protected readonly past;

  constructor(desk: DeskPage, language: Spoken) {
    super(desk, language);
    this.model = new Rules(this.listener);
    this.past = askForPast(desk, ['UPDATE_RULES', 'UPDATE_SITE']);
  }

  get title(): string {
    return this.language.words.rules;
  }

  get keys(): Key[] {
    if (!this.mayChange) return [];
    return [{ keys: ['t'], says: this.language.words.tryIt, run: () => void this.tryIt() }];
  }

  arrive(_head: string, [section]: string[]): void {
    if (!this.model.standing) void this.load();
    this.goTo(section);
  }

  resume(): void {
    if (!this.model.standing) void this.load();
    if (this.past.problem) void this.past.again();
  }

  draw(): TemplateResult {
    const { words } = this.language;
    if (!this.model.standing) return this.notYet();
    return html`
      <div class="settings rules">
        <div class="halves">
          <div class="half" tabindex="0" role="region" aria-label=${this.title}>
            ${this.head(subjects(this.language), words.sections)} ${form(this)}
          </div>
          <aside class="half" tabindex="0" aria-label=${this.mayChange ? words.trial : words.past}>
            ${this.mayChange ? trial(this) : nothing}
            <h2>${words.past}</h2>
            ${past(this.past, this.telling)}
          </aside>
        </div>
        ${this.bar('rules-form', this.#tryButton(), this.model.isTried)}
      </div>
    `;
  }

  protected get telling(): Telling {
    return telling(this);
  }

  override hint(name: string): string {
    return name === 'minLength' || name === 'maxLength' ? this.language.words.lengthHint : super.hint(name);
  }

  /** A webhook is never without its secret. */
  override has(name: string): boolean {
    const rules = this.model.standing?.rules;
    return name === 'akismetKey' ? rules?.asksAkismet === true : Boolean(rules?.webhookUrl);
  }

  protected override changed(): void {
    this.asksToSave = false;
    this.isUntried = false;
  }

  protected override atOdds(): [string, string] | null {
    const found = atOdds(this.draft, this.has('webhookSecret'));
    return found && [found.name, this.language.words[found.says]];
  }

  protected override fieldNamed(name: string): string | undefined {
    return fieldOf(name)?.name;
  }

  async tryIt(): Promise<void> {
    if (!this.mayChange || this.model.isBusy || !this.isFit()) return;
    await this.attempt(async () => {
      const run = await this.model.tryIt();
      this.isUntried = run === null;
      this.lead('trial', this.#saysTrial());
    });
  }

  async save(): Promise<void> {
    if (this.model.isBusy || !this.isFit()) return;
    const { words } = this.language;
    await this.attempt(async () => {
      this.asksToSave = await this.model.isToBeShown();
      if (this.asksToSave) return this.lead('trial', `${words.trialAsks} ${this.#saysTrial()}`);
      if ((await this.model.save(this.reason)) === 'theirs') return this.leadToTheirs();
      this.made = '';
      void this.past.again();
      this.settled();
    });
  }

  takeBack(one: Past): void {
    takeBack(one, this.draft);
    this.model.keep();
    this.leadToChanged(this.language.words.takenBack);
  }

  makeSecret(): void {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    this.made = btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace('=', '');
    this.change('webhookSecret', this.made);
  }

  protected override loaded(): void {
    void this.past.again();
  }

  #tryButton(): TemplateResult {
    const { words } = this.language;
    const { isBusy, isTried } = this.model;
    return html`
      <button type="submit" form="rules-form" class=${isTried ? '' : 'primary'} aria-disabled=${isBusy ? 'true' : 'false'}>
        ${isBusy === 'trying' ? words.trying : words.tryIt}
      </button>
    `;
  }

  #saysTrial(): string {
    const { words } = this.language;
    const run = this.model.trial?.run;
    if (!run) return words.trialNeedless;
    return run.differ === 0 ? words.trialNone : this.language.plural(words.trialDiffer, run.differ);
  }
}
