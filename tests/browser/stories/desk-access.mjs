// The desk for those who use other means: axe in every state, all languages, 320 pixels, little height.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertFits, assertTargets, base } from '../harness.mjs';
import { desk, empty, fate, held, sent, visitDesk } from '../desk.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];
const NARROW = { width: 320, height: 640 };

export async function assertNoViolations(page, state) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(violations, [], state);
}

async function walk(page, check) {
  await page.locator('.row').first().waitFor();
  await check('the list');
  await page.locator('.row input').first().check();
  await check('something is chosen');
  await page.locator('.filters summary').click();
  await check('the filter is open');
  await page.locator('.filters summary').click();
  await page.locator('.row input').first().uncheck();
  await page.locator('.row .open').first().click();
  await page.locator('#card').waitFor();
  await page.locator('#card summary').first().click();
  await check('a comment');
  await page.locator('.decision.reject').click();
  await page.locator('.rejecting').waitFor();
  await check('a reason is asked for');
  await page.locator('.rejecting [type=button]').click();
  await page.locator('.decision.spam').click();
  await page.locator('.lately').waitFor();
  await check('the last decision stands above the bar');
  await page.locator('.modes button').last().click({ force: true, timeout: 2_000 }).catch(() => page.locator('.back').click());
  await check('another way to show it');
  await page.locator('.who summary').click();
  await check('the menu');
  await page.locator('.who button').first().click();
  await page.getByRole('dialog').waitFor();
  await check('the keys');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    for (const viewport of [NARROW, { width: 1180, height: 760 }]) {
      // The page's own policy forbids what axe does to get in.
      const look = { colorScheme, locale, viewport, bypassCSP: true };
      test(`axe finds nothing, ${colorScheme}, ${locale}, ${viewport.width} pixels`, async () => {
        await empty();
        await held(2, { body: (number) => `[A link](https://lamps.example/${number}), \`code\` and a voucher` });
        await visitDesk('moderator', look, (page) => walk(page, async (state) => {
          await assertNoViolations(page, state);
          await assertFits(page);
          await assertTargets(page);
        }));
      });
    }
  }
}

test('axe finds nothing where one may not enter, has nothing to do, or has no line', async () => {
  await empty();
  for (const viewport of [NARROW, { width: 1180, height: 760 }]) {
    await visitDesk('reader', { viewport, bypassCSP: true }, async (page) => {
      await page.locator('main.plain .buttons').waitFor();
      await assertNoViolations(page, 'a reader');
      await assertFits(page);
    });
    await visitDesk('moderator', { viewport, bypassCSP: true }, async (page) => {
      await page.locator('.nothing').waitFor();
      await assertNoViolations(page, 'nothing is left');
      await page.route('**/graphql', (route) => route.abort());
      await page.locator('.tabs a').nth(5).click();
      await page.locator('.strip').first().waitFor();
      await assertNoViolations(page, 'no line');
    });
  }
});

test('every language has its words, fits 320 pixels, and leaves no gap open', async () => {
  await empty();
  await held(1);
  await visitDesk('moderator', { viewport: NARROW }, async (page) => {
    const named = new Set();
    for (const lang of LANGUAGES) {
      await page.goto(base + desk(lang));
      await page.locator('.row .open').first().click();
      await page.locator('#card').waitFor();
      const html = page.locator('html');
      assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('dir')], [lang, lang === 'ar' ? 'rtl' : 'ltr']);
      await page.locator('.decision.reject').click();
      await page.locator('.rejecting').waitFor();
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b/);
      named.add(await page.locator('h1').innerText());
      await assertFits(page);
      await page.locator('.rejecting [type=button]').click();
    }
    assert.equal(named.size, LANGUAGES.length);
  });
});

test('where there is little height all of it can be reached, and the bar stays', async () => {
  await empty();
  await held(1, { body: () => 'A long text. '.repeat(200) });
  await visitDesk('moderator', { viewport: { width: 320, height: 256 } }, async (page) => {
    await page.locator('.row .open').first().click();
    await page.locator('#card').waitFor();
    const box = await page.locator('.decision.approve').boundingBox();
    assert.ok(box.y + box.height <= 256, 'the bar is in the window');
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.ok(await page.evaluate(() => scrollY > 100));
    await assertFits(page);
  });
});

test('a screen reader is told how long the list is, which comment is read, and what each button does', async () => {
  await empty();
  const [first] = await held(2);
  await visitDesk('moderator', {}, async (page) => {
    await page.locator('.row').nth(1).waitFor();
    const told = await page.locator('.queues').ariaSnapshot();
    assert.match(told, /navigation "Queues":/);
    assert.match(told, /region "Comments in this queue":/);
    assert.match(told, new RegExp(`article "${first.by}":`));
    assert.match(told, /region "Decide":/);
    assert.match(told, /button "Approve"/);
    const row = page.locator('.row').first();
    assert.deepEqual([await row.getAttribute('aria-setsize'), await row.getAttribute('aria-posinset')], ['2', '1']);
    assert.equal(await page.locator('#card').getAttribute('aria-describedby'), 'card-text');
    assert.equal(await page.locator('h1').innerText(), 'Pending');
    assert.equal(await page.title(), 'Pending – Desk – The Harbour Lamp');
  });
});

test('on a narrow page Back leads from a comment to the list, and nothing is decided on unopened', async () => {
  await empty();
  const [first, second] = await held(2);
  await visitDesk('moderator', { viewport: NARROW }, async (page) => {
    const card = page.locator('#card');
    await page.locator('.row').nth(1).waitFor();
    assert.equal(await card.isVisible(), false);
    await page.locator('.row .open').first().focus();
    await page.keyboard.press('a');
    await card.filter({ hasText: first.body }).waitFor();
    assert.equal((await fate(first.id)).status, 'PENDING');
    await page.goBack();
    await card.waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).pathname, '/desk');
    await page.locator('.row .open').nth(1).click();
    await card.filter({ hasText: second.body }).waitFor();
    await page.keyboard.press('a');
    await card.filter({ hasText: first.body }).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await card.waitFor({ state: 'hidden' });
    assert.deepEqual(await page.locator('.row .excerpt').allTextContents(), [first.body]);
    await sent(page);
    assert.deepEqual([(await fate(first.id)).status, (await fate(second.id)).status], ['PENDING', 'APPROVED']);
  });
});
