// What anybody may read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertFits, comment, ready, visit } from '../harness.mjs';

const LEVELS = 10;
const levelOf = (item) => item.evaluate((element) => {
  let level = 0;
  for (let at = element; at; at = at.parentElement.closest('.item')) level += 1;
  return level;
});

/** Opens reply after reply, the deepest first, until a comment stands on the last level. */
async function expand(page) {
  const deepest = page.locator('.item '.repeat(LEVELS).trim());
  while (await deepest.count() === 0) {
    const buttons = await page.locator('.item > .more:visible').all();
    const levels = await Promise.all(buttons.map((button) => levelOf(button.locator('..'))));
    assert.ok(buttons.length > 0, 'nothing is left to open');
    const button = buttons[levels.indexOf(Math.max(...levels))];
    const before = await page.locator('article.comment').count();
    await button.click();
    await page.waitForFunction((count) => document.querySelectorAll('article.comment').length > count, before);
  }
  return deepest.first();
}

test('the home page lists the episodes with their threads', () => visit('/', {}, async (page) => {
  await page.getByRole('heading', { level: 1, name: 'Episodes' }).waitFor();
  const row = page.getByRole('listitem').filter({ hasText: '278: The Salt Tax' });
  await assert.match(await row.textContent(), /3 comments\s+Closed/);
  await row.getByRole('link').click();
  await page.getByRole('heading', { level: 2, name: /^3 thoughts on/ }).waitFor();
}));

test('a reader finds three comments, one answered, under a closed thread', () => visit('/episodes/278', {}, async (page) => {
  await page.getByRole('heading', { name: '3 thoughts on “278: The Salt Tax and the Silent Bells”' }).waitFor();
  await page.getByText('Comments are closed.', { exact: true }).waitFor();
  assert.equal(await page.locator('article.comment').count(), 3);
  const question = page.locator('.tops > .item').filter({ hasText: 'You mention that the bells' });
  await question.locator('.replies article').filter({ hasText: 'Good catch, Bettina.' }).waitFor();
  assert.equal(await page.locator('.tops > .item').count(), 2);
  assert.equal(await page.getByRole('textbox').count(), 0);
  assert.equal(await page.getByRole('button', { name: /^(Reply|Sign in to comment)/ }).count(), 0);
}));

test('a locked thread says why', () => visit('/episodes/282', {}, async (page) => {
  await page.getByText('This thread is locked: only moderators can post.').waitFor();
  await page.getByText('It opens when the kettle has cooled down.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Reply', exact: true }).count(), 0);
}));

test('an episode that does not exist says so', () => visit('/episodes/absent', {}, async (page) => {
  await page.getByText('There is no such episode.').waitFor();
}));

test('a long thread is read to its end, each comment once', () => visit('/episodes/279', {}, async (page) => {
  const { episode } = await ask('{ episode(site: "history", key: "279") { comments(first: 1) { totalCount } } }');
  const tops = page.locator('.tops > .item');
  const more = page.getByRole('button', { name: 'Show more comments' });
  while (await more.isVisible()) {
    const before = await tops.count();
    await more.click();
    await page.waitForFunction((count) => document.querySelectorAll('.tops > .item').length > count, before);
  }
  assert.equal(await tops.count(), episode.comments.totalCount);
  const ids = await page.locator('article.comment').evaluateAll((all) => all.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
}));

test('a reader sorts the newest first', () => visit('/episodes/280', {}, async (page) => {
  const times = () => page.locator('.tops > .item > article header .when time')
    .evaluateAll((all) => all.map((time) => Date.parse(time.dateTime)));
  const oldestFirst = await times();
  assert.deepEqual(oldestFirst, oldestFirst.toSorted((one, other) => one - other));
  await page.getByLabel('Sort').selectOption('Newest first');
  await page.getByText('Sorted: newest first.').waitFor();
  assert.deepEqual(await times(), oldestFirst.toReversed());
}));

test('a link into the depth of a thread shows the comment among those around it', async () => {
  let id;
  let words;
  await visit('/episodes/279', {}, async (page) => {
    const article = (await expand(page)).locator('article.comment').first();
    id = await article.getAttribute('id');
    words = await article.locator('.body').textContent();
    assert.match(await article.locator('header').textContent(), /to /);
  });
  await visit(`/episodes/279#${id}`, {}, async (page) => {
    await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
    const linked = page.locator(`[id=${id}]`);
    assert.equal(await linked.locator('.body').textContent(), words);
    assert.equal(await levelOf(linked.locator('..')), LEVELS);
    await page.waitForFunction((wanted) => {
      const { top, bottom } = document.getElementById(wanted).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }, id);
  });
  await visit(`/episodes/278#${id}`, {}, async (page) => {
    await page.waitForURL(/\/episodes\/279#/);
    await ready(page);
    await page.locator(`[id=${id}]`).waitFor();
  });
});

test('ten levels fit into 320 pixels', () => visit('/episodes/279', { viewport: { width: 320, height: 640 } }, async (page) => {
  const deepest = await expand(page);
  await assertFits(page);
  const { width } = await deepest.locator('article.comment').first().boundingBox();
  assert.ok(width > 200, `${width} px are left for the words`);
}));

test('every other page fits into 320 pixels too', async () => {
  for (const path of ['/', '/episodes/278', '/episodes/282']) {
    await visit(path, { viewport: { width: 320, height: 640 } }, assertFits);
  }
});

test('a text from right to left begins at the right', () => visit('/episodes/281', {}, async (page) => {
  const directions = await comment(page, /./).locator('.body').evaluateAll((all) => all.map(({ dir }) => dir));
  assert.ok(directions.length > 0 && directions.every((dir) => dir === 'auto'), String(directions));
}));
