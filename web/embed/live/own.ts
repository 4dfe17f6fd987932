// What news are for somebody who is signed in: they are told as to anybody, and asked for anew where it
// matters who reads them.
import { MemberNews } from '../../shared/generated.ts';
import type { Branches } from '../branches.ts';
import type { ThreadController } from '../controllers/thread.ts';
import type { Comment } from '../model.ts';
import type { News } from './taking.ts';

/** Of more at once the whole thread is asked for. */
export const OWN_MAX = 12;

/**
 * What the viewer may see otherwise than others do, or may do something else with. Numbers are the same
 * for all, and what would have no room is not asked for.
 */
export function theirs(
  branches: Branches,
  news: readonly News[],
  goneIds: readonly string[],
  hasRoom: boolean,
): string[] {
  const concerned = news.filter((one) => {
    const known = branches.find(one.id)?.comment;
    if (!known) return hasRoom && (!one.nestedUnderId || branches.find(one.nestedUnderId) !== undefined);
    return known.status !== 'APPROVED' || isOtherwise(known, one);
  });
  return [...concerned.map(({ id }) => id), ...goneIds.filter((id) => branches.find(id))];
}

const isOtherwise = (known: Comment, now: Comment): boolean =>
  known.tombstone !== now.tombstone ||
  known.bodyHtml !== now.bodyHtml ||
  known.branchLock?.commentId !== now.branchLock?.commentId;

/** As they are for the viewer; null where they may not see one. */
export async function ask({ connection }: ThreadController, ids: readonly string[]): Promise<Map<string, News | null>> {
  const asked = ids.map(async (id) => {
    const { comment } = await connection.transport.run(MemberNews, { id });
    return [id, comment] as const;
  });
  return new Map(await Promise.all(asked));
}
