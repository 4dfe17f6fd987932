// What can be done with a comment in its thread. What the service would refuse is not offered.
import type { QueueKind } from '../../shared/generated.ts';
import { type Decision, mayDecide } from '../queues/decisions.ts';
import type { Placed } from './tree.ts';

export type Mark = 'pin' | 'unpin' | 'feature' | 'unfeature';

export function isModerated({ viewerCan, status }: Placed): boolean {
  return viewerCan.moderate.allowed && status !== 'DELETED';
}

/** What all may read is approved too, as long as somebody has reported it or nobody has looked at it. */
export function may(kind: Decision['kind'], comment: Placed): boolean {
  return isModerated(comment) && mayDecide(kind, comment, queueOf(comment));
}

function queueOf({ reportCount, reviewed }: Placed): QueueKind {
  if (reportCount) return 'REPORTED';
  return reviewed === false ? 'UNREVIEWED' : 'APPROVED';
}

export function marksOf(comment: Placed): Mark[] {
  if (!isModerated(comment)) return [];
  const isShown = comment.status === 'APPROVED';
  const marks: (Mark | false)[] = [
    comment.isPinned ? 'unpin' : isShown && 'pin',
    comment.isFeatured ? 'unfeature' : isShown && 'feature',
  ];
  return marks.filter((mark) => mark !== false);
}

/** Whether it is the uppermost comment of a locked branch. */
export const isLocked = ({ id, branchLock }: Placed): boolean => branchLock?.commentId === id;
