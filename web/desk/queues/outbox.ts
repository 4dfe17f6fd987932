// What was decided and is not answered yet. One request is on its way at a time; what waits behind it
// and is alike goes together. Nothing is lost: what cannot be sent is tried again, and kept meanwhile.
import { Refusal } from '../../shared/api/refusal.ts';
import { isCut } from '../line.ts';
import { type Decision, type Item, isAlike, MOST, type Verdict } from './decisions.ts';

export interface Sending {
  decision: Decision;
  items: Item[];
}

export interface Ways {
  send(decision: Decision, items: Item[]): Promise<Verdict[]>;
  /** What came of some: never `TRY_AGAIN`. */
  answered(decision: Decision, verdicts: Verdict[]): void;
  /** It holds other things than before. */
  changed(): void;
  /** Runs something later, in milliseconds; gives what calls it off. */
  later(delay: number, run: () => void): () => void;
}

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;

export class Outbox {
  readonly #ways: Ways;
  #waiting: Sending[] = [];
  #onItsWay: Sending | null = null;
  #delay = FIRST_DELAY;
  #callOff: (() => void) | null = null;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** All that is not answered, the oldest first. */
  get sendings(): Sending[] {
    return this.#onItsWay ? [this.#onItsWay, ...this.#waiting] : this.#waiting;
  }

  get size(): number {
    return this.sendings.reduce((sum, { items }) => sum + items.length, 0);
  }

  has(commentId: string): boolean {
    return this.sendings.some(({ items }) => items.some((item) => item.commentId === commentId));
  }

  add(decision: Decision, items: Item[]): void {
    for (let at = 0; at < items.length; at += MOST) {
      this.#waiting.push({ decision, items: items.slice(at, at + MOST) });
    }
    this.#ways.changed();
    if (!this.#callOff) void this.#run();
  }

  /** Takes back what has not gone yet; tells which that was. */
  takeBack(commentIds: readonly string[]): string[] {
    const taken: string[] = [];
    const stays = ({ commentId }: Item) => {
      if (!commentIds.includes(commentId)) return true;
      taken.push(commentId);
      return false;
    };
    this.#waiting = this.#waiting
      .map(({ decision, items }) => ({ decision, items: items.filter(stays) }))
      .filter(({ items }) => items.length > 0);
    this.#ways.changed();
    return taken;
  }

  /** At once: the line is back, or somebody has signed in again. */
  hurry(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#delay = FIRST_DELAY;
    void this.#run();
  }

  async #run(): Promise<void> {
    while (!this.#onItsWay && this.#waiting.length > 0) {
      const sending = this.#next();
      this.#onItsWay = sending;
      const again = await this.#try(sending);
      this.#onItsWay = null;
      if (again) {
        this.#waiting.unshift({ decision: sending.decision, items: again.items });
        this.#wait(again.after);
      }
      this.#ways.changed();
      if (again) return;
    }
  }

  /** Sends it; gives what of it is to be tried again, and after how long at least. */
  async #try({ decision, items }: Sending): Promise<{ items: Item[]; after: number } | null> {
    try {
      const verdicts = await this.#ways.send(decision, items);
      const busy = new Set(verdicts.filter(({ code }) => code === 'TRY_AGAIN').map(({ commentId }) => commentId));
      this.#ways.answered(
        decision,
        verdicts.filter(({ commentId }) => !busy.has(commentId)),
      );
      if (busy.size > 0) return { items: items.filter(({ commentId }) => busy.has(commentId)), after: 0 };
      this.#delay = FIRST_DELAY;
      return null;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (isPassing(refusal)) return { items, after: (refusal.retryAfter ?? 0) * 1_000 };
      this.#ways.answered(
        decision,
        items.map(({ commentId }) => refusedAs(commentId, refusal)),
      );
      return null;
    }
  }

  #next(): Sending {
    const { decision, items } = this.#waiting.shift() as Sending;
    const together = [...items];
    for (let [next] = this.#waiting; next; [next] = this.#waiting) {
      if (!isAlike(next.decision, decision) || together.length + next.items.length > MOST) break;
      together.push(...next.items);
      this.#waiting.shift();
    }
    return { decision, items: together };
  }

  #wait(atLeast: number): void {
    this.#callOff = this.#ways.later(Math.max(this.#delay, atLeast), () => {
      this.#callOff = null;
      void this.#run();
    });
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY);
  }
}

/** What time mends, or signing in again. */
function isPassing(refusal: Refusal): boolean {
  return isCut(refusal) || ['UNAVAILABLE', 'RATE_LIMITED', 'UNAUTHENTICATED'].includes(refusal.code);
}

function refusedAs(commentId: string, { code, message }: Refusal): Verdict {
  return { commentId, code: code === 'INTERNAL' ? 'FAILED' : 'DENIED', message, comment: null, earlier: null };
}
