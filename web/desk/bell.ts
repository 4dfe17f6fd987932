// Rings when something has changed elsewhere, as long as the service can be listened to.
import { Refusal } from '../shared/api/refusal.ts';

/** Milliseconds before a stream that has ended is begun again: at first, and while it fails. */
const AGAIN = 1_000;
const LONGEST = 60_000;

export type Listen<Event> = (signal: AbortSignal) => AsyncIterable<Event>;

export class Bell<Event> {
  readonly #listen: Listen<Event>;
  readonly #ring: (event: Event | null) => void;
  #now: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = AGAIN;
  #hears = false;

  /** It rings with what it has heard; with null where that cannot be told any more. */
  constructor(listen: Listen<Event>, ring: (event: Event | null) => void) {
    this.#listen = listen;
    this.#ring = ring;
  }

  /** Whether whatever happens is heard of. */
  get hears(): boolean {
    return this.#hears;
  }

  start(): void {
    clearTimeout(this.#timer);
    if (this.#now) return;
    const now = new AbortController();
    this.#now = now;
    void this.#follow(now);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#delay = AGAIN;
    this.#hears = false;
    this.#now?.abort();
    this.#now = null;
  }

  async #follow(now: AbortController): Promise<void> {
    try {
      for await (const event of this.#listen(now.signal)) {
        if (now !== this.#now) return;
        this.#hears = true;
        this.#delay = AGAIN;
        this.#ring(event);
      }
    } catch (failure) {
      if (!now.signal.aborted && !(failure instanceof Refusal)) throw failure;
    } finally {
      if (now === this.#now) this.#lost();
    }
  }

  #lost(): void {
    const heard = this.#hears;
    this.#hears = false;
    this.#now = null;
    this.#timer = setTimeout(() => this.start(), this.#delay * (1 + Math.random() / 4));
    this.#delay = Math.min(this.#delay * 2, LONGEST);
    // What happens from now on has to be looked for.
    if (heard) this.#ring(null);
  }
}
