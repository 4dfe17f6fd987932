// What was decided last, for it to be undone: the newest first.
import type { QueueKind } from '../../shared/generated.ts';
import type { Card, Decision } from './decisions.ts';

export interface Done {
  decision: Decision;
  kind: QueueKind;
  /** As they were before. */
  cards: Card[];
  /** The entry of the log for each that the service has answered. */
  entries: Map<string, string>;
  /** Asked to be undone before the service had answered. */
  isUnwanted: boolean;
}

const MOST = 20;

export class History {
  #done: Done[] = [];

  get all(): readonly Done[] {
    return this.#done;
  }

  get last(): Done | undefined {
    return this.#done.find(({ isUnwanted }) => !isUnwanted);
  }

  add(decision: Decision, kind: QueueKind, cards: Card[]): void {
    this.#done = [{ decision, kind, cards, entries: new Map(), isUnwanted: false }, ...this.#done].slice(0, MOST);
  }

  /** The service has carried it out. Gives what it belongs to. */
  carriedOut(commentId: string, entry: string): Done | undefined {
    const done = this.#of(commentId);
    done?.entries.set(commentId, entry);
    return done;
  }

  /** It was not, or is no longer: there is nothing to undo. Gives the comment as it was. */
  drop(commentId: string): Card | undefined {
    const done = this.#of(commentId);
    const card = done?.cards.find(({ id }) => id === commentId);
    if (!done) return undefined;
    done.cards = done.cards.filter(({ id }) => id !== commentId);
    done.entries.delete(commentId);
    if (done.cards.length === 0) this.#done = this.#done.filter((one) => one !== done);
    return card;
  }

  #of(commentId: string): Done | undefined {
    return this.#done.find(({ cards }) => cards.some(({ id }) => id === commentId));
  }
}
