// What those who draw the overview are given, and how they say numbers and days.
import type { OwnWords } from '../../../own/words/en.ts';
import type { Language } from '../../../shared/language.ts';
import { lasting } from '../../parts/lasting.ts';
import type { DeskWords } from '../../words/en.ts';
import type { Part } from '../span.ts';
import type { Numbers, Statistics } from '../statistics.ts';
import type { Kind } from '../sums.ts';
import type { OverviewWords } from '../words/en.ts';

export type Spoken = Language<OwnWords & DeskWords & OverviewWords>;

export interface View {
  language: Spoken;
  statistics: Statistics;
  /** How wide plots are, in pixels, and how large their letters. */
  size: { width: number; letters: number };
  /** The part of the time whose numbers are read; null: all of it. */
  chosen: number | null;
  choose(index: number | null): void;
}

export const inDays = (days: number, { code }: Spoken): string => lasting(days * 86_400, code);

export function percent(part: number, { code }: Spoken): string {
  const digits = part > 0 && part < 0.095 ? 1 : 0;
  return new Intl.NumberFormat(code, { style: 'percent', maximumFractionDigits: digits }).format(part);
}

export function kindName(kind: Kind, { words }: Spoken): string {
  if (kind === 'spam') return words.spamQueue;
  return words[kind];
}

/** Dates have no time, and so none of anybody's. */
const dated = (code: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(code, { timeZone: 'UTC', ...options });
const moment = (date: string) => new Date(`${date}T00:00:00Z`);

/** "Saturday, 28 November", "22 – 28 Nov 2026". */
export function partName({ from, to }: Part, { unit }: Pick<Numbers, 'unit'>, { code }: Spoken): string {
  if (unit === 'day') return dated(code, { weekday: 'long', day: 'numeric', month: 'long' }).format(moment(from));
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  return dated(code, options).formatRange(moment(from), moment(to));
}

/** As short as an axis wants it: a month by its name, a week by its first day. */
export function partMark({ from }: Part, { unit, days }: Pick<Numbers, 'unit' | 'days'>, { code }: Spoken): string {
  if (unit === 'month') return dated(code, { month: 'short' }).format(moment(from));
  if (days === 7) return dated(code, { weekday: 'short', day: 'numeric' }).format(moment(from));
  return dated(code, { day: 'numeric', month: 'short' }).format(moment(from));
}
