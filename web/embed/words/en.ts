// English, and what every other language has to have.
import type { Plural } from '../../shared/language.ts';

const words = {
  heading: 'Comments',
  thoughts: { one: 'One thought on “{title}”', other: '{count} thoughts on “{title}”' } as Plural,
  noThoughts: 'No thoughts on “{title}” yet',
  comments: { one: '{count} comment', other: '{count} comments' } as Plural,
  noComments: 'No comments yet',

  sort: 'Sort by',
  oldest: 'Oldest',
  newest: 'Newest',
  top: 'Most liked',
  moment: 'Time in the episode',
  sorted: 'Sorted: {order}.',

  loading: 'Loading comments …',
  more: 'Show more comments',
  moreReplies: { one: 'Show {count} more reply', other: 'Show {count} more replies' } as Plural,
  replies: { one: 'Show {count} reply', other: 'Show {count} replies' } as Plural,
  laterReplies: 'Show more replies',
  loaded: { one: '{count} comment more.', other: '{count} comments more.' } as Plural,

  by: 'Comment by {name}',
  answer: 'Reply by {name}',
  gone: 'Comment that is not shown',
  answering: 'to {name}',
  edited: 'edited',
  editedAt: 'Edited {time}',
  readMore: 'Read more',
  readLess: 'Show less',
  you: 'You',
  host: 'Host',
  moderator: 'Moderator',
  pinned: 'Pinned',
  featured: 'Featured',
  isNew: 'New',
  likes: { one: '{count} like', other: '{count} likes' } as Plural,
  reply: 'Reply',
  replyTo: 'Reply to {name}',
  menuFor: 'More for the comment by {name}',
  comment: 'Add a comment',
  signIn: 'Sign in',

  deleted: 'This comment was deleted by its author.',
  removed: 'This comment was removed by a moderator.',
  waiting: 'This comment is waiting for a moderator.',
  muted: 'You have muted this author.',
  held: 'Held: others see this once a moderator has read it.',
  rejected: 'Rejected: others do not see this.',
  spam: 'Taken for spam: others do not see this.',

  closed: 'Comments are closed.',
  closes: 'Comments close {time}.',
  locked: 'This thread is locked: only moderators can post.',
  lockedBranch: 'This part of the conversation is locked.',
  opens: 'It opens again {time}.',

  linked: 'The conversation that you followed a link to',
  linkGone: 'The comment that this link leads to is not here any more.',
  fresh: { one: '{count} new comment', other: '{count} new comments' } as Plural,

  at: 'at {time}',
  playFrom: 'Play from {time}',

  unreachable: 'The comments could not be reached. Try again in a moment.',
  offline: 'You are offline. The comments load once you are back.',
  busy: 'The comments are asked for too often right now. Try again in a moment.',
  unfetched: 'This could not be loaded. Press again in a moment; if that does not help, reload the page.',
  broken: 'Something went wrong at our end. Try again in a moment.',
  retry: 'Try again',
};

/** The same keys in every language; each has the forms that its numbers take. */
export type Words = typeof words;

export default words;
