// SHA-256 (FIPS 180-4), many times over. The browser's own answers one message at a time through a
// promise, and only on pages that came by https.

const primes = [];
for (let n = 2; primes.length < 64; n += 1) {
  if (primes.every((prime) => n % prime !== 0)) primes.push(n);
}

/** The first 32 bits of a root's fraction. */
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;

const ROUND = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const schedule = new Uint32Array(64);
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function mix(state, block, at) {
  for (let i = 0; i < 16; i += 1) schedule[i] = block.getUint32(at + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [near, far] = [schedule[i - 15], schedule[i - 2]];
    const low = turn(near, 7) ^ turn(near, 18) ^ (near >>> 3);
    const high = turn(far, 17) ^ turn(far, 19) ^ (far >>> 10);
    schedule[i] = schedule[i - 16] + low + schedule[i - 7] + high;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const choice = (e & f) ^ (~e & g);
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + ROUND[i] + schedule[i]) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** Of bytes, in hexadecimal. */
export function sha256(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(whole.length - 4, bytes.length * 8);
  const state = START.slice();
  for (let at = 0; at < whole.length; at += 64) mix(state, view, at);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}
