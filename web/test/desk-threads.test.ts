// Threads at the desk without a page: how one is read, what can be done in it, and what comes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterOf, named, rest } from '../desk/queues/narrow.ts';
import { route } from '../desk/route.ts';
import { Acts, UNDO, WHOLE } from '../desk/threads/acts.ts';
import { daysOf } from '../desk/threads/draw/adjust.ts';
import { faultsOf } from '../desk/threads/episodes.ts';
import { addressOf, placeOf } from '../desk/threads/place.ts';
import { isLocked, marksOf, may } from '../desk/threads/rights.ts';
import { Thread } from '../desk/threads/thread.ts';
import { type Given, type Page, type Placed, Tree } from '../desk/threads/tree.ts';
import { Refusal } from '../shared/api/refusal.ts';
import {
  DeskApprove,
  DeskLockThread,
  DeskPin,
  DeskPlaced,
  DeskReject,
  DeskThread,
  DeskThreadHead,
  DeskThreadTurned,
  DeskUndo,
} from '../shared/generated.ts';

function placed(id: string, more: Partial<Given> = {}): Given {
  return {
    id,
    revisionId: `revision of ${id}`,
    status: 'APPROVED',
    reviewed: true,
    reportCount: 0,
    decisionId: null,
    isPinned: false,
    isFeatured: false,
    branchLock: null,
    viewerCan: { moderate: { allowed: true } },
    ...more,
  } as Given;
}

const page = (nodes: Page['nodes'], end: string | null = null): Page => ({
  nodes,
  pageInfo: { hasNextPage: end !== null, endCursor: end },
});

const lock = (commentId: string, reason = 'heated') => ({ commentId, reason, until: null });

test('a thread is shown as it is nested, and each level goes on where its page ended', () => {
  const tree = new Tree('OLDEST');
  const below = placed('a11', { replies: { nodes: [{ id: 'a111' }] } });
  const answer = placed('a1', { replies: page([below], 'after a11') });
  tree.take(null, page([placed('a', { replies: page([answer]) }), placed('b')], 'after b'));
  assert.deepEqual(tree.shown, ['a', 'a1', 'a11', 'b']);
  assert.deepEqual([tree.above('a11'), tree.above('a')], ['a1', null]);
  assert.deepEqual(tree.level(null), { ids: ['a', 'b'], hasMore: true, end: 'after b' });
  assert.deepEqual(tree.level('a1'), { ids: ['a11'], hasMore: true, end: 'after a11' });
  assert.equal(tree.level('a').hasMore, false);
  assert.deepEqual(tree.level('a11'), { ids: [], hasMore: true, end: null }, 'there are some, not read yet');
  assert.equal(tree.take(null, page([placed('b'), placed('c')])), 'c');
  assert.deepEqual(tree.level(null), { ids: ['a', 'b', 'c'], hasMore: false, end: null });
});

test('what was read further down stays when its comment comes again', () => {
  const tree = new Tree('OLDEST');
  tree.take(null, page([placed('a', { replies: page([placed('a1')], 'after a1') })]));
  tree.take('a', page([placed('a2')]));
  tree.take(null, page([placed('a', { replies: page([placed('a1')], 'after a1') })]));
  assert.deepEqual(tree.level('a'), { ids: ['a1', 'a2'], hasMore: false, end: null });
});

test('the newest comes first at the top, and answers in the order in which they were written', () => {
  const tree = new Tree('NEWEST');
  tree.take(null, page([placed('c'), placed('b', { replies: page([placed('b1'), placed('b2')]) })], 'after b'));
  tree.lead([placed('a'), placed('a1')]);
  assert.deepEqual(tree.shown, ['c', 'b', 'b1', 'b2', 'a', 'a1']);
});

test('what a lock leads to stands where it belongs, and what is around it can still be read', () => {
  const tree = new Tree('OLDEST');
  tree.take(null, page([placed('a'), placed('b')], 'after b'));
  tree.lead([placed('d'), placed('d5')]);
  assert.deepEqual(tree.shown, ['a', 'b', 'd', 'd5']);
  assert.deepEqual(tree.level('d'), { ids: ['d5'], hasMore: true, end: null });
  tree.take(null, page([placed('c'), placed('d', { replies: page([placed('d1')], 'after d1') })]));
  assert.deepEqual(tree.shown, ['a', 'b', 'c', 'd', 'd1', 'd5']);
  assert.equal(tree.level('d').end, 'after d1');
});

test('a lock that comes or goes holds for all below it, but for what has one of its own', () => {
  const tree = new Tree('OLDEST');
  const own = placed('a2', { branchLock: lock('a2'), replies: page([placed('a21', { branchLock: lock('a2') })]) });
  tree.take(null, page([placed('a', { replies: page([placed('a1'), own]) })]));
  const lockOf = (id: string) => tree.get(id)?.branchLock?.commentId ?? null;
  tree.put(placed('a', { branchLock: lock('a') }));
  assert.deepEqual(['a', 'a1', 'a2', 'a21'].map(lockOf), ['a', 'a', 'a2', 'a2']);
  tree.put(placed('a2', { branchLock: lock('a') }));
  assert.equal(lockOf('a21'), 'a', 'the one above holds on');
  tree.put(placed('a'));
  assert.deepEqual(['a1', 'a2', 'a21'].map(lockOf), [null, null, null]);
});

test('what is gone leaves, and what never was here is not put', () => {
  const tree = new Tree('OLDEST');
  tree.take(null, page([placed('a'), placed('b')]));
  tree.drop('a');
  tree.put(placed('z'));
  assert.deepEqual([tree.shown, tree.get('a'), tree.get('z')], [['b'], undefined, undefined]);
});

test('an address says which episodes are shown, or which one; what does not fit is passed over', () => {
  const filter = { state: 'LOCKED' as const, text: 'fog / lamp' };
  assert.equal(addressOf(filter), '#threads/state/locked/text/fog%20%2F%20lamp');
  assert.deepEqual(placeOf(route(addressOf(filter)).rest), { filter });
  assert.deepEqual(placeOf(['text', 'state', 'state', 'open']), { filter: { text: 'state', state: 'OPEN' } });
  for (const rest of [[], ['state'], ['state', 'ajar', 'text', '']]) assert.deepEqual(placeOf(rest), { filter: {} });
  assert.deepEqual(placeOf(['episode_1', 'comment_2']), { episode: 'episode_1', comment: 'comment_2' });
});

test('all that is wrong with a new episode is told at once', () => {
  const right = { key: 'fog', title: 'Fog', url: null, publishedAt: null, mode: null };
  assert.deepEqual(faultsOf(right), []);
  assert.deepEqual(faultsOf({ ...right, url: 'HTTPS://lamp.example/fog' }), []);
  assert.deepEqual(faultsOf({ ...right, key: '', title: 'a'.repeat(501), url: 'lamp.example/fog' }), [
    'title',
    'key',
    'url',
  ]);
});

test('days are whole ones, or the rule of the site, or never', () => {
  assert.deepEqual([daysOf('site', '7'), daysOf('never', '7'), daysOf('days', '7')], [null, 0, 7]);
  for (const typed of ['', '0', '1.5', '-3', '36501', 'x']) assert.ok(Number.isNaN(daysOf('days', typed)), typed);
});

test('what the service would refuse is not offered', () => {
  const shown = placed('a');
  const kinds = ['approve', 'reject', 'spam', 'restore'] as const;
  const offered = (comment: Placed) => kinds.filter((kind) => may(kind, comment)).join(' ');
  assert.equal(offered(shown), 'reject spam');
  assert.equal(offered(placed('a', { reviewed: false })), 'approve reject spam');
  assert.equal(offered(placed('a', { reportCount: 2 })), 'approve reject spam');
  assert.equal(offered(placed('a', { status: 'PENDING' })), 'approve reject spam');
  assert.equal(offered(placed('a', { status: 'REJECTED' })), 'approve spam restore');
  assert.equal(offered(placed('a', { status: 'SPAM' })), 'approve reject restore');
  assert.equal(offered(placed('a', { status: 'DELETED' })), '');
  const denied = placed('a', { status: 'PENDING', viewerCan: { moderate: { allowed: false } } });
  assert.equal(offered(denied), '');
  assert.deepEqual(marksOf(denied), []);
  assert.deepEqual(marksOf(shown), ['pin', 'feature']);
  assert.deepEqual(marksOf(placed('a', { isPinned: true, isFeatured: true })), ['unpin', 'unfeature']);
  assert.deepEqual(marksOf(placed('a', { status: 'PENDING' })), []);
  const inside = placed('b', { branchLock: lock('a') });
  assert.deepEqual([isLocked(placed('a', { branchLock: lock('a') })), isLocked(inside)], [true, false]);
});

test('an address narrows a queue, and the fields of the filter narrow it further', () => {
  const both = { narrow: 'episode_1', comment: 'comment_2' };
  assert.deepEqual(named(['episode_1', 'comment_2']), both);
  assert.deepEqual(rest(both), ['episode_1', 'comment_2']);
  assert.deepEqual(named(['comment_2']), { narrow: null, comment: 'comment_2' });
  assert.deepEqual(named([]), { narrow: null, comment: null });
  assert.deepEqual(rest(named(['author_3'])), ['author_3']);
  assert.deepEqual(filterOf('episode_1', { text: 'lamp', episodeIds: ['x'] }), {
    text: 'lamp',
    episodeIds: ['episode_1'],
  });
  assert.deepEqual(filterOf('author_3', null), { authorId: 'author_3' });
  assert.equal(filterOf(null, null), null);
});

const ME = 'author_me';
const HEAD = { title: 'E', state: 'OPEN', site: { key: 'history' }, branchLocks: [] };

/** A thread of one comment, `a`, whose service gives these answers; what it was asked is kept. */
async function thread(answers: Map<unknown, unknown>) {
  const asked: unknown[] = [];
  const usual = new Map<unknown, unknown>([
    [DeskThreadHead, { node: HEAD }],
    [DeskThread, { node: { comments: page([placed('a', { status: 'PENDING' })]) } }],
  ]);
  const run = async (document: unknown, variables: unknown) => {
    asked.push(variables);
    const answer = answers.get(document) ?? usual.get(document);
    if (answer instanceof Refusal) throw answer;
    return answer;
  };
  const transport = { run } as unknown as Thread['listener']['transport'];
  const explain = ({ message }: Refusal) => message;
  const read = new Thread('episode_1', 'OLDEST', { transport, site: 'history', me: ME, changed: () => {}, explain });
  await read.load();
  return { acts: new Acts(read), read, asked };
}

const fresh = (more: Partial<Placed>, history: unknown[] = []) => ({
  comment: { ...placed('a', more as Partial<Given>), episode: { id: 'episode_1' }, ancestors: [], history },
});
const verdict = (more: object) => ({
  results: [{ commentId: 'a', code: null, message: null, comment: null, earlier: null, ...more }],
});

test('a decision is carried out once, stands in its place, and is undone by its entry', async () => {
  const answers = new Map<unknown, unknown>([
    [DeskApprove, { approveComments: verdict({ comment: { id: 'a', status: 'APPROVED', decisionId: 'entry' } }) }],
    [DeskPlaced, fresh({ decisionId: 'entry' })],
    [DeskUndo, { undo: { entry: { id: 'other' } } }],
  ]);
  const { acts, read, asked } = await thread(answers);
  const [first, second] = await Promise.all([
    acts.decide('a', { kind: 'approve' }),
    acts.decide('a', { kind: 'approve' }),
  ]);
  assert.deepEqual([first?.act, first?.entry, second], ['approve', 'entry', null]);
  assert.equal(read.tree.get('a')?.status, 'APPROVED');
  answers.set(DeskPlaced, fresh({ status: 'PENDING' }));
  assert.equal(await acts.undo(), first);
  assert.ok(asked.some((variables) => JSON.stringify(variables) === '{"input":{"logEntryId":"entry"}}'));
  assert.deepEqual([acts.lately, read.tree.get('a')?.status], [[], 'PENDING']);
});

test('where another was sooner it is said who, and the next decision overrules theirs', async () => {
  const earlier = { id: 'theirs', status: 'REJECTED', decidedAt: '2027-01-01T00:00:00Z', moderatorId: 'author_anna' };
  const history = [{ id: 'theirs', to: 'REJECTED', createdAt: '', actor: { displayName: 'Anna' } }];
  const answers = new Map<unknown, unknown>([
    [DeskApprove, { approveComments: verdict({ code: 'ALREADY_DECIDED', earlier }) }],
    [DeskPlaced, fresh({ status: 'REJECTED', decisionId: 'theirs' }, history)],
  ]);
  const { acts, read, asked } = await thread(answers);
  assert.equal(await acts.decide('a', { kind: 'approve' }), null);
  assert.deepEqual([acts.troubles.get('a')?.earlier?.by, read.tree.get('a')?.status], ['Anna', 'REJECTED']);
  assert.deepEqual(acts.lately, []);
  await acts.decide('a', { kind: 'approve' });
  const items = [{ commentId: 'a', revisionId: 'revision of a', overrules: 'theirs' }];
  assert.ok(asked.some((variables) => JSON.stringify(variables) === JSON.stringify({ input: { items } })));
});

test('had they decided the same nobody is bothered, and it is not ours to undo', async () => {
  const earlier = { id: 'theirs', status: 'REJECTED', decidedAt: '', moderatorId: 'author_anna' };
  const { acts, read } = await thread(
    new Map<unknown, unknown>([
      [DeskReject, { rejectComments: verdict({ code: 'ALREADY_DECIDED', earlier }) }],
      [DeskPlaced, fresh({ status: 'REJECTED' })],
    ]),
  );
  const decision = { kind: 'reject', reason: 'ABUSE', note: null, privateNote: null } as const;
  assert.equal(await acts.decide('a', decision), null);
  assert.deepEqual([acts.troubles.size, acts.lately, read.tree.get('a')?.status], [0, [], 'REJECTED']);
});

test('what its author has deleted is gone', async () => {
  const answers = new Map<unknown, unknown>([
    [DeskApprove, { approveComments: verdict({ code: 'NOT_FOUND' }) }],
    [DeskPlaced, { comment: null }],
  ]);
  const { acts, read } = await thread(answers);
  answers.set(DeskThread, { node: { comments: page([]) } });
  assert.equal(await acts.decide('a', { kind: 'approve' }), null);
  assert.deepEqual([read.tree.shown, acts.troubles.size], [[], 0]);
});

test('a state is undone by the entry that the log has for it; where there is none it holds all the same', async () => {
  const answers = new Map<unknown, unknown>([
    [DeskLockThread, { lockThread: { episode: { id: 'episode_1' } } }],
    [DeskThreadTurned, { node: { ...HEAD, state: 'LOCKED' }, site: { log: { nodes: [{ id: 'locking' }] } } }],
  ]);
  const { acts, read, asked } = await thread(answers);
  const done = await acts.turn('lockThread', { text: 'Late.', until: null });
  assert.deepEqual([done?.entry, read.head?.state], ['locking', 'LOCKED']);
  const filter = { subjectId: 'episode_1', actorId: ME, actions: ['LOCK_THREAD'] };
  assert.deepEqual(asked.at(-1), { id: 'episode_1', site: 'history', filter });
  answers.set(DeskThreadTurned, new Refusal('no line', { code: 'NETWORK' }));
  assert.equal((await acts.turn('lockThread', { text: null, until: null }))?.entry, null);
  assert.equal(acts.problems.size, 0);
});

test('what fails is said beside it, and can be tried again', async () => {
  const answers = new Map<unknown, unknown>([
    [DeskPin, new Refusal('three are pinned', { code: 'CONFLICT', reason: 'TOO_MANY_PINS' })],
    [DeskLockThread, new Refusal('no line', { code: 'NETWORK' })],
  ]);
  const { acts } = await thread(answers);
  assert.equal(await acts.mark('a', 'pin'), null);
  assert.equal(await acts.turn('lockThread', { text: null, until: null }), null);
  assert.deepEqual([acts.problems.get('a'), acts.problems.get(WHOLE)], ['three are pinned', 'no line']);
  answers.set(DeskPin, { pinComment: { comment: placed('a', { isPinned: true }) } });
  assert.equal((await acts.mark('a', 'pin'))?.act, 'pin');
  assert.deepEqual([acts.problems.has('a'), acts.isBusy('a')], [false, false]);
});

test('what cannot be undone any more is not offered again', async () => {
  const { acts } = await thread(
    new Map([[DeskUndo, new Refusal('superseded', { code: 'CONFLICT', reason: 'SUPERSEDED' })]]),
  );
  acts.lately = [{ act: 'lockThread', comment: null, entry: 'e' }];
  assert.equal(await acts.undo(), null);
  assert.deepEqual([acts.lately, acts.problems.get(UNDO)], [[], 'superseded']);
});
