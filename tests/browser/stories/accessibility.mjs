// The pages for those who read with other means: axe finds nothing, by day and by night.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { comment, visit } from '../harness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function assertNoViolations(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(violations, []);
}

// The page's own policy forbids what axe does to get in.
const LOOKS = ['light', 'dark'].map((colorScheme) => ({ colorScheme, bypassCSP: true }));

for (const look of LOOKS) {
  test(`axe finds nothing on the pages, ${look.colorScheme}`, async () => {
    for (const path of ['/', '/episodes/278', '/episodes/279', '/episodes/282']) {
      await visit(path, look, assertNoViolations);
    }
  });

  test(`axe finds nothing where somebody writes, ${look.colorScheme}`, async () => {
    await visit('/episodes/280', look, async (page) => {
      await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
      await assertNoViolations(page);
    });
    await visit('/episodes/280', { ...look, as: 'reader' }, async (page) => {
      await comment(page, 'Small correction').getByRole('button', { name: 'Reply' }).click();
      await assertNoViolations(page);
    });
    await visit('/episodes/281', { ...look, as: 'moderator' }, async (page) => {
      await page.getByRole('button', { name: 'Lock …' }).click();
      await page.getByRole('button', { name: 'Reject …' }).first().click();
      await assertNoViolations(page);
    });
  });
}

test('a thread is read and answered with the keyboard alone', () => visit('/episodes/280', { as: 'reader' }, async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the comments');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'comments');
  const reply = comment(page, 'Small correction').getByRole('button', { name: 'Reply' });
  await reply.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.tagName === 'TEXTAREA');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement.matches('article.comment'));
  assert.equal(await comment(page, 'Small correction').getByRole('textbox').count(), 0);
}));
