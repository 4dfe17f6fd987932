// Keeps one thread as it is now, for as long as it is open and somebody looks.
import { openEvents } from '../../shared/api/events.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { ThreadCursor, ThreadEvents, type ThreadEventsSubscription } from '../../shared/generated.ts';
import type { Branches } from '../branches.ts';
import { turn } from '../changes.ts';
import type { Renewal, ThreadController } from '../controllers/thread.ts';
import type { Branch } from '../model.ts';
import { refreshHead } from '../parts/head.ts';
import type { Reading } from '../reading.ts';
import { attend } from './attention.ts';
import { keepTime } from './clock.ts';
import { Line } from './line.ts';
import { ask, OWN_MAX, theirs } from './own.ts';
import { stay, unpressed } from './place.ts';
import { Room } from './room.ts';
import { type News, takeIn, takeOut } from './taking.ts';
import { Telling } from './telling.ts';

type Event = ThreadEventsSubscription;
type Happened = Event['commentEvents'];

/** Browsers have six connections to a service of HTTP/1.1: so many are taken. */
const LINES = 3;
/** Milliseconds between two times that a thread is read anew, and about how much apart many readers do it. */
const APART = 10_000;
const SPREAD = 2_000;
/** Milliseconds: so long it is left to the form to show what was posted in it. */
const FORM = 2_000;
/** Milliseconds: whoever leaves before asks for no readers. */
const SETTLED = 3_000;
/** So many comments are remembered that belong to pages which are not here: one may be on its way. */
const REMEMBERED = 200;

const all = new Set<Live>();

export class Live {
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #signal: AbortSignal;
  readonly #line: Line<Event>;
  readonly #telling: Telling;
  readonly #room = new Room();
  readonly #unpressed: () => Promise<void>;
  readonly #elsewhere = new Map<string, News | null>();
  #reading: Reading;
  #branches: Branches | null = null;
  /** Up to where what is shown tells. */
  #cursor: string | null = null;
  /** What is gone, and still there for what somebody writes in it. */
  #going: string[] = [];
  #isLooking = false;
  #renewal: Promise<void> | null = null;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(reading: Reading, host: HTMLElement) {
    this.#reading = reading;
    this.#host = host;
    this.#root = host.shadowRoot as ShadowRoot;
    this.#signal = reading.thread.opened.signal;
    this.#telling = new Telling(
      () => this.#reading,
      this.#root,
      () => this.#showAll(),
    );
    this.#line = new Line({
      listen: (signal) => this.#listen(signal),
      told: ({ commentEvents }) => this.#told(commentEvents),
      look: () => this.#look(),
    });
    const signal = this.#signal;
    this.#unpressed = unpressed(host, signal);
    all.add(this);
    signal.addEventListener('abort', () => this.#end());
    keepTime(this.#root, () => this.#reading.language, signal);
    attend(host, signal, (isLooking) => {
      this.#isLooking = isLooking;
      for (const live of all) live.#turn();
    });
    addEventListener('offline', () => this.#line.stop(), { signal });
    addEventListener('online', () => this.#turn(), { signal });
  }

  #end(): void {
    all.delete(this);
    this.#line.stop();
    this.#telling.end();
  }

  get #thread(): ThreadController {
    return this.#reading.thread;
  }

  /** The thread has been drawn: perhaps what was fetched anew, or one more page. */
  drawn(reading: Reading): void {
    this.#reading = reading;
    const { branches, head } = this.#thread;
    if (branches !== this.#branches) {
      this.#branches = branches;
      const cursor = head ? (head.eventsCursor ?? this.#cursor) : null;
      if (cursor !== this.#cursor) this.#line.stop();
      this.#cursor = cursor;
      this.#elsewhere.clear();
      this.#telling.holdBack(null);
      this.#turn();
    }
    this.#telling.draw();
    const found = [...this.#elsewhere].filter(([id]) => branches.find(id));
    for (const [id] of found) this.#elsewhere.delete(id);
    const gone = found.filter(([, one]) => !one).map(([id]) => id);
    const news = found.flatMap(([, one]) => one ?? []);
    if (found.length > 0) void this.#takeIn(news, gone);
  }

  /** A thread that is closed is listened to as well: it may open again, and what is in it may go. */
  #turn(): void {
    const others = [...all].filter((live) => live !== this && live.#line.isOn).length;
    if (this.#isLooking && this.#branches && navigator.onLine && others < LINES) this.#line.start();
    else this.#line.stop();
  }

  #listen(signal: AbortSignal): AsyncIterable<Event> {
    const { service } = this.#thread.connection;
    const settled = setTimeout(() => this.#tellReaders(signal), SETTLED);
    signal.addEventListener('abort', () => clearTimeout(settled), { once: true });
    return openEvents(service, ThreadEvents, { ...this.#which, after: this.#cursor }, signal);
  }

  /** Without the part the thread is as it was. */
  #tellReaders(signal: AbortSignal): void {
    if (signal.aborted) return;
    const tell = () => this.#reading;
    import('./presence.ts').then(
      (part) => part.tellReaders(tell, this.#root, signal),
      () => {},
    );
  }

  get #which() {
    const { which } = this.#thread;
    return { site: which?.site ?? '', key: which?.episode ?? '' };
  }

  async #told({ cursor, comments, goneIds, episode }: Happened): Promise<void> {
    const branches = this.#branches;
    const { head } = this.#thread;
    const hasTurned = episode !== null && episode.state !== head?.state;
    const isTaken = comments && (await this.#takeIn(this.#others(comments), [...this.#going, ...goneIds]));
    if (!isTaken) await this.#renew();
    if (branches !== this.#thread.branches) return;
    // It is told once more, by the next stream.
    if (!isTaken) throw new Refusal('not taken in', { code: 'NETWORK' });
    this.#cursor = cursor;
    if (episode) turn(this.#thread, { ...this.#thread.head, ...episode });
    if (hasTurned && head) this.#telling.turned();
    // What one may do has turned with it.
    if (hasTurned && this.#thread.connection.viewer) await this.#renew();
  }

  /** All but what the viewer has just posted: that is taken in later, where it is not there by then. */
  #others(comments: readonly News[]): readonly News[] {
    const { connection, branches } = this.#thread;
    const isPosted = ({ id, author }: News) => author?.id === connection.viewer?.id && !branches.find(id);
    const posted = comments.filter((one) => connection.viewer && isPosted(one));
    const takeIn = () => {
      const missing = posted.filter(isPosted);
      if (missing.length > 0 && !this.#signal.aborted) void this.#takeIn(missing, []);
    };
    if (posted.length > 0) setTimeout(takeIn, FORM);
    return comments.filter((one) => !posted.includes(one));
  }

  /** False where it cannot be told what all of it is for the viewer. */
  async #takeIn(comments: readonly News[], goneIds: readonly string[]): Promise<boolean> {
    const { branches, connection, head } = this.#thread;
    const own = connection.viewer ? theirs(branches, comments, goneIds, this.#space > 0) : [];
    if (own.length === 0) {
      await this.#put(comments, goneIds);
      return true;
    }
    const seen = own.length <= OWN_MAX && (await ask(this.#thread, own).catch(orNull));
    if (!seen) return false;
    if (branches !== this.#thread.branches) return true;
    const both = [...comments.filter(({ id }) => !seen.has(id)), ...[...seen.values()].filter((one) => one !== null)];
    await this.#put(
      both,
      own.filter((id) => seen.get(id) === null),
    );
    if (head?.viewerCan?.moderate.allowed) void refreshHead(this.#thread);
    return true;
  }

  async #put(news: readonly News[], goneIds: readonly string[]): Promise<void> {
    if (news.length === 0 && goneIds.length === 0) return;
    const { branches, connection, which } = this.#thread;
    await this.#unpressed();
    if (branches !== this.#thread.branches) return;
    const leave = this.#leaving(goneIds);
    const hold = this.#stay();
    this.#going = takeOut(branches, goneIds).map(({ id }) => id);
    const viewerId = connection.viewer?.id ?? null;
    const order = which?.order ?? 'OLDEST';
    const { came, heldBack, elsewhere } = takeIn(branches, news, { order, viewerId, room: this.#space });
    this.#room.take(came.length);
    const gone = goneIds.filter((id) => !branches.find(id));
    this.#remember([...elsewhere.map((one) => [one.id, one] as const), ...gone.map((id) => [id, null] as const)]);
    this.#telling.came(came);
    if (heldBack.length > 0) this.#telling.holdBack(heldBack);
    this.#thread.changed();
    await this.#drawing(came);
    hold();
    leave();
  }

  /** Where some were held back, those that come later do not stand before them. */
  get #space(): number {
    return this.#telling.isHoldingBack ? 0 : this.#room.left(Date.now());
  }

  #stay(): () => void {
    return stay(this.#host, this.#root, this.#thread.which?.order === 'NEWEST');
  }

  #remember(elsewhere: (readonly [string, News | null])[]): void {
    for (const [id, one] of elsewhere) this.#elsewhere.set(id, one);
    for (const id of this.#elsewhere.keys()) if (this.#elsewhere.size > REMEMBERED) this.#elsewhere.delete(id);
  }

  /** Whoever was at what goes is not left nowhere. */
  #leaving(gone: readonly string[]): () => void {
    const { activeElement } = this.#root;
    const { branches } = this.#thread;
    const left = gone.map((id) => branches.find(id)).find((branch) => branch?.view?.contains(activeElement));
    return () => {
      if (!activeElement || !left || branches.find(left.id)) return;
      const near = left.above && branches.find(left.above.id);
      if (near) void this.#thread.focus(near);
      else this.#root.querySelector<HTMLElement>('.heading')?.focus({ preventScroll: true });
    };
  }

  /** Until the page shows what has changed. */
  async #drawing(came: readonly Branch[]): Promise<void> {
    await (this.#host as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete;
    for (const { view, above } of came) {
      await above?.view?.updateComplete;
      await view?.updateComplete;
    }
  }

  /** Fetches anew what is shown, one at a time and not too often; what the reader has asked for meanwhile comes first. */
  #renew(): Promise<void> {
    this.#renewal ??= this.#renewed().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renewed(): Promise<void> {
    const wait = Math.max(0, this.#renewedAt + APART - Date.now()) + Math.random() * SPREAD;
    const { opened, waiting } = this.#thread;
    await pause(wait);
    while (waiting.size > 0 && !opened.signal.aborted) await pause(SPREAD);
    if (opened.signal.aborted || !this.#isLooking) return;
    this.#renewedAt = Date.now();
    await this.#load();
    // Nobody has asked for it: where it cannot be had, what is shown is as good as before.
    if (this.#thread.problem?.at === null) this.#thread.problem = null;
    this.#thread.changed();
  }

  /** Gives what has come by it. */
  async #load(): Promise<Branch[]> {
    const thread = this.#thread;
    const part = await import('../session/renewal.ts').catch(() => null);
    if (!part) return [];
    const before = thread.branches;
    let hold = () => {};
    // Where things stand is looked at when all has come, right before it is drawn.
    const held: Renewal = async (...how) => {
      const branches = await part.renewal(...how);
      hold = this.#stay();
      return branches;
    };
    const known = new Set(Array.from(before.all, ({ id }) => id));
    thread.renewed = thread.load(undefined, held);
    await thread.renewed;
    const came = [...thread.branches.all].filter(({ id }) => !known.has(id));
    this.#telling.came(came);
    await this.#drawing(came);
    hold();
    return came;
  }

  async #showAll(): Promise<void> {
    this.#room.clear();
    const [first] = await this.#load();
    if (first) await this.#thread.focus(first);
  }

  /** Where there is no stream: whether anything has happened since. */
  async #look(): Promise<void> {
    const { direct } = this.#thread.connection;
    const known = await direct.run(ThreadCursor, this.#which, this.#signal).catch(orNull);
    if (known && (known.episode?.eventsCursor ?? null) !== this.#cursor) await this.#renew();
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function orNull(failure: unknown): null {
  if (failure instanceof Refusal || (failure instanceof DOMException && failure.name === 'AbortError')) return null;
  throw failure;
}
