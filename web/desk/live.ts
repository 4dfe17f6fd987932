// What happens elsewhere: others' decisions and claims, and how much waits. It is asked for every few
// seconds while somebody looks; whoever hears of it does not know how it came.
import { Refusal } from '../shared/api/refusal.ts';
import type { Transport } from '../shared/api/transport.ts';
import {
  type CountsFragment,
  DeskNews,
  type QueueFilterInput,
  type QueueKind,
  type ReadingFragment,
} from '../shared/generated.ts';

/** What is shown: part of a queue. */
export interface Interest {
  site: string;
  kind: QueueKind;
  filter: QueueFilterInput | null;
  /** The cursor before it. */
  after: string | null;
  first: number;
}

export interface News {
  counts: CountsFragment | null;
  /** The part of the queue that was asked for, as it is now. */
  readings: readonly ReadingFragment[];
  hasMore: boolean;
}

export interface Live {
  start(): void;
  stop(): void;
  /** At once, and not when the time has come. */
  hurry(): void;
}

/** Milliseconds between two looks, and the longest while the line is down. */
const EACH = 5_000;
const LONGEST = 60_000;

export class Polling implements Live {
  readonly #transport: Transport;
  readonly #interest: () => Interest | null;
  readonly #hear: (news: News, interest: Interest) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = EACH;
  #isOn = false;
  #isAsking = false;

  constructor(transport: Transport, interest: () => Interest | null, hear: (news: News, interest: Interest) => void) {
    this.#transport = transport;
    this.#interest = interest;
    this.#hear = hear;
  }

  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    document.addEventListener('visibilitychange', this.#turn);
    addEventListener('online', this.#turn);
    this.#wait();
  }

  stop(): void {
    this.#isOn = false;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#turn);
    removeEventListener('online', this.#turn);
  }

  hurry(): void {
    clearTimeout(this.#timer);
    void this.#look();
  }

  readonly #turn = () => {
    clearTimeout(this.#timer);
    if (document.visibilityState === 'visible') this.hurry();
  };

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#isOn && document.visibilityState === 'visible')
      this.#timer = setTimeout(() => void this.#look(), this.#delay);
  }

  async #look(): Promise<void> {
    const interest = this.#interest();
    if (this.#isAsking || !this.#isOn) return;
    this.#isAsking = true;
    try {
      if (interest) await this.#ask(interest);
      this.#delay = EACH;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#delay = Math.min(this.#delay * 2, LONGEST);
    } finally {
      this.#isAsking = false;
      this.#wait();
    }
  }

  async #ask(interest: Interest): Promise<void> {
    const { site } = await this.#transport.run(DeskNews, interest);
    if (!site || !this.#isOn) return;
    const { nodes, pageInfo } = site.queue;
    this.#hear({ counts: site.queueCounts, readings: nodes, hasMore: pageInfo.hasNextPage }, interest);
  }
}
