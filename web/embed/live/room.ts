// How many comments may come onto the page by themselves: a few at once, and then so many a minute.
// Whoever wants more asks for them.

const MOST = 40;
/** Milliseconds for one more. */
const EACH = 2_000;

export class Room {
  #left = MOST;
  #at = 0;

  left(now: number): number {
    const more = Math.floor((now - this.#at) / EACH);
    if (more > 0) {
      this.#left = Math.min(MOST, this.#left + more);
      this.#at = now;
    }
    return this.#left;
  }

  take(number: number): void {
    this.#left = Math.max(0, this.#left - number);
  }

  clear(): void {
    this.#left = MOST;
  }
}
