// What is behind a disclosure: fetched when it is opened, and once.

import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  DeskAncestors,
  type DeskAncestorsQuery,
  DeskEpisodes,
  type DeskEpisodesQuery,
  DeskNarrow,
  DeskRevisions,
  type DeskRevisionsQuery,
} from '../../shared/generated.ts';
import type { Listener } from './queues.ts';

export type Ancestor = NonNullable<DeskAncestorsQuery['comment']>['ancestors'][number];
export type Revision = NonNullable<DeskRevisionsQuery['comment']>['revisions'][number];
export type Episode = NonNullable<DeskEpisodesQuery['site']>['episodes']['nodes'][number];

export class Details {
  readonly #listener: Listener;
  readonly #ancestors = new Map<string, Ancestor[]>();
  readonly #revisions = new Map<string, Revision[]>();
  readonly #narrows = new Map<string, string>();
  #episodes: Episode[] | null = null;
  problem = '';

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  ancestors(id: string): Ancestor[] | undefined {
    return this.#ancestors.get(id);
  }

  revisions(id: string): Revision[] | undefined {
    return this.#revisions.get(id);
  }

  get episodes(): Episode[] {
    return this.#episodes ?? [];
  }

  askForAncestors(id: string): Promise<void> {
    return this.#attempt(async ({ transport }) => {
      const { comment } = await transport.run(DeskAncestors, { id });
      this.#ancestors.set(id, comment?.ancestors ?? []);
    });
  }

  askForRevisions(id: string): Promise<void> {
    return this.#attempt(async ({ transport }) => {
      const { comment } = await transport.run(DeskRevisions, { id });
      this.#revisions.set(id, comment?.revisions ?? []);
    });
  }

  /** The last known first, at most 100: whoever looks for an older one searches. */
  askForEpisodes(): Promise<void> {
    if (this.#episodes) return Promise.resolve();
    return this.#attempt(async ({ transport }) => {
      const { site } = await transport.run(DeskEpisodes, { site: place.site, after: null });
      this.#episodes = site?.episodes.nodes ?? [];
    });
  }

  /** What the episode or author is called that a queue is narrowed to. */
  narrow(id: string): string | undefined {
    return this.#narrows.get(id);
  }

  askForNarrow(id: string): Promise<void> {
    return this.#attempt(async ({ transport }) => {
      const { node } = await transport.run(DeskNarrow, { id });
      if (node && 'title' in node) this.#narrows.set(id, node.title);
      if (node && 'displayName' in node) this.#narrows.set(id, node.displayName);
    });
  }

  /** Those of a comment that has changed are not what they were. */
  forget(): void {
    this.#ancestors.clear();
    this.#revisions.clear();
  }

  async #attempt(ask: (listener: Listener) => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await ask(this.#listener);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problem = this.#listener.explain(refusal);
    }
    this.#listener.changed();
  }
}
