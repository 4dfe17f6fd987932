// What happens elsewhere is seen while it happens; where the service cannot be listened to it is
// looked for, and nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { empty, held, isStream, visitDesk } from '../desk.mjs';

const MO = 'moderator';
const APPROVE = 'mutation ($input: ApproveCommentsInput!) { approveComments(input: $input) { results { code } } }';

const approve = ({ id, revisionId }) => ask(APPROVE, { input: { items: [{ commentId: id, revisionId }] } }, { as: 'admin' });
const pending = (page, count) => page.locator('.tabs a').filter({ hasText: new RegExp(`^\\s*Pending\\s*${count}\\s*$`) }).waitFor();

/** How long it takes until the page shows that somebody else has approved one. */
async function lag(page, comment, left) {
  await approve(comment);
  const begin = performance.now();
  await pending(page, left);
  await page.locator('li.row, article').filter({ hasText: comment.body }).first().waitFor({ state: 'detached' });
  return performance.now() - begin;
}

test('what others decide is seen at once, and nobody asks in vain', async () => {
  await empty();
  const comments = await held(4);
  const asked = [];
  const prepare = (page) => page.on('request', (request) => { if (request.url().endsWith('/graphql')) asked.push(request); });
  await visitDesk(MO, { prepare }, async (page) => {
    await pending(page, 4);
    const lags = [];
    for (const left of [3, 2, 1]) lags.push(Math.round(await lag(page, comments[left], left)));
    console.log(`what another moderator had decided was seen after ${lags.join(', ')} ms`);
    // Asked for every five seconds, three in a row would not be seen so soon.
    assert.ok(lags.every((time) => time < 2_000), `${lags}`);
    assert.equal(asked.filter(isStream).length, 1);
    await page.waitForTimeout(1_500);
    asked.length = 0;
    await page.waitForTimeout(7_000);
    assert.equal(asked.length, 0, 'while nothing happens nothing is asked for');
    await held(1);
    await pending(page, 2);
  });
  await empty();
});

test('where there is no stream it is looked for every few seconds, until there is one', async () => {
  await empty();
  const comments = await held(3);
  let refused = 0;
  const prepare = (page) => page.route('**/graphql', (route) => {
    if (!isStream(route.request())) return route.continue();
    refused += 1;
    return route.abort();
  });
  await visitDesk(MO, { prepare }, async (page) => {
    await pending(page, 3);
    assert.ok(await lag(page, comments[2], 2) < 9_000);
    assert.ok(refused > 0);
    assert.equal(await page.locator('.strip').count(), 0, 'the line is not down for that');
    await page.unrouteAll({ behavior: 'wait' });
    const streams = page.waitForRequest(isStream);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await streams;
    await page.waitForTimeout(1_500);
    assert.ok(await lag(page, comments[1], 1) < 2_000);
  });
  await empty();
});

test('a page that nobody looks at does not listen, and has caught up when somebody does', async () => {
  await empty();
  const comments = await held(2);
  await visitDesk(MO, {}, async (page) => {
    await pending(page, 2);
    const show = (state) => page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
    const ended = page.waitForEvent('requestfailed', isStream);
    await show('hidden');
    await ended;
    await approve(comments[1]);
    await page.waitForTimeout(1_500);
    await pending(page, 2);
    const again = page.waitForRequest(isStream);
    await show('visible');
    await again;
    await pending(page, 1);
  });
  await empty();
});
