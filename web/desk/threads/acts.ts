// What a moderator does in a thread, and takes back. Each act waits for the service's answer; while it
// does, the same thing is not acted on again.
import type { Document } from '../../shared/api/document.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  DeskCloseThread,
  DeskFeature,
  DeskLockBranch,
  DeskLockThread,
  DeskPin,
  DeskReopenThread,
  DeskThreadTurned,
  DeskUndo,
  DeskUnfeature,
  DeskUnlockBranch,
  DeskUnpin,
  DeskUpdateEpisode,
  type LogAction,
  type UpdateEpisodeInput,
} from '../../shared/generated.ts';
import { type Decision, entryOf, itemOf, outcome, send, type Verdict } from '../queues/decisions.ts';
import type { Trouble } from '../queues/model.ts';
import { type Mark, may } from './rights.ts';
import { type Fresh, headOf, type Thread } from './thread.ts';
import type { Placed } from './tree.ts';

export type Turn = 'lockThread' | 'closeThread' | 'reopenThread';
export type Act = Decision['kind'] | Turn | 'lockBranch' | 'unlockBranch' | Mark;

/** What is said with a turn, and until when it holds. */
export interface Terms {
  text: string | null;
  until: string | null;
}

/** Something that was done to the thread, or to one of its comments. */
export interface Done {
  act: Act;
  comment: Placed | null;
  /** The entry of the log by which it is undone; null where it is not known. */
  entry: string | null;
}

/** The whole thread, where comments are named by their ids. */
export const WHOLE = 'thread';
/** What is wrong with undoing stands beside what was done last. */
export const UNDO = 'undo';
const LATELY = 20;

const TURNED: Record<Turn, LogAction> = {
  lockThread: 'LOCK_THREAD',
  closeThread: 'CLOSE_THREAD',
  reopenThread: 'REOPEN_THREAD',
};

type Marked = Document<{ [name: string]: { comment: Placed } }, { input: { commentId: string } }>;

const MARKS: Record<Mark, Marked> = {
  pin: DeskPin,
  unpin: DeskUnpin,
  feature: DeskFeature,
  unfeature: DeskUnfeature,
};

/** What an entry of the history is called once somebody has decided. */
const STATUS = /^(PENDING|APPROVED|REJECTED|SPAM|DELETED)$/;

export class Acts {
  readonly thread: Thread;
  /** What can be undone, the newest first. */
  lately: Done[] = [];
  /** Why a decision came back, by comment. */
  readonly troubles = new Map<string, Trouble>();
  /** What else is wrong, by comment, or with the whole thread. */
  readonly problems = new Map<string, string>();
  readonly #busy = new Set<string>();

  constructor(thread: Thread) {
    this.thread = thread;
  }

  isBusy(subject: string): boolean {
    return this.#busy.has(subject);
  }

  /** Something is sent, and not answered yet. */
  get isAtWork(): boolean {
    return this.#busy.size > 0;
  }

  /** Gives what was done; null where it was not: what has changed under its reader is asked for once more. */
  decide(id: string, decision: Decision): Promise<Done | null> {
    const comment = this.thread.tree.get(id);
    if (!comment || !may(decision.kind, comment)) return Promise.resolve(null);
    const found = this.troubles.get(id);
    if (found && !found.decision) {
      this.troubles.set(id, { ...found, decision });
      this.thread.listener.changed();
      return Promise.resolve(null);
    }
    return this.#attempt(id, async () => {
      const { transport, me } = this.thread.listener;
      const [verdict] = await send(transport, decision, [itemOf(comment)]);
      if (!verdict) return null;
      if (verdict.code === 'TRY_AGAIN') throw new Refusal('busy', { code: 'UNAVAILABLE' });
      const came = outcome(decision, verdict, me);
      const fresh = await this.#renew(id);
      if (came === 'back' && fresh) this.troubles.set(id, troubleOf(decision, verdict, fresh));
      return came === 'done' ? this.#did({ act: decision.kind, comment, entry: entryOf(verdict) }) : null;
    });
  }

  /** Somebody else has changed it under its reader: its text, or what was decided on it. */
  findOtherwise(before: Placed, now: Fresh): void {
    const isText = now.revisionId !== before.revisionId;
    const entry = now.history.find(({ id }) => id === now.decisionId);
    if (!isText && !entry) return;
    this.troubles.set(now.id, {
      code: isText ? 'STALE_REVISION' : 'ALREADY_DECIDED',
      message: null,
      decision: null,
      earlier: entry ? earlierOf(entry, now) : null,
    });
  }

  /** It stays as somebody else has left it. */
  dismiss(id: string): void {
    this.troubles.delete(id);
    this.thread.listener.changed();
  }

  mark(id: string, mark: Mark): Promise<Done | null> {
    return this.#attempt(id, async () => {
      const answer = await this.thread.listener.transport.run(MARKS[mark], { input: { commentId: id } });
      const comment = Object.values(answer)[0]?.comment ?? null;
      if (comment) this.thread.tree.put(comment);
      return { act: mark, comment, entry: null };
    });
  }

  lockBranch(id: string, { text, until }: Terms): Promise<Done | null> {
    return this.#attempt(id, async () => {
      const input = { commentId: id, reason: text, until };
      const { lockBranch } = await this.thread.listener.transport.run(DeskLockBranch, { input });
      this.thread.tree.put(lockBranch.comment);
      const entry = await this.#turned(id, 'LOCK_BRANCH');
      return this.#did({ act: 'lockBranch', comment: lockBranch.comment, entry });
    });
  }

  unlockBranch(id: string): Promise<Done | null> {
    return this.#attempt(id, async () => {
      const { unlockBranch } = await this.thread.listener.transport.run(DeskUnlockBranch, { input: { commentId: id } });
      this.thread.tree.put(unlockBranch.comment);
      const entry = await this.#turned(id, 'UNLOCK_BRANCH');
      return this.#did({ act: 'unlockBranch', comment: unlockBranch.comment, entry });
    });
  }

  turn(turn: Turn, { text, until }: Terms): Promise<Done | null> {
    const { id: episodeId, listener } = this.thread;
    const { transport } = listener;
    return this.#attempt(WHOLE, async () => {
      const which = { episodeId, until, seenState: this.thread.head?.state ?? null };
      try {
        if (turn === 'lockThread') await transport.run(DeskLockThread, { input: { ...which, reason: text } });
        if (turn === 'closeThread') await transport.run(DeskCloseThread, { input: { ...which, message: text } });
        if (turn === 'reopenThread') await transport.run(DeskReopenThread, { input: { ...which, reason: text } });
      } catch (refusal) {
        // It is shown as it is now, beside why nothing was done.
        if (refusal instanceof Refusal && refusal.reason === 'CHANGED') await this.thread.load();
        throw refusal;
      }
      const entry = await this.#turned(episodeId, TURNED[turn]);
      return this.#did({ act: turn, comment: null, entry });
    });
  }

  /** Tells whether it was changed. */
  async adjust(change: Omit<UpdateEpisodeInput, 'episodeId'>): Promise<boolean> {
    const { id: episodeId, listener } = this.thread;
    const changed = await this.#attempt(WHOLE, async () => {
      const { updateEpisode } = await listener.transport.run(DeskUpdateEpisode, { input: { episodeId, ...change } });
      this.thread.know(updateEpisode.episode);
      return true;
    });
    return changed === true;
  }

  /** The last of what can be undone, or another one. Gives what was undone. */
  async undo(done = this.lately.find(({ entry }) => entry)): Promise<Done | null> {
    const { entry, comment } = done ?? {};
    if (!done || !entry) return null;
    const undone = async () => {
      try {
        await this.thread.listener.transport.run(DeskUndo, { input: { logEntryId: entry } });
      } catch (refusal) {
        // Something later stands on it, or it is undone: trying again is of no use.
        if (refusal instanceof Refusal && refusal.code === 'CONFLICT') {
          this.#forget(done);
          if (!comment) await this.thread.load();
        }
        throw refusal;
      }
      this.#forget(done);
      if (comment) await this.#renew(comment.id);
      else await this.thread.load();
      return done;
    };
    return this.#attempt(comment?.id ?? WHOLE, undone, UNDO);
  }

  #did(done: Done): Done {
    this.lately = [done, ...this.lately].slice(0, LATELY);
    return done;
  }

  #forget(done: Done): void {
    this.lately = this.lately.filter((one) => one !== done);
  }

  /** The comment as it is now, and the counts. */
  async #renew(id: string): Promise<Fresh | null | undefined> {
    const fresh = await this.thread.fresh(id);
    if (fresh) this.thread.tree.put(fresh);
    if (fresh === null) this.thread.tree.drop(id);
    void this.thread.load();
    return fresh;
  }

  /** What is known of the thread now, and the entry of the log for what was just done to something in it. */
  async #turned(subjectId: string, action: LogAction): Promise<string | null> {
    const { id, listener } = this.thread;
    const filter = { subjectId, actorId: listener.me, actions: [action] };
    try {
      const { node, site } = await listener.transport.run(DeskThreadTurned, { id, site: listener.site, filter });
      this.thread.know(headOf(node));
      return site?.log.nodes[0]?.id ?? null;
    } catch (refusal) {
      // It is done all the same.
      if (!(refusal instanceof Refusal)) throw refusal;
      return null;
    }
  }

  /** What goes wrong stands beside the subject, or elsewhere. */
  async #attempt<Result>(subject: string, act: () => Promise<Result | null>, beside = subject): Promise<Result | null> {
    if (this.#busy.has(subject)) return null;
    this.#busy.add(subject);
    this.problems.delete(subject);
    this.problems.delete(UNDO);
    this.troubles.delete(subject);
    this.thread.listener.changed();
    try {
      return await act();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problems.set(beside, this.thread.listener.explain(refusal));
      return null;
    } finally {
      this.#busy.delete(subject);
      this.thread.listener.changed();
    }
  }
}

/** What is in the way, and of whom; the history knows the name. */
function troubleOf(decision: Decision, { code, message, earlier }: Verdict, fresh: Fresh): Trouble {
  const entry =
    fresh.history.find(({ id }) => id === earlier?.id) ?? fresh.history.find(({ to }) => STATUS.test(to ?? ''));
  const by = entry?.actor?.displayName ?? null;
  return {
    code: code ?? 'FAILED',
    message,
    decision,
    earlier: earlier && { id: earlier.id, status: earlier.status, by, decidedAt: earlier.decidedAt },
  };
}

const earlierOf = ({ id, actor, createdAt }: Fresh['history'][number], { status }: Fresh): Trouble['earlier'] => ({
  id,
  status,
  by: actor?.displayName ?? null,
  decidedAt: createdAt,
});
