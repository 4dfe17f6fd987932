// What a page and the session frame say to each other: over a port that nobody else has, but for the
// message that hands over its end. Each side believes only what has one of these forms.
import type { Extensions } from '../../shared/api/refusal.ts';
import type { Role } from '../../shared/generated.ts';

/** Who is signed in, as far as the page around is told. */
export interface Who {
  id: string;
  displayName: string;
  /** What they are on the site. */
  badge: Role;
  /** Whether this is a session for moderating on this page. */
  isModerating: boolean;
}

/** Brings one end of a channel into the frame. */
export const CONNECT = 'rejoinder:connect';

/** What the page wants. `number` comes back with the answer. */
export type Wish = { number: number } & (
  | { wish: 'ask'; document: string; variables: Record<string, unknown> }
  /** Waits for the sign-in window that was opened with this secret. */
  | { wish: 'await'; secret: string }
  | { wish: 'takeSiteToken'; token: string }
  /** Looks whether another page has signed somebody in or out. */
  | { wish: 'look' }
  /** Ends the session; one for moderating gives way to the one before it. */
  | { wish: 'signOut' }
);

export type Reply =
  | { number: number; data: unknown }
  | { number: number; refused: Extensions & { message: string } }
  /** Who is signed in, told at first and whenever it changes; `unsure` where the service could not be asked. */
  | { who: Who | null; unsure: boolean }
  /** The window that was waited for has brought somebody, or has not and says why. */
  | { secret: string; failed: string | null };

/** What the sign-in window gives the frame: each field is looked at by `readHandOver`. */
export interface HandOver {
  secret: string;
  site: string;
  outcome: { accessToken: string; refreshToken: string; moderating: boolean } | { reason: string };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest;

export const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{22,64}$/.test(value);

export function readWish(data: unknown): Wish | null {
  if (!isObject(data)) return null;
  const { number, wish, document, variables, secret, token } = data;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return null;
  if (wish === 'ask' && isText(document, 64) && isObject(variables)) return { number, wish, document, variables };
  if (wish === 'await' && isSecret(secret)) return { number, wish, secret };
  if (wish === 'takeSiteToken' && isText(token, 8192)) return { number, wish, token };
  return wish === 'look' || wish === 'signOut' ? { number, wish } : null;
}

export function readHandOver(data: unknown): HandOver | null {
  if (!isObject(data)) return null;
  const { type, secret, site, accessToken, refreshToken, moderating, reason } = data;
  if (!isSecret(secret) || !isText(site, 100)) return null;
  if (type === 'rejoinder:failed') return isText(reason, 64) ? { secret, site, outcome: { reason } } : null;
  if (type !== 'rejoinder:signed-in' || !isText(accessToken, 8192) || !isText(refreshToken, 512)) return null;
  return { secret, site, outcome: { accessToken, refreshToken, moderating: moderating === true } };
}

export function readReply(data: unknown): Reply | null {
  if (!isObject(data)) return null;
  const { number, data: answer, refused, who, unsure, secret, failed } = data;
  if (typeof number === 'number') {
    if (!isObject(refused)) return 'data' in data ? { number, data: answer } : null;
    const { code, message } = refused;
    return isText(code, 64) && typeof message === 'string'
      ? { number, refused: refused as unknown as Extensions & { message: string } }
      : null;
  }
  if (isSecret(secret) && (failed === null || isText(failed, 64))) return { secret, failed };
  if (who === null || isWho(who)) return { who, unsure: unsure === true };
  return null;
}

function isWho(value: unknown): value is Who {
  const roles: unknown[] = ['COMMENTER', 'MODERATOR', 'ADMIN'];
  if (!isObject(value)) return false;
  const { id, displayName, badge, isModerating } = value;
  return (
    isText(id, 100) && typeof displayName === 'string' && roles.includes(badge) && typeof isModerating === 'boolean'
  );
}
