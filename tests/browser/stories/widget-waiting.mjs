// What is waited for, and how long: a person in the sign-in window, a service that does not answer; and
// what an owner is told whose page waits in vain. The browser's clock is put forward.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, base, unique } from '../harness.mjs';
import { visitHost } from '../hosts.mjs';
import { isStream } from '../widget.mjs';
import { accountOf, address, comment, episode, fill, hosted, openWindow, page, post, signInAs } from '../widgets.mjs';

const host = hosted();

const toast = (opened, words) => opened.getByRole('status').filter({ hasText: words });

/** Keeps back what the service answers, from now on. */
async function keepBack(opened) {
  let asked = 0;
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await opened.context().route(`${base}/graphql**`, async (route) => {
    if (isStream(route.request())) return route.fallback();
    asked += 1;
    // It has come to the service, which has answered.
    const response = await route.fetch();
    await held;
    return route.fulfill({ response }).catch(() => {});
  });
  return { asked: () => asked, go };
}

test('the sign-in window waits while somebody reads the page beside it', async () => {
  const words = unique('Begun beside the window');
  await visitHost(address(host, '279'), {}, async (opened, context) => {
    await opened.clock.install();
    const window = await openWindow(opened);
    for (const order of ['Newest', 'Oldest']) {
      await opened.bringToFront();
      await opened.clock.fastForward('45:00');
      await opened.getByLabel('Sort by').selectOption(order);
      await toast(opened, 'Sorted').waitFor({ state: 'attached' });
    }
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    await opened.getByLabel('Your comment').fill(words);
    await opened.clock.fastForward('45:00');
    assert.equal(window.isClosed(), false);
    await opened.getByRole('button', { name: 'Sign in', exact: true }).click();
    await opened.getByRole('button', { name: 'Sign in and post' }).waitFor();
    assert.equal(context.pages().length, 2, 'the window that is there, and no other');

    const closed = window.waitForEvent('close');
    await fill(window, 'reader@demo.example');
    await closed;
    await accountOf(opened, 'Rosa Lindqvist').waitFor();
    assert.equal(await opened.getByLabel('Your comment').inputValue(), words);
    await opened.getByRole('button', { name: 'Post comment' }).waitFor();
  });
});

test('a toast goes after a while, not while somebody is at it, and makes room for a form', async () => {
  await visitHost(address(host, await episode()), {}, async (opened) => {
    await signInAs(opened, unique('Tove'));
    await opened.clock.install();
    const said = toast(opened, 'Your comment is posted.');
    await post(opened, unique('Said once'));
    await said.waitFor();
    await opened.clock.fastForward(7_000);
    assert.equal(await said.count(), 1);
    await said.getByText('Your comment is posted.').hover();
    await opened.clock.fastForward(9_000);
    assert.equal(await said.count(), 1, 'it is pointed at');
    await opened.mouse.move(0, 0);
    await said.getByRole('button', { name: 'Close' }).focus();
    await opened.clock.fastForward(9_000);
    assert.equal(await said.count(), 1, 'it has the focus');
    await opened.getByRole('button', { name: 'Add a comment' }).focus();
    await opened.clock.fastForward(9_000);
    assert.equal(await said.count(), 0);

    await post(opened, unique('Said twice'));
    await said.waitFor();
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    await opened.getByLabel('Your comment').waitFor();
    assert.equal(await said.count(), 0, 'a form is open');
  });
});

test('a thread whose answer does not come in twenty seconds is said so, and tried again', async () => {
  await visitHost(address(host, '278'), { routed: true }, async (opened) => {
    const alert = opened.getByRole('alert').getByText('The comments could not be reached. Try again in a moment.');
    await opened.clock.install();
    const { go, asked } = await keepBack(opened);
    const until = async (times) => { while (asked() < times) await opened.waitForTimeout(20); };
    await opened.reload();
    await until(1);
    await opened.locator('rejoinder-thread [aria-busy=true]').waitFor();
    await opened.clock.fastForward(18_000);
    assert.equal(await alert.count(), 0, 'it may still come');
    await opened.clock.fastForward(3_000);
    await alert.waitFor();
    await opened.getByRole('button', { name: 'Try again' }).click();
    await until(2);
    go();
    await opened.locator('article').first().waitFor();
    assert.equal(await alert.count(), 0);
    assert.equal(await opened.locator('article').count(), 3);
  });
});

test('a comment whose answer does not come in twenty seconds is kept, and posted once', async () => {
  const key = await episode();
  const words = unique('Posted, and nobody said so');
  await visitHost(address(host, key), { routed: true }, async (opened, context) => {
    await opened.clock.install();
    await signInAs(opened, unique('Wanda'));
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    await opened.getByLabel('Your comment').fill(words);
    const { go, asked } = await keepBack(opened);
    await opened.getByRole('button', { name: 'Post comment' }).click();
    await opened.getByRole('button', { name: 'Posting …' }).waitFor();
    while (asked() < 1) await opened.waitForTimeout(20);
    await opened.clock.fastForward(21_000);
    await opened.getByRole('alert').getByText('No answer came, so it is not known whether it was posted.').waitFor();
    assert.equal(await opened.getByLabel('Your comment').inputValue(), words);
    go();
    await context.unrouteAll({ behavior: 'wait' });
    await opened.getByRole('button', { name: 'Post comment' }).click();
    await comment(opened, words).waitFor();
    assert.equal(await opened.locator('article').filter({ hasText: words }).count(), 1);
  });
  const { commentCounts } = await ask('query ($keys: [String!]!) { commentCounts(site: "history", episodes: $keys) { count } }', { keys: [key] });
  assert.deepEqual(commentCounts, [{ count: 1 }]);
});

/** What the console says to the owner; each has to be said once. */
function heard(opened) {
  const said = [];
  opened.on('console', (message) => {
    if (message.type() === 'warning' && message.text().startsWith('rejoinder:')) said.push(message.text());
  });
  return said;
}

test('the owner of a page with an unknown site is told what to do, and its reader that it is not open', async () => {
  await visitHost(address(host, '1', { site: 'histroy' }), {}, async (opened) => {
    const said = heard(opened);
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    await opened.getByRole('status').getByText('Comments are not open for this page yet.', { exact: true }).waitFor();
    assert.deepEqual(said, [
      `rejoinder: ${base} knows no site "histroy": give the attribute site the key that "rejoinder site create" was given.`,
    ]);
    assert.equal(await opened.getByRole('alert').filter({ hasText: /./ }).count(), 0);
  }, /^rejoinder: /);
});

test('the owner of a page that the site does not list is told what to do, and its reader that nobody can sign in', async () => {
  const unlisted = await page();
  // Chromium has words of its own for a frame that was refused.
  const expected = /^rejoinder: |frame-ancestors|target origin|status of 403/;
  await visitHost(address(unlisted, '279'), {}, async (opened, context) => {
    const said = heard(opened);
    await opened.clock.install();
    await opened.locator('article').first().waitFor();
    const popup = opened.waitForEvent('popup');
    await opened.getByRole('button', { name: 'Sign in', exact: true }).click();
    await (await popup).getByText(unlisted, { exact: true }).waitFor();
    await opened.clock.fastForward(21_000);
    await toast(opened, 'Signing in does not work on this page.').waitFor();
    assert.deepEqual(said, [
      `rejoinder: nobody can sign in on this page: make ${unlisted} one of the origins of the site "history" ("rejoinder site update history --origin …", which names all of them), and let the page's policy, where it has one, allow "frame-src ${base}".`,
    ]);
    assert.equal(await toast(opened, unlisted).count(), 0, 'what the owner has to do is none of a reader’s concern');
    assert.equal(context.pages().length, 2);
  }, expected);
});

test('a guest on a page that the site does not list reads that nothing can be written, and its owner why', async () => {
  const unlisted = await page();
  const allow = (guests) => ask(
    'mutation ($input: UpdateWaysInInput!) { updateWaysIn(input: $input) { site { key } } }',
    { input: { site: 'history', guests } }, { as: 'admin' },
  );
  await allow(true);
  try {
    await visitHost(address(unlisted, await episode()), { refused: true }, async (opened) => {
      const said = heard(opened);
      await opened.getByRole('button', { name: 'Add a comment' }).click();
      await opened.getByRole('textbox', { name: 'Your comment', exact: true }).fill(unique('From nowhere'));
      await opened.getByLabel('Name').fill('Gil');
      await opened.getByLabel('E-mail address').fill('gil@history.example');
      await opened.getByRole('button', { name: 'Post as a guest' }).click();
      await opened.getByRole('alert').getByText('This page may not be used for writing.', { exact: true }).waitFor();
      assert.deepEqual(said, [
        `rejoinder: nobody can write on this page: make ${unlisted} one of the origins of the site "history" ("rejoinder site update history --origin …", which names all of them).`,
      ]);
    }, /^rejoinder: /);
  } finally {
    await allow(false);
  }
});
