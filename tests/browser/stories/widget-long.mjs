// A thread of ten thousand comments is written in and scrolled like one of ten, in the same browser
// and run. Its answers are made here: a service would take longer to be given so many than a story has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base } from '../harness.mjs';
import { read } from '../widget.mjs';

const MANY = 10_000;
const FEW = 10;
// Four times what the service gives at once: the fewer groups, the more a browser has to draw.
const PAGE = 100;
const REPLIES = 3;

const shown = (number, depth, replies, parent = null) => ({
  id: `comment_${number.toString(16).padStart(32, '0')}`,
  depth,
  createdAt: new Date(Date.UTC(2024, 0, 1) + number * 60_000).toISOString(),
  editedAt: null,
  tombstone: null,
  bodyHtml: `<p>Comment ${number}: somebody has lit the lamp again, and nobody says <em>who</em>.</p>`,
  momentSeconds: null,
  score: number % 7,
  replyCount: replies.length,
  isPinned: false,
  isFeatured: false,
  author: { id: `author_${number % 90}`, displayName: `Reader ${number % 90}`, role: 'COMMENTER' },
  parent,
  branchLock: null,
  replies: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: replies },
});

/** The comment at a place of the top, with its replies. */
function branch(place) {
  const number = place * (1 + REPLIES);
  const parent = { id: shown(number, 0, []).id };
  return shown(number, 0, Array.from({ length: REPLIES }, (_, at) => shown(number + at + 1, 1, [], parent)));
}

function answer(key, total, { after }) {
  const tops = Math.ceil(total / (1 + REPLIES));
  const begin = Number(after ?? 0);
  const end = Math.min(begin + PAGE, tops);
  return {
    data: {
      episode: {
        id: `episode_${key}`, key, title: 'A long night', state: 'OPEN', lockReason: null, lockedUntil: null,
        closedMessage: null, closedUntil: null, closesAt: null, commentCount: total, pinnedComments: [],
        comments: {
          pageInfo: { hasNextPage: end < tops, endCursor: String(end) },
          nodes: Array.from({ length: end - begin }, (_, at) => branch(begin + at)),
        },
      },
    },
  };
}

const prepare = (key, total) => (context) => context.route(`${base}/graphql?documentId=*`, (route) => {
  const variables = JSON.parse(new URL(route.request().url()).searchParams.get('variables'));
  if (variables.key !== key) return route.fallback();
  return route.fulfill({ json: answer(key, total, variables), headers: { 'access-control-allow-origin': '*' } });
});

/** Presses "Show more comments" until there are no more. */
const readToItsEnd = (opened) => opened.evaluate(async () => {
  const { shadowRoot } = document.querySelector('rejoinder-thread');
  const comments = shadowRoot.querySelector('.comments');
  while (comments.nextElementSibling?.matches('.more')) {
    const before = comments.childElementCount;
    comments.nextElementSibling.click();
    while (comments.childElementCount === before) await new Promise((resolve) => { setTimeout(resolve); });
    await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
  }
});

/** What 200 keys take, each from the key to the frame that shows it; and what else changed meanwhile. */
async function write(opened) {
  await opened.evaluate(() => {
    scrollTo(0, 0);
    document.querySelector('rejoinder-thread').shadowRoot.querySelector('.begin').click();
  });
  await opened.waitForFunction(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement?.matches('textarea'));
  await opened.evaluate(() => {
    globalThis.keys = [];
    globalThis.changes = 0;
    const { shadowRoot } = document.querySelector('rejoinder-thread');
    new MutationObserver((all) => { globalThis.changes += all.length; })
      .observe(shadowRoot.querySelector('.comments'), { subtree: true, childList: true, attributes: true, characterData: true });
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => globalThis.keys.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    }, true);
  });
  const words = 'The lamp was lit. '.repeat(12).slice(0, 200);
  await opened.keyboard.type(words);
  await opened.waitForFunction((length) => globalThis.keys.length === length, words.length);
  assert.equal(await opened.locator('rejoinder-thread textarea').inputValue(), words);
  return opened.evaluate(() => ({ keys: globalThis.keys, changes: globalThis.changes }));
}

/** What a frame takes, from the top to the end in 60 leaps. */
const scroll = (opened) => opened.evaluate(async () => {
  const frames = [];
  for (let step = 1; step <= 60; step += 1) {
    const begin = performance.now();
    scrollTo(0, (document.documentElement.scrollHeight * step) / 60);
    await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
    frames.push(performance.now() - begin);
  }
  return frames;
});

const at = (all, share) => all.toSorted((one, other) => one - other)[Math.floor(all.length * share)];

async function measure(key, total) {
  let measured;
  await read(key, { prepare: prepare(key, total) }, async (opened) => {
    await readToItsEnd(opened);
    const { keys, changes } = await write(opened);
    const articles = await opened.evaluate(() => document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('article').length);
    const frames = await scroll(opened);
    measured = { articles, changes, key: at(keys, 0.5), slowKey: at(keys, 0.95), frame: at(frames, 0.5), slowFrame: at(frames, 0.95) };
  });
  console.log(key, Object.entries(measured).map(([name, value]) => `${name} ${Math.round(value)}`).join(', '));
  return measured;
}

test('typing and scrolling stay smooth in a thread of ten thousand', async () => {
  const few = await measure('few', FEW);
  const many = await measure('many', MANY);
  assert.equal(many.articles, MANY);
  assert.deepEqual([few.changes, many.changes], [0, 0], 'nothing but the form is drawn again');
  assert.ok(many.key <= 2 * few.key, 'a key');
  assert.ok(many.frame <= 4 * few.frame, 'a leap');
});
