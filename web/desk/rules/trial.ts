// What rules that are tried would have made of the last comments, in sums and in groups.
import type { DeskDryRunQuery, HoldReason } from '../../shared/generated.ts';

export type DryRun = NonNullable<DeskDryRunQuery['site']>['dryRun'];
export type Example = DryRun['examples'][number];

/** What becomes of a text. `REFUSED`: its author is told to write otherwise. */
export type Fate = 'APPROVED' | 'PENDING' | 'REJECTED' | 'REFUSED';

export const FATES: readonly Fate[] = ['APPROVED', 'PENDING', 'REJECTED', 'REFUSED'];

export interface Sum {
  fate: Fate;
  now: number;
  later: number;
}

/** Comments that fare differently in the same way. */
export interface Move {
  now: Fate;
  later: Fate;
  examples: Example[];
  /** What they are held or turned down for then; of those that are let through, what they were held for. */
  reasons: [HoldReason, number][];
}

export function fateOf(status: Example['now']): Fate {
  if (status === null) return 'REFUSED';
  return status === 'APPROVED' || status === 'PENDING' ? status : 'REJECTED';
}

/** Whether its examples are all that fare differently: then they tell what the sums are today. */
export const isWhole = ({ differ, examples }: DryRun): boolean => examples.length === differ;

/** `today`: the same with nothing changed, where the examples are not all. */
export function sums(run: DryRun, today: DryRun | null): Sum[] {
  return FATES.map((fate) => {
    const later = count(run, fate);
    const into = run.examples.filter(({ proposed }) => fateOf(proposed) === fate).length;
    const outOf = run.examples.filter(({ now }) => fateOf(now) === fate).length;
    return { fate, later, now: today ? count(today, fate) : later - into + outOf };
  });
}

function count(run: DryRun, fate: Fate): number {
  const counts = { APPROVED: run.approved, PENDING: run.held, REJECTED: run.rejected, REFUSED: run.refused };
  return counts[fate];
}

/** How many more would not be shown at once; negative where it is fewer. */
export function keptBack(of: readonly Sum[]): number {
  const shown = of.find(({ fate }) => fate === 'APPROVED');
  return shown ? shown.now - shown.later : 0;
}

/** What a moderator would notice: more than a few, and more than one in fifty. */
const FEW = 5;
const PART = 0.02;

export function isMuch(more: number, { judged }: Pick<DryRun, 'judged'>): boolean {
  return more > FEW && more > judged * PART;
}

/** The largest first; those that only have other reasons last. */
export function moves({ examples }: DryRun): Move[] {
  const found = new Map<string, Move>();
  for (const example of examples) {
    const [now, later] = [fateOf(example.now), fateOf(example.proposed)];
    const move = found.get(`${now} ${later}`) ?? { now, later, examples: [], reasons: [] };
    move.examples.push(example);
    found.set(`${now} ${later}`, move);
  }
  const isSame = ({ now, later }: Move) => Number(now === later);
  const all = [...found.values()].map((move) => ({ ...move, reasons: reasonsOf(move) }));
  return all.sort((one, other) => isSame(one) - isSame(other) || other.examples.length - one.examples.length);
}

/** Those that are not the same before and after, and how many comments each is about. */
function reasonsOf({ examples, later }: Move): [HoldReason, number][] {
  const counts = new Map<HoldReason, number>();
  for (const { nowReasons, proposedReasons } of examples) {
    const [those, others] = later === 'APPROVED' ? [nowReasons, proposedReasons] : [proposedReasons, nowReasons];
    for (const reason of those) if (!others.includes(reason)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
