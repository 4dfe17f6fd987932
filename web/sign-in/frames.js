// The session frame in the page that opened this window: another page of our own origin, hidden
// there. It keeps the session, so that the page around it never sees a token.

/** How long a frame may take to come, where the page has only just asked for it. */
const PATIENCE = 20_000;
const NAME = 'rejoinder:frame';

/** Kept in this window while a provider's pages stand in it; `frame` is null where no frame waits. */
export function remember(frame) {
  if (frame) sessionStorage.setItem(NAME, JSON.stringify(frame));
  else sessionStorage.removeItem(NAME);
}

/** `{ secret, site }`, or null where no frame waits. */
export const remembered = () => JSON.parse(sessionStorage.getItem(NAME));

/**
 * Gives the frame that waits for this window the outcome. The browser delivers it to pages of our
 * own origin only, and the frame knows the window by its secret. Tells whether it has answered.
 */
export function handToFrame(message, { secret, site }) {
  const given = { ...message, secret, site };
  return new Promise((resolve) => {
    const done = new AbortController();
    const end = (isTaken) => {
      done.abort();
      clearInterval(again);
      clearTimeout(patience);
      resolve(isTaken);
    };
    addEventListener('message', ({ origin, data }) => {
      if (origin === location.origin && data?.type === 'rejoinder:taken' && data.secret === secret) end(true);
    }, { signal: done.signal });
    const post = () => {
      const { opener } = window;
      if (!opener || opener.closed) return end(false);
      for (let at = 0; at < opener.length; at += 1) opener[at].postMessage(given, location.origin);
    };
    const again = setInterval(post, 250);
    const patience = setTimeout(() => end(false), PATIENCE);
    post();
  });
}
