// What has happened in a thread, put where it belongs: each comment once, and no more than fit. And the
// line by which it comes, with nothing at its other end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Branches } from '../embed/branches.ts';
import { putInto } from '../embed/changes.ts';
import { keepTime } from '../embed/live/clock.ts';
import { Line } from '../embed/live/line.ts';
import { theirs } from '../embed/live/own.ts';
import { Room } from '../embed/live/room.ts';
import { type Around, type News, takeIn, takeOut } from '../embed/live/taking.ts';
import type { Branch, Tree, View } from '../embed/model.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { Language } from '../shared/language.ts';
import { comment, names, page } from './trees.ts';

const news = (id: string, over: Partial<News> = {}): News => ({ nestedUnderId: null, ...comment(id), ...over });
const reply = (id: string, nestedUnderId: string, over: Partial<News> = {}) =>
  news(id, { nestedUnderId, depth: 1, ...over });
const around = (over: Partial<Around> = {}): Around => ({ order: 'OLDEST', viewerId: null, room: 9, ...over });

/** A thread that shows these at the top. */
function showing(nodes: Tree[], endCursor: string | null = null): Branches {
  const branches = new Branches();
  branches.append(page(nodes, endCursor));
  return branches;
}

const tops = ({ pages, posted }: Branches) => [names(pages.flat()), names(posted)];

test('at the top each stands where its order has it', () => {
  const at = (id: string, momentSeconds: number | null = null) => news(id, { momentSeconds });
  const cases: [Around['order'], News[], string | null, string[][]][] = [
    [
      'OLDEST',
      [at('h'), at('g')],
      null,
      [
        ['c', 'e'],
        ['g', 'h'],
      ],
    ],
    ['OLDEST', [at('h')], 'after-e', [['c', 'e'], []]],
    ['OLDEST', [at('d')], 'after-e', [['c', 'd', 'e'], []]],
    ['NEWEST', [at('h')], 'after-c', [['e', 'c'], ['h']]],
    ['NEWEST', [at('d'), at('a')], null, [['e', 'd', 'c', 'a'], []]],
    ['NEWEST', [at('a')], 'after-c', [['e', 'c'], []]],
    ['TOP', [at('d')], null, [['c', 'e'], ['d']]],
    ['TOP', [at('d')], 'after-e', [['c', 'e'], []]],
    ['MOMENT', [at('h', 5), at('i')], null, [['h', 'c', 'e'], ['i']]],
    ['MOMENT', [at('h', 15)], 'after-e', [['c', 'h', 'e'], []]],
  ];
  for (const [order, told, endCursor, expected] of cases) {
    const moments = [comment('c', { momentSeconds: 10 }), comment('e', { momentSeconds: 20 })];
    const branches = showing(order === 'NEWEST' ? moments.toReversed() : moments, endCursor);
    takeIn(branches, told, around({ order }));
    assert.deepEqual(tops(branches), expected, `${order} ${names(told as unknown as Branch[])}`);
  }
});

test('told twice, or posted here and told, it is there once', () => {
  const branches = showing([comment('a')]);
  putInto(branches, comment('p'), null);
  const first = takeIn(branches, [news('p', { score: 2 }), news('q')], around());
  const again = takeIn(branches, [news('p', { score: 3 }), news('q')], around());
  assert.deepEqual([names(first.came), names(again.came)], [['q'], []]);
  assert.deepEqual(tops(branches), [['a'], ['p', 'q']]);
  assert.equal(branches.find('p')?.comment.score, 3);
});

test('a reply stands under its comment where all the others do; else it is counted', () => {
  const half = page([comment('b1')], 'after-b1');
  const branches = showing([comment('a'), comment('b', { replyCount: 3, replies: half })]);
  const told = [
    reply('a1', 'a'),
    news('a', { replyCount: 1 }),
    reply('b9', 'b'),
    news('b', { replyCount: 4 }),
    reply('x1', 'x'),
  ];
  const { came, elsewhere } = takeIn(branches, told, around());
  assert.deepEqual([names(came), elsewhere.map(({ id }) => id).sort()], [['a1'], ['b9', 'x1']]);
  const [a, b] = ['a', 'b'].map((id) => branches.find(id) as Branch);
  assert.deepEqual([a?.left, b?.left], [0, 3]);
});

test('a comment that comes with all its replies has them, in their order', () => {
  const branches = showing([]);
  const told = [
    reply('a2', 'a'),
    reply('a1a', 'a1', { depth: 2 }),
    reply('a1', 'a', { replyCount: 1 }),
    news('a', { replyCount: 2 }),
  ];
  takeIn(branches, told, around());
  const a = branches.find('a') as Branch;
  assert.deepEqual(
    [names(a.replies), names((branches.find('a1') as Branch).replies), a.left],
    [['a1', 'a2'], ['a1a'], 0],
  );
});

test('what has no room is held back at the top and counted below, but for what one wrote oneself', () => {
  const branches = showing([comment('a')]);
  const author = { id: 'me', displayName: 'Me', pictureUrl: null, role: 'COMMENTER' as const };
  const told = [news('b'), news('c'), news('d', { author }), reply('a1', 'a'), news('a', { replyCount: 1 })];
  const { came, heldBack } = takeIn(branches, told, around({ room: 1, viewerId: 'me' }));
  assert.deepEqual([names(came), heldBack], [['b', 'd'], ['c']]);
  assert.equal(branches.find('a')?.left, 1);
});

test('what is gone goes, replies before what they stand under, but not under somebody who writes', () => {
  const branches = showing([
    comment('a', { replyCount: 1, replies: page([comment('a1', { depth: 1 })]) }),
    comment('b'),
  ]);
  (branches.find('b') as Branch).view = { isUsed: true, requestUpdate() {} } as unknown as View;
  assert.deepEqual(names(takeOut(branches, ['a', 'a1', 'b', 'unknown'])), ['b']);
  assert.deepEqual(names(branches.all), ['b']);
  assert.deepEqual(tops(branches), [['b'], []]);
});

test('who is signed in asks for what may be otherwise for them, and not for numbers', () => {
  const branches = showing([
    comment('a', { status: 'APPROVED' }),
    comment('b', { status: 'APPROVED', tombstone: 'MUTED', bodyHtml: null }),
    comment('c', { status: 'PENDING' }),
  ]);
  const told = [
    news('a', { score: 3, replyCount: 1 }),
    news('b'),
    news('c'),
    news('new'),
    reply('a1', 'a'),
    reply('x1', 'x'),
  ];
  assert.deepEqual(theirs(branches, told, ['a', 'unknown'], true), ['b', 'c', 'new', 'a1', 'a']);
  assert.deepEqual(theirs(branches, told, ['a', 'unknown'], false), ['b', 'c', 'a']);
});

test('so many come by themselves, and then one every two seconds', () => {
  const room = new Room();
  assert.equal(room.left(10_000), 40);
  room.take(40);
  assert.deepEqual([room.left(11_000), room.left(12_000), room.left(20_000)], [0, 1, 5]);
  room.clear();
  assert.equal(room.left(20_000), 40);
});

/** A line whose stream tells this and then ends. */
function line(tell: string[]) {
  const seen: string[] = [];
  const made = new Line<string>({
    async *listen() {
      seen.push('begun');
      yield* tell;
      throw new Refusal('lost', { code: 'NETWORK' });
    },
    told: async (event) => {
      seen.push(event);
    },
    look: async () => {
      seen.push('looked');
    },
  });
  return { seen, made };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a line is begun again, later each time, and looks where that is in vain', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  context.mock.method(Math, 'random', () => 0.5);
  const { seen, made } = line(['news']);
  made.start();
  made.start();
  await settled();
  assert.deepEqual(seen, ['begun', 'news']);
  for (const [wait, expected] of [
    [2_000, ['begun', 'news']],
    [4_000, ['begun', 'news', 'looked']],
    [8_000, ['begun', 'news', 'looked']],
    [16_000, ['begun', 'news', 'looked']],
    [32_000, ['begun', 'news', 'looked']],
    [60_000, ['begun', 'news', 'looked']],
    [60_000, ['begun', 'news', 'looked']],
  ] as const) {
    seen.length = 0;
    context.mock.timers.tick(wait - 1);
    await settled();
    assert.deepEqual(seen, []);
    context.mock.timers.tick(1);
    await settled();
    assert.deepEqual(seen, expected, `after ${wait}`);
  }
});

test('a line that was stopped tells nothing, and does not begin by itself', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { seen, made } = line(['one', 'two']);
  made.start();
  made.stop();
  await settled();
  context.mock.timers.tick(100_000);
  await settled();
  assert.deepEqual([seen, made.isOn], [['begun'], false]);
});

test('each minute it is said anew how long ago what is young was', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.UTC(2026, 0, 2) });
  const [young, old] = ['2026-01-01T23:59:30Z', '2025-01-01T00:00:00Z'].map((dateTime) => ({
    dateTime,
    textContent: '',
  }));
  const root = { querySelectorAll: () => [young, old] } as unknown as ParentNode;
  const leave = new AbortController();
  keepTime(root, () => new Language('en', {}), leave.signal);
  context.mock.timers.tick(60_000);
  assert.deepEqual([young?.textContent, old?.textContent], ['1 minute ago', '']);
  leave.abort();
  context.mock.timers.tick(60_000);
  assert.equal(young?.textContent, '1 minute ago');
});
