// The pages of the demo's show: the widget at home on the service's own origin.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertFits, assertTargets, newEpisode, PASSWORD, unique, visit } from '../harness.mjs';
import { shown } from '../hosts.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = ['/', '/episodes/278', '/episodes/279', '/episodes/282', '/episodes/absent'];
const COUNTS = /^\d+ comments$/;

/** What a page shows last: the thread's heading, or a number of comments. */
const settled = (page) => page.locator('rejoinder-thread').getByRole('heading')
  .or(page.locator('rejoinder-count').filter({ hasText: COUNTS })).first().waitFor();

async function signIn(page, email) {
  const [window] = await Promise.all([
    page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in', exact: true }).click(),
  ]);
  await shown(window);
  await window.getByLabel('E-mail address').fill(email);
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const closed = window.waitForEvent('close');
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await closed;
}

test('the home page lists the episodes, and how much is said under each', () => visit('/', {}, async (page) => {
  const closed = page.getByRole('listitem').filter({ hasText: '278: The Salt Tax and the Silent Bells' });
  await closed.getByText('3 comments', { exact: true }).waitFor();
  const rows = await page.getByRole('listitem').filter({ has: page.getByRole('heading') }).allInnerTexts();
  assert.equal(rows.length, 6);
  assert.match(rows[0], /^283: How a Lighthouse Learned to Blink/);
  for (const row of rows) assert.match(row.split('\n').at(-1), COUNTS);
  await page.getByRole('link', { name: /^278/ }).click();
  await page.getByRole('heading', { name: '3 thoughts on “278: The Salt Tax and the Silent Bells”' }).waitFor();
  await page.getByText('Comments are closed.', { exact: true }).waitFor();
}));

test('a time in a comment plays the episode from there', () => visit('/episodes/283', {}, async (page) => {
  await page.getByRole('button', { name: 'Play from 4:30' }).click();
  await page.waitForFunction(() => {
    const { currentTime, paused, error } = document.querySelector('audio');
    return !paused && !error && currentTime > 270 && currentTime < 285;
  });
}));

test('a reader signs in on the page, comments, and finds the comment again', async () => {
  const [path, words] = [await newEpisode(), unique('Salt in the wind')];
  await visit(path, {}, async (page) => {
    await signIn(page, 'reader@demo.example');
    await page.getByRole('button', { name: 'Signed in as Rosa Lindqvist' }).waitFor();
    await page.getByRole('button', { name: 'Add a comment' }).click();
    await page.getByLabel('Your comment').fill(words);
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByText(words).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Signed in as Rosa Lindqvist' }).waitFor();
  });
  await visit(path, {}, (page) => page.getByText(words).waitFor());
});

test('on the service’s own page a moderator is one at once, and locks a thread with a reason', async () => {
  const path = await newEpisode();
  await visit(path, {}, async (page) => {
    await signIn(page, 'moderator@demo.example');
    await page.getByRole('button', { name: 'Lock the thread' }).click();
    await page.getByLabel('Why? Readers see it. (optional)').fill('The kettle has to cool down.');
    await page.getByRole('button', { name: 'Lock the thread' }).click();
    await page.getByText('The kettle has to cool down.').waitFor();
  });
  await visit(path, {}, async (page) => {
    await page.getByText('This thread is locked: only moderators can post.').waitFor();
    await page.getByText('The kettle has to cool down.').waitFor();
  });
});

test('without script the thread stands in the page all the same', () => visit('/episodes/278', { javaScriptEnabled: false }, async (page) => {
  const thread = page.frameLocator('iframe[title="Comments"]');
  await thread.getByText('Comments are closed.').waitFor();
  assert.equal(await thread.getByRole('article').count(), 3);
}));

test('every page fits into 320 pixels', async () => {
  for (const path of PAGES) {
    await visit(path, { viewport: { width: 320, height: 640 } }, async (page) => {
      await settled(page);
      await assertFits(page);
    });
  }
});

test('the thread without script fits into 320 pixels, and its links can be hit', async () => {
  for (const path of ['278', '283', '278?lang=ar', '278?sort=newest']) {
    await visit(`/embed/history/${path}`, { viewport: { width: 320, height: 640 } }, async (page) => {
      await assertFits(page);
      await assertTargets(page);
    });
  }
});

for (const colorScheme of ['light', 'dark']) {
  // The page's own policy forbids what axe does to get in.
  const look = { colorScheme, bypassCSP: true };
  test(`axe finds nothing on the pages, ${colorScheme}`, async () => {
    for (const path of PAGES) {
      await visit(path, look, async (page) => {
        await settled(page);
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { violations: found } = await globalThis.axe.run();
          return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        assert.deepEqual(violations, [], path);
      });
    }
  });
}
