// A queue as a moderator goes through it: what is in it, where they are, what they have chosen, and
// what came back. Knows neither the service nor the page.
import type { CardFragment, CommentStatus, DecisionCode, QueueKind, ReadingFragment } from '../../shared/generated.ts';
import type { Card, Decision } from './decisions.ts';
import { type Edge, type Page, Rows } from './rows.ts';

/** Why a decision came back, or why what is read is not what it was. */
export interface Trouble {
  code: DecisionCode;
  message: string | null;
  /** What was to be done; null where nothing was decided here. */
  decision: Decision | null;
  earlier: { id: string | null; status: CommentStatus | null; by: string | null; decidedAt: string } | null;
}

/** Milliseconds before what came before somebody by itself can be decided on: nobody has read it. */
const GLANCE = 700;

/** Pages beside those that are read and seen whose comments stay in memory. */
const REACH = 15;

export class QueueModel {
  readonly kind: QueueKind;
  readonly rows = new Rows();
  readonly selected = new Set<string>();
  readonly troubles = new Map<string, Trouble>();
  /** Whether all of the queue was read. */
  isWhole = false;
  /** How many there were when it was opened; null where nobody counted. */
  total: number | null = null;
  /** Whether what others read is passed over. */
  isAlone = false;
  /** Whose own claims are no news. */
  readonly #me: string;
  /** What left the queue here, or while it was looked at. */
  readonly #gone = new Set<string>();
  /** What somebody else was handed since claims were last told. */
  readonly #taken = new Set<string>();
  /** What a reader has before them, or has chosen, as they read it, where it is another one since. */
  readonly #shown = new Map<string, Card>();
  /** What came before its reader by itself, and when. */
  #came: { id: string; at: number } | null = null;
  #current: string | null = null;
  #anchor: string | null = null;

  constructor(kind: QueueKind, me: string) {
    this.kind = kind;
    this.#me = me;
  }

  get current(): string | null {
    return this.#current;
  }

  get index(): number {
    return this.#current === null ? -1 : this.rows.indexOf(this.#current);
  }

  get card(): Card | undefined {
    return this.rows.card(this.#current ?? undefined);
  }

  /** Of what was decided on here, what came back: in the order of the list, not in that of the answers. */
  get cameBack(): string[] {
    const decided = [...this.troubles].filter(([id, { decision }]) => decision !== null && this.rows.has(id));
    const ids = decided.map(([id]) => id);
    return ids.sort((one, other) => this.rows.indexOf(one) - this.rows.indexOf(other));
  }

  /** How many rows come after the one that is read. */
  get ahead(): number {
    return this.rows.length - this.index - 1;
  }

  /** Takes in the page that follows; `isUnsent` tells what has been decided on and not been sent. */
  take(edges: readonly Edge[], hasMore: boolean, isUnsent: (id: string) => boolean): void {
    this.rows.append(this.rows.end, edges, (id) => !this.#gone.has(id) && !isUnsent(id));
    this.isWhole = !hasMore;
    this.settle();
  }

  /** Where nothing is read, the first that may be. */
  settle(): void {
    if (this.#current !== null) return;
    const ids = this.rows.between(0, this.isAlone ? this.rows.length : 1);
    this.#show((this.isAlone ? ids.find((id) => this.isFree(id)) : ids[0]) ?? null);
  }

  /** List, or one at a time: there nobody begins with what somebody else is reading. */
  turn(isAlone: boolean): void {
    this.isAlone = isAlone;
    if (isAlone && this.#current !== null && !this.isFree(this.#current)) this.#current = null;
    this.settle();
  }

  go(id: string): void {
    if (!this.rows.has(id)) return;
    this.#show(id);
    this.look(this.index);
  }

  /** The list shows what is around this row: of what is far from it, and from what is read, little is kept. */
  look(row: number): void {
    this.rows.forget([row, this.index], REACH, (one) => this.selected.has(one) || this.troubles.has(one));
  }

  /** To the next or the one before. Tells whether it moved. */
  move(step: 1 | -1): boolean {
    for (let at = this.index + step; ; at += step) {
      const id = this.rows.at(at);
      if (id === undefined) return false;
      if (this.isAlone && !this.isFree(id)) continue;
      this.go(id);
      return true;
    }
  }

  /** Nobody else is reading it. What came back to us is ours to see, whoever else has been handed it. */
  isFree(id: string, now = Date.now()): boolean {
    if (this.troubles.has(id)) return true;
    if (this.#taken.has(id)) return false;
    return this.claimOf(id, now) === null;
  }

  /** Which other moderator is reading it. */
  claimOf(id: string, now = Date.now()): NonNullable<CardFragment['claim']> | null {
    const claim = this.rows.card(id)?.claim;
    if (!claim || claim.moderator.id === this.#me || Date.parse(claim.expiresAt) <= now) return null;
    return claim;
  }

  /** How many after the one that is read are ours to read. */
  mineAhead(now = Date.now()): number {
    const ids = this.rows.between(this.index + 1, this.index + 51);
    return ids.filter((id) => {
      const claim = this.rows.card(id)?.claim;
      return claim?.moderator.id === this.#me && Date.parse(claim.expiresAt) > now;
    }).length;
  }

  /**
   * These were handed to us. What stands before the last of them, and is not among them, somebody
   * else has been handed, whoever it is.
   */
  claimed(ids: readonly string[], expiresAt: string): void {
    const moderator = { id: this.#me, displayName: '' };
    const known = ids.filter((id) => this.rows.has(id));
    for (const id of known) {
      const card = this.rows.card(id);
      if (card) this.rows.put({ ...card, claim: { moderator, expiresAt } });
      this.#taken.delete(id);
    }
    const last = Math.max(-1, ...known.map((id) => this.rows.indexOf(id)));
    for (const id of this.rows.between(0, last)) {
      if (!ids.includes(id) && this.rows.card(id)?.claim?.moderator.id !== this.#me) this.#taken.add(id);
    }
    const isBegun = this.index > 0 || this.#gone.size > 0;
    if (!isBegun && this.#current && !this.isFree(this.#current)) this.move(1);
    this.settle();
  }

  /** Chooses it, or no longer. */
  select(id: string): void {
    this.#anchor = id;
    if (id !== this.#current) this.#shown.delete(id);
    if (!this.selected.delete(id)) this.selected.add(id);
  }

  /** Chooses all from what was chosen last to this one. */
  selectTo(id: string): void {
    const from = this.#anchor === null ? -1 : this.rows.indexOf(this.#anchor);
    const to = this.rows.indexOf(id);
    if (from < 0) this.select(id);
    else for (const one of this.rows.between(Math.min(from, to), Math.max(from, to) + 1)) this.selected.add(one);
  }

  /** They are decided on: they leave at once, and the next one is read. Gives them. */
  decide(ids: readonly string[]): Card[] {
    const cards = ids.flatMap((id) => this.rows.card(id) ?? []);
    for (const { id } of cards) this.leave(id);
    return cards;
  }

  /** A row leaves; where it was read, the next one is, or else the one before. */
  leave(id: string, isOurs = true): void {
    const at = this.rows.indexOf(id);
    const wasCurrent = id === this.#current;
    this.rows.remove(id);
    this.selected.delete(id);
    this.troubles.delete(id);
    this.#taken.delete(id);
    this.#shown.delete(id);
    if (isOurs) this.#gone.add(id);
    if (!wasCurrent) return;
    const next = [...this.rows.between(at, at + 200), ...this.rows.between(Math.max(0, at - 200), at).reverse()];
    this.#show((this.isAlone ? next.find((one) => this.isFree(one)) : next[0]) ?? null);
  }

  /** What left comes back to its place, with what is in the way, if anything is. */
  bring(card: Card, trouble: Trouble | null, now = Date.now()): void {
    const wasIdle = this.#current === null;
    this.#gone.delete(card.id);
    this.#swap(card);
    this.rows.restore(card);
    if (trouble) this.troubles.set(card.id, trouble);
    else this.troubles.delete(card.id);
    this.settle();
    if (wasIdle && trouble) this.#came = { id: card.id, at: now };
  }

  /** Whether one of these stands there for so short a time that what is pressed was meant for another. */
  isNews(ids: readonly string[], now = Date.now()): boolean {
    return this.#came !== null && now - this.#came.at < GLANCE && ids.includes(this.#came.id);
  }

  /** A page that was let go of is here again. */
  refill(page: Page, edges: readonly Edge[]): void {
    for (const { node } of edges) this.#swap(node);
    this.rows.refill(page, edges);
  }

  /** The first of these whose text, or the decision on it, is another one than its reader has seen. */
  unread(ids: readonly string[]): string | undefined {
    return ids.find((id) => {
      const [shown, card] = [this.#shown.get(id), this.rows.card(id)];
      return shown && card && !isAsRead(shown, card);
    });
  }

  /** It was to be decided on unread: it is shown with what has changed, and counts as read from now on. */
  askFirst(id: string, decision: Decision, now = Date.now()): Trouble {
    const isEdited = this.#shown.get(id)?.revisionId !== this.rows.card(id)?.revisionId;
    const known = this.troubles.get(id);
    const code = isEdited ? 'STALE_REVISION' : 'ALREADY_DECIDED';
    const earlier = isEdited ? null : (known?.earlier ?? null);
    const trouble: Trouble = { code, message: null, decision: isEdited ? null : decision, earlier };
    this.troubles.set(id, trouble);
    this.#shown.delete(id);
    this.#came = { id, at: now };
    this.go(id);
    return trouble;
  }

  /** What comes to be read is read as it is now; what is chosen was chosen for what it was. */
  #show(id: string | null): void {
    if (id !== null && id !== this.#current && !this.selected.has(id)) this.#shown.delete(id);
    this.#current = id;
  }

  /** Another one takes its place: what its reader saw is kept in mind. */
  #swap(card: Card): void {
    const before = this.rows.card(card.id);
    const isSeen = card.id === this.#current || this.selected.has(card.id);
    if (before && isSeen && !this.#shown.has(card.id) && !isAsRead(before, card)) this.#shown.set(card.id, before);
  }

  /**
   * What the service says of the rows from this index on. Gives what has to be read anew: texts that
   * have changed, and what somebody has decided on while it was being read here.
   */
  observe(from: number, readings: readonly ReadingFragment[], hasMore: boolean, isUnsent: (id: string) => boolean) {
    const told = new Map(readings.map((reading) => [reading.id, reading]));
    const rows = this.rows.between(Math.max(0, from), Math.max(0, from) + this.rows.length);
    const last = hasMore ? rows.findLastIndex((id) => told.has(id)) : rows.length - 1;
    const anew: string[] = [];
    for (const id of rows.slice(0, last + 1)) {
      const reading = told.get(id);
      if (reading) {
        this.#taken.delete(id);
        if (this.#read(id, reading)) anew.push(id);
      } else if (id === this.#current || this.troubles.has(id)) {
        if (!this.troubles.has(id)) anew.push(id);
      } else {
        this.leave(id, false);
      }
    }
    // New ones have come behind the last.
    const isNew = ({ id }: ReadingFragment) => !this.rows.has(id) && !this.#gone.has(id) && !isUnsent(id);
    if (!hasMore && readings.some(isNew)) this.isWhole = false;
    this.settle();
    return anew;
  }

  /** Tells whether its text is another one now. */
  #read(id: string, reading: ReadingFragment): boolean {
    const card = this.rows.card(id);
    if (!card) return false;
    if (card.revisionId !== reading.revisionId) return true;
    this.rows.put({ ...card, claim: reading.claim, reportCount: reading.reportCount });
    return false;
  }
}

function isAsRead(shown: Card, now: Card): boolean {
  return shown.revisionId === now.revisionId && shown.decisionId === now.decisionId && shown.status === now.status;
}
