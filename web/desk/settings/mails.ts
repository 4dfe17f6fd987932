// The words of the site's mails: which are its own, and those of one kind while they are changed. For admins.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  DeskMails,
  DeskMailWords,
  DeskRemoveMailTemplate,
  DeskSetMailTemplate,
  type MailKind,
  type MailOwnerFragment,
  type MailWordsFragment,
} from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import { Unsaved } from '../parts/unsaved.ts';
import { MailDrafts } from './mail-drafts.ts';
import { FIELDS, type MailField, type MailWords } from './mail-words.ts';

export type Mail = MailWordsFragment;

/** `theirs`: somebody else has saved meanwhile. */
export type Outcome = 'saved' | 'theirs' | 'refused';

export class Mails {
  readonly #desk: DeskPage;
  readonly #logged: () => void;
  readonly #unsaved: Unsaved;
  readonly drafts = new MailDrafts();
  /** In each kind and language; null before it is known. */
  all: readonly MailOwnerFragment[] | null = null;
  /** Of one kind, in each language. */
  #mails: readonly Mail[] = [];
  kind: MailKind | null = null;
  locale = 'en';
  problem = '';
  /** The field that the last refusal was about, and what was wrong. */
  refused: { field: MailField; said: string } | null = null;
  isBusy = false;
  isOvertaken = false;
  /** What stood here before it was saved, taken away or set back. */
  before: MailWords | null = null;

  /** `logged`: words were changed, which stands in the log. */
  constructor(desk: DeskPage, logged: () => void) {
    this.#desk = desk;
    this.#logged = logged;
    this.#unsaved = new Unsaved('mails', desk.viewer.author.id);
    this.#unsaved.restore(this.drafts);
  }

  get standing(): Mail | null {
    return this.#mails.find(({ kind, locale }) => kind === this.kind && locale === this.locale) ?? null;
  }

  get isChanged(): boolean {
    const { kind, locale } = this;
    return kind !== null && this.drafts.at({ kind, locale }) !== undefined;
  }

  /** As they are typed. */
  words(standing: Mail): MailWords {
    return this.drafts.at(standing)?.words ?? standing;
  }

  async load(): Promise<void> {
    await this.#told(async () => {
      const { site } = await this.#desk.transport.run(DeskMails, { site: place.site });
      this.all = Object.values(site ?? {}).flat();
    });
    if (this.kind && !this.standing) await this.#open(this.kind);
  }

  async show(kind: MailKind | null, locale: string): Promise<void> {
    this.kind = kind;
    this.#turn(locale);
    this.#desk.update();
    if (kind && !this.standing) await this.#open(kind);
  }

  speak(locale: string): void {
    this.#turn(locale);
    this.#compare();
    this.#desk.update();
  }

  change(field: MailField, value: string): void {
    const { standing } = this;
    if (!standing) return;
    if (this.refused?.field === field) this.refused = null;
    this.#write({ ...this.#plain(this.words(standing)), [field]: value });
  }

  setBack(): void {
    const { standing } = this;
    if (!standing) return;
    this.before = this.#plain(this.words(standing));
    this.drafts.drop(standing);
    this.#settle();
  }

  bringBack(): void {
    if (this.before) this.#write(this.before);
    this.before = null;
  }

  /** Whoever leaves has been asked. */
  forget(): void {
    this.drafts.clear();
    this.#unsaved.keep(this.drafts);
  }

  /** First it looks what stands there now: nobody's words are overwritten unseen. */
  async save(reason: string): Promise<Outcome> {
    const { standing } = this;
    if (!standing) return 'refused';
    const { kind, locale } = standing;
    const isDone = await this.#attempt(async () => {
      await this.#read(kind);
      if (this.isOvertaken) return;
      const before = this.#plain(this.standing ?? standing);
      const sent = this.words(standing);
      const input = { site: place.site, kind, locale, reason: reason.trim() || null, ...this.#plain(sent) };
      const { setMailTemplate } = await this.#desk.transport.run(DeskSetMailTemplate, { input });
      this.#stand(setMailTemplate.mailTemplate, { sent, before });
    });
    return this.#outcome(isDone);
  }

  /** Back to the words that come with the service; what stood here can be brought back. */
  async reset(reason: string): Promise<Outcome> {
    const { standing } = this;
    if (!standing) return 'refused';
    const { kind, locale, ownSince } = standing;
    const isDone = await this.#attempt(async () => {
      await this.#read(kind);
      this.isOvertaken = this.standing?.ownSince !== ownSince;
      if (this.isOvertaken) return;
      const sent = this.words(standing);
      const input = { site: place.site, kind, locale, reason: reason.trim() || null };
      const { removeMailTemplate } = await this.#desk.transport.run(DeskRemoveMailTemplate, { input });
      this.#stand(removeMailTemplate.mailTemplate, { sent, before: this.#plain(sent) });
    });
    return this.#outcome(isDone);
  }

  #outcome(isDone: boolean): Outcome {
    if (!isDone) return 'refused';
    return this.isOvertaken ? 'theirs' : 'saved';
  }

  #open(kind: MailKind): Promise<boolean> {
    return this.#told(() => this.#read(kind));
  }

  async #read(kind: MailKind): Promise<void> {
    const { site } = await this.#desk.transport.run(DeskMailWords, { site: place.site, kind });
    // Meanwhile another one may have been chosen.
    if (kind !== this.kind) return;
    this.#mails = site?.mailTemplates ?? [];
    this.#compare();
  }

  /** Whether somebody else's words stand where these were begun. */
  #compare(): void {
    const { standing } = this;
    const mine = standing && this.drafts.at(standing);
    this.isOvertaken = Boolean(mine && mine.since !== standing.ownSince);
    if (!standing || !mine) return;
    this.drafts.rebase(standing, standing.ownSince);
    this.#unsaved.keep(this.drafts);
  }

  /** What was typed since it was sent stays. */
  #stand(now: Mail, { sent, before }: { sent: MailWords; before: MailWords }): void {
    const isThere = (one: MailOwnerFragment) => one.kind === now.kind && one.locale === now.locale;
    this.#mails = this.#mails.map((one) => (isThere(one) ? now : one));
    this.all = this.all?.map((one) => (isThere(one) ? now : one)) ?? null;
    const typed = this.drafts.at(now)?.words;
    this.drafts.drop(now);
    if (typed && typed !== sent) this.drafts.write(now, typed, now);
    this.before = this.standing === now ? before : null;
    this.#settle();
    this.#logged();
  }

  #settle(): void {
    this.isOvertaken = false;
    this.refused = null;
    this.#unsaved.keep(this.drafts);
    this.#desk.update();
  }

  #write(words: MailWords): void {
    const { standing } = this;
    if (!standing) return;
    this.drafts.write(standing, words, standing);
    this.#unsaved.keep(this.drafts);
    this.#desk.update();
  }

  #turn(locale: string): void {
    this.locale = locale;
    this.before = null;
    this.refused = null;
    this.isOvertaken = false;
  }

  #plain({ subject, text, html }: MailWords): MailWords {
    return { subject, text, html };
  }

  /** One thing at a time. */
  async #attempt(action: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.#desk.update();
    try {
      return await this.#told(action);
    } finally {
      this.isBusy = false;
      this.#desk.update();
    }
  }

  /** Says why it could not be done. */
  async #told(action: () => Promise<void>): Promise<boolean> {
    this.problem = '';
    this.refused = null;
    try {
      await action();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const said = this.#desk.explain(refusal);
      const field = FIELDS.find((one) => one === refusal.field);
      if (field) this.refused = { field, said };
      else this.problem = said;
      return false;
    } finally {
      this.#desk.update();
    }
  }
}
