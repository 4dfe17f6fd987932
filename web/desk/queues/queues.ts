// Goes through a queue: fetches it, decides, and keeps what is shown in step with the service. Draws
// nothing: whoever draws reads it, and is told when to.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import {
  type CountsFragment,
  DeskCard,
  type DeskCardQuery,
  DeskQueue,
  type QueueFilterInput,
  type QueueKind,
} from '../../shared/generated.ts';
import { Looking } from '../live.ts';
import { Claims } from './claims.ts';
import { type Card, type Decision, isSo, itemOf, mayDecide, send } from './decisions.ts';
import { History } from './history.ts';
import { QueueModel, type Trouble } from './model.ts';
import { askForNews, type Interest, type News } from './news.ts';
import { Outbox } from './outbox.ts';
import { restore, unsent } from './unsent.ts';
import { Verdicts } from './verdicts.ts';

/** What the service gives in one page: more would be more than a request may ask for. */
export const PAGE = 20;
/** How many are ready behind the one that is read. */
const AHEAD = 20;
/** How much of a queue is looked after: what is shown, and some around it. */
const WATCHED = 60;

export interface Listener {
  transport: Transport;
  /** Who goes through it. */
  me: string;
  /** Something is to be drawn anew. */
  changed(): void;
  /** Something is to be said aloud. */
  tell(what: Said): void;
  explain(refusal: Refusal): string;
}

export type Said =
  | { kind: 'decided'; decision: Decision; cards: Card[] }
  | { kind: 'undone'; cards: Card[] }
  | { kind: 'back'; card: Card; trouble: Trouble }
  | { kind: 'unread'; card: Card | undefined; trouble: Trouble }
  | { kind: 'gone'; card: Card | undefined };

export type FreshCard = NonNullable<DeskCardQuery['comment']>;

export class Queues {
  readonly listener: Listener;
  readonly history = new History();
  readonly outbox: Outbox;
  readonly claims: Claims;
  readonly #live: Looking;
  readonly #verdicts: Verdicts;
  #model: QueueModel;
  filter: QueueFilterInput | null = null;
  counts: CountsFragment | null = null;
  problem = '';
  /** The row at which the shown part of the list begins. */
  shownFrom = 0;
  #isLoading = false;
  #wanted = 0;
  /** Goes up with all that is done here: what was counted before is no news. */
  #turn = 0;
  #turnAsked = 0;
  /** The comment that an address has named. */
  #named: string | null = null;

  constructor(listener: Listener) {
    this.listener = listener;
    this.#model = new QueueModel('PENDING', listener.me);
    this.outbox = new Outbox({
      send: (decision, items) => send(listener.transport, decision, items),
      answered: (decision, verdicts) => {
        this.#turn += 1;
        this.#verdicts.take(decision, verdicts);
      },
      changed: () => {
        unsent.set({ by: listener.me, sendings: this.outbox.sendings });
        listener.changed();
      },
      later: (delay, run) => {
        const timer = setTimeout(run, delay);
        return () => clearTimeout(timer);
      },
    });
    this.#verdicts = new Verdicts(this);
    this.claims = new Claims(this);
    this.#live = new Looking({
      look: () => this.#look(),
      waits: () => this.isAlone && this.#model.current === null && this.#model.rows.length > 0,
    });
  }

  get model(): QueueModel {
    return this.#model;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Shows a queue from its beginning; at the comment of this id, if it is near. */
  open(kind: QueueKind, named: string | null = null): void {
    this.claims.release();
    const { isAlone } = this;
    this.#model = new QueueModel(kind, this.listener.me);
    this.#model.isAlone = isAlone;
    this.#named = named;
    this.#wanted = 0;
    this.shownFrom = 0;
    this.problem = '';
    this.#isLoading = false;
    this.#verdicts.bringTo(this.#model);
    this.#live.start();
    void this.fill();
  }

  /** What an earlier page of this tab has not sent. */
  begin(): void {
    for (const { decision, items } of restore(this.listener.me)) this.outbox.add(decision, items);
  }

  leave(): void {
    this.#live.stop();
    this.claims.release();
  }

  resume(): void {
    this.outbox.hurry();
    this.#live.hurry();
    void this.fill();
  }

  /** The list shows these rows: they are fetched, and what comes soon. */
  want(from: number, to: number): void {
    this.shownFrom = from;
    this.#wanted = to;
    this.#model.look(from);
    void this.fill();
  }

  move(step: 1 | -1): boolean {
    const before = this.#model.current;
    const moved = this.#model.move(step);
    // What others have decided on was read on here to the end, and is over.
    if (moved && before && this.#model.troubles.get(before)?.decision === null) this.#forget(before);
    if (moved) this.#went();
    return moved;
  }

  go(id: string): void {
    this.#model.go(id);
    this.#went();
  }

  /** Whether one comment is read at a time, and others are handed other ones. */
  get isAlone(): boolean {
    return this.#model.isAlone;
  }

  setAlone(isAlone: boolean): void {
    this.#model.turn(isAlone);
    if (!isAlone) this.claims.release();
    this.#went();
  }

  /** Those that are chosen, or else the one that is read. */
  get subjects(): string[] {
    const { selected, current } = this.#model;
    if (selected.size > 0) return [...selected];
    return current === null ? [] : [current];
  }

  may(kind: Decision['kind']): boolean {
    return this.#decidable(kind, this.subjects).length > 0;
  }

  /**
   * At once to the eye; the service is told, and has the last word. Nothing is decided where something
   * has changed under its reader: that is said, and the next decision goes. Tells whether it went.
   */
  decide(decision: Decision, subjects = this.subjects): boolean {
    const ids = this.#decidable(decision.kind, subjects);
    if (ids.length === 0) {
      this.#agree(decision, subjects);
      return true;
    }
    if (this.#model.isNews(ids)) return false;
    const unread = this.#model.unread(ids);
    if (unread !== undefined) {
      const trouble = this.#model.askFirst(unread, decision);
      this.listener.tell({ kind: 'unread', card: this.#model.card, trouble });
      this.#went();
      return false;
    }
    const cards = this.#model.decide(ids);
    this.#count(-cards.length);
    this.history.add(decision, this.#model.kind, cards);
    this.listener.tell({ kind: 'decided', decision, cards });
    this.outbox.add(decision, cards.map(itemOf));
    this.#went();
    return true;
  }

  undo(done = this.history.last): Promise<void> {
    return done ? this.#verdicts.undo(done) : Promise.resolve();
  }

  /** It stays as others have left it. */
  dismiss(id: string): void {
    this.#model.leave(id, false);
    this.#went();
  }

  /** A comment comes back, into the queue where it was decided on. */
  bring(kind: QueueKind, card: Card, trouble: Trouble | null): boolean {
    if (kind !== this.#model.kind) return false;
    this.#model.bring(card, trouble);
    this.#count(1);
    return true;
  }

  /** As it is now; undefined where it cannot be asked for, null where there is none. */
  async fresh(id: string): Promise<FreshCard | null | undefined> {
    try {
      return (await this.listener.transport.run(DeskCard, { id })).comment;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return undefined;
    }
  }

  /** Fetches what is missing: pages ahead, and pages that were let go of and are shown again. */
  async fill(): Promise<void> {
    const model = this.#model;
    if (this.#isLoading) return;
    const next = this.#missing(model);
    if (!next) return;
    this.#isLoading = true;
    this.listener.changed();
    try {
      await next();
      if (model === this.#model) this.problem = '';
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (model === this.#model) this.problem = this.listener.explain(refusal);
    }
    if (model !== this.#model) return;
    this.#isLoading = false;
    this.listener.changed();
    if (!this.problem) void this.fill();
  }

  #missing(model: QueueModel): (() => Promise<void>) | null {
    const shown = model.rows.pages.find((page) => !page.isHere && page.ids.some((id) => this.#isNear(model, id)));
    if (shown) {
      return async () => {
        const { edges } = await this.#fetch(model, shown.after, false);
        model.refill(shown, edges);
      };
    }
    const isEnough = model.ahead >= AHEAD && model.rows.length > this.#wanted + PAGE;
    if (model.isWhole || isEnough) return null;
    return async () => {
      const isFirst = model.rows.pages.length === 0;
      const { edges, pageInfo, totalCount } = await this.#fetch(model, model.rows.end, isFirst);
      model.take(edges, pageInfo.hasNextPage, (id) => this.outbox.has(id));
      if (isFirst) model.total = totalCount ?? null;
      if (this.#named && model.rows.has(this.#named)) model.go(this.#named);
      if (this.#named && isFirst) this.#named = null;
      await this.claims.look();
    };
  }

  #isNear(model: QueueModel, id: string): boolean {
    const at = model.rows.indexOf(id);
    return (at >= this.shownFrom - PAGE && at <= this.#wanted + PAGE) || Math.abs(at - model.index) <= PAGE;
  }

  async #fetch(model: QueueModel, after: string | null, counting: boolean) {
    const turn = this.#turn;
    const { site } = await this.listener.transport.run(DeskQueue, {
      site: place.site,
      kind: model.kind,
      first: PAGE,
      after,
      filter: this.filter,
      counting,
    });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    if (model === this.#model) this.#recount(site.queueCounts, turn);
    return site.queue;
  }

  #decidable(kind: Decision['kind'], ids: readonly string[]): string[] {
    return ids.filter((id) => {
      const card = this.#model.rows.card(id);
      return card !== undefined && mayDecide(kind, card, this.#model.kind);
    });
  }

  /** Somebody has decided the same already: then it is done. */
  #agree({ kind }: Decision, subjects: readonly string[]): void {
    for (const id of subjects) {
      const card = this.#model.rows.card(id);
      if (card && this.#model.troubles.get(id)?.code === 'ALREADY_DECIDED' && isSo(kind, card)) this.dismiss(id);
    }
  }

  /** A text that is new to its reader stays; what was decided on elsewhere leaves. */
  #forget(id: string): void {
    if (this.#model.troubles.get(id)?.code === 'ALREADY_DECIDED') this.#model.leave(id, false);
    else this.#model.troubles.delete(id);
  }

  #went(): void {
    void this.fill();
    void this.claims.look();
    this.listener.changed();
  }

  /** As the service has counted, unless something was done here since it was asked. */
  #recount(counts: CountsFragment | null, asked: number): void {
    const isSo = asked === this.#turn && this.outbox.size === 0;
    if (isSo || this.counts === null) this.counts = counts;
  }

  /** Until the service counts anew. */
  #count(change: number): void {
    this.#turn += 1;
    const key = this.#model.kind.toLowerCase() as keyof CountsFragment;
    const before = this.counts?.[key];
    if (typeof before === 'number') this.counts = { ...this.counts, [key]: before + change } as CountsFragment;
  }

  async #look(): Promise<boolean> {
    const interest = this.#interest();
    const news = await askForNews(this.listener.transport, interest);
    if (news && this.#live.isOn) this.#hear(news, interest);
    return true;
  }

  #interest(): Interest {
    this.#turnAsked = this.#turn;
    const { rows, index } = this.#model;
    const from = this.isAlone ? index : this.shownFrom;
    let before = 0;
    const page = rows.pages.find(({ ids }) => {
      before += ids.length;
      return before > from;
    });
    return {
      site: place.site,
      kind: this.#model.kind,
      filter: this.filter,
      after: page?.after ?? null,
      first: WATCHED,
    };
  }

  #hear({ counts, readings, hasMore }: News, { kind, after, filter }: Interest): void {
    const model = this.#model;
    // Of what was shown when it was asked, and is no more, there is nothing to be learnt.
    if (model.kind !== kind || this.filter !== filter) return;
    this.#recount(counts, this.#turnAsked);
    const page = model.rows.pages.find((one) => one.after === after);
    const from = page?.ids[0] ? model.rows.indexOf(page.ids[0]) : 0;
    const anew = model.observe(from, readings, hasMore, (id) => this.outbox.has(id));
    for (const id of anew) void this.#verdicts.readAnew(id);
    this.#went();
  }
}
