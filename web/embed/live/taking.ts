// Puts what has happened where it belongs among the comments that are here, each once. Draws nothing.
import type { Branches } from '../branches.ts';
import { dropFrom } from '../changes.ts';
import type { Branch, Comment, CommentOrder, Tree } from '../model.ts';

/** A comment as it is now. */
export type News = Tree & { nestedUnderId: string | null };

export interface Around {
  order: CommentOrder;
  /** Who is signed in: what they wrote themselves is on the page whatever else is. */
  viewerId: string | null;
  /** So many may come onto the page. */
  room: number;
}

export interface Taken {
  /** New on the page. */
  came: Branch[];
  /** What is at the top, belongs on the page, and has no room there. */
  heldBack: string[];
  /** What belongs to pages that are not here. */
  elsewhere: News[];
}

/** Replies that are not shown are counted by the comment that they stand under, which is among the news too. */
export function takeIn(branches: Branches, news: readonly News[], around: Around): Taken {
  const taken: Taken = { came: [], heldBack: [], elsewhere: [] };
  const unknown = news.filter(({ id }) => !branches.find(id));
  const fits = fitting(branches, unknown);
  for (const one of news) {
    const known = branches.find(one.id);
    if (known) branches.take(one, known.above);
  }
  const hasRoom = () => taken.came.length < around.room;
  // Above what stands under it; of the same list in its order.
  for (const one of unknown.sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1))) {
    const isOwn = one.author?.id === around.viewerId && around.viewerId !== null;
    const above = one.nestedUnderId && branches.find(one.nestedUnderId);
    if (above && fits(above, one) && (hasRoom() || isOwn)) taken.came.push(branches.take(one, above));
    else if (above && isOwn) branches.take(one, above);
    else if (one.nestedUnderId || !isDue(branches, one, around.order)) taken.elsewhere.push(one);
    else if (hasRoom() || isOwn) taken.came.push(insert(branches, one, around.order));
    else taken.heldBack.push(one.id);
  }
  return taken;
}

/** Takes out what is gone, but for what somebody writes in: gives those. */
export function takeOut(branches: Branches, ids: readonly string[]): Branch[] {
  const gone = ids.flatMap((id) => branches.find(id) ?? []).sort((a, b) => b.comment.depth - a.comment.depth);
  const kept = gone.filter((branch) => branch.view?.isUsed);
  for (const branch of gone) if (!kept.includes(branch) && branches.find(branch.id)) dropFrom(branches, branch);
  return kept;
}

/** Tells of a reply whether all beside it are here, or come along: then so is it. To be asked in its list's order. */
function fitting(branches: Branches, unknown: readonly News[]): (above: Branch, reply: News) => boolean {
  const coming = new Map<string, number>();
  const whole = new Set<string>();
  for (const { nestedUnderId: id } of unknown) {
    if (!id) continue;
    coming.set(id, (coming.get(id) ?? 0) + 1);
    const above = branches.find(id);
    if (above?.left === 0) whole.add(id);
  }
  return (above, { id }) => {
    const left = coming.get(above.id) ?? 0;
    coming.set(above.id, left - 1);
    if (above.replies.some((reply) => reply.id > id)) return true;
    return !above.more && (whole.has(above.id) || above.left <= left);
  };
}

/** Whether a page that is here would have it: those after the last belong to the next one, where there is one. */
const isDue = (branches: Branches, one: News, order: CommentOrder): boolean =>
  branches.cursor === null || branches.pages.flat().some(({ comment }) => isBefore(one, comment, order));

function insert(branches: Branches, one: News, order: CommentOrder): Branch {
  const next = branches.pages.flat().find(({ comment }) => isBefore(one, comment, order));
  const branch = branches.take(one, null);
  const isFirst = next === branches.pages.flat()[0];
  if (one.isPinned) branches.pinned = [...branches.pinned, branch];
  // Where what was posted here stands: at the head of what is newest first, else at the end.
  else if (order === 'NEWEST' ? isFirst : !next) branches.posted = [...branches.posted, branch].sort(byId);
  else branches.pages = branches.pages.map((page, at) => beside(page, branch, next, at === branches.pages.length - 1));
  return branch;
}

function beside(page: Branch[], branch: Branch, next: Branch | undefined, isLast: boolean): Branch[] {
  if (!next) return isLast ? [...page, branch] : page;
  const at = page.indexOf(next);
  return at < 0 ? page : [...page.slice(0, at), branch, ...page.slice(at)];
}

const byId = (a: Branch, b: Branch) => (a.id < b.id ? -1 : 1);

/** Ids rise with time. By likes nothing is moved about: what is new stands at the end. */
function isBefore(one: Comment, other: Comment, order: CommentOrder): boolean {
  switch (order) {
    case 'OLDEST':
      return one.id < other.id;
    case 'NEWEST':
      return one.id > other.id;
    case 'TOP':
      return false;
    case 'MOMENT': {
      const [mine, theirs] = [one, other].map(({ momentSeconds }) => momentSeconds ?? Number.POSITIVE_INFINITY);
      return mine === theirs ? one.id < other.id : (mine ?? 0) < (theirs ?? 0);
    }
  }
}
