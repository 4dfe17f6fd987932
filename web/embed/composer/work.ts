// Proof of work, by ALTCHA's open protocol, in slices: a page stays quick meanwhile, and no policy of
// its has to allow a worker of ours.
import { sha256 } from '../../sign-in/sha256.js';

export interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

/** Milliseconds at a time. */
const SLICE = 12;

/** The payload for a challenge. `progress` is told how much of the most there can be is done, 0 to 1. */
export async function solve(
  { challenge, maxnumber, salt, ...rest }: Challenge,
  progress: (done: number) => void,
): Promise<string> {
  const encoder = new TextEncoder();
  let until = performance.now() + SLICE;
  for (let number = 0; number <= maxnumber; number += 1) {
    if (sha256(encoder.encode(salt + number)) === challenge) {
      return btoa(JSON.stringify({ algorithm: rest.algorithm, challenge, number, salt, signature: rest.signature }));
    }
    if (performance.now() < until) continue;
    progress(number / maxnumber);
    await new Promise((resolve) => setTimeout(resolve));
    until = performance.now() + SLICE;
  }
  throw new Error('the challenge has no solution');
}
