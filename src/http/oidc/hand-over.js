// Hands over what came of a sign-in to the page that opened this window, if it is still there, and to
// no other: the browser compares its origin with the one that the service has looked at. Where a
// session frame waits in that page, it gets the outcome instead. Where a second factor is needed, the
// sign-in window goes on in this one's place; where the session is in a cookie, the page that wants it.
import { handToFrame, remember, remembered } from '/sign-in/assets/newest/frames.js';

const block = document.getElementById('told');
const { origin, message, next, factor } = JSON.parse(block.textContent);
block.remove();

if (next) {
  if (factor) sessionStorage.setItem('rejoinder:factor', JSON.stringify(factor));
  location.replace(next);
} else if (!await tell() && message.type === 'rejoinder:signed-in') {
  sayAlone();
}

/** Whether there was somebody to tell. What went wrong is left for the person to read. */
async function tell() {
  const { opener } = window;
  const frame = remembered();
  if (!opener || opener.closed) return false;
  if (!frame) opener.postMessage(message, origin);
  else if (!await handToFrame(message, frame)) return false;
  remember(null);
  if (message.type !== 'rejoinder:failed') window.close();
  return true;
}

// The session goes nowhere, so that nobody is signed in after all.
function sayAlone() {
  const alone = document.getElementById('alone');
  const heading = document.querySelector('h1');
  heading.textContent = alone.dataset.heading;
  document.title = heading.textContent;
  document.getElementById('done').remove();
  alone.hidden = false;
}
