// A refusal as a sentence that says what to do.
import type { Refusal } from '../shared/api/refusal.ts';
import { duration, type Speech } from './speech.ts';
import type { OwnWords } from './words/en.ts';

const REASONS = [
  'SESSION_ENDED',
  'WRONG_PASSWORD',
  'WRONG_CODE',
  'LINK_OVER',
  'CHALLENGE_OVER',
  'PASSKEY_REFUSED',
  'SIGN_IN_AGAIN',
  'OWN_PAGES_ONLY',
  'COOKIE_NEEDS_HTTPS',
  'NO_MAIL',
  'WAY_CLOSED',
  'CHANGED',
  'NOTHING_TO_DO',
  'ALREADY_SIGNED_UP',
] as const satisfies (keyof OwnWords)[];

/** What other reasons are called here, where somebody is signed in already. */
const ALIASES: Record<string, (typeof REASONS)[number]> = {
  WRONG_CREDENTIALS: 'WRONG_PASSWORD',
  SIGNED_OUT: 'SESSION_ENDED',
};

/** The field to which a reason belongs, where the service names none. */
const FIELDS: Record<string, string> = {
  WRONG_PASSWORD: 'password',
  WRONG_CREDENTIALS: 'password',
  WRONG_CODE: 'code',
  LINK_OVER: 'code',
};

const INVALID: Record<string, keyof OwnWords> = {
  email: 'invalid_email',
  newEmail: 'invalid_email',
  password: 'invalid_password',
  newPassword: 'invalid_password',
  name: 'invalid_name',
  code: 'WRONG_CODE',
};

/** `more` are the words of the page for reasons of its own. */
export function sentence(refusal: Refusal, language: Speech, more: Record<string, string> = {}): string {
  const { code, reason = '', field = '', retryAfter, message } = refusal;
  const { words } = language;
  const own = more[reason];
  if (own) return own;
  const known = ALIASES[reason] ?? REASONS.find((one) => one === reason);
  if (known) return words[known];
  switch (code) {
    case 'NETWORK':
      return words.unreachable;
    case 'RATE_LIMITED':
    case 'UNAVAILABLE':
      return retryAfter ? language.say(words.tooOften, { time: duration(retryAfter, language.code) }) : words.busy;
    case 'UNAUTHENTICATED':
      return words.SESSION_ENDED;
    case 'INVALID':
      return words[INVALID[field] ?? 'broken'];
    case 'FORBIDDEN':
    case 'CONFLICT':
      return language.say(words.refused, { message });
    default:
      return words.broken;
  }
}

/** The field that a refusal is about, if it is about one. */
export function fieldOf({ field, reason = '' }: Refusal): string | undefined {
  return field ?? FIELDS[reason];
}
