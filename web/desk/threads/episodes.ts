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
export type NewEpisode = Omit<CreateEpisodeInput, 'site'>;

const RIGHT = { fields: [], refusal: null };

export class Episodes {
  readonly paged: Paged<Row>;
  filter: EpisodeFilterInput = {};
  /** The site's mode: an episode whose own differs says so. */
  mode: SiteMode | null = null;
  isCreating = false;
  /** What is wrong with a new episode: its fields, or what the service refused for another reason. */
  wrong: { fields: readonly string[]; refusal: Refusal | null } = RIGHT;
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

  /** Nothing is said of a new episode any more. */
  forgive(): void {
    this.wrong = RIGHT;
  }

  /** Gives the id of the new episode; null where it was refused. All that is wrong with it is told at once. */
  async create(given: NewEpisode): Promise<string | null> {
    if (this.#isBusy) return null;
    const fields = faultsOf(given);
    if (fields.length > 0) {
      this.wrong = { fields, refusal: null };
      this.#listener.changed();
      return null;
    }
    this.#isBusy = true;
    this.wrong = RIGHT;
    this.#listener.changed();
    try {
      const input = { site: this.#listener.site, ...given };
      const { createEpisode } = await this.#listener.transport.run(DeskCreateEpisode, { input });
      this.isCreating = false;
      return createEpisode.episode.id;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.wrong = refusal.field ? { fields: [refusal.field], refusal: null } : { fields: [], refusal };
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

/** The fields that the service would refuse. */
export function faultsOf({ key, title, url }: NewEpisode): ('key' | 'title' | 'url')[] {
  const isText = (text: string) => text !== '' && [...text].length <= 500;
  const isAddress = !url || (/^https?:\/\//i.test(url) && URL.canParse(url));
  const faults = [
    isText(title) ? [] : ['title' as const],
    isText(key) ? [] : ['key' as const],
    isAddress ? [] : ['url' as const],
  ];
  return faults.flat();
}
