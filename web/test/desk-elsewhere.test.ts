// What happens elsewhere to a thread that is shown: what comes, changes and goes is there, and nothing
// changes under whoever reads or writes without a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Acts } from '../desk/threads/acts.ts';
import { lookAgain } from '../desk/threads/elsewhere.ts';
import { Thread } from '../desk/threads/thread.ts';
import { type Given, Tree } from '../desk/threads/tree.ts';
import { DeskPlaced, DeskReplies, DeskThread, DeskThreadHead } from '../shared/generated.ts';

const ids = (...names: string[]) => new Set(names);

function comment(id: string, more: Partial<Given> = {}): Given {
  const viewerCan = { moderate: { allowed: true } };
  return { id, revisionId: 'first', decisionId: null, status: 'PENDING', viewerCan, ...more } as Given;
}

/** A service with comments at the top of a thread, of which two are a page; counts what it is asked. */
async function watched(...held: string[]) {
  const there = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, comment(id)]));
  const head = { state: 'OPEN', site: { key: 'history' }, branchLocks: [], commentCount: 5, queueCounts: null };
  const asked: unknown[] = [];
  const history: unknown[] = [];
  const placed = (id: string) => {
    const found = there.get(id);
    return found ? { ...found, episode: { id: 'episode_1' }, ancestors: [], history } : null;
  };
  const pageAfter = (after: string | null) => {
    const rest = [...there.values()].filter(({ id }) => id > (after ?? ''));
    const nodes = rest.slice(0, 2).map((one) => ({ ...one, replies: { nodes: [] } }));
    return { nodes, pageInfo: { hasNextPage: rest.length > 2, endCursor: nodes.at(-1)?.id ?? null } };
  };
  const run = async (document: unknown, { id = '', after = null }: { id?: string; after?: string | null }) => {
    asked.push(document);
    if (document === DeskThreadHead) return { node: { ...head } };
    if (document === DeskThread) return { node: { comments: pageAfter(after) } };
    if (document === DeskPlaced) return { comment: placed(id) };
    assert.notEqual(document, DeskReplies, 'nothing has been answered');
    return {};
  };
  const transport = { run } as unknown as Thread['listener']['transport'];
  const listener = { transport, site: 'history', me: 'author_me', changed: () => {}, explain: () => '' };
  const thread = new Thread('episode_1', 'OLDEST', listener);
  await thread.load();
  await thread.more(null);
  asked.length = 0;
  return { there, head, history, asked, view: { thread, acts: new Acts(thread), held: ids(...held) } };
}

test('what changed is looked at, and what happened elsewhere costs one question', async () => {
  const { there, head, asked, view } = await watched();
  there.set('b', comment('b', { status: 'APPROVED' }));
  assert.equal(await lookAgain(view, ids('b')), true);
  assert.equal(view.thread.tree.get('b')?.status, 'APPROVED');
  asked.length = 0;
  await lookAgain(view, ids('of another episode'));
  assert.deepEqual(asked, [DeskThreadHead]);
  head.commentCount = 4;
  there.delete('a');
  await lookAgain(view, ids('a'));
  assert.deepEqual([view.thread.tree.shown, view.thread.head?.commentCount], [['b', 'c', 'd'], 4]);
});

test('what has come stands where it belongs, once what is before it was read', async () => {
  const { there, head, view } = await watched();
  there.set('f', comment('f'));
  head.commentCount = 6;
  await lookAgain(view, ids('f'));
  assert.deepEqual(view.thread.tree.shown, ['a', 'b', 'c', 'd'], 'it comes with the page after e');
  await view.thread.more(null);
  there.set('g', comment('g'));
  head.commentCount = 7;
  await lookAgain(view, ids('g'));
  assert.deepEqual(view.thread.tree.shown, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);

  const newest = new Tree('NEWEST');
  newest.take(null, { nodes: [comment('c')], pageInfo: { hasNextPage: true, endCursor: 'c' } });
  newest.add(null, comment('d'));
  newest.add('unread', comment('e'));
  assert.deepEqual(newest.shown, ['d', 'c']);
});

test('where anything may have changed as much is read again as was read, with what was led to', async () => {
  const { there, view } = await watched();
  await view.thread.lead('e');
  there.set('d', comment('d', { status: 'SPAM' }));
  there.delete('b');
  assert.equal(await lookAgain(view, null), true);
  const { tree } = view.thread;
  assert.deepEqual([tree.shown, tree.get('d')?.status], [['a', 'c', 'd', 'e'], 'SPAM']);
});

test('what somebody is led to while all is read again stays', async () => {
  const { view } = await watched();
  const looking = lookAgain(view, null);
  await view.thread.lead('e');
  assert.equal(await looking, false, 'once more, soon');
  assert.deepEqual(view.thread.tree.shown, ['a', 'b', 'c', 'd', 'e']);
  assert.equal(await lookAgain(view, null), true);
  assert.deepEqual(view.thread.tree.shown, ['a', 'b', 'c', 'd', 'e']);
});

test('what somebody is led to is there, though the thread is another one by then', async () => {
  const { view } = await watched();
  const leading = view.thread.lead('e');
  await view.thread.sortBy('NEWEST');
  assert.equal(await leading, true);
  assert.ok(view.thread.tree.get('e'));
});

test('whoever reads a comment is told what others made of it, and decides only then', async () => {
  const { there, history, view } = await watched('a', 'b');
  const { acts, thread } = view;
  history.push({ id: 'theirs', to: 'REJECTED', createdAt: '2027-01-01T00:00:00Z', actor: { displayName: 'Anna' } });
  there.set('a', comment('a', { status: 'REJECTED', decisionId: 'theirs' }));
  there.set('b', comment('b', { revisionId: 'second' }));
  await lookAgain(view, null);
  assert.deepEqual([acts.troubles.get('a')?.earlier?.by, thread.tree.get('a')?.status], ['Anna', 'REJECTED']);
  assert.equal(acts.troubles.get('b')?.code, 'STALE_REVISION');
  assert.equal(await acts.decide('b', { kind: 'spam' }), null);
  assert.deepEqual(acts.troubles.get('b')?.decision, { kind: 'spam' }, 'asked back');
});

test('what somebody fills a form in about does not go, nor does the state change under them', async () => {
  const { there, head, view } = await watched('a', 'episode_1');
  there.delete('a');
  Object.assign(head, { state: 'CLOSED', commentCount: 4 });
  await lookAgain(view, ids('a'));
  await lookAgain(view, null);
  assert.deepEqual([view.thread.tree.shown[0], view.thread.head?.state], ['a', 'OPEN']);
});

test('what is under way is waited for', async () => {
  const { view, asked } = await watched();
  const more = view.thread.more(null);
  assert.equal(await lookAgain(view, null), false);
  await more;
  assert.deepEqual(asked, [DeskThread]);
});
