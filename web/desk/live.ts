// What happens elsewhere: others' decisions and claims, and how much waits. It is asked for while
// somebody looks: when the service says that something has changed, or, where it cannot be listened
// to, every few seconds. Whoever hears of it does not know how it came.
import { Refusal } from '../shared/api/refusal.ts';
import type { Transport } from '../shared/api/transport.ts';
import {
  type CountsFragment,
  DeskNews,
  type QueueFilterInput,
  type QueueKind,
  type ReadingFragment,
} from '../shared/generated.ts';
import { Bell, type Listen } from './bell.ts';

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
/** The same while the service says when to look: what it could not say is found then. */
const SELDOM = 60_000;
/** At least so long after the last look, however often something changes. */
const APART = 400;

export interface Place {
  transport: Transport;
  listen: Listen;
  /** Whether what is waited for comes by the clock alone, as the end of a claim does. */
  waits(): boolean;
}

export class Looking implements Live {
  readonly #place: Place;
  readonly #interest: () => Interest | null;
  readonly #hear: (news: News, interest: Interest) => void;
  readonly #bell: Bell;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = EACH;
  #isOn = false;
  #isAsking = false;
  /** It has rung, and nobody has looked since. */
  #hasRung = false;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(place: Place, interest: () => Interest | null, hear: (news: News, interest: Interest) => void) {
    this.#place = place;
    this.#interest = interest;
    this.#hear = hear;
    this.#bell = new Bell(place.listen, () => this.#rung());
  }

  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    document.addEventListener('visibilitychange', this.#turn);
    addEventListener('online', this.#turn);
    if (document.visibilityState === 'visible') this.#bell.start();
    this.#wait();
  }

  stop(): void {
    this.#isOn = false;
    this.#bell.stop();
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#turn);
    removeEventListener('online', this.#turn);
  }

  hurry(): void {
    clearTimeout(this.#timer);
    void this.#look();
  }

  /** A page that nobody looks at does not listen: browsers have few lines to one service. */
  readonly #turn = () => {
    clearTimeout(this.#timer);
    if (document.visibilityState !== 'visible') {
      this.#bell.stop();
      return;
    }
    this.#bell.start();
    this.hurry();
  };

  #rung(): void {
    this.#hasRung = true;
    if (!this.#isAsking) this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#isOn || document.visibilityState !== 'visible') return;
    const isTold = this.#bell.hears && !this.#place.waits();
    const usual = isTold ? Math.max(SELDOM, this.#delay) : this.#delay;
    const soon = this.#lookedAt + APART - performance.now();
    this.#timer = setTimeout(() => void this.#look(), this.#hasRung ? Math.max(soon, 0) : usual);
  }

  async #look(): Promise<void> {
    const interest = this.#interest();
    if (this.#isAsking || !this.#isOn) return;
    this.#isAsking = true;
    this.#hasRung = false;
    this.#lookedAt = performance.now();
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
    const { site } = await this.#place.transport.run(DeskNews, interest);
    if (!site || !this.#isOn) return;
    const { nodes, pageInfo } = site.queue;
    this.#hear({ counts: site.queueCounts, readings: nodes, hasMore: pageInfo.hasNextPage }, interest);
  }
}
