// People without a page: moments that are chosen in a word, and forms that are sent once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sending } from '../desk/parts/sending.ts';
import { sinceOf, untilOf } from '../desk/people/until.ts';
import { Refusal } from '../shared/api/refusal.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');

test('a suspension ends in a while, or at a moment that is still to come', () => {
  assert.equal(untilOf('hour', '', NOW), '2026-11-28T13:00:00.000Z');
  assert.equal(untilOf('week', '2026-11-28T12:30', NOW), '2026-12-05T12:00:00.000Z', 'what is hidden does not count');
  const local = '2026-12-24T18:00';
  assert.equal(untilOf('moment', local, NOW), new Date(local).toISOString());
  for (const typed of ['', 'tomorrow', '2026-11-27T12:00']) assert.equal(untilOf('moment', typed, NOW), null, typed);
});

test('comments go since a while ago, or whenever they were written', () => {
  assert.equal(sinceOf('day', NOW), '2026-11-27T12:00:00.000Z');
  assert.equal(sinceOf('ever', NOW), '1970-01-01T00:00:00.000Z');
});

test('a form is sent once at a time, and says beside its field what was refused', async () => {
  let drawn = 0;
  const sending = new Sending(
    ({ message }) => message,
    () => {
      drawn += 1;
    },
  );
  let answer: () => void = () => {};
  const first = sending.send(
    'note',
    ['text'],
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  assert.ok(sending.isBusy('note'));
  assert.equal(await sending.send('note', ['text'], async () => assert.fail('it is on its way')), false);
  answer();
  assert.equal(await first, true);
  const refuse = (field?: string) => async () => {
    throw new Refusal('no', { code: 'INVALID', ...(field ? { field } : {}) });
  };
  assert.equal(await sending.send('note', ['text'], refuse('text')), false);
  assert.deepEqual(
    [sending.problem('note', 'text'), sending.problem('note'), sending.isBusy('note')],
    ['no', '', false],
  );
  await sending.send('note', ['text'], refuse('other'));
  assert.deepEqual([sending.problem('note', 'text'), sending.problem('note')], ['', 'no']);
  sending.forget();
  assert.equal(sending.problem('note'), '');
  assert.ok(drawn > 4);
  await assert.rejects(
    sending.send('note', [], async () => {
      throw new TypeError('a fault of ours');
    }),
  );
  assert.ok(!sending.isBusy('note'));
});
