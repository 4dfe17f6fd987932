// The screen of the threads: the list of episodes, or one of them; keys, and where the focus is.
import { html, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import { speakMore } from '../../own/speech.ts';
import type { Refusal } from '../../shared/api/refusal.ts';
import type { CreateEpisodeInput, EpisodeFilterInput } from '../../shared/generated.ts';
import type { Key } from '../keys.ts';
import { type Heard, Looking } from '../live.ts';
import type { DeskPage } from '../page.ts';
import { isTyped } from '../parts/typed.ts';
import { address, route } from '../route.ts';
import type { Screen } from '../screen.ts';
import { episode } from './draw/episode.ts';
import { list } from './draw/list.ts';
import type { ListView, Spoken } from './draw/view.ts';
import { Episodes } from './episodes.ts';
import { OneEpisode } from './one.ts';
import { addressOf, placeOf } from './place.ts';
import { type Listener, Thread } from './thread.ts';
import type { ThreadWords } from './words/en.ts';

export async function open(desk: DeskPage): Promise<Screen> {
  const language = await speakMore(desk.language, import.meta.glob<{ default: ThreadWords }>('./words/*.ts'));
  return new ThreadsScreen(desk, language);
}

/** Milliseconds: more is asked for at once than of a queue. */
const EACH = 20_000;
const APART = 1_000;

export class ThreadsScreen implements Screen, ListView {
  readonly isKept = true;
  readonly language: Spoken;
  readonly episodes: Episodes;
  readonly #desk: DeskPage;
  readonly #listener: Listener;
  readonly #live: Looking;
  #shown: OneEpisode | null = null;
  /** The episode from which somebody comes back to the list. */
  #left: string | null = null;
  /** Another screen was shown meanwhile. */
  #isAway = false;
  /** A search was begun, and what it found is not told yet. */
  #isSearching = false;

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.language = language;
    this.#listener = {
      transport: desk.transport,
      site: place.site,
      me: desk.viewer.author.id,
      changed: () => this.#desk.update(),
      explain: (refusal) => this.#explain(refusal),
    };
    this.episodes = new Episodes(this.#listener);
    this.#live = new Looking({ look: (heard) => this.#look(heard), each: EACH, apart: APART });
  }

  get title(): string {
    return this.#shown?.thread.head?.title ?? this.language.words.threads;
  }

  get isTyped(): boolean {
    return isTyped('.threads :is(.asks, .rejecting)');
  }

  get keys(): Key[] {
    if (this.#shown) return this.#shown.keys;
    const { words } = this.language;
    const key = (keys: string[], says: string, run: () => void): Key => ({ keys, says, run });
    return [
      key(['j', 'ArrowDown'], words.keyNextEpisode, () => this.#step(1)),
      key(['k', 'ArrowUp'], words.keyPreviousEpisode, () => this.#step(-1)),
      key(['/'], words.keySearch, () => document.getElementById('search')?.focus()),
    ];
  }

  arrive(_head: string, rest: string[]): void {
    const named = placeOf(rest);
    if ('filter' in named) this.#showList(named.filter);
    else this.#showOne(named.episode, named.comment);
    this.#isAway = false;
    this.#live.start();
  }

  leave(): void {
    this.#isAway = true;
    this.#live.stop();
    this.#shown?.leaveAsking();
  }

  resume(): void {
    if (this.#shown) void this.#shown.thread.load();
    else void this.episodes.paged.again();
  }

  draw(): TemplateResult {
    this.#shown?.drawing();
    return html`<div class="threads">${this.#shown ? episode(this.#shown) : list(this)}</div>`;
  }

  drawn(): void {
    this.#shown?.drawn();
  }

  search(filter: EpisodeFilterInput): void {
    this.#isSearching = true;
    const to = addressOf(filter);
    // Whoever begins an episode meanwhile goes on with it, and is not asked.
    if (!this.isTyped && to !== addressOf(this.episodes.filter)) {
      location.hash = to;
      return;
    }
    this.#desk.at = route(to);
    this.#showList(filter);
  }

  leaveSearch(): void {
    document.querySelector<HTMLElement>('.episodes a')?.focus();
  }

  beginCreating(): void {
    this.episodes.isCreating = true;
    this.#desk.update();
    document.getElementById('new-title')?.focus();
  }

  leaveCreating(): void {
    this.episodes.isCreating = false;
    this.episodes.forgive();
    this.#desk.update();
    document.querySelector<HTMLElement>('.tools .new')?.focus();
  }

  create(given: Omit<CreateEpisodeInput, 'site'>): void {
    void this.episodes.create(given).then((id) => {
      if (id) {
        this.#desk.tell(this.language.say(this.language.words.created, { title: given.title }));
        location.hash = address({ head: 'threads', rest: [id] });
      } else document.querySelector<HTMLElement>('.creating [aria-invalid=true]')?.focus();
    });
  }

  async #look(heard: Heard): Promise<boolean> {
    if (this.#shown) return this.#shown.lookAgain(heard);
    await this.episodes.paged.renew();
    return true;
  }

  #showList(filter: EpisodeFilterInput): void {
    this.#left = this.#shown?.thread.id ?? null;
    this.#shown = null;
    void this.episodes.narrow(filter).then(() => {
      this.#comeBack();
      this.#tellFound();
    });
  }

  #showOne(id: string, comment: string | null): void {
    if (this.#shown?.thread.id !== id) {
      const thread = new Thread(id, 'OLDEST', this.#listener);
      this.#shown = new OneEpisode(this.#desk, this.language, thread, addressOf(this.episodes.filter));
      void this.#shown.begin(comment);
      return;
    }
    if (this.#isAway) void this.#shown.again();
    if (comment) this.#shown.jump(comment);
  }

  /** Whoever is still in the search comes to the first of what was found. */
  #tellFound(): void {
    const { paged } = this.episodes;
    if (!this.#isSearching || paged.isLoading || paged.problem) return;
    this.#isSearching = false;
    this.#desk.tell(paged.isEmpty ? this.language.words.noneFits : (paged.nodes[0]?.title ?? ''));
    if (document.activeElement?.id === 'search') this.leaveSearch();
  }

  /** To the one from which somebody comes. */
  #comeBack(): void {
    if (this.#shown || !this.#left) return;
    (document.getElementById(`row-${this.#left}`) ?? document.querySelector<HTMLElement>('h1'))?.focus();
    this.#left = null;
  }

  #step(by: 1 | -1): void {
    const links = [...document.querySelectorAll<HTMLElement>('.episodes .title')];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
    next?.focus();
    if (by > 0 && at === links.length - 1) void this.episodes.paged.more();
  }

  #explain(refusal: Refusal): string {
    const { words } = this.language;
    if (refusal.reason === 'SUPERSEDED' || refusal.reason === 'TOO_MANY_PINS') return words[refusal.reason];
    if (refusal.code === 'INVALID' && refusal.field === 'until') return words.past;
    return this.#desk.explain(refusal);
  }
}
