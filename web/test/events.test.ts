// What comes over a line that goes on, and the bell that rings by it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bell } from '../desk/bell.ts';
import { type Event, events, eventsOf, openEvents } from '../shared/api/events.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { DeskChanges, ThreadEvents } from '../shared/generated.ts';

const TEXT =
  ':\n\nevent: next\ndata: {"data":{"n":1}}\n\n:\n\nevent: next\ndata: {"data":{"n":2}}\n\nevent: complete\ndata: \n\n';

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('events are read wherever the text is cut', async () => {
  const expected: Event[] = [
    { name: 'next', data: '{"data":{"n":1}}' },
    { name: 'next', data: '{"data":{"n":2}}' },
    { name: 'complete', data: '' },
  ];
  for (let cut = 1; cut < TEXT.length; cut += 1) {
    const pieces = async function* () {
      yield TEXT.slice(0, cut);
      yield TEXT.slice(cut);
    };
    assert.deepEqual(await all(eventsOf(pieces())), expected, `cut at ${cut}`);
  }
});

/** Answers in turn, in place of the network; gives what was asked. */
async function answered<Value>(answers: (() => Response)[], run: () => Promise<Value>): Promise<[Value, unknown[]]> {
  const usual = globalThis.fetch;
  const asked: unknown[] = [];
  globalThis.fetch = (url, init) => {
    asked.push(init?.body ? JSON.parse(String(init.body)) : { url, headers: init?.headers });
    const answer = answers.shift();
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no network'));
  };
  try {
    return [await run(), asked];
  } finally {
    globalThis.fetch = usual;
  }
}

const stream = (text: string) => () => new Response(text, { headers: { 'content-type': 'text/event-stream' } });
const refusal = (code: string) => () =>
  new Response(JSON.stringify({ errors: [{ message: 'no', extensions: { code } }], data: null }), {
    headers: { 'content-type': 'application/json' },
  });
const listen = () =>
  all(events<unknown, { site: string }>('', DeskChanges, { site: 'history' }, new AbortController().signal));

test('a stream gives its data until it is complete', async () => {
  const [told, asked] = await answered([stream(TEXT)], listen);
  assert.deepEqual(told, [{ n: 1 }, { n: 2 }]);
  assert.deepEqual(asked, [{ documentId: `sha256:${DeskChanges}`, variables: { site: 'history' } }]);
});

test('what breaks off before, is refused or cannot be reached is a refusal', async () => {
  const code = (expected: string) => (failure: unknown) => failure instanceof Refusal && failure.code === expected;
  const broken = TEXT.slice(0, TEXT.indexOf('event: complete'));
  await assert.rejects(answered([stream(broken)], listen), code('NETWORK'));
  await assert.rejects(answered([], listen), code('NETWORK'));
  await assert.rejects(answered([refusal('UNAUTHENTICATED')], listen), code('UNAUTHENTICATED'));
  const error = 'event: next\ndata: {"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}],"data":null}\n\n';
  await assert.rejects(answered([stream(error)], listen), code('FORBIDDEN'));
});

test('a service that does not know the document gets its text', async () => {
  const unknown = refusal('PERSISTED_DOCUMENT_NOT_FOUND');
  const [, asked] = await answered([unknown, stream(TEXT)], listen);
  assert.equal(asked.length, 2);
  assert.match((asked[1] as { query: string }).query, /^subscription DeskChanges/);
});

test('nobody asks by GET, with nothing that a browser would ask leave for; in full by POST', async () => {
  const { signal } = new AbortController();
  const open = () => all(openEvents('', ThreadEvents, { site: 'history', key: '1', after: '7' }, signal));
  const [told, [got, posted]] = await answered([refusal('PERSISTED_DOCUMENT_NOT_FOUND'), stream(TEXT)], open);
  assert.deepEqual(told, [{ n: 1 }, { n: 2 }]);
  const { url, headers } = got as { url: string; headers: object };
  assert.deepEqual(headers, { accept: 'text/event-stream' });
  const asked = new URLSearchParams(url.slice(url.indexOf('?')));
  assert.equal(asked.get('documentId'), `sha256:${ThreadEvents}`);
  assert.deepEqual(JSON.parse(asked.get('variables') ?? ''), { site: 'history', key: '1', after: '7' });
  assert.match((posted as { query: string }).query, /^subscription ThreadEvents/);
});

/** A bell whose stream is in the test's hands. */
function hung() {
  const rings: [string | null, boolean][] = [];
  const tries: { tell: () => void; end: () => void; signal: AbortSignal }[] = [];
  const bell: Bell<string> = new Bell(
    async function* (signal) {
      let wake = () => {};
      let left = 0;
      let over = false;
      signal.addEventListener('abort', () => wake());
      tries.push({
        tell: () => {
          left += 1;
          wake();
        },
        end: () => {
          over = true;
          wake();
        },
        signal,
      });
      for (;;) {
        for (; left > 0; left -= 1) yield 'news';
        if (over) throw new Refusal('lost', { code: 'NETWORK' });
        if (signal.aborted) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    (event) => rings.push([event, bell.hears]),
  );
  return { bell, rings, tries };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a bell rings with each event, once more when it is lost, and listens again', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { bell, rings, tries } = hung();
  bell.start();
  bell.start();
  await settled();
  assert.equal(bell.hears, false, 'nothing has come');
  tries[0]?.tell();
  tries[0]?.tell();
  await settled();
  assert.deepEqual(
    [rings, bell.hears],
    [
      [
        ['news', true],
        ['news', true],
      ],
      true,
    ],
  );
  tries[0]?.end();
  await settled();
  assert.deepEqual([rings.at(-1), rings.length, bell.hears], [[null, false], 3, false]);
  context.mock.timers.tick(999);
  assert.equal(tries.length, 1);
  context.mock.timers.tick(252);
  assert.equal(tries.length, 2);
  // One that is lost before it has told anything is begun again later each time, and rings for nothing.
  for (const wait of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    tries.at(-1)?.end();
    await settled();
    const before: number = tries.length;
    context.mock.timers.tick(wait - 1);
    assert.equal(tries.length, before, `${wait}`);
    context.mock.timers.tick(wait / 4 + 2);
    assert.equal(tries.length, before + 1, `${wait}`);
    await settled();
  }
  assert.equal(rings.length, 3);
  bell.stop();
  await settled();
  assert.equal(tries.at(-1)?.signal.aborted, true);
  context.mock.timers.tick(100_000);
  assert.equal(tries.length, 9);
});
