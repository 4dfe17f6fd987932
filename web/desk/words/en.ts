// English, and what every other language has to have: the desk itself, and what its screens are called.
import type { Plural } from '../../shared/language.ts';
import reasons from '../../shared/words/reasons/en.ts';

const words = {
  ...reasons,
  desk: 'Desk',
  screens: 'Screens',
  queues: 'Queues',
  threads: 'Threads',
  people: 'People',
  rules: 'Rules',
  log: 'Log',
  overview: 'Overview',
  settings: 'Site',
  signedInAs: 'Signed in as {name}',
  notLoaded: 'This screen could not be loaded.',

  // Who may not
  notModerator: 'This desk is for moderators',
  notModeratorHint: 'You are signed in as {name}, who does not moderate {site}.',
  becomeModerator:
    'If you should: an admin of {site} can make you a moderator, by the API (setRole) or at the command line. Then load this page again.',
  suspended: 'While your account is suspended or banned you cannot moderate.',
  signInAsOther: 'Sign in as somebody else',
  reload: 'Load again',
  demanded: 'A second factor is missing',
  demandedHint:
    '{site} lets people moderate only with a second factor. Add an authenticator app or a passkey to your account, or sign in again with it.',
  toFactor: 'Set up a second factor',

  // While at work
  over: 'You are signed out',
  overHint: 'Your session is over. Sign in again: it leads back to this place.',
  overKept: {
    one: '{count} decision is not sent yet. It is kept in this tab and sent then.',
    other: '{count} decisions are not sent yet. They are kept in this tab and sent then.',
  } as Plural,
  lineDown: 'The line is down. What you decide is kept and sent when it is back.',
  lineUp: 'The line is back.',

  // Keys
  keysTitle: 'Keys',
  key: 'Key',
  does: 'What it does',
  keysOn: 'Single keys act',
  shift: 'Shift',
  showKeys: 'Show this help',

  // What more than one screen says: queues
  pending: 'Pending',
  reported: 'Reported',
  unreviewed: 'Unreviewed',
  rejected: 'Rejected',
  approved: 'Approved',
  spamQueue: 'Spam',
  waiting: { one: '{count} comment', other: '{count} comments' } as Plural,
  loadingMore: 'Fetching more …',
  showMore: 'Show more',
  searchDo: 'Search',
  filter: 'Filter',
  filterOn: 'Filter (on)',
  onEpisode: 'Episode',
  any: 'any',
  since: 'Posted since',
  until: 'Posted until',
  apply: 'Apply',
  clear: 'Clear',

  // Authors and comments
  unknownAuthor: 'Nobody',
  MODERATOR: 'Moderator',
  ADMIN: 'Admin',
  TRUSTED: 'Trusted',
  WATCHED: 'Watched',
  SUSPENDED: 'Suspended',
  BANNED: 'Banned',
  standingUntil: '{standing} until {time}',
  standingReason: 'Was told: {reason}',
  recordApproved: { one: '{count} approved', other: '{count} approved' } as Plural,
  recordRejected: { one: '{count} rejected', other: '{count} rejected' } as Plural,
  recordSpam: { one: '{count} spam', other: '{count} spam' } as Plural,
  firstSeen: 'here since {time}',
  firstComment: 'First comment',
  on: 'on {episode}',
  edited: 'changed {time}',
  open: 'Open in the page',
  note: 'Note by {name}, {time}',
  answers: 'Answers {name}',
  answersGone: 'Answers a comment that is gone',

  // Why the rules hold
  held: 'Held for',
  hold_WATCHED: 'author is watched',
  hold_NEWCOMER: 'newcomer',
  hold_PREMODERATION: 'all are held here',
  hold_IMPORTED: 'held where it was imported from',
  hold_REPEAT: 'repeats an earlier text',
  hold_BANNED_WORD: 'banned word',
  hold_SUSPECT_WORD: 'suspect word',
  hold_LINKS: 'links',
  hold_SPAM_SCORE: 'reads like spam',
  hold_RESTORED: 'put back by a moderator',
  hold_REPORTED: 'reported by readers',
  hold_AKISMET: 'Akismet',
  hold_WEBHOOK: 'the site’s own check',

  // Deciding
  approve: 'Approve',
  keep: 'Keep',
  reject: 'Reject',
  spam: 'Spam',
  restore: 'Put back',
  undo: 'Undo',
  rejectWhy: 'Why?',
  rejectNote: 'Note to its author (optional)',
  rejectPrivate: 'Note for moderators (optional)',
  rejectSend: 'Reject',
  chooseReason: 'Choose a reason first.',
  SUPERSEDED: 'This cannot be undone any more: something later stands on it.',

  // A comment, and what came of decisions on it
  atMoment: 'about {time}',
  reports: { one: '{count} report', other: '{count} reports' } as Plural,
  rejectedFor: 'Rejected for: {reason}',
  toldAuthor: 'Told the author: {note}',
  did_approve: 'Approved: {name}',
  did_reject: 'Rejected: {name}',
  did_spam: 'Spam: {name}',
  did_restore: 'Put back: {name}',
  already: '{name} was sooner',
  already_PENDING: '{name} has put it back {time}.',
  already_APPROVED: '{name} has approved it {time}.',
  already_REJECTED: '{name} has rejected it {time}.',
  already_SPAM: '{name} has marked it as spam {time}.',
  already_DELETED: 'It was deleted {time}.',
  otherModerator: 'Another moderator',
  otherwise: 'Decide otherwise: {decision}',
  leaveIt: 'Leave it so',
  STALE_REVISION: 'Its author has changed the text. Read it again: this is the new one.',
  DENIED: 'You may not decide on this comment now: {message}',
  FAILED: 'The service had a fault, and this is not decided. Try again.',
  NOT_TAKEN_DOWN: 'It is not taken down, so there is nothing to put back.',

  // Keys among comments
  keyNext: 'Next comment',
  keyPrevious: 'Previous comment',
  keyOpen: 'Open in the page',
  keySearch: 'Search',
  keyReasons: 'After r: choose a reason. Enter sends, Escape leaves',
};

export type DeskWords = typeof words;
export default words;
