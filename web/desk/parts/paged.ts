// A list that is fetched page by page, as far as somebody wants to see it.
import { html, nothing, type TemplateResult } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Spoken } from './said.ts';

export interface Page<Node> {
  nodes: readonly Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number;
}

export interface Asking<Node> {
  /** The page behind a cursor; the first one, where it is null. */
  fetch(after: string | null): Promise<Page<Node>>;
  explain(refusal: Refusal): string;
  /** It is to be drawn anew. */
  changed(): void;
}

export class Paged<Node extends { id: string }> {
  readonly #asking: Asking<Node>;
  nodes: Node[] = [];
  total: number | null = null;
  problem = '';
  isLoading = false;
  #end: string | null = null;
  #hasMore = true;
  /** Which list is meant: an answer for the one before is late, and of no use. */
  #turn = 0;

  constructor(asking: Asking<Node>) {
    this.#asking = asking;
  }

  get hasMore(): boolean {
    return this.#hasMore;
  }

  get isEmpty(): boolean {
    return this.nodes.length === 0 && !this.#hasMore;
  }

  /** From the beginning; what is shown stays until the answer is there. */
  async again(): Promise<void> {
    this.#turn += 1;
    this.isLoading = false;
    await this.#ask(null);
  }

  async more(): Promise<void> {
    if (!this.isLoading && this.#hasMore) await this.#ask(this.#end);
  }

  /** All that was fetched as it is now, without a word. What is fetched meanwhile otherwise goes before. */
  async renew(): Promise<void> {
    const before = this.nodes;
    const turn = this.#turn;
    const nodes = new Map<string, Node>();
    let page: Page<Node> | null = null;
    do {
      page = await this.#asking.fetch(page?.pageInfo.endCursor ?? null);
      for (const node of page.nodes) nodes.set(node.id, node);
    } while (page.pageInfo.hasNextPage && nodes.size < before.length);
    if (turn !== this.#turn || this.isLoading || this.nodes !== before) return;
    this.problem = '';
    this.#show([...nodes.values()], page);
    this.#asking.changed();
  }

  /** One of them as it is now. */
  put(node: Node): void {
    this.nodes = this.nodes.map((one) => (one.id === node.id ? node : one));
  }

  /** Stands below the list: what is wrong, or how to go on. */
  foot({ words }: Spoken): TemplateResult | typeof nothing {
    const again = () => void (this.nodes.length > 0 ? this.more() : this.again());
    if (this.problem)
      return html`<p class="strip error" role="alert">${this.problem} <button type="button" class="link" @click=${again}>${words.tryAgain}</button></p>`;
    if (this.isLoading) return html`<p class="quiet fetching">${words.loadingMore}</p>`;
    return this.#hasMore
      ? html`<p><button type="button" @click=${() => this.more()}>${words.showMore}</button></p>`
      : nothing;
  }

  async #ask(after: string | null): Promise<void> {
    const turn = this.#turn;
    this.isLoading = true;
    this.problem = '';
    this.#asking.changed();
    try {
      const page = await this.#asking.fetch(after);
      if (turn !== this.#turn) return;
      const before = after === null ? [] : this.nodes;
      const known = new Set(before.map(({ id }) => id));
      this.#show([...before, ...page.nodes.filter(({ id }) => !known.has(id))], page);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (turn === this.#turn) this.problem = this.#asking.explain(refusal);
    } finally {
      if (turn === this.#turn) this.isLoading = false;
      this.#asking.changed();
    }
  }
  #show(nodes: Node[], { pageInfo, totalCount }: Page<Node>): void {
    this.nodes = nodes;
    this.#end = pageInfo.endCursor;
    this.#hasMore = pageInfo.hasNextPage;
    this.total = totalCount ?? this.total;
  }
}
