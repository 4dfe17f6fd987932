// Proof of work, by ALTCHA's open protocol: the number that makes a hash is looked for elsewhere
// than where the page is drawn.

const address = new URL('./worker.js', import.meta.url).href;
const policy = globalThis.trustedTypes?.createPolicy('rejoinder-worker', {
  createScriptURL: () => address,
});

/** The payload for a challenge. `progress` is told how much of the most there can be is done, 0 to 1. */
export function solve({ algorithm, challenge, maxnumber, salt, signature }, progress) {
  const worker = new Worker(policy?.createScriptURL('') ?? address, { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: { done, number } }) => {
      if (done !== undefined) return progress(done);
      return resolve(btoa(JSON.stringify({ algorithm, challenge, number, salt, signature })));
    };
    worker.onerror = reject;
    worker.postMessage({ challenge, maxnumber, salt });
  }).finally(() => worker.terminate());
}
