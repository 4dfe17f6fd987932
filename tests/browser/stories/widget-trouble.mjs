// When the session frame, the service or the page's own sign-in take their time, or an element comes and goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, unique } from '../harness.mjs';
import { visitHost } from '../hosts.mjs';
import { documents } from '../widget.mjs';
import { accountOf, address, comment, episode, hosted, post, signInAs, siteToken } from '../widgets.mjs';

const host = hosted();


/** What a page of its own accounts does once somebody has signed in there. */
async function handOver(opened, name) {
  const token = await siteToken(name);
  await opened.evaluate((given) => { document.querySelector('rejoinder-thread').siteToken = given; }, token);
}

async function written(words) {
  const key = await episode();
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, unique('Author'));
    await post(opened, words);
  });
  return key;
}

test('who was signed in reads at once where the session frame does not come, and is signed in when it does', async () => {
  const words = unique('Read at once');
  const key = await written(words);
  await visitHost(address(host, key), {}, async (opened, context) => {
    await signInAs(opened, 'Patient Pia');
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    await context.route(`${base}/embed/session?*`, async (route) => {
      await held;
      await route.continue();
    });
    await opened.reload({ waitUntil: 'commit' });
    await comment(opened, words).waitFor({ timeout: 8000 });
    await opened.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    go();
    await accountOf(opened, 'Patient Pia').waitFor();
  });
});

test('who is signed in is asked again where the service could not say', async () => {
  const [who] = Object.entries(await documents()).find(([, text]) => text.startsWith('query Who '));
  await visitHost(address(host, await episode()), { refused: true }, async (opened, context) => {
    await signInAs(opened, 'Asked Again Asa');
    let isDown = true;
    await context.route(`${base}/graphql`, (route) => {
      const isWho = /RefreshSession|refreshToken/.test(route.request().postData() ?? '') || route.request().postData()?.includes(who);
      return isDown && isWho ? route.fulfill({ status: 503, body: '' }) : route.fallback();
    });
    await opened.reload();
    await opened.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    isDown = false;
    await accountOf(opened, 'Asked Again Asa').waitFor();
  });
});

test('what was pressed goes on once the page has signed somebody in: a post, and a like', async () => {
  const words = unique('To be liked');
  const key = await written(words);
  await visitHost(address(host, key), {}, async (opened) => {
    await opened.evaluate(() => { globalThis.ownAccounts = true; });
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    const more = unique('Posted later');
    await opened.getByLabel('Your comment').fill(more);
    await opened.getByRole('button', { name: 'Sign in and post' }).click();
    await opened.waitForTimeout(300);
    await handOver(opened, unique('Owen'));
    await comment(opened, more).waitFor();
  });
  await visitHost(address(host, key), {}, async (opened) => {
    await opened.evaluate(() => { globalThis.ownAccounts = true; });
    const like = comment(opened, words).getByRole('button', { name: /like/ });
    await like.click();
    await opened.waitForTimeout(500);
    await handOver(opened, unique('Lil'));
    await comment(opened, words).getByRole('button', { name: '1 like', pressed: true }).waitFor();
  });
});

test('whoever does something else meanwhile is signed in, and nothing is posted', async () =>
  visitHost(address(host, await episode()), {}, async (opened) => {
    await opened.evaluate(() => { globalThis.ownAccounts = true; });
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    const words = unique('Not yet');
    await opened.getByLabel('Your comment').fill(words);
    await opened.getByRole('button', { name: 'Sign in and post' }).click();
    await opened.waitForTimeout(300);
    await opened.getByLabel('Your comment').pressSequentially(' and more');
    const name = unique('Ona');
    await handOver(opened, name);
    await accountOf(opened, name).waitFor();
    await opened.getByRole('button', { name: 'Post comment' }).waitFor();
    assert.equal(await opened.locator('article').count(), 0);
    assert.equal(await opened.getByLabel('Your comment').inputValue(), `${words} and more`);
  }));

test('a draft is there again in an element that was taken out and put back', async () =>
  visitHost(address(host, await episode()), {}, async (opened) => {
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    const words = unique('Taken along');
    await opened.getByLabel('Your comment').fill(words);
    for (const wait of [0, 300]) {
      await opened.evaluate(async (time) => {
        const thread = document.querySelector('rejoinder-thread');
        thread.remove();
        if (time) await new Promise((resolve) => { setTimeout(resolve, time); });
        document.querySelector('main').append(thread);
      }, wait);
      await opened.getByLabel('Your comment').waitFor();
      assert.equal(await opened.getByLabel('Your comment').inputValue(), words);
    }
  }));

test('threads that came and went leave nothing behind, signed in and with forms open', async () => {
  const name = unique('Nomad');
  await visitHost(address(host, await episode()), {}, async (opened, context) => {
    await signInAs(opened, name);
    const words = unique('To be changed');
    await post(opened, words);
    await opened.evaluate(() => { document.body.append(document.createElement('audio')); });
    const session = await context.newCDPSession(opened);
    await session.send('Performance.enable');
    const measured = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const of = (wanted) => metrics.find((metric) => metric.name === wanted).value;
      return { nodes: of('Nodes'), listeners: of('JSEventListeners') };
    };
    const swap = async () => {
      await accountOf(opened, name).waitFor();
      await comment(opened, words).getByRole('button', { name: /^More for/ }).click();
      await opened.getByRole('menuitem', { name: 'Edit' }).click();
      await opened.getByLabel('Change your comment').waitFor();
      await opened.getByRole('button', { name: 'Add a comment' }).click();
      await opened.getByLabel('Your comment', { exact: true }).waitFor();
      await opened.evaluate(() => {
        const thread = document.querySelector('rejoinder-thread');
        const another = thread.cloneNode();
        thread.replaceWith(another);
      });
    };
    for (let at = 0; at < 3; at += 1) await swap();
    await accountOf(opened, name).waitFor();
    const begun = await measured();
    for (let at = 0; at < 8; at += 1) await swap();
    await accountOf(opened, name).waitFor();
    const now = await measured();
    assert.ok(now.nodes - begun.nodes < 400, `${begun.nodes} nodes, then ${now.nodes}`);
    assert.ok(now.listeners - begun.listeners < 40, `${begun.listeners} listeners, then ${now.listeners}`);
  });
});
