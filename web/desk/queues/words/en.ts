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
  onlyOn: 'Only on {name}',
  onlyBy: 'Only by {name}',
  showAll: 'Show all',
  heldFor: 'Held for',
  reportedFor: 'Reported for',

  // A comment
  ancestors: 'Show the conversation above',
  reading: '{name} is reading this',
  words: 'Words found',
  spamScore: 'Spam score {score} of 100',
  spamWord: 'Word or sign',
  spamSpeaks: 'Speaks for spam',
  spamSeen: 'Seen here in spam',
  approvedSeen: 'Seen here in approved',
  reportBy: '{reason}, by {name}, {time}',
  reportLaw: 'Law: {law}',
  revisions: 'Earlier texts',

  // Deciding
  decide: 'Decide',
  didMany_approve: { one: '{count} approved', other: '{count} approved' } as Plural,
  didMany_reject: { one: '{count} rejected', other: '{count} rejected' } as Plural,
  didMany_spam: { one: '{count} marked as spam', other: '{count} marked as spam' } as Plural,
  didMany_restore: { one: '{count} put back', other: '{count} put back' } as Plural,
  undone: { one: 'Undone: {count} comment is back.', other: 'Undone: {count} comments are back.' } as Plural,
  lately: 'Earlier decisions',
  unsent: { one: '{count} decision is on its way', other: '{count} decisions are on their way' } as Plural,
  nextIs: 'Next: {name}',

  // What came back
  gone: 'The comment of {name} is gone: its author has deleted it.',

  // Keys
  keyChoose: 'Select',
  keyRange: 'Select all from the last selected one',
  keyMode: 'List, or one at a time',
};

export type QueueWords = typeof words;
export default words;
