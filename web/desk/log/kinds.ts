// Kinds of what is done, as people look for them: each action is of one kind.
import type { LogAction } from '../../shared/generated.ts';

export const KINDS = {
  decisions: ['APPROVE_COMMENT', 'REJECT_COMMENT', 'MARK_SPAM', 'RESTORE_COMMENT', 'REJECT_ALL_BY'],
  judged: ['JUDGE_COMMENT'],
  comments: [
    'PIN_COMMENT',
    'UNPIN_COMMENT',
    'FEATURE_COMMENT',
    'UNFEATURE_COMMENT',
    'EDIT_COMMENT',
    'REMOVE_COMMENT',
    'CONFIRM_GUEST',
  ],
  threads: [
    'LOCK_THREAD',
    'CLOSE_THREAD',
    'REOPEN_THREAD',
    'LOCK_BRANCH',
    'UNLOCK_BRANCH',
    'CREATE_EPISODE',
    'UPDATE_EPISODE',
  ],
  people: ['SET_STANDING', 'GIVE_ROLE', 'INVITE_MEMBER', 'WITHDRAW_INVITATION', 'CLAIM_AUTHOR', 'ERASE_MEMBER'],
  rules: ['UPDATE_RULES'],
  settings: [
    'UPDATE_SITE',
    'UPDATE_WAYS_IN',
    'ADD_PROVIDER',
    'UPDATE_PROVIDER',
    'REMOVE_PROVIDER',
    'ADD_SITE_KEY',
    'REMOVE_SITE_KEY',
    'UPDATE_MAIL_TEMPLATE',
    'IMPORT_COMMENTS',
    'EXPORT_SITE',
  ],
  undone: ['UNDO'],
} as const satisfies Record<string, readonly LogAction[]>;

export type Kind = keyof typeof KINDS;

export const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);
