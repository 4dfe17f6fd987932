// Moments that are chosen in a word: until when somebody is suspended, since when comments go.

const HOUR = 3_600_000;
const SPANS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR } as const;

export type Span = keyof typeof SPANS;

export const isSpan = (name: string): name is Span => Object.hasOwn(SPANS, name);

/** In an hour, a day; or at a moment of one's own, as `datetime-local` has it. Null where that is none to come. */
export function untilOf(chosen: string, typed: string, now = Date.now()): string | null {
  const moment = isSpan(chosen) ? now + SPANS[chosen] : Date.parse(typed);
  return moment > now ? new Date(moment).toISOString() : null;
}

/** From an hour, a day ago on; or from the beginning. */
export function sinceOf(chosen: string, now = Date.now()): string {
  return new Date(isSpan(chosen) ? now - SPANS[chosen] : 0).toISOString();
}
