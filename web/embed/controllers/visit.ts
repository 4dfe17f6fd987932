// When this browser was last here: a time for each thread in the page's storage, and nothing else.
import type { Comment } from '../model.ts';

const nameOf = (service: string, site: string, episode: string) => `rejoinder-seen:${service}:${site}:${episode}`;

export class Visit {
  /** When the thread was last looked at before now; null where that is not known. */
  readonly before: number | null;
  /** What has come while the thread was open: new too. */
  readonly came = new Set<string>();
  readonly #name: string;

  constructor(service: string, site: string, episode: string) {
    this.#name = nameOf(service, site, episode);
    this.before = read(this.#name);
  }

  isNew({ id, createdAt }: Comment): boolean {
    return this.came.has(id) || (this.before !== null && Date.parse(createdAt) > this.before);
  }

  /** The thread has come into view. */
  seen(now: number): void {
    try {
      localStorage.setItem(this.#name, new Date(now).toISOString());
    } catch {
      // Where nothing may be stored, nothing is ever new.
    }
  }
}

function read(name: string): number | null {
  try {
    const moment = Date.parse(localStorage.getItem(name) ?? '');
    return Number.isNaN(moment) ? null : moment;
  } catch {
    return null;
  }
}
