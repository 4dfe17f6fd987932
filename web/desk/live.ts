// What happens elsewhere: others' decisions and claims, new comments, how much waits. It is looked for
// while somebody looks: when the service says that something has changed, or, where it cannot be
// listened to, every few seconds. What is looked at, whoever shows it knows.
import { place } from '../own/place.ts';
import { subscribe } from '../own/transport.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { DeskChanges, type DeskChangesSubscription } from '../shared/generated.ts';
import { Bell } from './bell.ts';

/** The comments that may have changed; null where anything may have. */
export type Heard = ReadonlySet<string> | null;

/** Milliseconds between two looks where nothing is heard, and the longest while the line is down. */
const EACH = 5_000;
const LONGEST = 60_000;
/** The same while the service says when to look: what it could not say is found then. */
const SELDOM = 60_000;
/** At least so long after the last look, however often something changes. */
const APART = 400;

export interface Watched {
  /** Tells whether it could: otherwise it is asked again soon. */
  look(heard: Heard): Promise<boolean>;
  /** Whether what is waited for comes by the clock alone, as the end of a claim does. */
  waits?(): boolean;
  each?: number;
  apart?: number;
}

export class Looking {
  readonly #watched: Watched;
  readonly #bell: Bell<DeskChangesSubscription>;
  readonly #each: number;
  readonly #apart: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay: number;
  #isOn = false;
  #isAsking = false;
  /** It has rung, and nobody has looked since. */
  #hasRung = false;
  #heard: Heard = null;
  /** The next look is at all there is: the last one has failed, or somebody comes back. */
  #hasMissed = false;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#each = watched.each ?? EACH;
    this.#apart = watched.apart ?? APART;
    this.#delay = this.#each;
    this.#bell = new Bell(
      (signal) => subscribe(DeskChanges, { site: place.site }, signal),
      (event) => this.#rung(event),
    );
  }

  get isOn(): boolean {
    return this.#isOn;
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

  /** At once, and not when the time has come. */
  hurry(): void {
    clearTimeout(this.#timer);
    this.#hasMissed = true;
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

  #rung(event: DeskChangesSubscription | null): void {
    const ids = event?.queueEvents.commentIds ?? null;
    const before = this.#hasRung ? this.#heard : new Set<string>();
    this.#heard = ids && before ? new Set([...before, ...ids]) : null;
    this.#hasRung = true;
    if (!this.#isAsking) this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#isOn || document.visibilityState !== 'visible') return;
    const isTold = this.#bell.hears && !this.#watched.waits?.();
    const usual = isTold ? Math.max(SELDOM, this.#delay) : this.#delay;
    const soon = this.#lookedAt + this.#apart - performance.now();
    this.#timer = setTimeout(() => void this.#look(), this.#hasRung ? Math.max(soon, 0) : usual);
  }

  async #look(): Promise<void> {
    if (this.#isAsking || !this.#isOn) return;
    this.#isAsking = true;
    const heard = this.#hasRung && !this.#hasMissed ? this.#heard : null;
    this.#hasRung = false;
    this.#lookedAt = performance.now();
    try {
      const hasLooked = await this.#watched.look(heard);
      this.#delay = this.#each;
      this.#hasMissed = !hasLooked;
      this.#hasRung ||= !hasLooked;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#delay = Math.min(this.#delay * 2, LONGEST);
      this.#hasMissed = true;
    } finally {
      this.#isAsking = false;
      this.#wait();
    }
  }
}
