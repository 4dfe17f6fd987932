// The log as it is read: the entries of one act are one item, and items stand under their day.
import type { LoggedFragment } from '../../shared/generated.ts';

export type Entry = LoggedFragment;

/** An entry; or an act on several comments, with the entries that belong to it. */
export interface Item {
  /** By which it is undone. */
  id: string;
  /** Null where it has not been fetched yet: parts are newer than their whole. */
  whole: Entry | null;
  parts: Entry[];
}

export interface Day {
  /** The moment of its newest entry. */
  moment: string;
  items: Item[];
}

export function fold(entries: readonly Entry[]): Item[] {
  const items = new Map<string, Item>();
  for (const entry of entries) {
    const id = entry.batchId ?? entry.id;
    const item = items.get(id) ?? { id, whole: null, parts: [] };
    items.set(id, item);
    if (entry.batchId) item.parts.push(entry);
    else item.whole = entry;
  }
  return [...items.values()].map((item) => (isLonely(item) ? alone(item) : item));
}

/** Of an act of which only one part is here, as where one comment is asked for, that part is told. */
const isLonely = ({ whole, parts }: Item) => !whole && parts.length === 1;

function alone({ parts: [part] }: Item): Item {
  return { id: part?.id ?? '', whole: part ?? null, parts: [] };
}

/** The entry that tells of it best. */
export function leading({ whole, parts }: Item): Entry {
  const entry = whole ?? parts[0];
  if (!entry) throw new Error('an item without entries');
  return entry;
}

export function isUndone({ whole, parts }: Item): boolean {
  return whole ? whole.undoneBy !== null : parts.every(({ undoneBy }) => undoneBy !== null);
}

/** Days are those of whoever reads. */
export function byDay(items: readonly Item[], dayOf = (moment: string) => new Date(moment).toDateString()): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const { createdAt: moment } = leading(item);
    const last = days.at(-1);
    if (last && dayOf(last.moment) === dayOf(moment)) last.items.push(item);
    else days.push({ moment, items: [item] });
  }
  return days;
}

const DAY = 86_400_000;

/** "Today", "Yesterday", and before that the whole date. */
export function nameOf(moment: Date, code: string, now = new Date()): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const ago = Math.round((midnight(now) - midnight(moment)) / DAY);
  if (ago > 1) return new Intl.DateTimeFormat(code, { dateStyle: 'full' }).format(moment);
  const said = new Intl.RelativeTimeFormat(code, { numeric: 'auto' }).format(-ago, 'day');
  return said.charAt(0).toLocaleUpperCase(code) + said.slice(1);
}
