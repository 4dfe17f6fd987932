// The sign-in window, from the page's side: opened in a click, waited for by the session frame.
import type { Connection } from '../connection.ts';
import type { Frame } from './frame.ts';
import { frameOf } from './sessions.ts';

export type Failure =
  /** The browser has opened no window. */
  | 'BLOCKED'
  /** Closed before anybody was signed in. */
  | 'CLOSED'
  /** The browser has cut the window off from this page, as its headers want. */
  | 'SEVERED'
  /** The session frame does not answer. */
  | 'NO_FRAME'
  /** The window has told what went wrong. */
  | 'TOLD';

/** How long somebody needs at least to look at a window and close it. */
const SOONEST = 1500;

const underWay = new WeakMap<Connection, { opened: Window; outcome: Promise<Failure | null> }>();

/** Called while a click is handled. Null where somebody was signed in. Opens one window at a time. */
export function openWindow(connection: Connection, locale: string, moderate = false): Promise<Failure | null> {
  const there = underWay.get(connection);
  if (there && !there.opened.closed) {
    there.opened.focus();
    return there.outcome;
  }
  const secret = newSecret();
  const opened = window.open(address(connection, locale, secret, moderate), '_blank', 'popup,width=440,height=680');
  if (!opened) return Promise.resolve('BLOCKED');
  const outcome = follow(opened, secret, frameOf(connection)).finally(() => underWay.delete(connection));
  underWay.set(connection, { opened, outcome });
  return outcome;
}

function address({ service, site }: Connection, locale: string, frame: string, moderate: boolean): string {
  const query = new URLSearchParams({ site, origin: location.origin, locale, frame });
  if (moderate) query.set('moderate', '1');
  return `${service}/sign-in?${query}`;
}

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

async function follow(opened: Window, secret: string, frame: Frame): Promise<Failure | null> {
  const done = new AbortController();
  const told = new Promise<Failure | null>((resolve) => {
    const hear = (event: Event) => {
      const { detail } = event as CustomEvent<{ secret: string; failed: string | null }>;
      if (detail.secret !== secret) return;
      // The window closes now, however long it takes to learn who is signed in.
      done.abort();
      if (detail.failed !== null) resolve('TOLD');
      else frame.addEventListener('who', () => resolve(null), { once: true });
    };
    frame.addEventListener('window', hear, { signal: done.signal });
  });
  const waits = frame.wish({ wish: 'await', secret });
  const noFrame = waits.then(
    () => new Promise<never>(() => {}),
    (): Failure => 'NO_FRAME',
  );
  const outcome = await Promise.race([told, noFrame, closing(opened, done.signal)]);
  done.abort();
  return outcome;
}

/** Seen on the second look, so that what was said before arrives before. */
function closing(opened: Window, signal: AbortSignal): Promise<Failure> {
  const since = performance.now();
  let seen: number | null = null;
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (seen !== null) resolve(seen - since < SOONEST ? 'SEVERED' : 'CLOSED');
      if (opened.closed) seen ??= performance.now();
    }, 300);
    signal.addEventListener('abort', () => clearInterval(watch));
  });
}
