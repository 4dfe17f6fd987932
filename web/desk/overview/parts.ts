// What each part of the time comes to: a bar of one plot, and a point of the other.
import { type Part, parts, type Unit } from './span.ts';
import { type Bar, countsOf, sum, type Tally, type Waits } from './sums.ts';

export const NONE: Waits = { medianWaitSeconds: null, longWaitSeconds: null };

/** The days, or weeks or months of them: their sums are known, and their waits are asked for. */
export async function barsOf(
  days: readonly { date: string; tally: Tally }[],
  unit: Unit,
  waits: (part: Part) => Promise<Waits>,
): Promise<Bar[]> {
  if (unit === 'day') {
    return days.map(({ date, tally }) => ({
      from: date,
      to: date,
      counts: countsOf(tally),
      medianWaitSeconds: tally.medianWaitSeconds,
      longWaitSeconds: tally.longWaitSeconds,
    }));
  }
  const dates = days.map(({ date }) => date);
  return Promise.all(
    parts(dates, unit).map(async (part) => {
      const within = days.filter(({ date }) => date >= part.from && date <= part.to);
      const isHeld = within.some(({ tally }) => tally.held > 0);
      const { medianWaitSeconds, longWaitSeconds } = isHeld ? await waits(part) : NONE;
      const counts = sum(within.map(({ tally }) => countsOf(tally)));
      return { ...part, counts, medianWaitSeconds, longWaitSeconds };
    }),
  );
}
