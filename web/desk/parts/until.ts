// Moments that are chosen in a word: until when a lock holds or somebody is suspended, since when comments go.

const HOUR = 3_600_000;
const SPANS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR } as const;

export type Span = keyof typeof SPANS;

export type Until = { until: string } | { wrong: 'noDate' | 'past' };

const isSpan = (name: string): name is Span => Object.hasOwn(SPANS, name);

/** In an hour, a day; or at the moment that was typed, as `datetime-local` has it. */
export function untilOf(chosen: string, typed: string, now = Date.now()): Until {
  const moment = isSpan(chosen) ? now + SPANS[chosen] : Date.parse(typed);
  if (Number.isNaN(moment)) return { wrong: 'noDate' };
  return moment > now ? { until: new Date(moment).toISOString() } : { wrong: 'past' };
}

/** From an hour, a day ago on; or from the beginning. */
export function sinceOf(chosen: string, now = Date.now()): string {
  return new Date(isSpan(chosen) ? now - SPANS[chosen] : 0).toISOString();
}
