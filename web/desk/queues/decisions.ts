// A moderator's decisions: which there can be, how they are sent, and what their answers mean.
import type { Transport } from '../../shared/api/transport.ts';
import {
  type CardFragment,
  type CommentStatus,
  DeskApprove,
  DeskReject,
  DeskRestore,
  DeskSpam,
  type QueueKind,
  type RejectReason,
  type VerdictFragment,
} from '../../shared/generated.ts';

export type Card = CardFragment;
export type Verdict = VerdictFragment;

export type Decision =
  | { kind: 'approve' }
  | { kind: 'spam' }
  /** Takes back a rejection, or a mark as spam: the comment is read again. */
  | { kind: 'restore' }
  | { kind: 'reject'; reason: RejectReason; note: string | null; privateNote: string | null };

/** A comment, the text of it that was read, and the decision on it that was read too. */
export interface Item {
  commentId: string;
  revisionId: string;
  overrules: string | null;
}

export const REASONS: readonly RejectReason[] = [
  'OFF_TOPIC',
  'ABUSE',
  'SPAM',
  'PERSONAL_INFORMATION',
  'ILLEGAL',
  'OTHER',
];

/** How many comments one request decides on at most. */
export const MOST = 100;

const MADE: Record<Decision['kind'], CommentStatus> = {
  approve: 'APPROVED',
  reject: 'REJECTED',
  spam: 'SPAM',
  restore: 'PENDING',
};

/** Whether it would change anything: what all may read is approved to say that it was looked at. */
export function mayDecide(kind: Decision['kind'], { status }: Pick<Card, 'status'>, queue: QueueKind): boolean {
  if (kind === 'restore') return status === 'REJECTED' || status === 'SPAM';
  if (kind === 'approve' && (queue === 'REPORTED' || queue === 'UNREVIEWED')) return true;
  return !isSo(kind, { status });
}

export function itemOf({ id, revisionId, decisionId }: Pick<Card, 'id' | 'revisionId' | 'decisionId'>): Item {
  return { commentId: id, revisionId: revisionId ?? '', overrules: decisionId };
}

export async function send(transport: Transport, decision: Decision, items: Item[]): Promise<Verdict[]> {
  switch (decision.kind) {
    case 'approve':
      return (await transport.run(DeskApprove, { input: { items } })).approveComments.results;
    case 'spam':
      return (await transport.run(DeskSpam, { input: { items } })).markSpam.results;
    case 'restore':
      return (await transport.run(DeskRestore, { input: { items } })).restore.results;
    case 'reject': {
      const { reason, note, privateNote } = decision;
      return (await transport.run(DeskReject, { input: { items, reason, note, privateNote } })).rejectComments.results;
    }
  }
}

/**
 * What came of a decision. `done` is also said where the answer to an earlier try was lost, and the
 * service tells that it was ours; `agreed`, where somebody else was sooner and decided the same.
 */
export function outcome({ kind }: Decision, { code, earlier }: Verdict, me: string): 'done' | 'agreed' | 'back' {
  if (!code) return 'done';
  if (code !== 'ALREADY_DECIDED' || earlier?.status !== MADE[kind]) return 'back';
  return earlier.moderatorId === me ? 'done' : 'agreed';
}

/** Whether the comment stands already as the decision would have it. */
export const isSo = (kind: Decision['kind'], { status }: Pick<Card, 'status'>): boolean => status === MADE[kind];

/** The entry of the log by which it is undone. */
export const entryOf = ({ comment, earlier }: Verdict): string | null => earlier?.id ?? comment?.decisionId ?? null;

/** Whether two can go in one request. */
export function isAlike(one: Decision, other: Decision): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
