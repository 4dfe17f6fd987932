// What a reader's visit fetches, held to a figure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { base } from '../harness.mjs';
import { read } from '../widget.mjs';

const READING = 20_000;
const LOADER = 1_000;

test('all that reads a thread, on a page with a player, is small', () => read('279', {
  body: '<audio controls></audio>',
}, async (opened, { context, requests }) => {
  await opened.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/player-')));
  const scripts = requests.map((request) => request.url()).filter((url) => /\/embed(\.js|\/assets\/)/.test(url));
  const sizes = await Promise.all(scripts.map(async (url) => {
    const body = await (await context.request.get(url)).body();
    return [url.slice(base.length), gzipSync(body, { level: 9 }).length];
  }));
  const sum = sizes.reduce((all, [, size]) => all + size, 0);
  console.log(sizes.map(([url, size]) => `${size} ${url}`).join('\n'), `\n${sum} bytes`);
  assert.deepEqual(sizes.map(([url]) => url.replace(/-[\w-]{8}\.js$/, '')).sort(), [
    '/embed.js', '/embed/assets/en', '/embed/assets/player', '/embed/assets/thread',
  ]);
  assert.ok(sum <= READING, `${sum} bytes`);
  assert.ok(sizes.find(([url]) => url === '/embed.js')[1] <= LOADER);
}));
