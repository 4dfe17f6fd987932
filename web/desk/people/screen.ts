// The screen of people: the list, the one who is shown, what is done about them, and where the focus is.
import { html, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import { speakMore } from '../../own/speech.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskMembers, type MemberFilterInput } from '../../shared/generated.ts';
import type { Key } from '../keys.ts';
import type { Telling } from '../log/draw/entry.ts';
import type { Entries } from '../log/entries.ts';
import type { Item } from '../log/fold.ts';
import { type Logging, speakOfLog } from '../log/speech.ts';
import type { Me } from '../log/standing.ts';
import { takeBack } from '../log/take-back.ts';
import type { DeskPage } from '../page.ts';
import { Paged } from '../parts/paged.ts';
import { Sending } from '../parts/sending.ts';
import { isTyped } from '../parts/typed.ts';
import { address } from '../route.ts';
import type { Screen } from '../screen.ts';
import { Acts } from './acts.ts';
import { filters, list } from './draw/list.ts';
import { person } from './draw/person.ts';
import type { Member, Spoken, View } from './draw/view.ts';
import { OnePerson, type Person } from './person.ts';
import type { PeopleWords } from './words/en.ts';

export async function open(desk: DeskPage): Promise<Screen> {
  const [language, logging] = await Promise.all([
    speakMore(desk.language, import.meta.glob<{ default: PeopleWords }>('./words/*.ts')),
    speakOfLog(desk.language),
  ]);
  return new PeopleScreen(desk, language, logging);
}

export class PeopleScreen implements Screen, View {
  readonly language: Spoken;
  readonly list: Paged<Member>;
  readonly sending: Sending;
  readonly history: Telling & { entries: Entries };
  readonly acts: Acts;
  filter: MemberFilterInput | null = null;
  one: OnePerson | null = null;
  readonly #desk: DeskPage;
  /** Whoever was opened and is not drawn yet has the focus then. */
  #opens = false;
  /** A search was begun, and what it found is not told yet. */
  #isSearching = false;
  #wasInPerson = false;

  constructor(desk: DeskPage, language: Spoken, logging: Logging) {
    this.#desk = desk;
    this.language = language;
    this.list = new Paged<Member>({
      fetch: (after) => this.#fetch(after),
      explain: (refusal) => desk.explain(refusal),
      changed: () => desk.update(),
    });
    this.sending = new Sending(
      (refusal) => this.#explain(refusal),
      () => desk.update(),
    );
    const entries = takeBack.entries(
      desk,
      logging,
      () => desk.update(),
      () => void this.one?.load(),
    );
    this.history = {
      language: logging,
      entries,
      takeBack: (item: Item) => void takeBack.ask(desk, logging, entries, item),
    };
    this.acts = new Acts(desk, this);
  }

  get me(): Me {
    const { author, role } = this.#desk.viewer;
    return { id: author.id, role };
  }

  get siteName(): string {
    return this.#desk.siteName;
  }

  get title(): string {
    return this.one?.who?.displayName ?? this.language.words.people;
  }

  get isTyped(): boolean {
    return isTyped('form:not([role=search])');
  }

  get keys(): Key[] {
    const { words } = this.language;
    const key = (keys: string[], says: string, run: () => void): Key => ({ keys, says, run });
    return [
      key(['j', 'ArrowDown'], words.keyNextMember, () => this.#move(1)),
      key(['k', 'ArrowUp'], words.keyPreviousMember, () => this.#move(-1)),
      key(['/'], words.keySearchNames, () => document.getElementById('search')?.focus()),
      key(['s'], words.keyStanding, () => this.#begin('standing')),
      key(['n'], words.keyNote, () => this.#begin('note')),
      key(['u'], words.keyUndoLast, () => void this.acts.undo()),
    ];
  }

  arrive(_head: string, [named]: string[]): void {
    if (this.list.total === null && !this.list.isLoading) void this.list.again();
    if (named === this.one?.id) return;
    const before = this.one?.id;
    this.sending.forget();
    this.one = named ? new OnePerson(this.#desk, named, (who) => this.#put(who)) : null;
    this.#opens = this.one !== null;
    if (this.one) {
      void this.one.load();
      void this.history.entries.open({ subjectId: this.one.id });
    } else {
      this.#desk.update();
      this.#focusRow(before);
    }
  }

  leave(): void {}

  resume(): void {
    if (this.list.problem) void this.list.again();
    if (this.one?.problem) void this.one.load();
    if (this.history.entries.list.problem) void this.history.entries.again();
  }

  draw(): TemplateResult {
    this.#wasInPerson = Boolean(document.activeElement?.closest('#person'));
    return html`
      <div class="people ${this.one ? 'shows-one' : ''}">
        <div class="tools">${filters(this)}</div>
        <div class="people-panes">${list(this)} ${person(this)}</div>
      </div>
    `;
  }

  drawn(): void {
    this.#tellFound();
    const name = document.getElementById('person-name');
    if (this.#opens && (name || this.one?.who === null)) {
      this.#opens = false;
      (name ?? document.querySelector<HTMLElement>('.people .reading'))?.focus();
      this.#desk.tell(this.title);
    } else if (this.#wasInPerson && document.activeElement === document.body) {
      name?.focus({ preventScroll: true });
    }
  }

  filterBy(filter: MemberFilterInput | null): void {
    this.filter = filter;
    this.#isSearching = true;
    if (this.one) location.hash = '#people';
    void this.list.again();
  }

  /** To whoever is shown, or the first of those that were found. */
  leaveSearch(): void {
    const link = document.querySelector<HTMLElement>('.member a[aria-current]') ?? document.querySelector('.member a');
    const wanted = link?.checkVisibility()
      ? link
      : document.querySelector<HTMLElement>('.people .reading, .member-list');
    (wanted as HTMLElement | null)?.focus();
  }

  back(): void {
    location.hash = '#people';
  }

  /** The history has another entry. */
  noteDone(): void {
    void this.history.entries.again();
  }

  /** Somebody is there no more, or by another name. */
  forget(): void {
    location.hash = '#people';
    void this.list.again();
  }

  #put(who: Person): void {
    this.list.put(who);
  }

  #begin(act: string): void {
    const details = document.querySelector<HTMLDetailsElement>(`#act-${act}`);
    if (!details) return;
    details.open = true;
    details.querySelector<HTMLElement>('input, textarea')?.focus();
  }

  #move(step: 1 | -1): void {
    const all = [...document.querySelectorAll<HTMLElement>('.member a')].filter((link) => link.checkVisibility());
    const focused = document.activeElement?.closest<HTMLElement>('.member a');
    const shown = document.querySelector<HTMLElement>('.member a[aria-current]');
    const from = focused ?? shown;
    const next = from ? all[all.indexOf(from) + step] : all[0];
    next?.focus();
    if (next && next === all.at(-1)) void this.list.more();
  }

  #focusRow(id: string | undefined): void {
    if (!id) return;
    const row = document.querySelector<HTMLElement>(`.member a[href="${address({ head: 'people', rest: [id] })}"]`);
    (row ?? document.querySelector<HTMLElement>('.member-list'))?.focus();
  }

  #tellFound(): void {
    if (!this.#isSearching || this.list.isLoading || this.list.problem) return;
    this.#isSearching = false;
    const { words } = this.language;
    this.#desk.tell(this.list.isEmpty ? words.nobodyFits : this.language.plural(words.members, this.list.total ?? 0));
    // Whoever is still in the search would type the keys that lead through what was found.
    if (!this.list.isEmpty && document.activeElement?.id === 'search') this.leaveSearch();
  }

  #explain(refusal: Refusal): string {
    const { words } = this.language;
    const { reason = '', code, field, message } = refusal;
    if (code === 'INVALID') {
      return field === 'until' ? words.untilFuture : this.language.say(words.refused, { message });
    }
    const known = ['SUPERSEDED', 'LAST_ADMIN', 'NOT_IN_GOOD_STANDING', 'OF_THE_STAFF', 'ONESELF'] as const;
    const found = known.find((one) => one === reason);
    return found ? words[found] : this.#desk.explain(refusal);
  }

  async #fetch(after: string | null) {
    const { site } = await this.#desk.transport.run(DeskMembers, { site: place.site, after, filter: this.filter });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    return site.members;
  }
}
