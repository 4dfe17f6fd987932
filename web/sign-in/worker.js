// Looks for the number that, behind the salt, has the challenge for its hash.
import { sha256 } from './sha256.js';

const STEP = 5000;
const encoder = new TextEncoder();

addEventListener('message', ({ data: { challenge, maxnumber, salt } }) => {
  for (let number = 0; number <= maxnumber; number += 1) {
    if (number % STEP === 0) postMessage({ done: number / maxnumber });
    if (sha256(encoder.encode(salt + number)) === challenge) return postMessage({ number });
  }
  throw new Error('the challenge has no solution');
});
