// For pages that let people sign in: opens the sign-in window of a Rejoinder service, and gives the
// session that it hands over. Keep the tokens in memory: what a page stores, all its scripts can read.

/** Nobody was signed in. `reason` is `BLOCKED` (the browser opened no window: call `signIn` while a
 * click is handled), `CLOSED`, `CANCELLED`, `ABORTED`, or what the service says. */
export class SignInFailed extends Error {
  constructor(reason) {
    super(`Nobody was signed in: ${reason}`);
    this.name = 'SignInFailed';
    this.reason = reason;
  }
}

let underWay = null;

/**
 * Call it while a click is handled. `service` is the address of the service, `site` the site's key;
 * `locale` is a language such as `de`, else the browser's are taken; `signal` closes the window.
 * Gives `{ accessToken, expiresAt, refreshToken }`. Asked again meanwhile, it shows the window that
 * there is.
 */
export function signIn({ service, site, locale, signal }) {
  if (underWay) {
    underWay.opened.focus();
    return underWay.tokens;
  }
  const { origin } = new URL(service);
  const opened = window.open(address(origin, { site, locale }), '_blank', 'popup,width=440,height=680');
  if (!opened) return Promise.reject(new SignInFailed('BLOCKED'));
  const tokens = answer(opened, origin, signal).finally(() => { underWay = null; });
  underWay = { opened, tokens };
  return tokens;
}

function address(service, { site, locale }) {
  const url = new URL('/sign-in', service);
  url.searchParams.set('site', site);
  url.searchParams.set('origin', location.origin);
  if (locale) url.searchParams.set('locale', locale);
  return url;
}

/** What the window says first; whatever others say is passed over. */
function answer(opened, origin, signal) {
  const { promise, settle } = settling();
  const done = new AbortController();
  const end = (outcome) => {
    done.abort();
    clearInterval(watch);
    settle(outcome);
    // What the window says has failed is left there to be read.
    if (!(outcome instanceof SignInFailed) || outcome.reason === 'ABORTED') opened.close();
  };
  addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== opened) return;
    const outcome = read(event.data);
    if (outcome) end(outcome);
  }, { signal: done.signal });
  // Closing is seen on the second look, so that what was said before arrives before.
  let closed = false;
  const watch = setInterval(() => {
    if (closed) end(new SignInFailed('CLOSED'));
    closed = opened.closed;
  }, 300);
  const abort = () => end(new SignInFailed('ABORTED'));
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { signal: done.signal });
  return promise;
}

function settling() {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = (outcome) => (outcome instanceof SignInFailed ? reject(outcome) : resolve(outcome));
  });
  return { promise, settle };
}

const text = (value, longest) => typeof value === 'string' && value.length > 0 && value.length <= longest;

/** Tokens, a failure, or null for what is no message of the window's. */
function read(data) {
  if (typeof data !== 'object' || data === null) return null;
  const { type, accessToken, expiresAt, refreshToken, reason } = data;
  if (type === 'rejoinder:failed') return text(reason, 64) ? new SignInFailed(reason) : null;
  const whole = type === 'rejoinder:signed-in' && text(accessToken, 8192) && text(refreshToken, 512)
    && text(expiresAt, 64) && !Number.isNaN(Date.parse(expiresAt));
  return whole ? Object.freeze({ accessToken, expiresAt, refreshToken }) : null;
}
