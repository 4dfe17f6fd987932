// English, and what every other language has to have: the overview.
import type { Plural } from '../../../shared/language.ts';

const words = {
  time: 'Time',
  asOf: 'As of {time}',
  nothingPosted: 'Nothing was posted in this time.',
  nothingPostedHint: 'As soon as comments come in, they are counted here.',
  lookBack: 'Look further back: {days}',

  // Figures
  figures: 'In figures',
  posted: 'Posted',
  withoutImports: 'Imported comments are not counted here.',
  stillWaiting: 'Still waiting',
  approvedShare: 'Approved, of what was decided',
  spamShare: 'Spam, of what was decided',
  medianWait: 'Median wait',
  longWait: 'Nine of ten waited at most',
  none: 'None yet',
  nobodyDecided: 'Nobody has decided',
  before: { one: 'in the day before', other: 'in the {count} days before' } as Plural,
  more: '{difference} more than {before}',
  fewer: '{difference} fewer than {before}',
  longer: '{difference} longer than {before}',
  shorter: '{difference} shorter than {before}',
  same: 'as {before}',
  pointsMore: { one: '{count} point more than {before}', other: '{count} points more than {before}' } as Plural,
  pointsFewer: {
    one: '{count} point less than {before}',
    other: '{count} points less than {before}',
  } as Plural,
  nothingBefore: 'nothing to compare with {before}',

  // Plots
  byDay: 'Posted, by day',
  byWeek: 'Posted, by week',
  byMonth: 'Posted, by month',
  waitByDay: 'Median wait, by day',
  waitByWeek: 'Median wait, by week',
  waitByMonth: 'Median wait, by month',
  waitHint: 'From post to a moderator’s first decision, of what a rule held.',
  day: 'Day',
  week: 'Week',
  month: 'Month',
  deleted: 'Taken back',
  whole: 'All of it',
  moveAlong: 'Point at the plot, or move along it with the arrow keys, and read the numbers above it.',
  summaryPosted: 'In all {total}. Most: {when}, with {count}.',
  summaryWaits: 'Over the whole time: {median}. Longest: {when}, with {wait}.',
  noWaits: 'Nothing that was held has been decided on in this time.',
  noWait: 'nothing decided',
  asTable: 'Show as a table',

  // Episodes
  byEpisode: 'By episode',
  byEpisodeHint: 'Those with most comments, 20 at most.',
  episodeWait: 'median wait {wait}',

  // Rules
  byRule: 'By rule',
  byRuleHint: 'A comment counts for each rule that held it.',
  rule: 'Rule',
  heldCount: 'Held',
  letStand: 'Let stand',
  turnedDown: 'Turned down',
  undecided: 'Undecided',
  agreement: 'Moderators agreed',
  agreed: 'moderators agreed in {percent}',
  tooFew: 'too few to tell',
  catchesLittle: 'This rule catches little: see {rules}',
  noRules: 'No rule has held anything in this time.',

  // Keys
  keySpan: 'Time: {days}',
};

export type OverviewWords = typeof words;
export default words;
