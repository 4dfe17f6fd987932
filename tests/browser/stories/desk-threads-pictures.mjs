// Threads, pictured, while the demo is as it comes; as in desk-pictures.mjs.
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { visitDesk } from '../desk.mjs';
import { keep, PHONE } from '../pictures.mjs';

async function hash() {
  const { episode } = await ask('{ episode(site: "history", key: "283") { id } }');
  return `#threads/${episode.id}`;
}

test('the episodes, by day', () => visitDesk('moderator', { hash: '#threads' }, async (page) => {
  await page.locator('.episodes li').nth(5).waitFor();
  await keep(page, 'desk-threads');
}));

test('a thread and what is done in it, by day', async () => visitDesk('moderator', { hash: await hash() }, async (page) => {
  await page.locator('.locks bdi').getByText('Greta Holm').waitFor();
  await page.locator('.placed').nth(3).waitFor();
  for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
  await page.locator('.placed.current .more').click();
  await keep(page, 'desk-thread');
}));

test('a thread that is to be closed, by night, on a telephone', async () => {
  await visitDesk('moderator', { ...PHONE, colorScheme: 'dark', hash: await hash() }, async (page) => {
    await page.locator('.locks bdi').getByText('Greta Holm').waitFor();
    await page.locator('.thread-state > .buttons button').nth(1).click();
    await page.locator('[value=day]').check();
    await keep(page, 'desk-thread-phone');
  });
});

test('a thread from right to left, on a telephone', async () => {
  await visitDesk('moderator', { ...PHONE, locale: 'ar', hash: await hash() }, async (page) => {
    await page.locator('.placed').nth(3).waitFor();
    await page.locator('.placed').nth(3).scrollIntoViewIfNeeded();
    await keep(page, 'desk-thread-arabic');
  });
});
