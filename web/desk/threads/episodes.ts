// The episodes of the site, as far as somebody wants to see them; and new ones.
import { Refusal } from '../../shared/api/refusal.ts';
import {
  type CreateEpisodeInput,
  DeskCreateEpisode,
  DeskThreads,
  type EpisodeFilterInput,
  type EpisodeRowFragment,
  type SiteMode,
} from '../../shared/generated.ts';
import { Paged } from '../parts/paged.ts';
import type { Listener } from './thread.ts';

export type Row = EpisodeRowFragment;

export class Episodes {
  readonly paged: Paged<Row>;
  filter: EpisodeFilterInput = {};
  /** The site's mode: an episode whose own differs says so. */
  mode: SiteMode | null = null;
  isCreating = false;
  /** What is wrong with a new episode, by the field; `''` where it is none of them. */
  wrong: { field: string; refusal: Refusal } | null = null;
  readonly #listener: Listener;
  #isBusy = false;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.paged = new Paged<Row>({
      fetch: (after) => this.#fetch(after),
      explain: (refusal) => listener.explain(refusal),
      changed: () => listener.changed(),
    });
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  explain(refusal: Refusal): string {
    return this.#listener.explain(refusal);
  }

  get isNarrow(): boolean {
    return Object.keys(this.filter).length > 0;
  }

  narrow(filter: EpisodeFilterInput): Promise<void> {
    this.filter = filter;
    return this.paged.again();
  }

  /** Gives the id of the new episode; null where it was refused. */
  async create(given: Omit<CreateEpisodeInput, 'site'>): Promise<string | null> {
    if (this.#isBusy) return null;
    this.#isBusy = true;
    this.wrong = null;
    this.#listener.changed();
    try {
      const input = { site: this.#listener.site, ...given };
      const { createEpisode } = await this.#listener.transport.run(DeskCreateEpisode, { input });
      this.isCreating = false;
      return createEpisode.episode.id;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.wrong = { field: refusal.field ?? '', refusal };
      return null;
    } finally {
      this.#isBusy = false;
      this.#listener.changed();
    }
  }

  async #fetch(after: string | null) {
    const { site } = await this.#listener.transport.run(DeskThreads, {
      site: this.#listener.site,
      after,
      filter: this.filter,
    });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    this.mode = site.mode;
    return site.episodes;
  }
}
