// Moments that are chosen in a word: until when something holds, since when comments go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sinceOf, untilOf } from '../desk/parts/until.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');

test('what holds for a while ends when it says, or at a moment that is still to come', () => {
  assert.deepEqual(untilOf('hour', '', NOW), { until: '2026-11-28T13:00:00.000Z' });
  assert.deepEqual(untilOf('day', '', NOW), { until: '2026-11-29T12:00:00.000Z' });
  const hidden = untilOf('week', '2026-11-28T12:30', NOW);
  assert.deepEqual(hidden, { until: '2026-12-05T12:00:00.000Z' }, 'what is hidden does not count');
  const local = '2026-12-24T18:00';
  assert.deepEqual(untilOf('date', local, NOW), { until: new Date(local).toISOString() });
  for (const typed of ['', 'tomorrow']) assert.deepEqual(untilOf('date', typed, NOW), { wrong: 'noDate' }, typed);
  assert.deepEqual(untilOf('date', '2026-11-27T12:00', NOW), { wrong: 'past' });
});

test('comments go since a while ago, or whenever they were written', () => {
  assert.equal(sinceOf('day', NOW), '2026-11-27T12:00:00.000Z');
  assert.equal(sinceOf('ever', NOW), '1970-01-01T00:00:00.000Z');
});
