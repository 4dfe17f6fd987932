// The overview for those who use other means: axe in every state, all languages, 320 pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFits, assertTargets, base } from '../harness.mjs';
import { desk, visitDesk } from '../desk.mjs';
import { answering, busyDesk, none, shown } from '../overview.mjs';
import { assertNoViolations } from './desk-access.mjs';

const MO = 'moderator';
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];
const NARROW = { width: 320, height: 640 };

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    for (const viewport of [NARROW, { width: 1180, height: 760 }]) {
      test(`axe finds nothing in the overview, ${colorScheme}, ${locale}, ${viewport.width} pixels`, async () => {
        const look = { colorScheme, locale, viewport, bypassCSP: true };
        const check = async (page, state) => {
          await assertNoViolations(page, state);
          await assertFits(page);
          await assertTargets(page);
        };
        await visitDesk(MO, { ...busyDesk, ...look }, async (page) => {
          await shown(page);
          await check(page, 'all of it');
          await page.getByRole('slider').first().focus();
          await check(page, 'a day is read');
          for (const more of await page.locator('.plot summary').all()) await more.click();
          await check(page, 'the tables are open');
          await page.keyboard.press('4');
          await page.waitForFunction(() => document.querySelectorAll('.stack').length < 14);
          await check(page, 'by month');
        });
        await visitDesk(MO, { ...answering(none), hash: '#overview/7', ...look }, async (page) => {
          await page.locator('.overview .nothing').waitFor();
          await check(page, 'nothing came in');
        });
      });
    }
  }
}

test('every language has words for the overview, fits 320 pixels, and leaves no gap open', () => visitDesk(MO, { ...busyDesk, viewport: NARROW }, async (page) => {
  const named = new Set();
  for (const lang of LANGUAGES) {
    for (const days of [7, 30, 90, 365]) {
      await page.goto(base + desk(lang, `#overview/${days}`));
      await shown(page, days);
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b|\bNaN\b/);
      await assertFits(page);
      const marks = await page.evaluate(() => [...document.querySelectorAll('.canvas')].map((canvas) =>
        [...canvas.querySelectorAll('.mark-x')].map((mark) => mark.getBoundingClientRect()).map(({ left, right }) => [left, right]).sort((a, b) => a[0] - b[0])));
      for (const row of marks) {
        assert.ok(row.length > 1, `${lang}, ${days}: labels`);
        for (const [index, [left]] of row.entries()) assert.ok(index === 0 || left >= row[index - 1][1], `${lang}, ${days}: labels collide: ${JSON.stringify(row)}`);
      }
    }
    named.add(await page.locator('.plot h2').first().innerText());
  }
  assert.equal(named.size, LANGUAGES.length);
}));
