// On a slow network: the thread comes, and whatever is pressed shows at once that it was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, newEpisode, unique } from '../harness.mjs';
import { allow, visitHost } from '../hosts.mjs';
import { address, comment, page, signInAs } from '../widgets.mjs';

// Half a second there and back, 400 kbit/s.
const SLOW = { offline: false, latency: 500, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const AT_ONCE = 150;

let host;
let forbid;

before(async () => {
  host = await page();
  forbid = await allow(host);
});

after(() => forbid?.());

const episode = async () => (await newEpisode('POST')).split('/').pop();

/** Presses without a pointer that would have announced it; how long until `selector` is to be seen. */
const press = (opened, button, selector) => opened.evaluate(async ([pressed, wanted]) => {
  const { shadowRoot } = document.querySelector('rejoinder-thread');
  const begin = performance.now();
  shadowRoot.querySelector(pressed).click();
  while (!shadowRoot.querySelector(wanted)) await new Promise((resolve) => { requestAnimationFrame(resolve); });
  return performance.now() - begin;
}, [button, selector]);

test('a slow network brings the thread, and a button that has to wait says so', () =>
  visitHost(address(host, '279'), {}, async (opened, context) => {
    const session = await context.newCDPSession(opened);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Network.emulateNetworkConditions', SLOW);
    await opened.reload();
    await opened.locator('article').first().waitFor();
    const busy = await press(opened, '.begin', '.begin[aria-busy=true]');
    assert.ok(busy <= AT_ONCE, `${busy} ms until it is seen to be pressed`);
    const field = opened.getByLabel('Your comment');
    await field.waitFor();
    assert.equal(await opened.locator('[part~=begin][aria-busy]').count(), 0);
    await field.fill(unique('Slowly'));
    await field.press('Escape');
    await opened.getByRole('alertdialog').waitFor();
  }));

test('a vote and a post show at once while their answers take seconds', async () => {
  const words = unique('Taken slowly');
  const key = await episode();
  await ask(
    'mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }',
    { input: { episode: { site: 'history', key }, body: words } }, { as: 'moderator' },
  );
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, 'Slow Sam');
    await comment(opened, words).waitFor();
    let asked = 0;
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    await opened.route('**/graphql', async (route) => {
      asked += 1;
      await held;
      await route.continue();
    });
    await opened.locator('.begin').click();
    const more = unique('Once');
    await opened.getByLabel('Your comment').fill(more);
    const busy = await press(opened, '.composer [part~=primary]', '.composer [part~=primary][aria-disabled=true]');
    assert.ok(busy <= AT_ONCE, `${busy} ms until it is being posted`);
    await press(opened, '.composer [part~=primary]', '.composer');
    const voted = await press(opened, 'article [part~=vote]', 'article [part~=vote][aria-pressed=true]');
    assert.ok(voted <= AT_ONCE, `${voted} ms until the vote is seen`);
    go();
    await comment(opened, more).waitFor();
    await comment(opened, words).getByRole('button', { name: '1 like', pressed: true }).waitFor();
    assert.equal(asked, 2, 'pressed twice, posted once');
    assert.equal(await opened.locator('article').filter({ hasText: more }).count(), 1);
  });
});
