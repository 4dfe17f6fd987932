// The page of one's own account for those who use other means: axe, the keyboard, all languages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertFits, base } from '../harness.mjs';
import { account, pretend, section, visitAccount } from '../own.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];
const NARROW = { width: 320, height: 640 };

async function assertNoViolations(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(violations, []);
}

/** With something to show in each section. */
const everything = () => ({
  identities: [{ id: 'identity_1', provider: { name: 'The Guild' }, email: 'nora@guild.example', lastUsedAt: '2026-01-02T03:04:05Z' }],
  claimableAuthors: [{ authorId: 'author_9', displayName: 'Old Nora', commentCount: 12 }],
  erasure: { at: '2099-01-02T03:04:05Z', comments: 'DELETE' },
  secondFactorDemanded: true,
  secondFactor: {
    totp: true, recoveryCodesLeft: 3,
    passkeys: [{ id: 'passkey_1', name: 'Telephone', createdAt: '2026-01-02T03:04:05Z', lastUsedAt: null }],
  },
});

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    // The page's own policy forbids what axe does to get in.
    test(`axe finds nothing, ${colorScheme}, ${locale}`, () =>
      visitAccount('moderator', { colorScheme, locale, bypassCSP: true, viewport: NARROW }, async (page) => {
        await page.locator('#password-form button[type=submit]').click();
        await page.locator('#profile button').last().click();
        await assertNoViolations(page);
        await pretend(page, everything);
        await page.locator('.notice.grave').waitFor();
        await assertNoViolations(page);
        await page.locator('#factor .things button').last().click();
        await page.getByRole('dialog').waitFor();
        await assertNoViolations(page);
        await assertFits(page);
      }));
  }
}

test('every language has its words, fits 320 pixels, and leaves no gap open', () =>
  visitAccount('moderator', { viewport: NARROW }, async (page) => {
    const headings = new Set();
    for (const lang of LANGUAGES) {
      await page.goto(base + account(lang));
      await page.locator('#data').waitFor();
      const html = page.locator('html');
      assert.deepEqual(
        [await html.getAttribute('lang'), await html.getAttribute('dir')],
        [lang, lang === 'ar' ? 'rtl' : 'ltr'],
      );
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b/);
      headings.add(await page.locator('#data h2').innerText());
      await assertFits(page);
    }
    assert.equal(headings.size, LANGUAGES.length);
  }));

test('all of it is done with the keyboard, and the focus comes back from a dialog', () =>
  visitAccount('moderator', { viewport: { width: 900, height: 700 } }, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Sign out');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Name and e-mail');
    const ends = section(page, 'Where you are signed in').getByRole('button', { name: 'Sign out everywhere else' });
    await ends.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'End all your other sessions?' });
    await dialog.waitFor();
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      // Beyond its last button comes the browser itself, and nothing of the page.
      assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog')));
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(await ends.evaluate((element) => element === document.activeElement));
    const outline = await ends.evaluate((element) => getComputedStyle(element).outlineStyle);
    assert.equal(outline, 'solid', 'where the focus is can be seen');
  }));
