// The public GraphQL API, spoken as any page could, and the session that signs requests.
import { signIn as openWindow } from '/sign-in/client.js';
import { REFRESH, SIGN_IN, SIGN_OUT, WHO } from './queries.js';

export const SITE = 'history';
const ENDPOINT = '/graphql';
const STORED = 'rejoinder-demo-session';

/** What the service refused, and why: `code` is one of the API's `ErrorCode` or `NETWORK`. */
export class Refusal extends Error {
  constructor(message, { code, reason, retryAfter, field } = {}) {
    super(message);
    Object.assign(this, { code, reason, retryAfter, field });
  }
}

let session = stored();
let renewing = null;
const listeners = new Set();

/** Who is signed in; null when nobody is. */
export const viewer = () => session?.viewer ?? null;

export const onSession = (listener) => listeners.add(listener);

/** Runs a document. An access token past its time is renewed once, unseen. */
export async function request(query, variables = {}) {
  const used = session;
  try {
    return await send(query, variables, used);
  } catch (refusal) {
    if (!used || !concernsToken(refusal)) throw refusal;
    await (renewing ??= renew(used, refusal.reason).finally(() => { renewing = null; }));
    return send(query, variables, session);
  }
}

export async function signIn(email, password) {
  const { signIn } = await send(SIGN_IN, { input: { site: SITE, email, password } }, null);
  keep(signIn);
}

/** In the service's own window, as on any page that embeds a thread. */
export async function signInByWindow() {
  const tokens = await openWindow({ service: location.origin, site: SITE });
  const { viewer } = await send(WHO, {}, tokens);
  keep({ ...tokens, viewer });
}

/** Ends the session here in any case, and at the service where it can be reached. */
export async function signOut() {
  const { refreshToken } = session;
  keep(null);
  await send(SIGN_OUT, { input: { refreshToken } }, null).catch(() => {});
}

const concernsToken = (refusal) => refusal.code === 'UNAUTHENTICATED'
  && ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'SESSION_ENDED'].includes(refusal.reason);

async function renew(used, reason) {
  if (session !== used) return;
  if (reason !== 'TOKEN_EXPIRED') return keep(null);
  const input = { refreshToken: used.refreshToken };
  try {
    const { refreshSession } = await send(REFRESH, { input }, null);
    keep(refreshSession);
  } catch (refusal) {
    if (refusal.code !== 'UNAUTHENTICATED') throw refusal;
    keep(null);
  }
}

async function send(query, variables, signed) {
  const headers = {
    Accept: 'application/graphql-response+json, application/json;q=0.9',
    'Content-Type': 'application/json',
  };
  if (signed) headers.Authorization = `Bearer ${signed.accessToken}`;
  const answer = await fetch(ENDPOINT, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    .then((response) => response.json())
    .catch(() => { throw new Refusal('The service could not be reached.', { code: 'NETWORK' }); });
  if (answer.errors?.length) {
    const [{ message, extensions }] = answer.errors;
    throw new Refusal(message, extensions);
  }
  return answer.data;
}

function keep(given) {
  const before = session?.viewer.author.id;
  session = given && {
    accessToken: given.accessToken,
    refreshToken: given.refreshToken,
    viewer: given.viewer,
  };
  if (session) sessionStorage.setItem(STORED, JSON.stringify(session));
  else sessionStorage.removeItem(STORED);
  if (before !== session?.viewer.author.id) listeners.forEach((listener) => listener());
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORED));
  } catch {
    return null;
  }
}
