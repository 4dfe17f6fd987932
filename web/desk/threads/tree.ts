// The comments of a thread as far as they were read: each level with what is known to be on it. Knows
// neither the service nor the page.
import type { CommentOrder, PageEndFragment, PlacedFragment } from '../../shared/generated.ts';

export type Placed = PlacedFragment;

/** The comments under another one, or at the top. */
export interface Level {
  ids: readonly string[];
  hasMore: boolean;
  /** Where the next page begins; null where none was read in order. */
  end: string | null;
}

/** A comment as it comes, with the answers that came along; of the lowest, whether there are any. */
export type Given = Placed & { replies?: Page };

export interface Page {
  nodes: readonly (Given | { id: string })[];
  pageInfo?: PageEndFragment;
}

const UNREAD: Level = { ids: [], hasMore: true, end: null };
const TOP = '';

export class Tree {
  readonly order: CommentOrder;
  /** How often something has come, gone or changed here. */
  changes = 0;
  readonly #comments = new Map<string, Placed>();
  readonly #levels = new Map<string, Level>();
  readonly #above = new Map<string, string>();

  constructor(order: CommentOrder) {
    this.order = order;
  }

  get(id: string): Placed | undefined {
    return this.#comments.get(id);
  }

  /** What is under a comment; null for the top. */
  level(above: string | null): Level {
    return this.#levels.get(above ?? TOP) ?? UNREAD;
  }

  /** Under which comment it is shown; null at the top. */
  above(id: string): string | null {
    return this.#above.get(id) || null;
  }

  /** All that is here, in the order in which it is shown. */
  get shown(): string[] {
    const under = (above: string | null): string[] => this.level(above).ids.flatMap((id) => [id, ...under(id)]);
    return under(null);
  }

  /** Takes in the next page of a level. Gives the first that was not here yet. */
  take(above: string | null, page: Page): string | null {
    const fresh = page.nodes.find(({ id }) => !this.#comments.has(id));
    this.#takeLevel(above, page, true);
    return fresh?.id ?? null;
  }

  /** One of them as it is now. A lock that has come or gone holds for what is under it too. */
  put(comment: Placed): void {
    const before = this.#comments.get(comment.id);
    if (!before) return;
    this.changes += 1;
    this.#comments.set(comment.id, comment);
    this.#relock(comment.id, before.branchLock, comment.branchLock);
  }

  /** One that has come. Where what stands before it was not read it comes with that. */
  add(above: string | null, comment: Placed): void {
    if (above !== null && !this.#comments.has(above)) return;
    const { ids, hasMore } = this.level(above);
    const isRead = this.#isNewestFirst(above) || !hasMore || ids.some((id) => id > comment.id);
    if (isRead) this.#place(above, comment);
  }

  /** It is not there any more. */
  drop(id: string): void {
    this.changes += 1;
    const above = this.#above.get(id) ?? TOP;
    const level = this.level(above);
    this.#levels.set(above, { ...level, ids: level.ids.filter((one) => one !== id) });
    this.#comments.delete(id);
  }

  /** Takes in a comment with those it is shown under, the topmost first. */
  lead(steps: readonly Placed[]): void {
    let above: string | null = null;
    for (const step of steps) {
      this.#place(above, step);
      above = step.id;
    }
  }

  #takeLevel(above: string | null, { nodes, pageInfo }: Page, isNext: boolean): void {
    for (const node of nodes) if ('status' in node) this.#takeOne(above, node);
    const level = this.level(above);
    const hasMore = pageInfo?.hasNextPage ?? nodes.length > 0;
    // What was read further than this page reaches stays as it is.
    if (!isNext && (level.end !== null || !level.hasMore)) return;
    this.#levels.set(above ?? TOP, { ...level, hasMore, end: pageInfo?.endCursor ?? null });
  }

  #takeOne(above: string | null, { replies, ...comment }: Given): void {
    this.#place(above, comment);
    if (replies) this.#takeLevel(comment.id, replies, false);
  }

  /** Ids rise with time: by them each stands where it belongs, however it came. */
  #place(above: string | null, comment: Placed): void {
    this.changes += 1;
    const isKnown = this.#comments.has(comment.id);
    this.#comments.set(comment.id, comment);
    if (isKnown) return;
    this.#above.set(comment.id, above ?? TOP);
    const level = this.level(above);
    const isNewestFirst = this.#isNewestFirst(above);
    const at = level.ids.findIndex((id) => (isNewestFirst ? id < comment.id : id > comment.id));
    const ids = [...level.ids];
    ids.splice(at < 0 ? ids.length : at, 0, comment.id);
    this.#levels.set(above ?? TOP, { ...level, ids });
  }

  #isNewestFirst(above: string | null): boolean {
    return above === null && this.order === 'NEWEST';
  }

  #relock(above: string, before: Placed['branchLock'], now: Placed['branchLock']): void {
    if (before === now) return;
    for (const id of this.level(above).ids) {
      const comment = this.#comments.get(id);
      if (!comment || comment.branchLock?.commentId !== before?.commentId) continue;
      this.#comments.set(id, { ...comment, branchLock: now });
      this.#relock(id, before, now);
    }
  }
}
