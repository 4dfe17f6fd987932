// People without a page: forms that are sent once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sending } from '../desk/parts/sending.ts';
import { Refusal } from '../shared/api/refusal.ts';

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
