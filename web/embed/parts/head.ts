// How the thread stands, asked again after something was done that may have changed it.
import { MemberHead } from '../../shared/generated.ts';
import { turn } from '../changes.ts';
import type { ThreadController } from '../controllers/thread.ts';

/** Where that cannot be known, it stays as it is. */
export async function refreshHead(thread: ThreadController): Promise<void> {
  const { which, connection } = thread;
  if (!which) return;
  const variables = { site: which.site, key: which.episode };
  const data = await connection.transport.run(MemberHead, variables).catch(() => null);
  if (data?.episode && thread.which === which) turn(thread, data.episode);
}
