// Which part of the log is shown, as the address has it: `log/of/author_…/what/people`.
import type { LogFilterInput } from '../../shared/generated.ts';
import { midnight } from '../parts/fields.ts';
import { address } from '../route.ts';
import { isKind, KINDS, type Kind } from './kinds.ts';

export interface Place {
  what?: Kind;
  /** Who did it. */
  by?: string;
  /** What it was done to: a comment, an episode, an author. */
  of?: string;
  /** The episode it happened on. */
  on?: string;
  /** Days, of whoever reads: `2026-11-28`. */
  since?: string;
  until?: string;
}

const NAMES = ['what', 'by', 'of', 'on', 'since', 'until'] as const;

const FIT: Record<(typeof NAMES)[number], (value: string) => boolean> = {
  what: isKind,
  by: (value) => /^author_[0-9a-f]+$/.test(value),
  of: (value) => /^(comment|episode|author|site)_[0-9a-f]+$/.test(value),
  on: (value) => /^episode_[0-9a-f]+$/.test(value),
  since: isDay,
  until: isDay,
};

/** What does not fit is passed over. */
export function placeOf(rest: readonly string[]): Place {
  const place: Record<string, string> = {};
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const name = NAMES.find((known) => known === rest[at]);
    const value = rest[at + 1] ?? '';
    if (name && FIT[name](value)) place[name] = value;
  }
  return place as Place;
}

export function addressOf(place: Place): string {
  return address({ head: 'log', rest: NAMES.flatMap((name) => (place[name] ? [name, place[name]] : [])) });
}

/** Null where nothing narrows. */
export function filterOf({ what, by, of, on, since, until }: Place): LogFilterInput | null {
  const filter: LogFilterInput = {};
  if (what) filter.actions = [...KINDS[what]];
  if (by) filter.actorId = by;
  if (of) filter.subjectId = of;
  if (on) filter.episodeId = on;
  if (since) filter.since = midnight(since, 0);
  if (until) filter.until = midnight(until, 1);
  return Object.keys(filter).length > 0 ? filter : null;
}

/** Days that none is between. */
export const areCrossed = ({ since, until }: Place): boolean =>
  since !== undefined && until !== undefined && since > until;

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00`));
}
