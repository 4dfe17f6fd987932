// What the page says.

const numbers = new Intl.NumberFormat('en');

export const count = (number) => numbers.format(number);

export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

export function thoughts(number, title) {
  if (number === 0) return `No thoughts on “${title}” yet`;
  if (number === 1) return `One thought on “${title}”`;
  return `${count(number)} thoughts on “${title}”`;
}

export const STATES = { OPEN: 'Open', LOCKED: 'Locked', CLOSED: 'Closed' };

export const TOMBSTONES = {
  DELETED: 'This comment was deleted by its author.',
  REMOVED: 'This comment was removed by a moderator.',
  HELD: 'This comment is waiting for a moderator.',
};

export const ROLES = { MODERATOR: 'Moderator', ADMIN: 'Host' };

export const HOLD_REASONS = {
  WATCHED: 'every comment of this author is looked at first',
  NEWCOMER: 'the author is new here',
  PREMODERATION: 'every comment here is looked at first',
  IMPORTED: 'it was held where it came from',
};

export const REJECT_REASONS = {
  OFF_TOPIC: 'It is not about the episode',
  ABUSE: 'It attacks somebody',
  SPAM: 'It advertises',
  PERSONAL_INFORMATION: 'It tells what is private about somebody',
  ILLEGAL: 'It is against the law',
  OTHER: 'Another reason',
};

/** A refusal as a sentence that says what to do. */
export function friendly(refusal) {
  const seconds = refusal.retryAfter;
  switch (refusal.code) {
    case 'NETWORK':
      return 'The service could not be reached. Nothing is lost: try again in a moment.';
    case 'RATE_LIMITED':
    case 'UNAVAILABLE':
      return seconds
        ? `That was a lot at once. Try again in ${plural(seconds, 'second', 'seconds')}.`
        : 'That was a lot at once. Try again in a moment.';
    case 'NOT_FOUND':
      return 'This is not here any more.';
    case 'UNAUTHENTICATED':
      return refusal.reason === 'WRONG_CREDENTIALS'
        ? 'E-mail address or password are wrong.'
        : 'Sign in first.';
    case 'INTERNAL':
      return `Something went wrong at our end (${refusal.message}).`;
    default:
      return refusal.message;
  }
}

/** Why a text could not be posted; it stays where it was written. */
export function unposted(refusal) {
  switch (refusal.code) {
    case 'THREAD_CLOSED':
      return 'Comments were closed while you were writing. Your text is kept here, so that you can copy it.';
    case 'THREAD_LOCKED':
      return 'This thread was locked while you were writing. Your text is kept here until it opens again.';
    case 'BRANCH_LOCKED':
      return 'This part of the conversation was locked while you were writing. Your text is kept: post it elsewhere in the thread, or wait until it opens again.';
    case 'UNAUTHENTICATED':
      return 'You are not signed in any more. Your text is kept: sign in and post it again.';
    default:
      return `${friendly(refusal)} Your text is kept.`;
  }
}
