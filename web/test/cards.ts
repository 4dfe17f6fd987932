// Comments as a queue has them, and queues of them.
import type { Card, Decision } from '../desk/queues/decisions.ts';
import { QueueModel, type Trouble } from '../desk/queues/model.ts';
import type { Edge } from '../desk/queues/rows.ts';

export const ME = 'author_me';
export const LATER = '2099-01-01T00:00:00Z';

export function card(number: number, more: Partial<Card> = {}): Card {
  return { id: `c${number}`, revisionId: `r${number}`, status: 'PENDING', claim: null, ...more } as Card;
}

export const edges = (from: number, to: number): Edge[] =>
  Array.from({ length: to - from }, (_, at) => ({ cursor: `after c${from + at}`, node: card(from + at) }));

export const nothing = () => false;

/** A queue of which this many are read, and there is more or not. */
export function queue(size: number, hasMore = false): QueueModel {
  const model = new QueueModel('PENDING', ME);
  for (let at = 0; at < size; at += 20)
    model.take(edges(at, Math.min(size, at + 20)), hasMore || at + 20 < size, nothing);
  return model;
}

export const approve: Decision = { kind: 'approve' };
export const trouble = (code: Trouble['code']): Trouble => ({ code, message: null, decision: null, earlier: null });
export const ids = (model: QueueModel) => model.rows.between(0, model.rows.length);
export const claim = (who: string, expiresAt = LATER) => ({ moderator: { id: who, displayName: who }, expiresAt });
