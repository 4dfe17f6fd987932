// What was decided: sent, answered, undone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decision, type Item, mayDecide, outcome, type Verdict } from '../desk/queues/decisions.ts';
import { History } from '../desk/queues/history.ts';
import { Outbox, type Sending } from '../desk/queues/outbox.ts';
import { type Extensions, Refusal } from '../shared/api/refusal.ts';
import { approve, card, LATER, ME } from './cards.ts';

/** An outbox whose answers and clock are in the test's hands. */
function outbox(answer: (decision: Decision, items: Item[]) => Verdict[] | Extensions) {
  const sent: Sending[] = [];
  const verdicts: Verdict[] = [];
  const waits: { delay: number; run: () => void }[] = [];
  const box = new Outbox({
    async send(decision, items) {
      sent.push({ decision, items });
      await Promise.resolve();
      const given = answer(decision, items);
      if (!Array.isArray(given)) throw new Refusal('no', given);
      return given;
    },
    answered: (_, given) => verdicts.push(...given),
    changed: () => {},
    later(delay, run) {
      waits.push({ delay, run });
      return () => {};
    },
  });
  return { box, sent, verdicts, waits };
}

const item = (number: number): Item => ({ commentId: `c${number}`, revisionId: `r${number}`, overrules: null });
const verdict = (commentId: string, code: Verdict['code'] = null): Verdict => ({
  commentId,
  code,
  message: null,
  comment: null,
  earlier: null,
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('one request is on its way at a time, and what is alike behind it goes together', async () => {
  const { box, sent, verdicts } = outbox((_, items) => items.map(({ commentId }) => verdict(commentId)));
  for (const number of [0, 1, 2]) box.add(approve, [item(number)]);
  box.add({ kind: 'spam' }, [item(3)]);
  assert.equal(box.size, 4);
  assert.ok(box.has('c2'));
  await settled();
  assert.deepEqual(
    sent.map(({ decision, items }) => `${decision.kind} ${items.map(({ commentId }) => commentId)}`),
    ['approve c0', 'approve c1,c2', 'spam c3'],
  );
  assert.equal(verdicts.length, 4);
  assert.equal(box.size, 0);
});

test('a hundred go in one request, and no more', async () => {
  const { box, sent } = outbox((_, items) => items.map(({ commentId }) => verdict(commentId)));
  box.add(
    approve,
    Array.from({ length: 230 }, (_, number) => item(number)),
  );
  await settled();
  assert.deepEqual(
    sent.map(({ items }) => items.length),
    [100, 100, 30],
  );
});

test('without a line nothing is lost, and less and less is tried until it is back', async () => {
  let isDown = true;
  const { box, sent, verdicts, waits } = outbox((_, items) =>
    isDown ? { code: 'NETWORK' } : items.map(({ commentId }) => verdict(commentId)),
  );
  box.add(approve, [item(0)]);
  await settled();
  box.add(approve, [item(1)]);
  await settled();
  assert.equal(sent.length, 1, 'it waits');
  waits.at(-1)?.run();
  await settled();
  assert.deepEqual(
    waits.map(({ delay }) => delay),
    [1_000, 2_000],
  );
  assert.equal(box.size, 2);
  isDown = false;
  box.hurry();
  await settled();
  assert.equal(box.size, 0);
  assert.deepEqual(
    verdicts.map(({ commentId }) => commentId),
    ['c0', 'c1'],
  );
});

test('what is busy is tried again, what is refused comes back', async () => {
  let tries = 0;
  const { box, verdicts, waits } = outbox((_, items) => {
    tries += 1;
    return items.map(({ commentId }) => verdict(commentId, commentId === 'c0' && tries === 1 ? 'TRY_AGAIN' : null));
  });
  box.add(approve, [item(0), item(1)]);
  await settled();
  assert.deepEqual(
    verdicts.map(({ commentId }) => commentId),
    ['c1'],
  );
  waits.at(-1)?.run();
  await settled();
  assert.equal(verdicts.length, 2);
  const refused = outbox(() => ({ code: 'FORBIDDEN', reason: 'NOT_MODERATOR' }));
  refused.box.add(approve, [item(7)]);
  await settled();
  assert.deepEqual(
    refused.verdicts.map(({ commentId, code }) => [commentId, code]),
    [['c7', 'DENIED']],
  );
});

test('a session that is over keeps what was decided, and a limit says how long to wait', async () => {
  for (const [refusal, delay] of [
    [{ code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' }, 1_000],
    [{ code: 'RATE_LIMITED', retryAfter: 7 }, 7_000],
  ] as const) {
    const { box, waits } = outbox(() => refusal);
    box.add(approve, [item(0)]);
    await settled();
    assert.equal(box.size, 1);
    assert.equal(waits.at(-1)?.delay, delay);
  }
});

test('what has not gone is taken back, what is on its way is not', async () => {
  const { box, sent } = outbox((_, items) => items.map(({ commentId }) => verdict(commentId)));
  box.add(approve, [item(0)]);
  box.add(approve, [item(1), item(2)]);
  assert.deepEqual(box.takeBack(['c0', 'c1']), ['c1']);
  await settled();
  assert.deepEqual(
    sent.map(({ items }) => items.map(({ commentId }) => commentId)),
    [['c0'], ['c2']],
  );
});

test('an answer that was lost is known by who decided', () => {
  const earlier = { id: 'd1', status: 'APPROVED' as const, decidedAt: LATER, moderatorId: ME };
  const already = { ...verdict('c0', 'ALREADY_DECIDED'), earlier };
  assert.equal(outcome(approve, already, ME), 'done');
  assert.equal(outcome(approve, already, 'author_other'), 'agreed');
  assert.equal(outcome({ kind: 'spam' }, already, ME), 'back');
  assert.equal(outcome(approve, verdict('c0'), ME), 'done');
  assert.equal(outcome(approve, verdict('c0', 'DENIED'), ME), 'back');
});

test('only what changes something is decided', () => {
  assert.ok(!mayDecide('approve', { status: 'APPROVED' }, 'APPROVED'));
  assert.ok(mayDecide('approve', { status: 'APPROVED' }, 'UNREVIEWED'));
  assert.ok(!mayDecide('restore', { status: 'PENDING' }, 'PENDING'));
  assert.ok(mayDecide('restore', { status: 'SPAM' }, 'SPAM'));
});

test('the last decision is undone first, and what never was done is not undone', () => {
  const history = new History();
  history.add(approve, 'PENDING', [card(0)]);
  history.add({ kind: 'spam' }, 'PENDING', [card(1), card(2)]);
  assert.equal(history.last?.decision.kind, 'spam');
  history.carriedOut('c1', 'd1');
  assert.deepEqual([...(history.last?.entries ?? [])], [['c1', 'd1']]);
  assert.equal(history.drop('c1')?.id, 'c1');
  history.drop('c2');
  assert.equal(history.last?.decision.kind, 'approve');
  for (let number = 10; number < 40; number += 1) history.add(approve, 'PENDING', [card(number)]);
  assert.equal(history.all.length, 20);
});
