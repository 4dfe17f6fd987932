// A stream that is begun again whenever it ends. Where it cannot be had, it is looked instead.
import { Refusal } from '../../shared/api/refusal.ts';

/** Milliseconds before a stream that has ended is begun again: at first, and while it fails. */
const AGAIN = 1_000;
const LONGEST = 60_000;
/** A stream that has lasted so long was none that failed. */
const SOUND = 30_000;
/** From so many failures in a row on, each brings a look. */
const PATIENCE = 3;

export interface Source<Event> {
  /** From what was told last on. */
  listen(signal: AbortSignal): AsyncIterable<Event>;
  /** The next event waits until this is done. */
  told(event: Event): Promise<void>;
  look(): Promise<void>;
}

export class Line<Event> {
  readonly #source: Source<Event>;
  #now: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(source: Source<Event>) {
    this.#source = source;
  }

  /** Whether there is a stream, or will be again. */
  get isOn(): boolean {
    return this.#now !== null || this.#timer !== undefined;
  }

  start(): void {
    if (this.isOn) return;
    const now = new AbortController();
    this.#now = now;
    void this.#follow(now);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#now?.abort();
    this.#now = null;
  }

  async #follow(now: AbortController): Promise<void> {
    const begun = performance.now();
    try {
      for await (const event of this.#source.listen(now.signal)) {
        if (now !== this.#now) return;
        await this.#source.told(event);
      }
    } catch (failure) {
      if (!now.signal.aborted && !(failure instanceof Refusal)) throw failure;
    } finally {
      if (now === this.#now) this.#lost(performance.now() - begun);
    }
  }

  /** All who listen may have been cut off at once: they do not come back at once. */
  #lost(lasted: number): void {
    this.#now?.abort();
    this.#now = null;
    this.#failures = lasted < SOUND ? this.#failures + 1 : 0;
    if (this.#failures >= PATIENCE) void this.#source.look();
    const delay = Math.min(AGAIN * 2 ** this.#failures, LONGEST) * (0.5 + Math.random());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.start();
    }, delay);
  }
}
