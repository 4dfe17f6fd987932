// Rules that somebody else saves, and a role that somebody loses, while the form is filled in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { status } from '../desk.mjs';
import { button, field, noViolations, otherwise, press, pressUntil, rulesAsInDemo, stands, visitRules } from '../settings.mjs';

test('what somebody else saved meanwhile is taken in, and said', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'suspectWords').fill('voucher*\npromo code\npurse');
    await pressUntil(page, button(page, 'Try it'), page.locator('.example').first());
    await status(page, 'would fare differently');
    await otherwise({ suspectWords: ['voucher*', 'pills'], linksMax: 7 }, 'Meanwhile');
    await press(page, 'Save');
    const notice = page.locator('#theirs');
    await notice.waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'theirs');
    await status(page, 'Somebody else has saved meanwhile: Ines Castellan');
    assert.match(await notice.innerText(), /Ines Castellan, .*(now|seconds? ago)/, 'who and when');
    assert.match(await notice.innerText(), /Links that a comment may have: 2 → 7[^]*Meanwhile/, 'and what');
    assert.match(await page.locator('aside .past > li').first().innerText(), /2 → 7/, 'the changes so far are told anew');
    assert.match(await notice.innerText(), /Links that a comment may have\s+Suspect words \(you have changed it too\)/);
    assert.equal(await field(page, 'linksMax').inputValue(), '7');
    assert.equal(await field(page, 'suspectWords').inputValue(), 'voucher*\npurse\npills');
    assert.deepEqual((await stands()).rules.suspectWords, ['voucher*', 'pills']);
    await pressUntil(page, button(page, 'Save'), page.locator('.stale'));
    await press(page, 'Save');
    await status(page, 'Saved.');
    assert.deepEqual((await stands()).rules.suspectWords, ['voucher*', 'purse', 'pills']);
    assert.equal(await notice.count(), 0);
  });
  await rulesAsInDemo();
});

test('who loses the role while changing rules is told why, and can copy what was typed', async () => {
  await rulesAsInDemo();
  await otherAdmin('ADMIN');
  try {
    await visitRules('moderator', {}, async (page) => {
      await field(page, 'suspectWords').fill('voucher*\npurse');
      await field(page, 'episodesMustExist').check();
      await pressUntil(page, button(page, 'Try it'), page.locator('.example').first());
      await status(page, 'would fare differently');
      await otherAdmin('MODERATOR');
      await press(page, 'Save');
      const notice = page.locator('#read-only');
      await notice.waitFor();
      await page.waitForFunction(() => document.activeElement?.id === 'read-only');
      assert.match(await notice.innerText(), /no longer an admin of The Harbour Lamp[^]*not saved/);
      assert.equal(await page.locator('.saving, #trial').count(), 0);
      const typed = page.locator('#field-suspectWords-typed');
      assert.equal(await typed.inputValue(), 'voucher*\npurse');
      assert.equal(await typed.getAttribute('readonly'), '');
      assert.match(await page.locator('#rules-form').innerText(), /What you had typed: yes/);
      assert.equal(await page.locator('#rules-form :is(input, select, button)').count(), 0);
      await noViolations(page, null);
      await page.getByRole('link', { name: 'Queues' }).click();
      await press(page, 'Discard the changes');
    });
  } finally {
    await otherAdmin('MODERATOR');
  }
});

test('who loses the role while typing is told when the desk looks again', async () => {
  await rulesAsInDemo();
  await otherAdmin('ADMIN');
  try {
    await visitRules('moderator', {}, async (page) => {
      await field(page, 'suspectWords').focus();
      await page.keyboard.type('purse ');
      await otherAdmin('MODERATOR');
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.waitForFunction(() => document.activeElement?.id === 'read-only');
      assert.match(await page.locator('#field-suspectWords-typed').inputValue(), /purse/);
      await page.getByRole('link', { name: 'Queues' }).click();
      await press(page, 'Discard the changes');
    });
  } finally {
    await otherAdmin('MODERATOR');
  }
});

/** Whoever moderates is made an admin, and taken the role again. */
async function otherAdmin(role) {
  const { site } = await ask('{ site(key: "history") { members(first: 50) { nodes { id displayName } } } }', {}, { as: 'admin' });
  const { id: authorId } = site.members.nodes.find(({ displayName }) => displayName === 'Mo Adeyemi');
  const setRole = 'mutation ($input: SetRoleInput!) { setRole(input: $input) { author { id } } }';
  await ask(setRole, { input: { authorId, role } }, { as: 'admin' }).catch((refused) => {
    if (!refused.message.includes('NOTHING_TO_DO')) throw refused;
  });
}
