// A thread that is fetched anew for somebody else: what stays, what goes, and how much is asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Branches } from '../embed/branches.ts';
import { putInto } from '../embed/changes.ts';
import type { Renewal, ThreadController } from '../embed/controllers/thread.ts';
import type { Branch, Tree } from '../embed/model.ts';
import { renewal } from '../embed/session/renewal.ts';
import { comment, names, page } from './trees.ts';

const all = 'abcdefghij'.split('').map((id) => comment(id));

/** Renews a thread that shows these branches; the service gives pages of three, and counts them. */
async function renewed(branches: Branches, given: Tree[], replies: Tree[] = []) {
  const asked: unknown[] = [];
  const pageAt = (list: Tree[], after: unknown) => {
    const begin = Number(after ?? 0);
    return page(list.slice(begin, begin + 3), begin + 3 < list.length ? String(begin + 3) : null);
  };
  const run = async (document: unknown, { after }: { after?: unknown }) => {
    asked.push(document);
    return document === 'replies'
      ? { comment: { replies: pageAt(replies, after) } }
      : { episode: { comments: pageAt(given, after) } };
  };
  const thread = {
    branches,
    target: null,
    which: { service: '', site: 's', episode: 'e', order: 'OLDEST' },
    connection: { documents: { comments: 'comments', replies: 'replies' } },
  } as unknown as ThreadController;
  const first = { pinnedComments: [], comments: pageAt(given, 0) };
  const made = await renewal(thread, first, run as unknown as Parameters<Renewal>[2]);
  return { made, asked };
}

test('as many comments stay as there were, in their groups, and the next page begins where it did', async () => {
  const before = new Branches();
  before.append(page(all.slice(0, 4), 'after-d'));
  before.append(page(all.slice(4, 8), 'after-h'));
  const [groups, kept] = [before.pages.map(names), before.find('g')];
  const { made, asked } = await renewed(before, all);
  assert.deepEqual(made.pages.map(names), groups);
  assert.equal(made.cursor, 'after-h');
  assert.equal(made.find('g'), kept, 'and is the same branch');
  assert.equal(asked.length, 2);
  assert.equal(made.find('i'), undefined, 'what is not shown will come with its page');
});

test('what has come meanwhile stands in its place, and what was deleted goes', async () => {
  const before = new Branches();
  before.append(page(all.slice(0, 5)));
  const given = [...all.slice(0, 1), comment('bb'), ...all.slice(2, 5)];
  const { made } = await renewed(before, given);
  assert.deepEqual(names(made.pages.flat()), ['a', 'bb', 'c', 'd', 'e']);
});

test('what was for the eyes of one viewer goes with them', async () => {
  const before = new Branches();
  before.append(page([comment('a', { replyCount: 1, replies: page([comment('aa', { status: 'APPROVED' })]) })]));
  const top = before.find('a') as Branch;
  putInto(before, comment('ab', { status: 'PENDING' }), top);
  putInto(before, comment('own', { status: 'PENDING' }), null);
  before.append(page([]));
  top.comment = { ...top.comment, viewerHasVoted: true };
  const given = [comment('a', { replyCount: 1, replies: page([comment('aa')]) })];
  const { made } = await renewed(before, given, [comment('aa')]);
  assert.deepEqual(names(made.all).sort(), ['a', 'aa']);
  assert.deepEqual(names((made.find('a') as Branch).replies), ['aa']);
  assert.equal(made.find('a')?.comment.viewerHasVoted, undefined);
});

test('replies that were fetched are fetched again, with what is the viewer’s', async () => {
  const before = new Branches();
  const replies = ['a1', 'a2', 'a3', 'a4'].map((id) => comment(id));
  before.append(page([comment('a', { replyCount: 4, replies: page(replies) })]));
  const given = [comment('a', { replyCount: 4, replies: page(replies.slice(0, 1), 'x') })];
  const theirs = replies.map((reply) => ({ ...reply, viewerHasVoted: true }));
  const { made } = await renewed(before, given, theirs);
  assert.deepEqual(names((made.find('a') as Branch).replies), ['a1', 'a2', 'a3', 'a4']);
  assert.equal(made.find('a4')?.comment.viewerHasVoted, true);
});
