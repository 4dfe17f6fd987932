// The comments of a thread, each in its place, however they came.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Branches } from '../embed/branches.ts';
import { dropFrom, putInto } from '../embed/changes.ts';
import { lead } from '../embed/links.ts';
import type { Branch } from '../embed/model.ts';
import { comment, names, page } from './trees.ts';

test('pages follow one another, and none is made again', () => {
  const branches = new Branches();
  branches.append(page([comment('a'), comment('b')], 'after-b'));
  const [first] = branches.pages;
  assert.equal(branches.cursor, 'after-b');
  assert.deepEqual(names(branches.append(page([comment('b'), comment('c')]))), ['c'], 'what was here is not new');
  assert.equal(branches.pages[0], first);
  assert.equal(branches.cursor, null);
});

test('what is pinned stands at the head and not in its page too', () => {
  const branches = new Branches();
  branches.pin([comment('b')]);
  branches.append(page([comment('a'), comment('b')]));
  assert.deepEqual(names(branches.pinned), ['b']);
  assert.deepEqual(names(branches.pages.flat()), ['a']);
});

test('replies stand in the order in which they were written', () => {
  const branches = new Branches();
  branches.append(page([comment('a', { replyCount: 3, replies: page([comment('c'), comment('e')], 'after-e') })]));
  const top = branches.find('a') as Branch;
  putInto(branches, comment('d'), top);
  assert.deepEqual(names(top.replies), ['c', 'd', 'e']);
  assert.equal(top.left, 1, 'one more than counted was posted here');
  const first = branches.appendReplies(top, page([comment('e'), comment('f')]));
  assert.equal(first?.id, 'f');
  assert.deepEqual([top.more, top.cursor], [false, null]);
});

test('a link brings a comment with those above it, at the top until its page comes', () => {
  const branches = new Branches();
  branches.append(page([comment('a')], 'after-a'));
  const found = lead(branches, [comment('x'), comment('y', { depth: 1 }), comment('z', { depth: 2 })]);
  assert.equal(found?.above?.above, branches.linked);
  assert.equal(branches.linked?.id, 'x');
  lead(branches, [comment('a'), comment('b', { depth: 1 })]);
  assert.equal(branches.linked?.id, 'x', 'what is here already is no linked branch');
  assert.deepEqual(names((branches.find('a') as Branch).replies), ['b']);
});

test('what was posted moves to its page when that comes', () => {
  const branches = new Branches();
  branches.append(page([comment('a')], 'after-a'));
  const posted = putInto(branches, comment('p'), null);
  assert.deepEqual(names(branches.posted), ['p']);
  branches.append(page([comment('p')]));
  assert.deepEqual(names(branches.posted), []);
  assert.equal(branches.pages[1]?.[0], posted, 'and is the same branch');
});

test('a held reply is not counted', () => {
  const branches = new Branches();
  const top = putInto(branches, comment('a'), null);
  putInto(branches, comment('b', { status: 'PENDING' }), top);
  assert.equal(top.comment.replyCount, 0);
  putInto(branches, comment('c', { status: 'APPROVED' }), top);
  assert.equal(top.comment.replyCount, 1);
  putInto(branches, comment('c', { status: 'APPROVED', score: 4 }), top);
  assert.equal(top.comment.replyCount, 1, 'what has changed is not counted again');
  assert.equal(branches.find('c')?.comment.score, 4);
});

test('the last answer takes the tombstone above with it', () => {
  const branches = new Branches();
  const tree = comment('a', {
    replyCount: 1,
    replies: page([comment('b', { tombstone: 'DELETED', replyCount: 1, replies: page([comment('c')]) })]),
  });
  branches.append(page([tree]));
  assert.equal(dropFrom(branches, branches.find('c') as Branch)?.id, 'a');
  assert.equal(branches.find('b'), undefined);
  assert.equal(dropFrom(branches, branches.find('a') as Branch), null);
  assert.deepEqual(branches.pages.flat(), []);
});
