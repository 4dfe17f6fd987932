// A list that comes page by page.
import { Refusal } from '../../shared/api/refusal.ts';
import type { AccountPage } from '../page.ts';

export interface Portion<Item> {
  nodes: Item[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export class Pages<Item> {
  readonly #page: AccountPage;
  readonly #fetch: (after: string | null) => Promise<Portion<Item> | undefined>;
  items: Item[] | null = null;
  hasMore = false;
  problem = '';
  #after: string | null = null;

  constructor(page: AccountPage, fetch: (after: string | null) => Promise<Portion<Item> | undefined>) {
    this.#page = page;
    this.#fetch = fetch;
  }

  /** The first page, once: called whenever the list is drawn. */
  begin(): void {
    if (this.items) return;
    this.items = [];
    void this.more();
  }

  again(): void {
    this.items = null;
    this.#after = null;
  }

  async more(): Promise<void> {
    this.problem = '';
    try {
      const portion = await this.#fetch(this.#after);
      if (!portion) return;
      this.items = [...(this.items ?? []), ...portion.nodes];
      this.hasMore = portion.pageInfo.hasNextPage;
      this.#after = portion.pageInfo.endCursor;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problem = this.#page.explain(refusal);
    }
    this.#page.update();
  }
}
