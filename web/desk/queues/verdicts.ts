// What the service answers to decisions, and what is made of it: done, or back with its reason.
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskUndo, type QueueKind } from '../../shared/generated.ts';
import { type Card, type Decision, entryOf, outcome, type Verdict } from './decisions.ts';
import type { Done } from './history.ts';
import type { QueueModel, Trouble } from './model.ts';
import type { FreshCard, Queues } from './queues.ts';

type Entry = FreshCard['history'][number];

/** What a comment is called in the log once it has been decided on. */
const STATUS = /^(PENDING|APPROVED|REJECTED|SPAM|DELETED)$/;

export class Verdicts {
  readonly #queues: Queues;
  /** What came back while another queue was shown. */
  readonly #waiting = new Map<QueueKind, { card: Card; trouble: Trouble }[]>();

  constructor(queues: Queues) {
    this.#queues = queues;
  }

  take(decision: Decision, verdicts: readonly Verdict[]): void {
    const { history, listener } = this.#queues;
    const unwanted = new Set<Done>();
    for (const verdict of verdicts) {
      const came = outcome(decision, verdict, listener.me);
      if (came === 'back') void this.#back(decision, verdict);
      // Theirs is not ours to undo.
      if (came === 'agreed') history.drop(verdict.commentId);
      if (came !== 'done') continue;
      const entry = entryOf(verdict);
      const done = entry ? history.carriedOut(verdict.commentId, entry) : undefined;
      if (done?.isUnwanted) unwanted.add(done);
    }
    for (const done of unwanted) void this.#takeBack(done);
  }

  /** What came back meanwhile stands in it. */
  bringTo(model: QueueModel): void {
    for (const { card, trouble } of this.#waiting.get(model.kind) ?? []) model.bring(card, trouble);
    this.#waiting.delete(model.kind);
  }

  /** Another text than was read, or decided on by somebody else while it was being read. */
  async readAnew(id: string): Promise<void> {
    const { model, listener } = this.#queues;
    const before = model.rows.card(id);
    const card = await this.#queues.fresh(id);
    if (card === undefined || model !== this.#queues.model || !model.rows.has(id)) return;
    const isEdited = card?.revisionId !== before?.revisionId;
    const isRead = id === model.current || model.selected.has(id);
    if (card === null) {
      model.leave(id, false);
      listener.tell({ kind: 'gone', card: before });
    } else if (!isEdited && !isRead) {
      // Its reader has gone on meanwhile.
      model.leave(id, false);
    } else {
      const decided = card.history.find(({ to }) => STATUS.test(to ?? ''));
      const earlier = isEdited || !decided ? null : earlierOf(decided);
      this.#tell(model.kind, card, {
        code: isEdited ? 'STALE_REVISION' : 'ALREADY_DECIDED',
        message: null,
        decision: null,
        earlier,
      });
    }
    listener.changed();
  }

  /** What has not gone is not sent; what is on its way is taken back once it has arrived. */
  async undo(done: Done): Promise<void> {
    const { outbox, history } = this.#queues;
    const waiting = done.cards.filter(({ id }) => !done.entries.has(id)).map(({ id }) => id);
    const taken = outbox.takeBack(waiting);
    const cards = done.cards.filter(({ id }) => taken.includes(id));
    for (const card of cards) {
      history.drop(card.id);
      this.#bringBack(done.kind, card);
    }
    if (cards.length > 0) this.#queues.listener.tell({ kind: 'undone', cards });
    done.isUnwanted = done.cards.length > 0;
    if (done.entries.size > 0) await this.#takeBack(done);
    this.#queues.listener.changed();
  }

  async #takeBack(done: Done): Promise<void> {
    const { history, listener } = this.#queues;
    const cards: Card[] = [];
    this.#queues.problem = '';
    for (const [id, logEntryId] of [...done.entries]) {
      done.entries.delete(id);
      try {
        await listener.transport.run(DeskUndo, { input: { logEntryId } });
        const card = (await this.#queues.fresh(id)) ?? done.cards.find((one) => one.id === id);
        history.drop(id);
        if (!card) continue;
        cards.push(card);
        this.#bringBack(done.kind, card);
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        if (refusal.code === 'CONFLICT') history.drop(id);
        else done.entries.set(id, logEntryId);
        done.isUnwanted = false;
        this.#queues.problem = listener.explain(refusal);
      }
    }
    if (cards.length > 0) listener.tell({ kind: 'undone', cards });
    listener.changed();
  }

  #bringBack(kind: QueueKind, card: Card): void {
    if (this.#queues.bring(kind, card, null)) this.#queues.model.go(card.id);
  }

  async #back(decision: Decision, { commentId, code, message, earlier }: Verdict): Promise<void> {
    const { history, model, listener } = this.#queues;
    const kind = history.all.find(({ cards }) => cards.some(({ id }) => id === commentId))?.kind ?? model.kind;
    const before = history.drop(commentId);
    const fresh = code === 'NOT_FOUND' || code === 'DELETED' ? null : await this.#queues.fresh(commentId);
    const card = fresh ?? before;
    if (fresh === null || !card || !code) {
      listener.tell({ kind: 'gone', card: before });
      return listener.changed();
    }
    const by = fresh?.history.find(({ id }) => id === earlier?.id)?.actor?.displayName ?? null;
    const was = earlier && { id: earlier.id, status: earlier.status, by, decidedAt: earlier.decidedAt };
    this.#tell(kind, card, { code, message, decision, earlier: was });
    listener.changed();
  }

  #tell(kind: QueueKind, card: Card, trouble: Trouble): void {
    if (this.#queues.model.rows.has(card.id)) this.#queues.model.bring(card, trouble);
    else if (!this.#queues.bring(kind, card, trouble)) {
      this.#waiting.set(kind, [...(this.#waiting.get(kind) ?? []), { card, trouble }]);
    }
    this.#queues.listener.tell({ kind: 'back', card, trouble });
  }
}

function earlierOf({ id, to, actor, createdAt }: Entry): Trouble['earlier'] {
  return {
    id,
    status: to as NonNullable<Trouble['earlier']>['status'],
    by: actor?.displayName ?? null,
    decidedAt: createdAt,
  };
}
