// A refusal as a sentence that says what to do.
import type { Refusal } from '../../shared/api/refusal.ts';
import type { More } from '../words/more/en.ts';
import { duration, type Spoken } from './words.ts';

const REASONS = [
  'THREAD_CLOSED',
  'THREAD_LOCKED',
  'BRANCH_LOCKED',
  'SUSPENDED',
  'BANNED',
  'WINDOW_CLOSED',
  'NOT_FOUND',
  'FOREIGN_ORIGIN',
  'EPISODE_MUST_EXIST',
  'GUESTS_NOT_WELCOME',
  'SESSION_ENDED',
] as const satisfies (keyof More)[];

export function sentence(refusal: Refusal, language: Spoken): string {
  const { code, reason, field, retryAfter, message } = refusal;
  const { words } = language;
  const known = REASONS.find((one) => one === reason) ?? REASONS.find((one) => one === code);
  if (known) return words[known];
  switch (code) {
    case 'NETWORK':
      return words.unreachable;
    case 'RATE_LIMITED':
    case 'UNAVAILABLE':
      return retryAfter ? language.say(words.tooOften, { time: duration(retryAfter, language) }) : words.busy;
    case 'UNAUTHENTICATED':
      return words.SESSION_ENDED;
    case 'CONFLICT':
      return words.STALE;
    case 'INVALID':
      if (field === 'name') return words.invalid_name;
      if (field === 'email') return words.invalid_email;
      return language.say(words.refused, { message });
    default:
      return words.broken;
  }
}
