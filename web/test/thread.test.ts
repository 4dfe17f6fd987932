// One thread's state, as what comes from the service changes it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import { Branches } from '../embed/branches.ts';
import { connect } from '../embed/connection.ts';
import { ThreadController } from '../embed/controllers/thread.ts';
import type { Branch, Comment } from '../embed/model.ts';
import type { Transport } from '../shared/api/transport.ts';

const SERVICE = 'https://comments.example';
const host = () =>
  ({
    addController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  }) as unknown as ReactiveControllerHost;

let asked: { url: string; answer(body: unknown): void; fail(): void }[] = [];

beforeEach(() => {
  asked = [];
  globalThis.fetch = (url) =>
    new Promise((resolve, reject) => {
      asked.push({
        url: String(url),
        answer: (body) => resolve(Response.json(body)),
        fail: () => reject(new TypeError('network')),
      });
    });
});

const head = (key: string) => ({ id: key, key, title: key, state: 'OPEN', commentCount: 0 });
const episode = (key: string) => ({
  data: {
    episode: {
      ...head(key),
      pinnedComments: [],
      comments: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
    },
  },
});

const which = (site: string, key: string) => ({ service: SERVICE, site, episode: key, order: 'OLDEST' as const });
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the answer for a thread that was left is not shown', async () => {
  const thread = new ThreadController(host());
  void thread.open(which('left', 'one'));
  await settled();
  void thread.open(which('left', 'two'));
  await settled();
  asked[1]?.answer(episode('two'));
  await settled();
  asked[0]?.answer(episode('one'));
  await settled();
  assert.deepEqual([thread.phase, thread.head?.key], ['ready', 'two']);
});

test('the failure of a thread that was left is not told', async () => {
  const thread = new ThreadController(host());
  void thread.open(which('failed', 'one'));
  await settled();
  void thread.open(which('failed', 'two'));
  await settled();
  asked[0]?.fail();
  await settled();
  assert.deepEqual([thread.phase, thread.problem], ['loading', null]);
});

test('an element that is off the page hears of nobody who signs in', async () => {
  const thread = new ThreadController(host());
  void thread.open(which('off', 'one'));
  await settled();
  asked[0]?.answer(episode('one'));
  await settled();
  const connection = connect(SERVICE, 'off');
  connection.dispatchEvent(new Event('change'));
  await settled();
  assert.equal(asked.length, 2, 'on the page it asks again');
  thread.hostDisconnected();
  connection.dispatchEvent(new Event('change'));
  await settled();
  assert.equal(asked.length, 2);
  assert.equal(thread.phase, 'waiting');
});

test('what could not be done can be tried again', async () => {
  const thread = new ThreadController(host());
  void thread.open(which('again', 'one'));
  await settled();
  asked[0]?.fail();
  await settled();
  assert.deepEqual([thread.phase, thread.problem?.refusal.code], ['failed', 'NETWORK']);
  void thread.problem?.again();
  await settled();
  assert.equal(thread.phase, 'loading');
  asked[1]?.answer(episode('one'));
  await settled();
  assert.deepEqual([thread.phase, thread.problem, thread.waiting.size], ['ready', null, 0]);
});

test('a member’s thread is asked for in the member’s name, and with what is theirs', async () => {
  const thread = new ThreadController(host());
  const connection = connect(SERVICE, 'member');
  const run: string[] = [];
  const transport = {
    run: async (document: string) => {
      run.push(document);
      return episode('one').data;
    },
  } as unknown as Transport;
  const documents = { ...connection.documents, thread: 'theirs' } as typeof connection.documents;
  void thread.open(which('member', 'one'));
  await settled();
  connection.begin({
    transport,
    viewer: { id: 'a', displayName: 'Ana', isModerating: false, badge: 'COMMENTER' },
    documents,
    renewal: async () => new Branches(),
  });
  await settled();
  assert.deepEqual([run, thread.phase], [['theirs'], 'ready']);
  connection.end();
  await settled();
  assert.equal(asked.length, 2, 'and as nobody again');
});

test('an answer is offered where there may be one', () => {
  const thread = new ThreadController(host());
  const may = (state: string, comment: object) => {
    thread.head = { ...head('one'), state } as typeof thread.head;
    return thread.mayReply({
      comment: { tombstone: null, branchLock: null, ...comment } as unknown as Comment,
    } as Branch);
  };
  const can = (allowed: boolean) => ({ viewerCan: { reply: { allowed } } });
  assert.deepEqual(
    [
      may('OPEN', {}),
      may('OPEN', { branchLock: {} }),
      may('OPEN', { tombstone: 'DELETED' }),
      may('OPEN', can(false)),
      may('LOCKED', {}),
      may('LOCKED', can(true)),
      may('CLOSED', can(true)),
    ],
    [true, false, false, false, false, true, false],
  );
});
