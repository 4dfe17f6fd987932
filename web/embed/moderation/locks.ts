// A branch's lock, carried to what is shown under it.
import type { Branch, Comment } from '../model.ts';

type Lock = Comment['branchLock'];

/** What had the lock that was there before has the new one; locks further down hold on. */
export function lockUnder(branch: Branch, before: Lock, now: Lock): void {
  for (const reply of branch.replies) {
    if (reply.comment.branchLock?.commentId !== before?.commentId) continue;
    reply.comment = { ...reply.comment, branchLock: now };
    reply.changed();
    lockUnder(reply, before, now);
  }
}
