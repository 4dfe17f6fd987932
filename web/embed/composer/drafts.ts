// What somebody has begun to write, kept in the page's storage until it is posted or thrown away:
// through a reload, a sign-in, a lost connection.

import { draftMark, type Thread } from '../marks.ts';

export interface Draft {
  body: string;
  /** The same for every try to post this text, so that it is posted once. */
  key: string;
  momentSeconds: number | null;
}

export interface Drafts {
  read(): Draft | null;
  write(draft: Draft | null): void;
}

/** Where the page keeps nothing. */
const memory = new Map<string, string>();

/** Of one thread, and of the comment that is answered in it. */
export function draftsOf(thread: Thread, parentId: string | null): Drafts {
  const name = draftMark(thread);
  const place = parentId ?? '';
  return {
    read: () => check(stored(name)[place]),
    write: (draft) => {
      const { [place]: _, ...others } = stored(name);
      store(name, draft ? { ...others, [place]: draft } : others);
    },
  };
}

/** What the drafts of a thread answer; '' is the thread itself. */
export const placesOf = (thread: Thread): string[] => Object.keys(stored(draftMark(thread)));

export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');

/** All drafts of a thread, by what they answer. */
function stored(name: string): Record<string, unknown> {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(name) ?? memory.get(name) ?? '{}');
    return typeof all === 'object' && all !== null ? { ...all } : {};
  } catch {
    return JSON.parse(memory.get(name) ?? '{}');
  }
}

function store(name: string, all: Record<string, unknown>): void {
  const text = JSON.stringify(all);
  const isEmpty = text === '{}';
  if (isEmpty) memory.delete(name);
  else memory.set(name, text);
  try {
    if (isEmpty) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // Then it lasts as long as the page.
  }
}

function check(draft: unknown): Draft | null {
  if (typeof draft !== 'object' || draft === null) return null;
  const { body, key, momentSeconds } = draft as Partial<Draft>;
  if (typeof body !== 'string' || typeof key !== 'string' || key.length > 64) return null;
  return { body, key, momentSeconds: typeof momentSeconds === 'number' ? momentSeconds : null };
}
