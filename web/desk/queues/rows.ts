// The rows of a queue as far as it was read: pages in their order, of which those that are far away
// keep their ids alone. A row has a number that says where it belongs, for when it comes back.
import type { Card } from './decisions.ts';

export interface Edge {
  cursor: string;
  node: Card;
}

export interface Page {
  /** Where it begins: the cursor before it, null at the top. */
  after: string | null;
  ids: string[];
  /** Whether its comments are in memory. */
  isHere: boolean;
}

export class Rows {
  readonly pages: Page[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #cards = new Map<string, Card>();
  readonly #where = new Map<string, Page>();
  #next = 0;
  #end: string | null = null;

  get length(): number {
    return this.pages.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  /** Where the next page begins. */
  get end(): string | null {
    return this.#end;
  }

  /** How many comments are in memory. */
  get held(): number {
    return this.#cards.size;
  }

  at(index: number): string | undefined {
    let before = 0;
    for (const { ids } of this.pages) {
      if (index < before + ids.length) return ids[index - before];
      before += ids.length;
    }
    return undefined;
  }

  /** The ids from one index up to another. */
  between(from: number, to: number): string[] {
    const found: string[] = [];
    let before = 0;
    for (const { ids } of this.pages) {
      if (before >= to) break;
      if (before + ids.length > from) found.push(...ids.slice(Math.max(0, from - before), to - before));
      before += ids.length;
    }
    return found;
  }

  /** -1 where it is not. */
  indexOf(id: string): number {
    const where = this.#where.get(id);
    if (!where) return -1;
    let before = 0;
    for (const page of this.pages) {
      if (page === where) break;
      before += page.ids.length;
    }
    return before + where.ids.indexOf(id);
  }

  has(id: string): boolean {
    return this.#where.has(id);
  }

  card(id: string | undefined): Card | undefined {
    return id === undefined ? undefined : this.#cards.get(id);
  }

  put(card: Card): void {
    this.#cards.set(card.id, card);
  }

  /** A page after the last one. `isWanted` leaves out what does not belong there any more. */
  append(after: string | null, edges: readonly Edge[], isWanted: (id: string) => boolean): void {
    const fresh = edges.filter(({ node }) => !this.has(node.id));
    for (const { node } of fresh) {
      this.#next += 1;
      if (!this.#numbers.has(node.id)) this.#numbers.set(node.id, this.#next);
    }
    const wanted = fresh.filter(({ node }) => isWanted(node.id));
    for (const { node } of wanted) this.put(node);
    const page = { after, ids: wanted.map(({ node }) => node.id), isHere: true };
    for (const id of page.ids) this.#where.set(id, page);
    this.pages.push(page);
    this.#end = edges.at(-1)?.cursor ?? after;
  }

  /** The comments of a page that was let go of. What is not there any more leaves it. */
  refill(page: Page, edges: readonly Edge[]): void {
    const found = new Map(edges.map(({ node }) => [node.id, node]));
    for (const id of page.ids) if (!found.has(id)) this.#where.delete(id);
    page.ids = page.ids.filter((id) => found.has(id));
    for (const id of page.ids) this.put(found.get(id) as Card);
    page.isHere = true;
  }

  /** Takes a row out. It keeps its number. */
  remove(id: string): void {
    const page = this.#where.get(id);
    page?.ids.splice(page.ids.indexOf(id), 1);
    this.#where.delete(id);
    this.#cards.delete(id);
  }

  /** Puts a row back to where it was; one that never was here comes first. */
  restore(card: Card): void {
    this.put(card);
    if (this.has(card.id)) return;
    const number = this.#numbers.get(card.id) ?? 0;
    this.#numbers.set(card.id, number);
    if (this.pages.length === 0) this.pages.push({ after: null, ids: [], isHere: true });
    const page = this.pages.findLast(({ ids }) => this.#number(ids[0]) <= number) ?? (this.pages[0] as Page);
    const at = page.ids.findIndex((id) => this.#number(id) > number);
    page.ids.splice(at < 0 ? page.ids.length : at, 0, card.id);
    this.#where.set(card.id, page);
  }

  /** Lets go of the comments of pages that are further than `reach` pages from these rows, but for some. */
  forget(rows: readonly number[], reach: number, keep: (id: string) => boolean): void {
    const near = rows.map((row) => this.#pageAt(row));
    this.pages.forEach((page, at) => {
      if (!page.isHere || near.some((one) => Math.abs(at - one) <= reach)) return;
      for (const id of page.ids) if (!keep(id)) this.#cards.delete(id);
      page.isHere = false;
    });
  }

  #pageAt(row: number): number {
    let before = 0;
    const found = this.pages.findIndex(({ ids }) => {
      before += ids.length;
      return row < before;
    });
    return found < 0 ? this.pages.length - 1 : found;
  }

  #number(id: string | undefined): number {
    return id === undefined ? Number.POSITIVE_INFINITY : (this.#numbers.get(id) ?? 0);
  }
}
