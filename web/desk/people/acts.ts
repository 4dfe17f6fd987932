// What is done about the member who is shown: each form is read, asked back for where it is grave, sent
// once, and said when it is done.
import type { RejectReason, Role, Standing } from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import { filledIn } from '../parts/fields.ts';
import type { Sending } from '../parts/sending.ts';
import { sinceOf, untilOf } from '../parts/until.ts';
import type { Spoken } from './draw/view.ts';
import type { OnePerson, Person } from './person.ts';

/** The screen on which it is done. */
export interface Place {
  language: Spoken;
  sending: Sending;
  one: OnePerson | null;
  noteDone(): void;
  forget(): void;
}

type Said = { said: string; entry?: string | null };

export class Acts {
  readonly #desk: DeskPage;
  readonly #place: Place;

  constructor(desk: DeskPage, place: Place) {
    this.#desk = desk;
    this.#place = place;
  }

  async setStanding(who: Person, form: HTMLFormElement): Promise<void> {
    const { language } = this.#place;
    const { words } = language;
    const of = filledIn(form);
    const standing = of('standing') as Standing | '';
    if (!standing) return this.#complain(form, 'standing', 'standing', words.chooseStanding);
    const end = standing === 'SUSPENDED' ? untilOf(of('span'), of('until')) : { until: null };
    if ('wrong' in end) return this.#complain(form, 'standing', 'until', words.untilFuture);
    const { until } = end;
    const input = { standing, until, reason: of('reason') || null, privateNote: of('privateNote') || null };
    await this.#send(form, 'standing', ['until', 'reason', 'privateNote'], async (one) => {
      const entry = await one.setStanding(input);
      const said = language.say(words.standingSet, { name: who.displayName, standing: this.#inWords(standing, until) });
      return { said, entry };
    });
  }

  async addNote(form: HTMLFormElement): Promise<void> {
    const { words } = this.#place.language;
    const text = filledIn(form)('text');
    if (!text) return this.#complain(form, 'note', 'text', words.noteEmpty);
    await this.#send(form, 'note', ['text'], async (one) => {
      await one.addNote(text);
      return { said: words.noteAdded };
    });
  }

  async removeNote(id: string): Promise<void> {
    await this.#send(null, id, [], async (one) => {
      await one.removeNote(id);
      return { said: this.#place.language.words.noteRemoved };
    });
  }

  async rejectAll(who: Person, form: HTMLFormElement): Promise<void> {
    const { language } = this.#place;
    const { words } = language;
    const of = filledIn(form);
    const reason = of('reason') as RejectReason | '';
    if (!reason) return this.#complain(form, 'reject', 'reason', words.chooseReason);
    const since = form.querySelector<HTMLOptionElement>('[name=since] option:checked')?.textContent ?? '';
    const begin = sinceOf(of('since'));
    const count = await this.#countToReject(begin);
    if (count === null) return;
    if (count === 0) return this.#desk.tell(words.rejectedNone);
    const question = language.plural(words.rejectAllAsk, count, { name: who.displayName });
    const follows = language.say(words.rejectAllFollows, { since: since.trim() });
    if (!(await this.#desk.confirm(question, words.rejectAllDo, follows))) return;
    const input = { reason, note: of('note') || null, privateNote: of('privateNote') || null };
    await this.#send(form, 'reject', ['reason', 'note', 'privateNote'], async (one) => {
      const { commentIds, hasMore, logEntryId } = await one.rejectAll({ since: begin, ...input });
      const count = commentIds.length;
      if (count === 0) return { said: words.rejectedNone };
      const more = hasMore ? ` ${words.rejectedMore}` : '';
      return { said: language.plural(words.rejectedAll, count) + more, entry: logEntryId };
    });
  }

  /** Null where that could not be asked for: it is said in the form. */
  async #countToReject(since: string): Promise<number | null> {
    const { one, sending } = this.#place;
    let count: number | null = null;
    await sending.send('reject', [], async () => {
      count = (await one?.countToReject(since)) ?? null;
    });
    return count;
  }

  async setRole(who: Person, form: HTMLFormElement): Promise<void> {
    const { language } = this.#place;
    const { words } = language;
    const role = filledIn(form)('role') as Role;
    const isOwn = who.id === this.#desk.viewer.author.id;
    if (isOwn && role !== who.role && !(await this.#desk.confirm(words.ownRole, words.ownRoleYes))) return;
    await this.#send(form, 'role', [], async (one) => {
      await one.setRole(role);
      return { said: language.say(words.roleSet, { name: who.displayName, role: words[role] }) };
    });
    if (isOwn) await this.#desk.look();
  }

  async erase({ displayName: name, record }: Person, form: HTMLFormElement): Promise<void> {
    const { language, sending, one } = this.#place;
    const { words } = language;
    const comments = filledIn(form)('comments') as 'DELETE' | 'KEEP_ANONYMOUSLY' | '';
    if (!comments) return this.#complain(form, 'erase', 'comments', words.chooseErasure);
    const question = language.say(words.eraseAsk, { name, site: this.#desk.siteName });
    const { approved = 0, pending = 0, rejected = 0, spam = 0 } = record ?? {};
    const what = comments === 'DELETE' ? words.erasedDelete : words.erasedKeep;
    const follows = `${language.plural(what, approved + pending + rejected + spam)} ${words.eraseFinal}`;
    if (!(await this.#desk.confirm(question, words.eraseYes, follows)) || !one) return;
    if (!(await sending.send('erase', [], () => one.erase(comments)))) return;
    this.#place.forget();
    this.#desk.tell(language.say(words.erased, { name }));
  }

  /** What was done last here. */
  async undo(): Promise<void> {
    const { one, language } = this.#place;
    if (!one?.lately) return;
    const { entry } = one.lately;
    await this.#send(null, 'undo', [], async () => {
      const left = await one.undo(entry);
      const { words } = language;
      const stays = left > 0 ? ` ${language.plural(words.someStay, left)}` : '';
      return { said: words.undoneHere + stays };
    });
  }

  async #send(
    form: HTMLFormElement | null,
    name: string,
    fields: readonly string[],
    action: (one: OnePerson) => Promise<Said>,
  ): Promise<void> {
    const { one, sending } = this.#place;
    if (!one) return;
    let done: Said | null = null;
    const isDone = await sending.send(name, fields, async () => {
      done = await action(one);
    });
    if (!isDone || !done) return;
    const { said, entry = null } = done as Said;
    one.lately = entry ? { said, entry } : null;
    this.#desk.tell(said);
    this.#place.noteDone();
    if (form) close(form);
    this.#desk.update();
  }

  #complain(form: HTMLFormElement, name: string, field: string, said: string): void {
    this.#place.sending.complain(name, field, said);
    form.querySelector<HTMLElement>(`[name=${field}]`)?.focus();
  }

  #inWords(standing: Standing, until: string | null): string {
    const { language } = this.#place;
    const { words } = language;
    if (!until) return words[standing];
    return language.say(words.standingUntil, {
      standing: words[standing],
      time: language.absolute(new Date(until)),
    });
  }
}

/** It is done: what opened it has the focus again. */
function close(form: HTMLFormElement): void {
  form.reset();
  const details = form.closest('details');
  if (!details) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}
