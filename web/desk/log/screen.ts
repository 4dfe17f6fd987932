// The screen of the log: what of it is shown, what is taken back there, and where the focus is.
import { html, type TemplateResult } from 'lit';
import { place as here } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskNamed, DeskStaff } from '../../shared/generated.ts';
import type { Key } from '../keys.ts';
import type { DeskPage } from '../page.ts';
import type { Option } from '../parts/fields.ts';
import { authorOf } from '../parts/said.ts';
import type { Screen } from '../screen.ts';
import { days } from './draw/days.ts';
import { filters, type Narrowing } from './draw/filters.ts';
import { type Entries, itemOf } from './entries.ts';
import type { Item } from './fold.ts';
import { addressOf, areCrossed, filterOf, type Place, placeOf } from './place.ts';
import { type Logging, speakOfLog } from './speech.ts';
import { takeBack } from './take-back.ts';

export async function open(desk: DeskPage): Promise<Screen> {
  return new LogScreen(desk, await speakOfLog(desk.language));
}

export class LogScreen implements Screen, Narrowing {
  readonly language: Logging;
  readonly entries: Entries;
  place: Place = {};
  staff: readonly Option[] = [];
  about: string | null = null;
  areDaysCrossed = false;
  readonly #desk: DeskPage;
  #shown: string | null = null;
  /** The entry that had the focus before it was drawn anew. */
  #focused: string | null = null;

  constructor(desk: DeskPage, language: Logging) {
    this.#desk = desk;
    this.language = language;
    this.entries = takeBack.entries(desk, language, () => desk.update());
  }

  get title(): string {
    return this.language.words.log;
  }

  get keys(): Key[] {
    const { words } = this.language;
    const key = (keys: string[], says: string, run: () => void): Key => ({ keys, says, run });
    return [
      key(['j', 'ArrowDown'], words.keyNextEntry, () => this.#move(1)),
      key(['k', 'ArrowUp'], words.keyPreviousEntry, () => this.#move(-1)),
      key(['u'], words.keyUndoEntry, () => this.#undo()),
      key(['/'], words.keyWhat, () => this.#narrow()),
    ];
  }

  arrive(_head: string, rest: string[]): void {
    const place = placeOf(rest);
    if (this.#shown === addressOf(place)) return;
    if (this.#shown === null) void this.#askForStaff();
    this.#shown = addressOf(place);
    this.place = place;
    this.areDaysCrossed = areCrossed(place);
    this.about = null;
    void this.entries.open(filterOf(place));
    void this.#askForName(place.of ?? place.on);
    this.#desk.tell(this.title);
  }

  leave(): void {}

  resume(): void {
    if (this.entries.list.problem) void this.entries.again();
  }

  readonly go = (place: Place): void => {
    this.areDaysCrossed = areCrossed(place);
    this.#desk.update();
    if (this.areDaysCrossed) document.querySelector<HTMLElement>('.log-filters [name=until]')?.focus();
    else location.hash = addressOf(place);
  };

  readonly takeBack = (item: Item): void => {
    void takeBack.ask(this.#desk, this.language, this.entries, item);
  };

  draw(): TemplateResult {
    const focused = document.activeElement?.closest('.entry');
    this.#focused = focused?.getAttribute('data-id') ?? null;
    return html`
      <div class="log">
        <div class="tools">${filters(this)}</div>
        <div class="reading log-list" tabindex="0" role="region" aria-label=${this.title}>
          <div class="log-column">${days(this, filterOf(this.place) !== null, 2)}</div>
        </div>
      </div>
    `;
  }

  /** What was pressed may be gone: the focus stays with the entry. */
  drawn(): void {
    if (!this.#focused || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`.entry[data-id="${CSS.escape(this.#focused)}"]`)?.focus();
  }

  #move(step: 1 | -1): void {
    const all = [...document.querySelectorAll<HTMLElement>('.entry')].filter((entry) => entry.checkVisibility());
    const focused = document.activeElement?.closest<HTMLElement>('.entry');
    const next = focused ? all[all.indexOf(focused) + step] : all[0];
    next?.focus();
    if (next && next === all.at(-1)) void this.entries.more();
  }

  #narrow(): void {
    const details = document.querySelector<HTMLDetailsElement>('.log-filters details');
    if (details) details.open = true;
    details?.querySelector('select')?.focus();
  }

  #undo(): void {
    const id = document.activeElement?.closest('.entry')?.getAttribute('data-id');
    const item = id ? (itemOf(this.entries.items, id) ?? this.#part(id)) : undefined;
    if (item && this.entries.mayTakeBack(item)) this.takeBack(item);
  }

  #part(id: string): Item | undefined {
    const part = this.entries.find(id);
    return part && { id, whole: part, parts: [] };
  }

  async #askForStaff(): Promise<void> {
    const { site } = (await this.#ask(() => this.#desk.transport.run(DeskStaff, { site: here.site }))) ?? {};
    if (!site) return;
    const all = [...site.admins.nodes, ...site.moderators.nodes];
    this.staff = all.map(({ id, displayName }) => [id, displayName] as const);
    await this.#askForSomebody();
  }

  /** Whoever did something may moderate no longer. */
  async #askForSomebody(): Promise<void> {
    const { by } = this.place;
    if (by && !this.staff.some(([id]) => id === by)) {
      const name = await this.#name(by);
      if (name) this.staff = [...this.staff, [by, name]];
    }
    this.#desk.update();
  }

  async #askForName(id: string | undefined): Promise<void> {
    if (id) {
      const name = await this.#name(id);
      if (id === (this.place.of ?? this.place.on)) this.about = name;
    }
    await this.#askForSomebody();
  }

  async #name(id: string): Promise<string | null> {
    const { node } = (await this.#ask(() => this.#desk.transport.run(DeskNamed, { id }))) ?? {};
    if (!node) return null;
    if ('displayName' in node) return node.displayName;
    if ('title' in node) return node.title;
    if (!('author' in node)) return this.#desk.siteName;
    const author = authorOf(node.author, this.language);
    return this.language.say(this.language.words.aComment, { author, episode: node.episode.title });
  }

  /** Names are no use if they cannot be had: the entries say what is wrong. */
  async #ask<Data>(run: () => Promise<Data>): Promise<Data | null> {
    try {
      return await run();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return null;
    }
  }
}
