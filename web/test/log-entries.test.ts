// The log as it is read: acts on several are one, what can be undone, what an address shows of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Entries } from '../desk/log/entries.ts';
import { byDay, type Entry, fold, isUndone, leading, nameOf } from '../desk/log/fold.ts';
import { KINDS } from '../desk/log/kinds.ts';
import { addressOf, areCrossed, filterOf, placeOf } from '../desk/log/place.ts';
import { type Me, mayTakeBack } from '../desk/log/standing.ts';
import { route } from '../desk/route.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { BEN, COMMENT, EPISODE, entry } from './logged.ts';

test('the parts of an act are one item, also before the act itself is here', () => {
  const part = (id: string) => entry('REJECT_COMMENT', { id, batchId: 'decision_2' });
  const parts = [part('decision_5'), part('decision_4')];
  const [item, ...none] = fold(parts);
  assert.ok(item);
  assert.deepEqual([none, item.id, item.whole, item.parts.length], [[], 'decision_2', null, 2]);
  assert.equal(leading(item).id, 'decision_5');
  const other = entry('PIN_COMMENT', { id: 'decision_3' });
  const whole = entry('REJECT_ALL_BY', { id: 'decision_2', subject: BEN });
  const [all, pin] = fold([...parts, other, whole]);
  assert.deepEqual([all?.whole, all?.parts, pin?.id], [whole, parts, 'decision_3']);
  const [alone] = fold([part('decision_5')]);
  assert.deepEqual(
    [alone?.id, alone?.whole?.id, alone?.parts],
    ['decision_5', 'decision_5', []],
    'one part tells for itself',
  );
});

test('an act is undone when it was, or, where only its parts are here, when all of them were', () => {
  const part = (id: string, undoneBy: string | null) =>
    entry('REJECT_COMMENT', { id, batchId: 'decision_2', undoneBy });
  const undone = (entries: Entry[]) => fold(entries).map(isUndone);
  assert.deepEqual(undone([part('decision_5', 'd'), part('decision_4', null)]), [false]);
  assert.deepEqual(undone([part('decision_5', 'd'), part('decision_4', 'd')]), [true]);
  const whole = entry('REJECT_ALL_BY', { id: 'decision_2', undoneBy: 'decision_9' });
  assert.deepEqual(undone([part('decision_5', null), whole]), [true]);
});

test('items stand under the day of whoever reads', () => {
  const at = (createdAt: string) => entry('PIN_COMMENT', { id: createdAt, createdAt });
  const items = fold([at('2026-11-28T12:00:00'), at('2026-11-28T00:10:00'), at('2026-11-27T23:50:00')]);
  assert.deepEqual(
    byDay(items).map((day) => day.items.length),
    [2, 1],
  );
  const now = new Date('2026-11-28T09:00:00');
  const names = ['2026-11-28T23:59:00', '2026-11-27T00:01:00', '2026-11-26T12:00:00'].map((one) =>
    nameOf(new Date(one), 'en', now),
  );
  assert.deepEqual(names, ['Today', 'Yesterday', 'Thursday, November 26, 2026']);
});

const ME: Me = { id: 'author_a', role: 'MODERATOR' };
const may = (one: Entry, known: Entry[] = [one], me = ME) => {
  const item = fold([one]).at(0);
  assert.ok(item);
  return mayTakeBack(item, me, known);
};

test('a decision is taken back while the comment has it, and has the text that was decided on', () => {
  const rejected = entry('REJECT_COMMENT');
  assert.ok(may(rejected));
  assert.ok(!may({ ...rejected, undoneBy: 'decision_9' }));
  assert.ok(!may({ ...rejected, subject: { ...COMMENT, decisionId: 'decision_8' } }));
  assert.ok(!may({ ...rejected, subject: { ...COMMENT, revisionId: 'revision_2' } }));
  assert.ok(!may({ ...rejected, subject: { ...COMMENT, status: 'DELETED' } }));
  assert.ok(!may({ ...rejected, subject: null }));
  const restored = entry('RESTORE_COMMENT');
  assert.ok(!may(restored));
  assert.ok(may({ ...restored, subject: { ...COMMENT, status: 'PENDING', decisionId: null } }));
  for (const action of ['PIN_COMMENT', 'JUDGE_COMMENT', 'UNDO'] as const) assert.ok(!may(entry(action)), action);
});

test('a standing or a state is taken back while nothing later stands on it', () => {
  const first = entry('SET_STANDING', { id: 'decision_1', subject: BEN });
  const later = entry('SET_STANDING', { id: 'decision_2', subject: BEN });
  assert.ok(may(first));
  assert.ok(!may(first, [later, first]));
  assert.ok(may(first, [{ ...later, undoneBy: 'decision_3' }, first]));
  assert.ok(may(first, [{ ...later, subject: { ...BEN, id: 'author_z' } }, first]));
  const locked = entry('LOCK_THREAD', { subject: EPISODE });
  assert.ok(may(locked));
  assert.ok(!may(locked, [entry('REOPEN_THREAD', { id: 'decision_2', subject: EPISODE }), locked]));
  assert.ok(!may(entry('UPDATE_RULES', { subject: { id: 'site_s' } })));
  assert.ok(!may(entry('GIVE_ROLE', { subject: BEN })));
});

test('nobody takes back what was said of themselves, nor of whoever has as high a role', () => {
  const of = (id: string, role: 'COMMENTER' | 'MODERATOR' | 'ADMIN') =>
    entry('SET_STANDING', { subject: { ...BEN, id, role } });
  assert.ok(!may(of('author_a', 'COMMENTER')));
  assert.ok(!may(of('author_b', 'MODERATOR')));
  assert.ok(may(of('author_b', 'MODERATOR'), [], { ...ME, role: 'ADMIN' }));
  assert.ok(!may(of('author_b', 'ADMIN'), [], { ...ME, role: 'ADMIN' }));
  const all = entry('REJECT_ALL_BY', { subject: { ...BEN, role: 'MODERATOR' } });
  assert.ok(!may(all));
});

test('an address says what of the log is shown; what does not fit is passed over', () => {
  const place = {
    what: 'people',
    by: 'author_0a',
    of: 'comment_1b',
    on: 'episode_2c',
    since: '2026-11-01',
    until: '2026-11-30',
  } as const;
  assert.deepEqual(placeOf(route(addressOf(place)).rest), place);
  assert.equal(addressOf({}), '#log');
  for (const rest of [
    ['what', 'toString'],
    ['by', 'comment_1'],
    ['of', 'x'],
    ['since', '2026-13-77'],
    ['by'],
    ['tides', '1'],
  ]) {
    assert.deepEqual(placeOf(rest), {}, rest.join());
  }
  assert.equal(filterOf({}), null);
  const filter = filterOf(place);
  assert.deepEqual(filter?.actions, KINDS.people);
  assert.deepEqual([filter?.actorId, filter?.subjectId, filter?.episodeId], ['author_0a', 'comment_1b', 'episode_2c']);
  assert.equal(Date.parse(filter?.until ?? ''), Date.parse('2026-12-01T00:00:00'), 'a day goes until the next begins');
  const [first, last] = ['2026-11-28', '2026-11-29'];
  assert.deepEqual(
    [areCrossed({ since: last, until: first }), areCrossed({ since: first, until: first })],
    [true, false],
  );
  assert.equal(areCrossed({ since: last }), false);
});

/** A log that answers from these pages, and takes back with this entry. */
function entries(pages: Entry[][], undo: () => unknown = () => null) {
  const left: (readonly string[])[] = [];
  const run = async (_: unknown, { after }: { after?: string | null }) => {
    if (after === undefined) return undo();
    const at = Number(after ?? 0);
    const pageInfo = { hasNextPage: at + 1 < pages.length, endCursor: String(at + 1) };
    return { site: { log: { nodes: pages[at], pageInfo } } };
  };
  const made = new Entries({
    transport: { run } as never,
    site: 'history',
    me: ME,
    changed: () => {},
    explain: ({ message }) => message,
    undone: (_, stay) => left.push(stay),
  });
  return { made, left };
}

test('showing more goes on until there is something new to see', async () => {
  const part = (id: string) => entry('REJECT_COMMENT', { id, batchId: 'decision_0' });
  const { made } = entries([
    [part('d9'), part('d8')],
    [part('d7')],
    [part('d6')],
    [entry('PIN_COMMENT', { id: 'd5' })],
    [entry('PIN_COMMENT', { id: 'd4' })],
  ]);
  await made.open(null);
  assert.equal(made.items.length, 1);
  await made.more();
  assert.deepEqual([made.items.length, made.items[0]?.parts.length, made.list.hasMore], [2, 4, true]);
});

test('what is taken back is marked, stands at the top, and the comment is as it is now', async () => {
  const [one, two] = [
    entry('REJECT_COMMENT', { id: 'd2', batchId: 'd1' }),
    entry('REJECT_COMMENT', { id: 'd3', batchId: 'd1', subject: { ...COMMENT, id: 'comment_d' } }),
  ];
  const whole = entry('REJECT_ALL_BY', { id: 'd1', subject: BEN });
  const answer = {
    undo: { entry: entry('UNDO', { id: 'd9', subject: BEN, undoes: 'd1' }), leftCommentIds: ['comment_d'] },
  };
  const { made, left } = entries([[two, one, whole]], () => answer);
  await made.open(null);
  const [item] = made.items;
  assert.ok(item && made.mayTakeBack(item));
  await made.takeBack(item);
  assert.deepEqual(
    made.list.nodes.map(({ id, undoneBy }) => [id, undoneBy]),
    [
      ['d9', null],
      ['d3', null],
      ['d2', 'd9'],
      ['d1', 'd9'],
    ],
  );
  assert.deepEqual(left, [['comment_d']]);
});

test('what is refused is said beside its entry, and nothing is asked twice at once', async () => {
  let asked = 0;
  const { made } = entries([[entry('REJECT_COMMENT')]], () => {
    asked += 1;
    throw new Refusal('too late', { code: 'CONFLICT', reason: 'SUPERSEDED' });
  });
  await made.open(null);
  const [item] = made.items;
  assert.ok(item);
  await Promise.all([made.takeBack(item), made.takeBack(item)]);
  assert.deepEqual([asked, made.problem(item), made.isBusy(item)], [1, 'too late', false]);
});
