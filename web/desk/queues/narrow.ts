// What an address narrows a queue to: `pending/episode_…` is what is pending there, `pending/author_…`
// what somebody wrote. The comment that is read stands behind it.
import type { QueueFilterInput } from '../../shared/generated.ts';

export interface Named {
  /** The episode or author; null where the whole queue is meant. */
  narrow: string | null;
  comment: string | null;
}

const NARROW = /^(episode|author)_/;

export function named([first, second]: readonly string[]): Named {
  if (first && NARROW.test(first)) return { narrow: first, comment: second || null };
  return { narrow: null, comment: first || null };
}

/** The rest of an address that names these. */
export function rest({ narrow, comment }: Named): string[] {
  return [narrow, comment].filter((part) => part !== null);
}

/** What was typed into the filter, within what the address narrows to; null where nothing narrows. */
export function filterOf(narrow: string | null, typed: QueueFilterInput | null): QueueFilterInput | null {
  if (!narrow) return typed;
  return narrow.startsWith('author_') ? { ...typed, authorId: narrow } : { ...typed, episodeIds: [narrow] };
}
