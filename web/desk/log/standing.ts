// What can still be taken back, as far as can be told from here: the service has the last word.
import type { LogAction, Role } from '../../shared/generated.ts';
import { type Entry, type Item, isUndone } from './fold.ts';

export interface Me {
  id: string;
  role: Role;
}

const DECIDED: readonly LogAction[] = ['APPROVE_COMMENT', 'REJECT_COMMENT', 'MARK_SPAM'];
/** What stands on an act of each of these, where it was done later to the same. */
const LATER: readonly (readonly LogAction[])[] = [
  ['LOCK_THREAD', 'CLOSE_THREAD', 'REOPEN_THREAD'],
  ['LOCK_BRANCH', 'UNLOCK_BRANCH'],
  ['SET_STANDING'],
];
const ROLES: readonly Role[] = ['COMMENTER', 'MODERATOR', 'ADMIN'];

/** `known` are all entries that are here: something later may be among them. */
export function mayTakeBack(item: Item, me: Me, known: readonly Entry[]): boolean {
  if (isUndone(item)) return false;
  if (item.whole) return stands(item.whole, me, known);
  return item.parts.some((part) => stands(part, me, known) && maySay(part.subject, me));
}

/** Moderators judge commenters, admins moderators too; nobody themselves. */
export function mayJudge(member: { id: string; role: Role }, me: Me): boolean {
  return member.id !== me.id && ROLES.indexOf(member.role) < ROLES.indexOf(me.role);
}

function stands(entry: Entry, me: Me, known: readonly Entry[]): boolean {
  const { action, subject, undoneBy } = entry;
  if (undoneBy !== null || !subject) return false;
  if ('status' in subject) return isLast(entry, subject) || isNewest(entry, known);
  if ('role' in subject && !mayJudge(subject, me)) return false;
  return action === 'REJECT_ALL_BY' || isNewest(entry, known);
}

type Comment = Extract<NonNullable<Entry['subject']>, { status: unknown }>;

/** A decision that the comment still has, on the text that it still has. */
function isLast({ action, id, revisionId }: Entry, comment: Comment): boolean {
  if (comment.revisionId !== revisionId) return false;
  if (action === 'RESTORE_COMMENT') return comment.status === 'PENDING' && comment.decisionId === null;
  return DECIDED.includes(action) && comment.status !== 'DELETED' && comment.decisionId === id;
}

function isNewest(entry: Entry, known: readonly Entry[]): boolean {
  const family = LATER.find((actions) => actions.includes(entry.action));
  const isLater = ({ id, action, subject, undoneBy }: Entry) =>
    family?.includes(action) && subject?.id === entry.subject?.id && undoneBy === null && id > entry.id;
  return family !== undefined && !known.some(isLater);
}

/** All by one author is rejected by whoever may judge that author. */
function maySay(subject: Entry['subject'], me: Me): boolean {
  return subject !== null && 'status' in subject && subject.author !== null && mayJudge(subject.author, me);
}
