// An answer, or the lack of one.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import documents from '../documents.json' with { type: 'json' };
import { lightness } from '../embed/parts/scheme.ts';
import { read } from '../shared/api/read.ts';
import type { Refusal } from '../shared/api/refusal.ts';
import { open } from '../shared/generated-open.ts';
import * as own from '../shared/generated-own-account.ts';

const never = new Promise<never>(() => {});

for (const [what, response] of [
  ['an answer', never],
  ['the end of an answer', Promise.resolve({ json: () => never } as unknown as Response)],
] as const) {
  test(`${what} is waited for as long as a network may take, and no longer`, async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const asked = read(response).then(
        () => 'answered',
        (refusal: Refusal) => refusal.code,
      );
      mock.timers.tick(20_000);
      assert.equal(await asked, 'NETWORK');
    } finally {
      mock.timers.reset();
    }
  });
}

test('who gave up waiting is not told that the network failed', async () => {
  const given = new DOMException('no', 'AbortError');
  await assert.rejects(read(Promise.reject(given)), given);
});

test('no page around the widget may have sessions ended, or read what belongs to the account', () => {
  assert.ok(!open.includes(own.EndSession));
  const texts = documents as Record<string, string>;
  for (const hash of open) assert.doesNotMatch(texts[hash] ?? '', /\b(sessions|mutedAuthors|email|endSession)\b/);
});

test('a colour is light or dark in whichever form a browser gives it', () => {
  const light = [
    'rgb(221, 221, 221)',
    'rgba(255, 255, 255, 0.9)',
    'oklch(0.9 0.02 80)',
    'lab(90 1 1)',
    'color(display-p3 0.9 0.9 1)',
  ];
  const dark = ['rgb(34, 34, 34)', 'rgb(120, 20, 20)', 'oklab(0.3 0 0)', 'lch(20 10 40)', 'color(srgb 0.1 0.2 0.3)'];
  for (const color of light) assert.ok(lightness(color) > 0.5, color);
  for (const color of dark) assert.ok(lightness(color) < 0.5, color);
});
