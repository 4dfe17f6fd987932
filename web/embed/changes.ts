// What changes in a thread by what somebody does in it.
import { type Branches, without } from './branches.ts';
import type { ThreadController } from './controllers/thread.ts';
import type { Branch, Head, Tree } from './model.ts';

/** Takes in a comment as it is now: one that was just posted, or one that has changed. */
export function put(thread: ThreadController, comment: Tree, aboveId: string | null = null): Branch {
  const branch = putInto(thread.branches, comment, (aboveId && thread.branches.find(aboveId)) || null);
  thread.changed();
  return branch;
}

/** Takes out a comment that is gone; gives what is above it, or beside it, for the focus. */
export function drop(thread: ThreadController, branch: Branch): Branch | null {
  const above = dropFrom(thread.branches, branch);
  thread.changed();
  return above;
}

/** Takes in how the thread stands now. */
export function turn(thread: ThreadController, head: Head): void {
  const hasTurned = thread.head?.state !== head.state;
  thread.head = head;
  if (hasTurned) for (const branch of thread.branches.all) branch.changed();
  thread.changed();
}

export function putInto(branches: Branches, tree: Tree, above: Branch | null): Branch {
  const isNew = !branches.find(tree.id);
  const branch = branches.take(tree, above);
  if (isNew && !above) branches.posted = [...branches.posted, branch];
  if (isNew && above && (tree.status ?? 'APPROVED') === 'APPROVED') count(above, 1);
  return branch;
}

/** Takes out tombstones too that stood only for its sake. */
export function dropFrom(branches: Branches, branch: Branch): Branch | null {
  const { above } = branch;
  branches.remove(branch);
  if (above) {
    above.replies = without(above.replies, branch);
    count(above, -1);
    const isBare = above.replies.length === 0 && above.left === 0;
    return above.comment.tombstone && isBare ? dropFrom(branches, above) : above;
  }
  const tops = [...branches.pinned, ...branches.pages.flat(), ...branches.posted];
  const place = tops.indexOf(branch);
  branches.pages = branches.pages.map((page) => (page.includes(branch) ? without(page, branch) : page));
  branches.posted = without(branches.posted, branch);
  branches.pinned = without(branches.pinned, branch);
  if (branches.linked === branch) branches.linked = null;
  return tops[place - 1] ?? tops[place + 1] ?? null;
}

function count(branch: Branch, change: number): void {
  branch.comment = { ...branch.comment, replyCount: branch.comment.replyCount + change };
  branch.changed();
}
