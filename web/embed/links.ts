// Leads to a comment that an address names, wherever in the thread it stands. Fetched where one does.
import { Linked } from '../shared/generated.ts';
import type { Branches } from './branches.ts';
import type { ThreadController } from './controllers/thread.ts';
import type { Branch, Tree } from './model.ts';

const LINK = /^#comment[-_]([0-9a-f]{32})$/;

/** The comment that is not there any more: of several threads on a page one says so. */
let said = '';

/** The comment that an address names. */
export function linkedId(hash: string): string | null {
  const unique = LINK.exec(hash)?.[1];
  return unique ? `comment_${unique}` : null;
}

export async function followAddress(thread: ThreadController, isAgain: boolean): Promise<void> {
  const id = linkedId(location.hash);
  if (!id) return;
  if (isAgain) said = '';
  const branch = await follow(thread, id);
  thread.isLinkGone = branch === undefined && said !== id;
  if (branch === undefined) said = id;
  thread.changed();
  if (!branch) return;
  const { target } = thread;
  thread.target = branch;
  target?.changed();
  branch.changed();
  await thread.focus(branch);
}

/** Finds a comment. Null where it is another thread's or cannot be asked for, undefined where there is none. */
export function follow(thread: ThreadController, id: string): Promise<Branch | null | undefined> {
  return thread.attempt(
    null,
    () => follow(thread, id),
    async () => {
      const known = thread.branches.find(id);
      if (known) return known;
      const { comment } = await thread.run(linkedOf(thread), { id });
      if (!comment) return undefined;
      if (comment.episode.key !== thread.head?.key) return null;
      return lead(thread.branches, [...comment.ancestors, comment]);
    },
  );
}

export const linkedOf = ({ connection }: ThreadController) => connection.documents.linked ?? Linked;

/** Takes in a comment with those it is shown under, the topmost first. */
export function lead(branches: Branches, steps: Tree[]): Branch | null {
  let at: Branch | null = null;
  for (const step of steps) {
    const isNew = !branches.find(step.id);
    at = branches.take(step, at);
    if (isNew && !at.above) branches.linked = at;
  }
  return at;
}
