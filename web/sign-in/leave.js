// The end: the session goes to the page that waits for it, and to no other.
import { page } from './api.js';
import { button, h, show } from './dom.js';
import { handToFrame } from './frames.js';
import { say } from './words.js';

/** Whether there is somebody to hand a session to. */
export const awaited = () => page.origin === undefined || Boolean(window.opener && !window.opener.closed);

/** What became of a way in: a session, or the question for a second factor. */
export function arrive(outcome, { factor, moderate }) {
  if (outcome.secondFactor) return factor(outcome.secondFactor);
  if (page.moderate !== undefined) return moderate();
  if (page.origin === undefined) return goOn();
  const { accessToken, expiresAt, refreshToken } = outcome;
  return hand({ type: 'rejoinder:signed-in', accessToken, expiresAt, refreshToken });
}

export const cancel = () => hand({ type: 'rejoinder:failed', reason: 'CANCELLED' });

/** To the frame that waits in the opener; else the browser delivers it only if the opener still shows
 * a page of that very origin. */
export async function hand(message) {
  if (!awaited()) return lost();
  if (page.frame === undefined) window.opener.postMessage(message, page.origin);
  else if (!await handToFrame(message, { secret: page.frame, site: page.site })) return lost();
  window.close();
  return show(say(message.reason ? 'cancelled' : 'done'), h('p', {}, say('mayClose')), button(say('close'), () => window.close()));
}

/** The server lets pages of this origin through only; looked at again where it is used. */
function goOn() {
  const next = new URL(page.next, location.origin);
  location.replace(next.origin === location.origin ? next : '/');
}

export function lost() {
  show(say('lost'), h('p', {}, say('lostAdvice')));
}
