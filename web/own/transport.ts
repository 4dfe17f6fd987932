// How pages of our own ask: with the session that a cookie keeps. No script sees a token.
import type { Document } from '../shared/api/document.ts';
import { events } from '../shared/api/events.ts';
import { Posting } from '../shared/api/posting.ts';
import type { Transport } from '../shared/api/transport.ts';

/** Without this header the cookie does not count, and no form and no page of another origin sends it. */
const HEADERS = { 'x-rejoinder-session': 'cookie' };

export const transport: Transport = new Posting('', HEADERS);

export const subscribe = <Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
) => events('', document, variables, signal, HEADERS);
