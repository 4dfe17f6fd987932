// Hands over what came of a sign-in to the page that opened this window, if it is still there, and to
// no other: the browser compares its origin with the one that the service has looked at. Where a
// second factor is needed, the sign-in window goes on in this one's place.
const block = document.getElementById('told');
const { origin, message, next, factor } = JSON.parse(block.textContent);
block.remove();

if (next) {
  sessionStorage.setItem('rejoinder:factor', JSON.stringify(factor));
  location.replace(next);
} else {
  tell();
}

function tell() {
  const { opener } = window;
  if (opener && !opener.closed) {
    opener.postMessage(message, origin);
    // What went wrong is left for the person to read.
    if (message.type !== 'rejoinder:failed') window.close();
  } else if (message.type === 'rejoinder:signed-in') {
    sayAlone();
  }
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
