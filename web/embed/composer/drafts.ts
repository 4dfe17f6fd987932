// What somebody has begun to write, kept in the page's storage until it is posted or thrown away:
// through a reload, a sign-in, a lost connection.

import { draftMark } from '../draft-mark.ts';

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
export function draftsOf(service: string, site: string, episode: string, parentId: string | null): Drafts {
  const name = draftMark(service, site, episode) + (parentId ?? '');
  return {
    read: () => parse(stored(name)),
    write: (draft) => store(name, draft && JSON.stringify(draft)),
  };
}

export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

function store(name: string, text: string | null): void {
  if (text === null) memory.delete(name);
  else memory.set(name, text);
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // Then it lasts as long as the page.
  }
}

function parse(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const { body, key, momentSeconds }: Draft = JSON.parse(text);
    if (typeof body !== 'string' || typeof key !== 'string' || key.length > 64) return null;
    return { body, key, momentSeconds: typeof momentSeconds === 'number' ? momentSeconds : null };
  } catch {
    return null;
  }
}
