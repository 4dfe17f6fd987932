// The comments of a thread that are here, each in its place. Knows nothing of how they come.
import { Branch, type Page, type Tree } from './model.ts';

export class Branches {
  /** Held up at the head of the thread; not in `pages` too. */
  pinned: Branch[] = [];
  /** The branch at the top that a link led into, until its page comes. */
  linked: Branch | null = null;
  /** The others at the top, page by page: one that has come stays as it is. */
  pages: readonly Branch[][] = [];
  /** Comments at the top that were posted here and that no page has brought yet. */
  posted: Branch[] = [];
  /** Where the next page begins; null when there is none. */
  cursor: string | null = null;

  readonly #all = new Map<string, Branch>();
  #before: Branches | null = null;

  /**
   * Takes in the first pages. What was shown before are the same branches, with their elements, what is
   * open in them, and the replies that were fetched. What a link has led to stays, and so does whatever
   * has a form open.
   */
  begin(pinned: Tree[], pages: Page[], before: Branches, target: Branch | null): void {
    this.#before = before;
    if (before.linked) this.linked = this.adopt(before.linked);
    this.pin(pinned);
    for (const page of pages) this.append(page);
    this.#before = null;
    for (const top of before.tops) {
      if (this.find(top.id)) continue;
      if (top === target?.top) this.linked = this.adopt(top);
      else if (top.view?.isUsed) this.posted = [...this.posted, this.adopt(top)];
    }
  }

  /** Takes over a branch as it is, with all that is under it. */
  adopt(branch: Branch): Branch {
    this.#all.set(branch.id, branch);
    for (const reply of branch.replies) this.adopt(reply);
    return branch;
  }

  /** Those at the top, but for what a link has led to. */
  get tops(): Branch[] {
    return [...this.pinned, ...this.pages.flat(), ...this.posted];
  }

  find(id: string): Branch | undefined {
    return this.#all.get(id);
  }

  get all(): Iterable<Branch> {
    return this.#all.values();
  }

  pin(trees: Tree[]): void {
    this.pinned = trees.map((tree) => this.take(tree, null));
  }

  /** Takes in the next page at the top, and gives what of it was not here yet. */
  append({ nodes, pageInfo }: Page): Branch[] {
    const page: Branch[] = [];
    for (const tree of nodes) {
      const wasHere = this.#all.has(tree.id);
      const branch = this.take(tree, null);
      const wasPosted = this.posted.includes(branch);
      if (wasPosted) this.posted = without(this.posted, branch);
      if (!wasHere || wasPosted) page.push(branch);
    }
    this.pages = [...this.pages, page];
    this.cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    return page;
  }

  /** Takes in the next page of replies, and gives the first that was not here yet. */
  appendReplies(branch: Branch, page: Page): Branch | null {
    const before = new Set(branch.replies);
    this.#merge(branch, page, true);
    return branch.replies.find((reply) => !before.has(reply)) ?? null;
  }

  /** Takes out a comment alone: who calls this has taken it off the page. */
  remove({ id }: Branch): void {
    this.#all.delete(id);
  }

  /** The branch of a comment, made where there is none yet, with the replies that came along. */
  take({ replies, ...comment }: Tree, above: Branch | null): Branch {
    let branch = this.#all.get(comment.id);
    const before = this.#before?.find(comment.id);
    if (!branch && before) branch = this.adopt(before);
    if (branch) {
      branch.comment = { ...branch.comment, ...comment };
      branch.changed();
    } else {
      branch = new Branch(comment, above);
      this.#all.set(comment.id, branch);
      if (above) insert(above, branch);
    }
    if (replies) this.#merge(branch, replies, false);
    return branch;
  }

  #merge(branch: Branch, { nodes, pageInfo }: Page, isNext: boolean): void {
    for (const reply of nodes) this.take(reply, branch);
    if (isNext || branch.more === undefined) {
      branch.more = pageInfo.hasNextPage;
      branch.cursor = pageInfo.endCursor;
    }
    branch.changed();
  }
}

/** Replies stand in the order in which they were written, and ids rise with time. */
function insert(above: Branch, reply: Branch): void {
  const later = above.replies.findIndex(({ id }) => id > reply.id);
  const at = later < 0 ? above.replies.length : later;
  above.replies = [...above.replies.slice(0, at), reply, ...above.replies.slice(at)];
  above.changed();
}

export const without = (list: readonly Branch[], branch: Branch): Branch[] => list.filter((one) => one !== branch);
