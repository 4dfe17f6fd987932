// Entries of the log, as the service gives them.
import type { Entry } from '../desk/log/fold.ts';
import type { LogAction } from '../shared/generated.ts';

export const BEN = { id: 'author_b', displayName: 'Ben', role: 'COMMENTER' as const };
export const MO = { id: 'author_a', displayName: 'Mo' };
export const COMMENT = {
  id: 'comment_c',
  status: 'REJECTED' as const,
  revisionId: 'revision_1',
  decisionId: 'decision_1',
  bodyHtml: '',
  author: BEN,
  episode: { id: 'episode_e', title: '283: The Lamp', url: null },
};
export const EPISODE = { id: 'episode_e', title: '283: The Lamp', url: null };

export function entry(action: LogAction, more: Partial<Entry> = {}): Entry {
  return {
    id: 'decision_1',
    action,
    actor: MO,
    subject: COMMENT,
    revisionId: 'revision_1',
    from: null,
    to: null,
    reason: null,
    note: null,
    createdAt: '2026-11-28T12:00:00Z',
    batchId: null,
    undoes: null,
    undoneBy: null,
    ...more,
  };
}
