// English, and what every other language has to have: rules, and trying them.
import type { Plural } from '../../../shared/language.ts';

const words = {
  sections: 'Rules by subject',
  holding: 'When comments are held',
  lists: 'Words',
  thresholds: 'Spam and reports',
  outside: 'Checks from outside',
  limits: 'Threads',

  // When comments are held
  mode: 'Comments',
  mode_PRE: 'are all held until a moderator has read them',
  mode_NEWCOMERS: 'of newcomers are held',
  mode_POST: 'are shown at once',
  modeHint: 'An episode may have its own way. Whatever is chosen, the rules below hold too.',
  newcomerApprovals: 'Approved comments after which somebody is no newcomer',
  linksMax: 'Links that a comment may have',
  linksMaxHint: 'With more it is held. Empty: any number.',
  holdRepeats: 'Hold a text that its author has posted before',
  minLength: 'Shortest comment, in characters',
  maxLength: 'Longest comment, in characters',
  lengthHint: 'Another one is not taken, and its author is told.',
  lengthsCrossed: 'The shortest comment is longer than the longest one.',

  // Words
  bannedWords: 'Banned words',
  bannedWordsHint: 'A comment with one of them is rejected. One pattern a line.',
  suspectWords: 'Suspect words',
  suspectWordsHint: 'A comment with one of them is held. One pattern a line.',
  patterns: 'How to write patterns',
  patternsHint:
    'A pattern is a word or a phrase and finds whole words. Case, accents and letters that look alike do not matter. * is any run of letters and digits within a word, or one word where it stands alone. In scripts without spaces a pattern is found anywhere.',
  pattern: 'Pattern',
  finds: 'Finds',
  findsNot: 'Does not find',
  fault_long: 'Line {line}: shorten it to at most 100 characters.',
  fault_short: 'Line {line}: write at least two letters or digits besides *, or take the line out.',
  fault_stars: 'Line {line}: use at most three * between other characters.',

  // Spam and reports
  spamThreshold: 'Spam score from which a comment is held',
  spamThresholdHint: '1 to 100; the score learns from what you mark as spam and approve. Empty: none is held for it.',
  reportThreshold: 'Reports after which a comment is hidden',
  reportThresholdHint: 'By readers of good record; it then waits for a moderator. Empty: never.',

  // Checks from outside
  akismetKey: 'Akismet key',
  akismetKeyHint: 'With a key Akismet is asked about each comment, and may hold it.',
  webhookUrl: 'Address of a webhook of yours',
  webhookUrlHint: 'It is asked about each comment, and may hold or release it. Empty: nobody is asked.',
  webhookSecret: 'Secret of the webhook',
  webhookSecretHint: '32 to 200 characters, with which requests are signed. After a change the one before signs too.',
  makeSecret: 'Make one',
  secretMade: 'Copy it to your server now: it is never shown again.',
  secretNeeded: 'A webhook needs a secret: it proves to your server who asks.',
  fault_secret: 'Use 32 to 200 letters, digits and signs of ASCII.',
  fault_key: 'Use 1 to 200 letters and digits.',
  fault_url: 'Write a whole address that begins with https://.',

  // Threads
  nesting: 'Levels of replies that are shown',
  nestingHint: '1 to 10. Replies further down stand level with what they answer.',
  closeAfterDays: 'Days after publication at which a thread closes',
  closeAfterDaysHint: 'Empty: it stays open.',
  editMinutes: 'Minutes in which authors may change what they wrote',
  episodesMustExist: 'Take comments only on episodes that a moderator has created',

  // Trying
  tryIt: 'Try it',
  trying: 'Trying it …',
  trial: 'What it would do',
  trialWhy: 'Change something, and try it here on the last 1,000 comments before you save it.',
  trialOf: { one: 'Of the last comment', other: 'Of the last {count} comments' } as Plural,
  trialNone: 'Nothing would become of any comment but what becomes of it now.',
  trialDiffer: { one: '{count} would fare differently.', other: '{count} would fare differently.' } as Plural,
  trialMore: {
    one: '{count} more comment would not be shown at once: {percent} of all.',
    other: '{count} more comments would not be shown at once: {percent} of all.',
  } as Plural,
  trialFewer: {
    one: '{count} more comment would be shown at once.',
    other: '{count} more comments would be shown at once.',
  } as Plural,
  trialPart: 'Below are the newest {count} of them.',
  trialStale: 'You have changed something since. Try it again.',
  trialNeedless: 'What you have changed does not decide what becomes of a new comment. There is nothing to try.',
  trialLimits: 'As if all were posted today. Reports, Akismet and the webhook are not tried.',
  trialAsks: 'Not saved yet. Look at what it would do, then save.',
  fate: 'Comments',
  now: 'Now',
  later: 'Then',
  fate_APPROVED: 'shown',
  fate_PENDING: 'held',
  fate_REJECTED: 'rejected',
  fate_REFUSED: 'not taken',
  move: '{now} → {later}',
  moveSame: '{now}, for other reasons',
  past: 'Changes so far',
};

export type RuleWords = typeof words;
export default words;
