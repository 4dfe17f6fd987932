// How long a lock holds, or a thread is closed: a few usual spans, or a date.

export const SPANS = ['open', 'hour', 'day', 'week', 'date'] as const;

/** `open`: until somebody ends it. */
export type Span = (typeof SPANS)[number];

export type Until = { until: string | null } | { wrong: 'noDate' | 'past' };

const HOURS = { hour: 1, day: 24, week: 168 } as const;

/** `typed` is what a field for date and time holds: the time of whoever types. */
export function untilOf(span: Span, typed: string, now: Date): Until {
  if (span === 'open') return { until: null };
  if (span !== 'date') return { until: new Date(now.getTime() + HOURS[span] * 3_600_000).toISOString() };
  const moment = new Date(typed);
  if (Number.isNaN(moment.getTime())) return { wrong: 'noDate' };
  return moment > now ? { until: moment.toISOString() } : { wrong: 'past' };
}

export const isSpan = (value: unknown): value is Span => SPANS.some((span) => span === value);
