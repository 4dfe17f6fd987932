// English, and what every other language has to have: queues and decisions.

import type { Plural } from '../../../shared/language.ts';

const words = {
  // Queues
  empty: 'Nothing is left here.',
  emptyFiltered: 'Nothing here fits the filter.',
  othersRead: 'Others are reading what is left. In the list you can read it too.',
  asList: 'List',
  asOne: 'One at a time',
  howShown: 'How comments are shown',
  list: 'Comments in this queue',
  backToList: 'Back to the list',
  choose: 'Select {name}',
  chosen: { one: '{count} selected', other: '{count} selected' } as Plural,
  unchoose: 'Clear the selection',
  cameBack: { one: '{count} decision came back', other: '{count} decisions came back' } as Plural,
  show: 'Show',

  // Filter
  search: 'Search the texts',
  heldFor: 'Held for',
  reportedFor: 'Reported for',

  // A comment
  atMoment: 'about {time}',
  ancestors: 'Show the conversation above',
  reading: '{name} is reading this',
  words: 'Words found',
  spamScore: 'Spam score {score} of 100',
  spamWord: 'Word or sign',
  spamSpeaks: 'Speaks for spam',
  spamSeen: 'Seen here in spam',
  approvedSeen: 'Seen here in approved',
  reports: { one: '{count} report', other: '{count} reports' } as Plural,
  reportBy: '{reason}, by {name}, {time}',
  reportLaw: 'Law: {law}',
  revisions: 'Earlier texts',
  rejectedFor: 'Rejected for: {reason}',
  toldAuthor: 'Told the author: {note}',

  // Deciding
  decide: 'Decide',
  did_approve: 'Approved: {name}',
  did_reject: 'Rejected: {name}',
  did_spam: 'Spam: {name}',
  did_restore: 'Put back: {name}',
  didMany_approve: { one: '{count} approved', other: '{count} approved' } as Plural,
  didMany_reject: { one: '{count} rejected', other: '{count} rejected' } as Plural,
  didMany_spam: { one: '{count} marked as spam', other: '{count} marked as spam' } as Plural,
  didMany_restore: { one: '{count} put back', other: '{count} put back' } as Plural,
  undone: { one: 'Undone: {count} comment is back.', other: 'Undone: {count} comments are back.' } as Plural,
  lately: 'Earlier decisions',
  unsent: { one: '{count} decision is on its way', other: '{count} decisions are on their way' } as Plural,
  nextIs: 'Next: {name}',

  // What came back
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
  gone: 'The comment of {name} is gone: its author has deleted it.',

  // Keys
  keyNext: 'Next comment',
  keyPrevious: 'Previous comment',
  keyChoose: 'Select',
  keyRange: 'Select all from the last selected one',
  keyOpen: 'Open in the page',
  keySearch: 'Search',
  keyMode: 'List, or one at a time',
  keyReasons: 'After r: choose a reason. Enter sends, Escape leaves',
};

export type QueueWords = typeof words;
export default words;
