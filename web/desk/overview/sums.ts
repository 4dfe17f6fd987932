// What the numbers come to: sums, shares, differences, and whether a rule is worth its trouble.
import type { TalliedFragment } from '../../shared/generated.ts';
import type { Part } from './span.ts';

export type Tally = TalliedFragment;
export type Waits = Pick<Tally, 'medianWaitSeconds' | 'longWaitSeconds'>;

/** What became of comments; together they are all that were posted. */
export const KINDS = ['approved', 'rejected', 'spam', 'pending', 'deleted'] as const;
export type Kind = (typeof KINDS)[number];
export type Counts = Record<Kind, number> & { posted: number };

/** One bar, with how long what it counts waited. */
export interface Bar extends Part, Waits {
  counts: Counts;
}

export interface Rule {
  approved: number;
  turnedDown: number;
}

/** The service counts with what was posted what authors took back since, and nowhere else. */
export function countsOf({ posted, approved, rejected, spam, pending }: Omit<Tally, keyof Waits | 'held'>): Counts {
  const deleted = Math.max(0, posted - approved - rejected - spam - pending);
  return { posted, approved, rejected, spam, pending, deleted };
}

export function sum(many: readonly Counts[]): Counts {
  const total = { posted: 0, approved: 0, rejected: 0, spam: 0, pending: 0, deleted: 0 };
  for (const counts of many) {
    total.posted += counts.posted;
    for (const kind of KINDS) total[kind] += counts[kind];
  }
  return total;
}

/** Null where there is nothing to have a share of. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Of what moderators and rules have decided, as it stands; null where all was shown without anybody's doing. */
export function shareOfDecided(kind: 'approved' | 'spam', tally: Tally): number | null {
  const { held, pending, approved, rejected, spam } = tally;
  const isDecided = held > pending || rejected + spam > 0;
  return isDecided ? share({ approved, spam }[kind], approved + rejected + spam) : null;
}

/** How much more it is than before, or less; null where either is not known. */
export function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then;
}

const FEW = 5;
const ENOUGH = 20;
const LITTLE = 0.3;

/** In what share of their decisions moderators agreed with the rule; null where there are too few to tell. */
export function agreement({ approved, turnedDown }: Rule): number | null {
  return approved + turnedDown < FEW ? null : share(turnedDown, approved + turnedDown);
}

/** Moderators let most of what it holds stand. */
export function catchesLittle({ approved, turnedDown }: Rule): boolean {
  const decided = approved + turnedDown;
  return decided >= ENOUGH && turnedDown / decided < LITTLE;
}

/** The one with most, the latest of several; null where all have nothing. */
export function highest<Thing>(things: readonly Thing[], worth: (thing: Thing) => number | null): Thing | null {
  let found: Thing | null = null;
  for (const thing of things) {
    const value = worth(thing) ?? 0;
    if (value > 0 && value >= ((found && worth(found)) ?? 0)) found = thing;
  }
  return found;
}
