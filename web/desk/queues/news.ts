// What is asked of a queue again and again while it is shown: how much waits, and the part of it that is
// seen, as they are now.
import type { Transport } from '../../shared/api/transport.ts';
import {
  type CountsFragment,
  DeskNews,
  type QueueFilterInput,
  type QueueKind,
  type ReadingFragment,
} from '../../shared/generated.ts';

/** Part of a queue. */
export interface Interest {
  site: string;
  kind: QueueKind;
  filter: QueueFilterInput | null;
  /** The cursor before it. */
  after: string | null;
  first: number;
}

export interface News {
  counts: CountsFragment | null;
  readings: readonly ReadingFragment[];
  hasMore: boolean;
}

export async function askForNews(transport: Transport, interest: Interest): Promise<News | null> {
  const { site } = await transport.run(DeskNews, interest);
  if (!site) return null;
  const { nodes, pageInfo } = site.queue;
  return { counts: site.queueCounts, readings: nodes, hasMore: pageInfo.hasNextPage };
}
