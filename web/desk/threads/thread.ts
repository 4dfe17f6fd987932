// Reads the thread of an episode: what is known of it, its comments level by level, and what a link or
// a lock leads to. Draws nothing.
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import {
  type CommentOrder,
  DeskPlaced,
  type DeskPlacedQuery,
  DeskReplies,
  DeskThread,
  DeskThreadHead,
  type ThreadHeadFragment,
} from '../../shared/generated.ts';
import { type Placed, Tree } from './tree.ts';

export type Head = ThreadHeadFragment;
export type Fresh = NonNullable<DeskPlacedQuery['comment']>;

export interface Listener {
  transport: Transport;
  /** The site's key. */
  site: string;
  /** Who works here. */
  me: string;
  /** Something is to be drawn anew. */
  changed(): void;
  explain(refusal: Refusal): string;
}

/** What an id names may be no episode. */
export const headOf = (node: Head | Record<PropertyKey, never> | null): Head | null =>
  node && 'state' in node ? (node as Head) : null;

/** How many locked branches are shown with their texts at first, and each time more are asked for. */
const LOCKS = 5;

export class Thread {
  readonly id: string;
  readonly listener: Listener;
  head: Head | null = null;
  /** Whether there is none of this id here. */
  isMissing = false;
  tree: Tree;
  /** What is wrong with the thread itself, and by comment, with what is under each. */
  readonly problems = new Map<string, string>();
  /** The comments that locks name. */
  readonly locked = new Map<string, Placed | null>();
  locksShown = LOCKS;
  readonly #loading = new Set<string>();
  /** Something has been done since what is known was asked for. */
  #isDue = false;

  constructor(id: string, order: CommentOrder, listener: Listener) {
    this.id = id;
    this.listener = listener;
    this.tree = new Tree(order);
  }

  /** Something is asked for, and not there yet. */
  get isAtWork(): boolean {
    return this.#loading.size > 0;
  }

  isLoading(above: string | null): boolean {
    return this.#loading.has(above ?? '');
  }

  async load(): Promise<void> {
    await this.loadHead();
    await this.loadFirst();
  }

  /** What is known of it. */
  async loadHead(): Promise<void> {
    this.#isDue = true;
    while (this.#isDue && !this.isLoading('head')) {
      this.#isDue = false;
      await this.#attempt('head', async () => this.know(headOf(await this.askForHead())));
    }
  }

  /** The first page, where none was read. */
  async loadFirst(): Promise<void> {
    if (this.head && this.tree.level(null).ids.length === 0) await this.more(null);
  }

  async askForHead() {
    return (await this.listener.transport.run(DeskThreadHead, { id: this.id })).node;
  }

  /** As the service tells it now. */
  know(head: Head | null): void {
    this.isMissing = head?.site.key !== this.listener.site;
    this.head = this.isMissing ? null : head;
    void this.#askForLocked();
  }

  sortBy(order: CommentOrder): Promise<string | null> {
    this.tree = new Tree(order);
    this.#loading.delete('');
    return this.more(null);
  }

  /** The next page of a level. Gives the first comment that was not here yet. */
  async more(above: string | null): Promise<string | null> {
    const { tree } = this;
    const { end } = tree.level(above);
    let first: string | null = null;
    await this.#attempt(above ?? '', async () => {
      const page = above === null ? await this.#top(tree, end) : await this.#under(above, end);
      if (tree === this.tree && page) first = tree.take(above, page);
    });
    return first;
  }

  /** Each level as far as it was read, and what was led to, as they are now. */
  async readAgain(): Promise<Tree> {
    const { tree } = this;
    const fresh = new Tree(tree.order);
    for (const above of [null, ...tree.shown]) {
      if (above !== null && !fresh.get(above)) await this.#leadInto(fresh, above);
      const isShort = () => fresh.level(above).hasMore && fresh.level(above).ids.length < tree.level(above).ids.length;
      while (isShort()) {
        const { end } = fresh.level(above);
        const page = above === null ? await this.#top(fresh, end) : await this.#under(above, end);
        if (!page) break;
        fresh.take(above, page);
      }
    }
    return fresh;
  }

  /** A comment as it is now; undefined where it cannot be asked for, null where there is none here. */
  async fresh(id: string): Promise<Fresh | null | undefined> {
    try {
      const { comment } = await this.listener.transport.run(DeskPlaced, { id });
      return comment?.episode.id === this.id ? comment : null;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return undefined;
    }
  }

  /** Brings a comment into the tree with those above it. Tells whether it is there. */
  async lead(id: string): Promise<boolean> {
    let isThere = true;
    // The tree may be another one by the time it has been found.
    while (isThere && !this.tree.get(id)) isThere = await this.#leadInto(this.tree, id);
    this.listener.changed();
    return isThere;
  }

  moreLocks(): void {
    this.locksShown += LOCKS;
    void this.#askForLocked();
  }

  /** One after the other: there are few. */
  async #askForLocked(): Promise<void> {
    for (const { commentId } of (this.head?.branchLocks ?? []).slice(0, this.locksShown)) {
      if (this.locked.has(commentId)) continue;
      const found = this.tree.get(commentId) ?? (await this.fresh(commentId));
      if (found === undefined) return;
      this.locked.set(commentId, found);
      this.listener.changed();
    }
  }

  async #leadInto(tree: Tree, id: string): Promise<boolean> {
    const found = await this.fresh(id);
    if (found) tree.lead([...found.ancestors, found]);
    return Boolean(found);
  }

  async #top(tree: Tree, after: string | null) {
    const { node } = await this.listener.transport.run(DeskThread, { id: this.id, after, orderBy: tree.order });
    return node && 'comments' in node ? node.comments : null;
  }

  async #under(id: string, after: string | null) {
    const { comment } = await this.listener.transport.run(DeskReplies, { id, after });
    return comment?.replies ?? null;
  }

  async #attempt(what: string, ask: (listener: Listener) => Promise<void>): Promise<void> {
    if (this.#loading.has(what)) return;
    this.#loading.add(what);
    this.problems.delete(what);
    this.listener.changed();
    try {
      await ask(this.listener);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problems.set(what, this.listener.explain(refusal));
    } finally {
      this.#loading.delete(what);
      this.listener.changed();
    }
  }
}
