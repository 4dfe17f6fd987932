// The desk without a page: how a queue is gone through, what is sent, and what comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { name } from '../desk/keys.ts';
import { type Card, type Decision, type Item, mayDecide, outcome, type Verdict } from '../desk/queues/decisions.ts';
import { History } from '../desk/queues/history.ts';
import { places } from '../desk/queues/marks.ts';
import { QueueModel, type Trouble } from '../desk/queues/model.ts';
import { Outbox, type Sending } from '../desk/queues/outbox.ts';
import type { Edge, Page } from '../desk/queues/rows.ts';
import { address, route } from '../desk/route.ts';
import { type Extensions, Refusal } from '../shared/api/refusal.ts';

const ME = 'author_me';
const LATER = '2099-01-01T00:00:00Z';

function card(number: number, more: Partial<Card> = {}): Card {
  return { id: `c${number}`, revisionId: `r${number}`, status: 'PENDING', claim: null, ...more } as Card;
}

const edges = (from: number, to: number): Edge[] =>
  Array.from({ length: to - from }, (_, at) => ({ cursor: `after c${from + at}`, node: card(from + at) }));

const nothing = () => false;

/** A queue of which this many are read, and there is more or not. */
function queue(size: number, hasMore = false): QueueModel {
  const model = new QueueModel('PENDING', ME);
  for (let at = 0; at < size; at += 20)
    model.take(edges(at, Math.min(size, at + 20)), hasMore || at + 20 < size, nothing);
  return model;
}

const approve: Decision = { kind: 'approve' };
const trouble = (code: Trouble['code']): Trouble => ({ code, message: null, decision: null, earlier: null });
const ids = (model: QueueModel) => model.rows.between(0, model.rows.length);
const claim = (who: string, expiresAt = LATER) => ({ moderator: { id: who, displayName: who }, expiresAt });

test('what is decided on leaves at once, and the next one is read', () => {
  const model = queue(4);
  model.move(1);
  assert.deepEqual(
    model.decide(['c1']).map(({ id }) => id),
    ['c1'],
  );
  assert.equal(model.current, 'c2');
  assert.deepEqual(ids(model), ['c0', 'c2', 'c3']);
  model.go('c3');
  model.decide(['c3']);
  assert.equal(model.current, 'c2', 'after the last one comes the one before');
  model.decide(['c0', 'c2']);
  assert.equal(model.current, null);
});

test('what comes back stands where it stood, whatever has left since', () => {
  const model = queue(45);
  const [first] = model.decide(['c21']);
  model.decide(['c20', 'c22', 'c0']);
  assert.ok(first);
  const failed = trouble('FAILED');
  model.bring(first, failed);
  assert.deepEqual(ids(model).slice(18, 21), ['c19', 'c21', 'c23']);
  assert.deepEqual(model.troubles.get('c21'), failed);
  model.bring(first, null);
  assert.equal(model.troubles.size, 0);
  assert.equal(ids(model).filter((id) => id === 'c21').length, 1);
  const [tenth] = model.decide(['c10', 'c9']);
  assert.ok(tenth);
  model.bring(tenth, null);
  assert.deepEqual(ids(model).slice(7, 10), ['c8', 'c10', 'c11'], 'in the middle of what was fetched together');
});

test('what was decided on does not come back with a page that was on its way', () => {
  const model = queue(20, true);
  model.decide(['c19']);
  model.take([{ cursor: 'x', node: card(19) }, ...edges(20, 22)], false, (id) => id === 'c21');
  assert.deepEqual(ids(model).slice(-2), ['c18', 'c20']);
  assert.ok(model.isWhole);
});

test('nothing is fetched twice, and the next page begins after the last row', () => {
  const model = queue(20, true);
  assert.equal(model.rows.end, 'after c19');
  model.take(edges(18, 25), false, nothing);
  assert.equal(ids(model).length, 25);
  assert.equal(model.rows.end, 'after c24');
});

test('one moves past what others read, where one comment is read at a time', () => {
  const model = queue(5);
  model.rows.put(card(1, { claim: claim('anna') }));
  model.rows.put(card(2, { claim: claim('anna', '2001-01-01T00:00:00Z') }));
  assert.equal(model.claimOf('c1')?.moderator.displayName, 'anna');
  assert.equal(model.claimOf('c2'), null, 'a claim ends');
  model.isAlone = true;
  model.move(1);
  assert.equal(model.current, 'c2');
  model.decide(['c2']);
  model.move(-1);
  assert.equal(model.current, 'c0');
  model.isAlone = false;
  assert.ok(model.move(1), 'in the list one goes everywhere');
  assert.equal(model.current, 'c1');
});

test('where others read all that is left, nothing is read until one of them is free', () => {
  const model = queue(2);
  model.isAlone = true;
  model.rows.put(card(1, { claim: claim('anna') }));
  model.decide(['c0']);
  assert.equal(model.current, null);
  model.observe(0, [card(1)], false, nothing);
  assert.equal(model.current, 'c1');
});

test('a text that changed under its reader is read before it is decided on', () => {
  const model = queue(4);
  model.bring(card(1, { revisionId: 'new' }), trouble('STALE_REVISION'));
  assert.equal(model.unread(['c1']), undefined, 'nobody has seen the old one');
  assert.equal(model.unread(['c0']), undefined);
  model.bring(card(0, { revisionId: 'new' }), trouble('STALE_REVISION'));
  assert.equal(model.unread(['c0']), 'c0');
  model.bring(card(0, { revisionId: 'newer' }), trouble('STALE_REVISION'));
  assert.equal(model.unread(['c3', 'c0']), 'c0');
  assert.deepEqual(model.askFirst('c0', approve), trouble('STALE_REVISION'));
  assert.equal(model.unread(['c0']), undefined, 'the next decision goes');
  model.bring(card(0, { revisionId: 'newest' }), trouble('STALE_REVISION'));
  model.move(1);
  model.move(-1);
  assert.equal(model.unread(['c0']), undefined, 'who comes back to it reads the new one');
});

test('what is chosen was chosen for its text', () => {
  const model = queue(4);
  model.select('c2');
  model.select('c3');
  model.refill(model.rows.pages[0] as Page, [...edges(0, 3), { cursor: 'x', node: card(3, { revisionId: 'new' }) }]);
  model.bring(card(2, { revisionId: 'new' }), trouble('STALE_REVISION'));
  assert.equal(model.unread(['c2', 'c3']), 'c2');
  model.askFirst('c2', approve);
  assert.equal(model.unread(['c2', 'c3']), 'c3', 'each of them');
});

test('what somebody else has decided meanwhile is not overridden without asking', () => {
  const model = queue(4);
  model.bring(card(0, { status: 'APPROVED', decisionId: 'd1' }), trouble('ALREADY_DECIDED'));
  assert.equal(model.unread(['c0']), 'c0');
  assert.equal(model.askFirst('c0', approve).decision, approve, 'it offers to decide otherwise');
  assert.equal(model.unread(['c0']), undefined);
});

test('what somebody else was handed before us is passed over', () => {
  const model = queue(6);
  model.isAlone = true;
  model.claimed(['c2', 'c3'], LATER);
  assert.equal(model.current, 'c2', 'nothing was read yet: it begins with ours');
  assert.deepEqual(
    [model.isFree('c0'), model.isFree('c1'), model.isFree('c3'), model.isFree('c4')],
    [false, false, true, true],
  );
  assert.equal(model.mineAhead(), 1);
  const told = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'].map((id) => ({ ...card(Number(id[1])), id }));
  model.observe(0, told, false, nothing);
  assert.ok(model.isFree('c0'), 'it was given back');
});

test('what others decide on leaves, but for what is read, which is looked at again', () => {
  const model = queue(20, true);
  model.go('c2');
  const told = [card(0), card(3, { claim: claim('anna') }), card(4, { revisionId: 'other' }), card(5)];
  assert.deepEqual(model.observe(0, told, true, nothing), ['c2', 'c4']);
  assert.deepEqual(ids(model).slice(0, 6), ['c0', 'c2', 'c3', 'c4', 'c5', 'c6']);
  assert.equal(model.claimOf('c3')?.moderator.id, 'anna');
  assert.ok(!model.isWhole);
});

test('new ones at the end are noticed', () => {
  const model = queue(2);
  assert.ok(model.isWhole);
  model.observe(0, [card(0), card(1), card(2)], false, (id) => id === 'c2');
  assert.ok(model.isWhole, 'what is not sent yet is none');
  model.observe(0, [card(0), card(1), card(2)], false, nothing);
  assert.ok(!model.isWhole);
});

test('a range is chosen from what was chosen last', () => {
  const model = queue(30);
  model.select('c22');
  model.selectTo('c19');
  assert.deepEqual([...model.selected].sort(), ['c19', 'c20', 'c21', 'c22']);
  model.select('c20');
  model.decide([...model.selected]);
  assert.deepEqual(ids(model).slice(18, 21), ['c18', 'c20', 'c23']);
  assert.equal(model.selected.size, 0);
});

test('of fifty thousand rows few are in memory, and they come again when they are wanted', () => {
  const model = queue(50_000);
  assert.equal(model.rows.length, 50_000);
  model.go('c40000');
  assert.ok(model.rows.held <= 31 * 20, `${model.rows.held} are held`);
  model.rows.refill(model.rows.pages[0] as Page, edges(0, 20));
  model.look(10);
  assert.ok(model.rows.card('c0') && model.rows.card('c40000'), 'what is seen, and what is read');
  assert.equal(model.rows.indexOf('c40000'), 40_000);
  model.look(40_000);
  const page = model.rows.pages.find(({ ids: some }) => some.includes('c5'));
  assert.ok(page && !page.isHere && page.after === null);
  model.rows.refill(
    page,
    edges(0, 20).filter(({ node }) => node.id !== 'c6'),
  );
  assert.equal(model.rows.card('c5')?.id, 'c5');
  assert.ok(!model.rows.has('c6'), 'what has left meanwhile is gone');
});

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

test('words are marked where a reader sees them', () => {
  const cases: [string, string[], string[]][] = [
    ['Has anybody a Voucher?', ['voucher*'], ['Voucher']],
    ['vouchers, VOUCHERED; a gift-voucher', ['voucher*'], ['vouchers', 'VOUCHERED', 'voucher']],
    ['headlamp lamp lamps', ['lamp'], ['lamp']],
    ['headlamp', ['*lamp'], ['headlamp']],
    ['A l4mp, a lámp', ['lamp'], ['l4mp', 'lámp']],
    ['l a m p', ['lamp'], ['l a m p']],
    ['the Promo-Code and promo  code', ['promo code'], ['Promo-Code', 'promo  code']],
    ['buy cheap pills, buy pills', ['buy * pills'], ['buy cheap pills']],
    ['今日はランプを買う', ['ランプ'], ['ランプ']],
    ['pïlls', ['pills', 'pill*'], ['pïlls']],
    ['a+b [c]', ['*', '[c]'], ['[c]']],
    ['nothing', ['lamp'], []],
  ];
  for (const [text, patterns, marked] of cases) {
    const found = places(text, patterns).map(({ from, to }) => text.slice(from, to));
    assert.deepEqual(found, marked, `${text} / ${patterns}`);
  }
});

test('an address says where one is, and no address breaks it', () => {
  assert.deepEqual(route('#pending/comment_1'), { head: 'pending', rest: ['comment_1'] });
  assert.deepEqual(route(''), { head: '', rest: [] });
  assert.deepEqual(route('#%E0%A4%A/x'), { head: '', rest: ['x'] });
  assert.equal(address({ head: 'people', rest: ['a/b'] }), '#people/a%2Fb');
  assert.deepEqual(route(address({ head: 'people', rest: ['a/b'] })).rest, ['a/b']);
});

test('letters are known by their place on keyboards without Latin ones', () => {
  assert.equal(name({ key: 'ش', code: 'KeyA', shiftKey: false }), 'a');
  assert.equal(name({ key: 'ч', code: 'KeyX', shiftKey: true }), 'X');
  assert.equal(name({ key: 'a', code: 'KeyQ', shiftKey: false }), 'a', 'AZERTY says what it means');
  assert.equal(name({ key: '?', code: 'Minus', shiftKey: true }), '?');
  assert.equal(name({ key: 'ArrowDown', code: 'ArrowDown', shiftKey: false }), 'ArrowDown');
});
