// On a slow network, and one that is lost: the thread comes, and whatever is pressed shows at once that
// it was, or says what kept it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, unique } from '../harness.mjs';
import { visitHost } from '../hosts.mjs';
import { address, comment, episode, hosted, signInAs } from '../widgets.mjs';

// Half a second there and back, 400 kbit/s.
const SLOW = { offline: false, latency: 500, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const AT_ONCE = 150;

const host = hosted();


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

/** Presses with a file kept back, and again once it comes: `shown` is then to be seen. */
async function pressTwice(opened, file, button, words, shown) {
  // The thread is drawn: what it needs itself has come.
  await button.waitFor();
  let asked = 0;
  const keep = (route) => {
    asked += 1;
    return route.abort('internetdisconnected');
  };
  await opened.route(file, keep);
  for (const times of [1, 2]) {
    const before = asked;
    await button.click();
    const alert = opened.getByRole('alert');
    await alert.and(opened.getByText(words)).waitFor();
    assert.equal(await alert.count(), 1, `told once when pressed ${times} times`);
    assert.ok(asked > before, 'asked for again');
    assert.deepEqual(
      await button.evaluate((pressed) => [pressed.ariaBusy, pressed.getRootNode().activeElement === pressed]),
      [null, true], 'it stays, to be pressed again',
    );
  }
  await opened.unroute(file, keep);
  await button.click();
  await shown.waitFor();
  assert.equal(await opened.getByRole('alert').and(opened.getByText(words)).count(), 0);
}

test('a button whose part cannot be fetched says so, and works once it can be', async () => {
  const [english, arabic] = ['This could not be loaded.', 'تعذر تحميل'];
  const of = (opened, part) => opened.locator(`article [part~=${part}]`).first();
  await visitHost(address(host, '279'), { refused: true, routed: true }, async (opened) => {
    const field = opened.getByLabel(/^Your reply to/);
    await pressTwice(opened, /assets\/member-/, of(opened, 'reply'), english, field);
    assert.ok(await field.evaluate((area) => area.getRootNode().activeElement === area));
  });
  await visitHost(address(host, '279'), { refused: true, routed: true }, (opened) =>
    pressTwice(opened, /assets\/en-/, opened.locator('.begin'), english, opened.getByLabel('Your comment')));
  await visitHost(address(host, '279'), { refused: true, routed: true }, (opened) =>
    pressTwice(opened, /assets\/en-/, of(opened, 'menu'), english, opened.getByRole('menu')));
  await visitHost(address(host, '279', { lang: 'ar' }), { refused: true, routed: true }, (opened) =>
    pressTwice(opened, /assets\/member-/, of(opened, 'menu'), arabic, opened.getByRole('menu')));
});

test('a vote and a post show at once while their answers take seconds', async () => {
  const words = unique('Taken slowly');
  const key = await episode();
  await ask(
    'mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }',
    { input: { episode: { site: 'history', key }, body: words } }, { as: 'moderator' },
  );
  await visitHost(address(host, key), { routed: true }, async (opened) => {
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
