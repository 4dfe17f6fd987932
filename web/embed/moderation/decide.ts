// A moderator's decision on one comment, and its answer.
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import {
  ApproveComments,
  type DecidedFragment,
  type DecisionItemInput,
  MarkSpam,
  type ModeratedFragment,
  RejectComments,
  type RejectReason,
  Restore,
} from '../../shared/generated.ts';

export type Decision =
  | { kind: 'approve' }
  | { kind: 'spam' }
  /** Takes back a rejection, or a mark as spam: the comment is read again. */
  | { kind: 'restore' }
  | { kind: 'reject'; reason: RejectReason; note: string | null };

export interface Decided {
  comment: ModeratedFragment;
  /** Whether another moderator was sooner: then the comment says what they decided. */
  isOthers: boolean;
}

export async function decide(transport: Transport, item: DecisionItemInput, decision: Decision): Promise<Decided> {
  const items = [item];
  switch (decision.kind) {
    case 'approve':
      return only((await transport.run(ApproveComments, { input: { items } })).approveComments);
    case 'spam':
      return only((await transport.run(MarkSpam, { input: { items } })).markSpam);
    case 'restore':
      return only((await transport.run(Restore, { input: { items } })).restore);
    case 'reject': {
      const { reason, note } = decision;
      return only((await transport.run(RejectComments, { input: { items, reason, note } })).rejectComments);
    }
  }
}

function only({ results: [result] }: { results: DecidedFragment[] }): Decided {
  const { code, comment } = result ?? {};
  if (comment && (!code || code === 'ALREADY_DECIDED')) return { comment, isOthers: code === 'ALREADY_DECIDED' };
  if (code === 'NOT_FOUND' || code === 'DELETED') throw new Refusal('gone', { code: 'NOT_FOUND' });
  throw new Refusal('not decided', { code: code === 'STALE_REVISION' ? 'CONFLICT' : 'UNAVAILABLE' });
}
