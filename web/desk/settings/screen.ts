// The screen of the site: its settings as a form, and beside it what belongs to them.
import { html, nothing, type TemplateResult } from 'lit';
import { speakMore } from '../../own/speech.ts';
import type { OwnWords } from '../../own/words/en.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Language } from '../../shared/language.ts';
import type { Key } from '../keys.ts';
import { type Logging, speakOfLog } from '../log/speech.ts';
import type { DeskPage } from '../page.ts';
import { Changing, type Outcome } from '../parts/changing.ts';
import { field } from '../parts/drafted.ts';
import { type Past, past, type Telling } from '../parts/past.ts';
import { askForPast } from '../parts/settings.ts';
import { Sheet } from '../parts/sheet.ts';
import type { Screen } from '../screen.ts';
import type { DeskWords } from '../words/en.ts';
import { Embed } from './embed.ts';
import { Exporting } from './exporting.ts';
import { FIELDS, type Standing, sendsNoMail, takeBack } from './fields.ts';
import { ACTIONS, isOfSettings, sentenceOf } from './history.ts';
import { Importing } from './importing.ts';
import { Mailing } from './mailing.ts';
import { Members } from './members.ts';
import { moving } from './moving.ts';
import { Providers } from './providers.ts';
import { SiteKeys } from './site-keys.ts';
import { source } from './source.ts';
import { Ways } from './ways.ts';
import type { SettingWords } from './words/en.ts';

export type Spoken = Language<OwnWords & DeskWords & SettingWords>;

export async function open(desk: DeskPage): Promise<Screen> {
  const language = await speakMore(desk.language, import.meta.glob<{ default: SettingWords }>('./words/*.ts'));
  return new SettingsScreen(desk, language, await speakOfLog(desk.language));
}

const WAYS = ['password', 'mail', 'guests', 'proofOfWork', 'secondFactorForStaff', 'rolesFromSiteTokens'];

export class SettingsScreen extends Sheet<Spoken> implements Screen {
  readonly model: Changing<Standing>;
  protected readonly name = 'settings';
  readonly keys: Key[] = [];
  readonly #ways: Ways;
  readonly #providers: Providers;
  readonly #siteKeys: SiteKeys;
  readonly #embed: Embed;
  readonly #importing: Importing;
  readonly #exporting: Exporting;
  readonly #members: Members;
  readonly #mailing: Mailing;
  readonly #logging: Logging;
  protected readonly past;

  constructor(desk: DeskPage, language: Spoken, logging: Logging) {
    super(desk, language);
    this.model = new Changing(this.listener, source);
    this.#logging = logging;
    this.past = askForPast(desk, ACTIONS);
    const logged = () => void this.past.again();
    this.#ways = new Ways(desk, logged);
    this.#providers = new Providers(desk, language, this.#ways);
    this.#siteKeys = new SiteKeys(desk, language, this.#ways);
    this.#embed = new Embed(desk, language);
    this.#importing = new Importing(desk, language, logged);
    this.#exporting = new Exporting(desk, language, logged);
    this.#members = new Members(desk, language, logged);
    this.#mailing = new Mailing(desk, language, logged);
  }

  get title(): string {
    return this.language.words.settings;
  }

  /** A file that is on its way would not arrive. */
  override get isUnsaved(): boolean {
    const isWritten = this.#members.isTyped || this.#importing.isTyped || this.#mailing.mails.drafts.size > 0;
    return super.isUnsaved || isWritten || this.#importing.imports.sending !== null;
  }

  override leave(): void {
    super.leave();
    this.#importing.imports.leave();
    this.#exporting.leave();
    this.#mailing.mails.forget();
  }

  arrive(_head: string, [section, ...rest]: string[]): void {
    if (!this.model.standing) void this.load();
    if (section === 'mails' && this.mayChange) this.#mailing.arrive(rest);
    this.#goTo(section, rest);
  }

  #goTo(section: string | undefined, rest: string[]): void {
    this.goTo(section);
    // One mail is a place of its own.
    if (section === 'mails' && rest.length > 0) document.getElementById('mail')?.focus({ preventScroll: true });
  }

  resume(): void {
    if (!this.model.standing) void this.load();
    else this.loaded();
  }

  draw(): TemplateResult {
    const { words } = this.language;
    if (!this.model.standing) return this.notYet();
    return html`
      <div class="settings site">
        <div class="halves">
          <div class="half" tabindex="0" role="region" aria-label=${this.title}>
            ${this.head(this.#subjects, words.sections)} ${this.#form()}
            ${this.mayChange ? this.#part('members', this.#members.draw(sendsNoMail(this.model.standing))) : nothing}
            ${this.mayChange ? this.#part('providers', this.#providers.draw()) : nothing}
            ${this.mayChange ? this.#part('keys', this.#siteKeys.draw()) : nothing}
            ${this.mayChange ? this.#part('mails', this.#mailing.draw()) : nothing}
            ${this.mayChange ? this.#part('importing', this.#importing.draw()) : nothing}
            ${this.mayChange ? this.#part('exporting', this.#exporting.draw()) : nothing}
            ${this.#part('moving', moving(this.language))}
          </div>
          <aside class="half" tabindex="0" aria-label=${words.embed}>
            ${this.#part('embed', this.#embed.draw())}
            <h2>${words.past}</h2>
            ${past(this.past, this.telling)}
          </aside>
        </div>
        ${this.bar('settings-form', nothing, true)}
      </div>
    `;
  }

  /** Other words have names like these fields. */
  protected override word(name: string): string {
    return super.word(`set_${name}`);
  }

  async save(): Promise<void> {
    if (!this.mayChange || this.model.isBusy || this.draft.changed.length === 0 || !this.isFit()) return;
    await this.attempt(async () => {
      const outcome = await this.#saved();
      if (outcome === 'theirs') return this.leadToTheirs();
      void this.past.again();
      this.settled();
    });
    if (!this.model.isHalfSaved) return;
    this.problem = `${this.language.words.halfSaved} ${this.problem}`.trim();
    void this.past.again();
    this.update();
  }

  /** What only this screen can say of a refusal belongs beside a field. */
  async #saved(): Promise<Outcome> {
    const { words } = this.language;
    const fields: Record<string, [string, string]> = {
      SECOND_FACTOR_MISSING: ['secondFactorForStaff', words.secondFactorMissing],
      LAST_WAY_IN: ['password', words.lastWay],
    };
    try {
      return await this.model.save(this.reason);
    } catch (refusal) {
      const told = refusal instanceof Refusal ? fields[refusal.reason ?? ''] : undefined;
      if (told) this.refused.set(...told);
      throw refusal;
    }
  }

  get #subjects(): [string, string][] {
    const { words } = this.language;
    const admins: [string, string][] = [
      ['members', words.members],
      ['providers', words.providers],
      ['keys', words.keys],
      ['mails', words.mails],
      ['importing', words.importing],
      ['exporting', words.exporting],
    ];
    return [
      ['about', words.about],
      ['ways', words.ways],
      ...(this.mayChange ? admins : []),
      ['moving', words.moving],
      ['embed', words.embed],
    ];
  }

  #form(): TemplateResult {
    const { words } = this.language;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.save();
    };
    const isMailless = this.model.standing && sendsNoMail(this.model.standing);
    return html`
      <form id="settings-form" method="post" novalidate @submit=${submit}>
        ${this.#part('about', html`${field(this, 'name')} ${field(this, 'origins')}`)}
        ${this.#part(
          'ways',
          html`${isMailless ? html`<p class="notice">${words.noMail}</p>` : nothing}
            ${WAYS.map((name) => field(this, name))}`,
        )}
      </form>
    `;
  }

  #part(
    id: 'about' | 'ways' | 'members' | 'providers' | 'keys' | 'mails' | 'importing' | 'exporting' | 'moving' | 'embed',
    content: TemplateResult,
  ): TemplateResult {
    return html`
      <section aria-labelledby="settings-${id}">
        <h2 id="settings-${id}" tabindex="-1">${this.language.words[id]}</h2>
        ${content}
      </section>
    `;
  }

  protected get telling(): Telling {
    const { words } = this.language;
    const kindOf = (name: string) => FIELDS.find((one) => one.name === name)?.kind;
    return {
      language: this.language,
      label: (name) => (kindOf(name) ? this.label(name) : null),
      told: (name, value) => {
        if (kindOf(name) === 'flag') return value ? words.yes : words.no;
        return kindOf(name) === 'choice' ? this.option(name, String(value)) : String(value ?? words.none);
      },
      sentence: (one) => sentenceOf(one, this.#logging),
      isWhole: () => true,
      takeBack: this.mayChange ? (one) => this.#takeBack(one) : null,
      mayTakeBack: isOfSettings,
    };
  }

  #takeBack(one: Past): void {
    takeBack(one, this.draft);
    this.model.keep();
    this.leadToChanged(this.language.words.takenBack);
  }

  protected override async load(): Promise<void> {
    await super.load();
    if (!this.model.standing) return;
    const { rest } = this.desk.at;
    this.#goTo(rest[0], rest.slice(1));
  }

  protected override loaded(): void {
    void this.past.again();
    void this.#embed.load();
    if (!this.mayChange) return;
    void this.#ways.load();
    void this.#importing.imports.load();
    void this.#members.invitations.load();
    void this.#mailing.mails.load();
  }
}
