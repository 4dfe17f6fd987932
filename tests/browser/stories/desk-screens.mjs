// From one screen of the desk to another: nobody is led elsewhere, and what comes late or not at all is
// got over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { held, visitDesk } from '../desk.mjs';
import { shown } from '../overview.mjs';

const MO = 'moderator';
const to = (page, name) => page.locator('.screens').getByRole('link', { name }).click();
const queues = (page) => page.locator('.queues').waitFor();

/** Keeps back the files that are asked for from now on, until they come or are lost. */
async function heldBack(page) {
  let tell;
  const told = new Promise((resolve) => { tell = resolve; });
  await page.route('**/embed/assets/*', async (route) => (await told) === 'come' ? route.fallback() : route.abort());
  return { letCome: () => tell('come'), lose: () => tell('lost') };
}

test('who goes elsewhere in the moment when the queue is drawn anew gets there', async () => {
  await held(1);
  const drawsAsOneLeaves = (page) => page.addInitScript(() => addEventListener('hashchange', () => {
    document.querySelector('.modes [aria-pressed=false]')?.click();
  }));
  await visitDesk(MO, { prepare: drawsAsOneLeaves }, async (page) => {
    await page.locator('#card').waitFor();
    await to(page, 'Overview');
    await shown(page);
    assert.match(page.url(), /#overview\/30$/);
  });
});

test('who leaves a screen that is on its way and comes back gets it once', () => visitDesk(MO, {}, async (page) => {
  await queues(page);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql') && 'sinceBefore' in (request.postDataJSON().variables ?? {})) asked += 1;
  });
  const files = await heldBack(page);
  await to(page, 'Overview');
  await to(page, 'Queues');
  await queues(page);
  await to(page, 'Overview');
  files.letCome();
  await shown(page);
  assert.equal(asked, 1);
}));

test('a screen that cannot be loaded is tried again, or left for another', () => visitDesk(MO, {}, async (page) => {
  await queues(page);
  const files = await heldBack(page);
  await to(page, 'Overview');
  files.lose();
  await page.getByText('This screen could not be loaded.').waitFor();
  await to(page, 'Queues');
  await queues(page);
  assert.equal(await page.getByText('This screen could not be loaded.').count(), 0);
  await to(page, 'Overview');
  await page.getByText('This screen could not be loaded.').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await shown(page);
}));

test('a screen that cannot be loaded any more disturbs nobody', () => visitDesk(MO, {}, async (page) => {
  await queues(page);
  const files = await heldBack(page);
  const lost = page.waitForEvent('requestfailed', (request) => request.url().includes('/assets/'));
  await to(page, 'Overview');
  await to(page, 'Queues');
  await queues(page);
  files.lose();
  await lost;
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await page.locator('.screens [aria-current=page]').innerText(), 'Queues');
  assert.equal(await page.getByText('This screen could not be loaded.').count(), 0);
}));
