// The part that keeps a thread as it is now: fetched once it is shown and the page has nothing else to do.
import type { Reading } from '../reading.ts';
import { Live } from './live.ts';

const there = new WeakMap<AbortController, Live>();

/** After each drawing of the thread, for as long as it is open. */
export function follow(reading: Reading, host: HTMLElement): void {
  const { opened, phase } = reading.thread;
  // The page may have turned to another thread meanwhile.
  if (phase !== 'ready') return;
  const live = there.get(opened) ?? new Live(reading, host);
  there.set(opened, live);
  live.drawn(reading);
}
