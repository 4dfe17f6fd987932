// A queue without a page: how it is gone through, what comes back, and what is read anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from '../desk/queues/rows.ts';
import { approve, card, claim, edges, ids, LATER, nothing, queue, trouble } from './cards.ts';

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

test('what came back is shown to whoever reads alone, though somebody else was handed it', () => {
  const model = queue(3);
  model.turn(true);
  model.claimed(['c2'], LATER);
  assert.equal(model.current, 'c2', 'the others are somebody else’s');
  model.decide(['c2']);
  assert.equal(model.current, null);
  model.bring({ ...card(1), claim: claim('ines') }, trouble('ALREADY_DECIDED'));
  assert.equal(model.current, 'c1');
  model.leave('c1', false);
  assert.equal(model.current, null);
});

test('what came back is led to in the order of the list, whichever was answered first', () => {
  const model = queue(4);
  const [first, second] = model.decide(['c1', 'c2']);
  assert.ok(first && second);
  for (const one of [second, first]) model.bring(one, { ...trouble('ALREADY_DECIDED'), decision: approve });
  assert.deepEqual(model.cameBack, ['c1', 'c2']);
  model.troubles.set('c0', trouble('STALE_REVISION'));
  assert.deepEqual(model.cameBack, ['c1', 'c2'], 'that one was not decided on here');
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

test('who turns to one at a time does not begin with what somebody else is reading', () => {
  const model = queue(3);
  model.rows.put(card(0, { claim: claim('anna') }));
  model.turn(true);
  assert.equal(model.current, 'c1');
  model.go('c0');
  model.turn(false);
  assert.equal(model.current, 'c0', 'in the list one reads what one likes');
});

test('what comes before somebody by itself is not decided on by a key that was meant for another', () => {
  const model = queue(2);
  const [first] = model.decide(['c0', 'c1']);
  assert.ok(first);
  model.bring(first, trouble('FAILED'), 1_000);
  assert.equal(model.current, 'c0');
  assert.ok(model.isNews(['c0'], 1_699));
  assert.ok(!model.isNews(['c0'], 1_700));
  assert.ok(!model.isNews(['c1'], 1_000));
  const undone = queue(1);
  const [taken] = undone.decide(['c0']);
  assert.ok(taken);
  undone.bring(taken, null, 1_000);
  assert.ok(!undone.isNews(['c0'], 1_000), 'who undoes knows what comes');
});

test('two quick presses do not decide on a text that has just changed', () => {
  const model = queue(2);
  model.bring(card(0, { revisionId: 'new' }), null);
  assert.equal(model.unread(['c0']), 'c0');
  model.askFirst('c0', approve, 5_000);
  assert.equal(model.unread(['c0']), undefined);
  assert.ok(model.isNews(['c0'], 5_200));
  assert.ok(!model.isNews(['c0'], 5_900));
});
