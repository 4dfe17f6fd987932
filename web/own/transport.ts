// How pages of our own ask: with the session that a cookie keeps. No script sees a token.
import { Posting } from '../shared/api/posting.ts';
import type { Transport } from '../shared/api/transport.ts';

/** Without this header the cookie does not count, and no form and no page of another origin sends it. */
export const transport: Transport = new Posting('', { 'x-rejoinder-session': 'cookie' });
