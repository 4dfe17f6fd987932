// Which time is meant, where its days begin, and into which parts a plot divides it.

export const SPANS = [7, 30, 90, 365] as const;

/** How many days back. */
export type Days = (typeof SPANS)[number];

export type Unit = 'day' | 'week' | 'month';

/** Moments as the service takes them. */
export interface Moments {
  since: string;
  until: string;
}

/** Days that are drawn as one: `2026-11-22` until and with `2026-11-28`. */
export interface Part {
  from: string;
  to: string;
}

const DAY = 86_400_000;
const OTHERWISE: Days = 30;

/** As the address names it. */
export function daysOf(named: string | undefined): Days {
  return SPANS.find((days) => String(days) === named) ?? OTHERWISE;
}

/** Today and the days before it; `offset` is how many minutes the reader's clock is ahead of UTC. */
export function spanUntil(now: number, days: Days, offset: number): Moments {
  const today = Math.floor((now + offset * 60_000) / DAY) * DAY - offset * 60_000;
  return moments(today - (days - 1) * DAY, now);
}

/** As many days before it, and until the same hour: as long a time. */
export function before({ since, until }: Moments, days: Days): Moments {
  return moments(Date.parse(since) - days * DAY, Date.parse(until) - days * DAY);
}

/** When these days were; the last of them is not over. */
export function momentsOf({ from, to }: Part, offset: number, now: number): Moments {
  const begin = (date: string) => Date.parse(`${date}T00:00:00Z`) - offset * 60_000;
  return moments(begin(from), Math.min(begin(to) + DAY, now));
}

export function unitOf(days: Days): Unit {
  if (days <= 30) return 'day';
  return days <= 90 ? 'week' : 'month';
}

/** Weeks end with the last day; months are those of the calendar. The first of them may be cut short. */
export function parts(dates: readonly string[], unit: Unit): Part[] {
  const groups = new Map<string | number, string[]>();
  dates.forEach((date, index) => {
    const key = { day: date, week: Math.floor((dates.length - 1 - index) / 7), month: date.slice(0, 7) }[unit];
    groups.set(key, [...(groups.get(key) ?? []), date]);
  });
  return [...groups.values()].map((group) => ({ from: group[0] as string, to: group.at(-1) as string }));
}

function moments(since: number, until: number): Moments {
  return { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
}
