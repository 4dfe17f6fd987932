// The rules on the desk: they are changed, tried, saved and taken back, and by whom; what is wrong is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newEpisode } from '../harness.mjs';
import { member, shown, signIn, status, visitDesk } from '../desk.mjs';
import { button, field, focused, noViolations, otherwise, press, pressUntil, rulesAsInDemo, stands, triedOnce, visitRules } from '../settings.mjs';

test('a change is tried on the last comments, saved, stands in the log, and is taken back', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'suspectWords').fill('voucher*\npromo code\npurse');
    const was = page.locator('#field-suspectWords-was');
    assert.match(await was.innerText(), /Added: purse\./);
    await press(page, 'Try it');
    await status(page, '1 would fare differently');
    const trial = page.locator('#trial');
    assert.equal(await focused(page), 'trial');
    assert.match(await trial.innerText(), /1 more comment would not be shown at once/);
    const move = trial.getByRole('region', { name: 'shown → held' });
    assert.match(await move.innerText(), /suspect word/);
    await move.locator('summary').click();
    assert.match(await move.locator('.body').innerText(), /could not find your own purse/);
    assert.match(await move.getByRole('link').getAttribute('href'), /#comment-/);
    assert.deepEqual((await stands()).rules.suspectWords, ['voucher*', 'promo code'], 'nothing is saved yet');

    await page.getByLabel('Why? (for the log)').fill('Purses again.');
    await press(page, 'Save');
    await status(page, 'Saved.');
    assert.equal(await focused(page), 'saved');
    assert.deepEqual((await stands()).rules.suspectWords, ['voucher*', 'promo code', 'purse']);
    const newest = page.locator('.past > li').first();
    await newest.filter({ hasText: 'Purses again.' }).waitFor();
    assert.match(await newest.innerText(), /Ines Castellan, now\s+Suspect words: Added: purse\./);

    await newest.getByRole('button').click();
    assert.equal(await field(page, 'suspectWords').inputValue(), 'voucher*\npromo code');
    await press(page, 'Save');
    await page.locator('.stale').filter({ hasText: 'Not saved yet' }).waitFor();
    await press(page, 'Save');
    await status(page, 'Saved.');
    assert.deepEqual((await stands()).rules.suspectWords, ['voucher*', 'promo code']);
  });
});

test('a change that would hold much says so plainly, and saving it untried shows that first', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await page.getByLabel('are all held until a moderator has read them').check();
    await press(page, 'Save');
    await page.locator('#trial .notice.grave').waitFor();
    assert.match(await page.locator('#trial .notice.grave').innerText(), /more comments would not be shown at once: \d+% of all/);
    assert.match(await page.locator('#trial').innerText(), /newest 50 of them/);
    const shown = page.locator('.sums tr').filter({ hasText: 'shown' });
    const [now, later] = (await shown.locator('td').allInnerTexts()).map(Number);
    assert.ok(now > 400 && later < now / 10, `${now} now, ${later} then`);
    assert.equal((await stands()).mode, 'POST');

    await field(page, 'linksMax').fill('1');
    assert.match(await page.locator('.stale').innerText(), /You have changed something since/);
    await press(page, 'Set all back');
    await status(page, 'All is as it was.');
    assert.equal(await page.locator('.saving').count(), 0);
  });
});

test('what decides nothing about comments is saved at once', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'closeAfterDays').fill('14');
    await field(page, 'editMinutes').fill('2,5');
    await press(page, 'Try it');
    await status(page, 'There is nothing to try');
    await press(page, 'Save');
    await status(page, 'Saved.');
    const { closeAfterDays, editWindowSeconds } = await stands();
    assert.deepEqual([closeAfterDays, editWindowSeconds], [14, 150]);
    await page.getByText('Minutes in which authors may change what they wrote: 15 → 2.5').waitFor();
  });
  await rulesAsInDemo();
});

test('what is wrong is told beside its field, and each change is set back for itself', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'linksMax').fill('many');
    await field(page, 'bannedWords').fill('replica lamp*\n* b *');
    await field(page, 'maxLength').fill('20000');
    await press(page, 'Save');
    assert.equal(await focused(page), 'field-linksMax');
    assert.equal(await page.locator('#field-linksMax-error').innerText(), 'Write a number from 0 to 1,000.');
    assert.match(await page.locator('#field-bannedWords-error').innerText(), /^Line 2: write at least two letters/);
    assert.equal(await field(page, 'maxLength').getAttribute('aria-invalid'), 'true');

    await press(page, 'Set back: Longest comment, in characters');
    assert.equal(await field(page, 'maxLength').inputValue(), '10000');
    assert.equal(await focused(page), 'field-maxLength');
    await field(page, 'linksMax').fill('2');
    assert.equal(await page.locator('#field-linksMax-was').count(), 0, 'typed back is no change');
    await page.locator('.unsaved').filter({ hasText: '1 change, not saved' }).waitFor();
    await field(page, 'bannedWords').fill('replica lamp*');
    assert.equal(await page.locator('#field-bannedWords-error').innerText(), '');
    await field(page, 'minLength').fill('10001');
    await press(page, 'Try it');
    assert.match(await page.locator('#field-minLength-error').innerText(), /longer than the longest/);
    await press(page, 'Set all back');
  });
});

test('leaving with something unsaved asks first; staying keeps it, and Back asks again', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await page.getByRole('link', { name: 'Queues' }).click();
    await page.locator('.queues').waitFor();
    await page.goBack();
    await field(page, 'linksMax').fill('9');
    await page.getByRole('link', { name: 'Queues' }).click();
    await press(page, 'Cancel');
    assert.equal(new URL(page.url()).hash, '#rules');
    assert.equal(await field(page, 'linksMax').inputValue(), '9');
    await page.goBack();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => location.hash === '#rules');
    assert.equal(await field(page, 'linksMax').inputValue(), '9');

    const asked = page.waitForEvent('dialog');
    const reloaded = page.reload().catch(() => undefined);
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.accept();
    await reloaded;
    await page.locator('#field-linksMax-was').waitFor();
    assert.equal(await field(page, 'linksMax').inputValue(), '9', 'a page that is loaded anew has it still');

    await page.getByRole('link', { name: 'Queues' }).click();
    await press(page, 'Discard the changes');
    await page.locator('.queues').waitFor();
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.locator('#rules-form').waitFor();
    assert.equal(await field(page, 'linksMax').inputValue(), '2');
  });
});

test('moderators read the rules, and are told who can change them', async () => {
  await rulesAsInDemo();
  await visitRules('moderator', {}, async (page) => {
    await page.getByText('Only the admins of The Harbour Lamp can change it.').waitFor();
    assert.equal(await page.locator('#rules-form :is(input, textarea, select, button)').count(), 0);
    assert.match(await page.locator('#rules-form').innerText(), /Suspect words\s+voucher\* · promo code/);
    await page.locator('.past > li').first().waitFor();
    assert.equal(await page.locator('.past button').count(), 0);
    assert.equal(await page.locator('.saving, #trial').count(), 0);
  });
});

test('secrets are asked for, made here, and never shown again', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'akismetKey').fill('abc123');
    await field(page, 'webhookUrl').fill('https://history.example/hook');
    await press(page, 'Save');
    assert.equal(await focused(page), 'field-webhookSecret');
    assert.match(await page.locator('#field-webhookSecret-error').innerText(), /A webhook needs a secret/);
    await press(page, 'Make one');
    const made = await field(page, 'webhookSecret').inputValue();
    assert.match(made, /^[\w-]{43}$/);
    await page.getByText('Copy it to your server now').waitFor();
    assert.ok(!(await page.evaluate(() => sessionStorage.getItem('rejoinder-desk:rules'))).includes(made));
    await press(page, 'Save');
    await status(page, 'Saved.');
    assert.deepEqual([await field(page, 'webhookSecret').inputValue(), await field(page, 'akismetKey').inputValue()], ['', '']);
    assert.ok(!(await page.content()).includes(made));
    const { asksAkismet, webhookUrl } = (await stands()).rules;
    assert.deepEqual([asksAkismet, webhookUrl], [true, 'https://history.example/hook']);
    await page.locator('.past > li').first().filter({ hasText: 'Akismet key: none → there is one' }).waitFor();

    await press(page, 'Take it away: Akismet key');
    assert.match(await page.locator('#field-akismetKey-was').innerText(), /It will be taken away/);
    await field(page, 'webhookUrl').fill('');
    await press(page, 'Save');
    await page.locator('#saved').waitFor();
    const after = (await stands()).rules;
    assert.deepEqual([after.asksAkismet, after.webhookUrl], [false, null]);
  });
});

test('while the line is down nothing is saved and nothing is lost', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'closeAfterDays').fill('30');
    await page.route('**/graphql', (route) => route.abort());
    await press(page, 'Save');
    await page.locator('.saving .error').filter({ hasText: 'could not be reached' }).waitFor();
    assert.equal(await field(page, 'closeAfterDays').inputValue(), '30');
    await page.unroute('**/graphql');
    await press(page, 'Save');
    await status(page, 'Saved.');
    assert.equal((await stands()).closeAfterDays, 30);
  });
  await rulesAsInDemo();
});

test('a session that ends keeps what is not saved, and signing in leads back to it', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'linksMax').fill('4');
    await page.context().clearCookies();
    // Something else may have been asked meanwhile, and have learned of it first.
    await button(page, 'Try it').dispatchEvent('click');
    await press(page, 'Go to the sign-in page');
    await signIn(page, 'admin');
    await page.locator('#field-linksMax-was').waitFor();
    assert.equal(await field(page, 'linksMax').inputValue(), '4');
    await press(page, 'Set all back');
  });
});

test('by keyboard: Enter in a field tries, and so does t outside of it', async () => {
  await rulesAsInDemo();
  await visitRules('admin', {}, async (page) => {
    await field(page, 'linksMax').fill('0');
    await page.keyboard.press('Enter');
    await status(page, 'would fare differently');
    assert.equal(await focused(page), 'trial');
    await field(page, 'linksMax').fill('1');
    await page.locator('h1').focus();
    await page.keyboard.press('t');
    await page.waitForFunction(() => document.activeElement?.id === 'trial');
    await page.locator('.stale').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Spam and reports' }).press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'rules-thresholds');
    await page.goBack();
    assert.equal(new URL(page.url()).hash, '#rules');
    await press(page, 'Set all back');
  });
});

async function walk(page, check) {
  await page.locator('.past > li').first().waitFor();
  await check('as it stands');
  await page.locator('.patterns summary').click();
  await field(page, 'suspectWords').fill('voucher*\nlamp*\nx');
  await field(page, 'akismetKey').fill('abc');
  await press(page, await page.locator('.saving button[type=submit]').innerText());
  await check('something is wrong');
  await field(page, 'suspectWords').fill('voucher*\nlamp*');
  await field(page, 'linksMax').fill('0');
  await tryOut(page);
  await page.locator('.example summary').first().click();
  await check('it was tried');
  await otherwise({ maxLength: 9_000 });
  await page.locator('.saving .buttons button').last().click();
  await page.locator('#theirs').waitFor();
  await check('somebody else was sooner');
  await otherwise({ maxLength: 10_000 });
  await page.locator('.unsaved button').click();
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    for (const viewport of [{ width: 320, height: 640 }, { width: 1180, height: 760 }]) {
      const look = { colorScheme, locale, viewport, bypassCSP: true, prepare: triedOnce };
      test(`axe finds nothing in the rules, ${colorScheme}, ${locale}, ${viewport.width} pixels`, async () => {
        await rulesAsInDemo();
        await visitRules('admin', look, (page) => walk(page, (state) => noViolations(page, state)));
      });
    }
  }
}

test('axe finds nothing where rules are only read, or cannot be', async () => {
  await visitRules('moderator', { viewport: { width: 320, height: 640 }, bypassCSP: true }, async (page) => {
    await page.locator('.past > li').first().waitFor();
    await noViolations(page, 'read only');
  });
  await visitDesk('admin', { bypassCSP: true }, async (page) => {
    await page.locator('.tabs').waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.locator('.strip.error').waitFor();
    await noViolations(page, 'no line');
    await page.unroute('**/graphql');
    await press(page, 'Try again');
    await page.locator('#rules-form').waitFor();
  });
});

/** Among the last 1,000 comments, whatever other stories have posted, one that a rule for links would hold. */
async function oneWithALink() {
  const key = (await newEpisode('POST')).split('/').pop();
  await shown(await member('Ottilie Marsh'), { episode: { site: 'history', key }, body: 'See https://lighthouses.example/keepers' });
}

const tryOut = (page) => pressUntil(page, page.locator('.saving button[type=submit]'), page.locator('.example').first());

test('the rules speak every language, fit 320 pixels and leave no gap open', async () => {
  await rulesAsInDemo();
  await oneWithALink();
  const titles = new Set();
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar']) {
    const look = { locale, viewport: { width: 320, height: 640 }, prepare: triedOnce };
    await visitRules('admin', look, async (page) => {
      await field(page, 'linksMax').fill('0');
      await tryOut(page);
      await page.locator('.past > li').first().waitFor();
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b|\[object/);
      titles.add(await page.locator('#rules-holding').innerText());
      await noViolations(page, null);
      await page.locator('.unsaved button').click();
    });
  }
  assert.equal(titles.size, 8);
});

test('where there is little height the rules can be reached, and what is to be done with them', async () => {
  await rulesAsInDemo();
  await visitRules('admin', { viewport: { width: 320, height: 256 } }, async (page) => {
    await field(page, 'episodesMustExist').check();
    await press(page, 'Set all back');
    await noViolations(page, null);
  });
});
