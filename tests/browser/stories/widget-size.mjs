// What a reader's visit fetches, held to a figure.
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test } from 'node:test';
import { base } from '../harness.mjs';
import { isStream, read } from '../widget.mjs';

const READING = 20_000;
const LOADER = 1_300;
const LIVE = 7_500;
const LATER = /\/(follow|head|presence)-/;

test('all that reads a thread, on a page with a player, is small', () => read('279', {
  body: '<audio controls></audio>',
}, async (opened, { requests }) => {
  await opened.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/player-')));
  if (!requests.some(isStream)) await opened.waitForRequest(isStream);
  const scripts = requests.map((request) => request.url()).filter((url) => /\/embed(\.js|\/assets\/)/.test(url));
  const all = await Promise.all(scripts.map(async (url) => [url.slice(base.length), await onTheWire(url)]));
  // What keeps the thread as it is now comes when all is shown, and nobody waits for it.
  const later = all.filter(([url]) => LATER.test(url));
  const sizes = all.filter(([url]) => !LATER.test(url));
  const [sum, rest] = [sizes, later].map((some) => some.reduce((sofar, [, size]) => sofar + size, 0));
  console.log(all.map(([url, size]) => `${size} ${url}`).join('\n'), `\n${sum} bytes, and ${rest} later`);
  assert.deepEqual(sizes.map(([url]) => url.replace(/-[\w-]{8}\.js$/, '')).sort(), [
    '/embed.js', '/embed/assets/en', '/embed/assets/player', '/embed/assets/thread',
  ]);
  assert.ok(sum <= READING, `${sum} bytes`);
  assert.ok(rest <= LIVE, `${rest} bytes later`);
  assert.ok(sizes.find(([url]) => url === '/embed.js')[1] <= LOADER);
}));

/** Bytes of a body as a browser gets it that knows gzip and nothing better. */
function onTheWire(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      assert.equal(response.headers['content-encoding'], 'gzip');
      let bytes = 0;
      response.on('data', (chunk) => { bytes += chunk.length; });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}
