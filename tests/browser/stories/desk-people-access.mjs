// People and the log for those who use other means: axe in every state, all languages, 320 pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertFits, assertTargets, base } from '../harness.mjs';
import { desk, held, visitDesk } from '../desk.mjs';
import { assertNoViolations } from './desk-access.mjs';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];
const NARROW = { width: 320, height: 640 };

/** Somebody of whom there is much to tell. */
async function somebody() {
  const [said] = await held(2, { body: (number) => `[A link](https://lamps.example/${number}) and a voucher` });
  const { comment } = await ask('query ($id: ID!) { comment(id: $id) { author { id } } }', { id: said.id }, { as: 'moderator' });
  const authorId = comment.author.id;
  const until = new Date(Date.now() + 86_400_000).toISOString();
  await ask('mutation ($input: SetStandingInput!) { setStanding(input: $input) { logEntryId } }', {
    input: { authorId, standing: 'SUSPENDED', until, reason: 'Sleep on it.', privateNote: 'Third time.' },
  }, { as: 'moderator' });
  await ask('mutation ($input: AddMemberNoteInput!) { addMemberNote(input: $input) { note { id } } }', {
    input: { authorId, text: 'Writes after midnight.' },
  }, { as: 'moderator' });
  await ask('mutation ($input: RejectAllByInput!) { rejectAllBy(input: $input) { logEntryId } }', {
    input: { authorId, since: '2020-01-01T00:00:00Z', reason: 'SPAM' },
  }, { as: 'moderator' });
  return authorId;
}

const go = (page, hash) => page.goto(`${page.url().split('#')[0]}#${hash}`);

async function walk(page, id, check) {
  await page.locator('.member').first().waitFor();
  await check('the list');
  await page.locator('.filters summary').click();
  await check('the filter is open');
  await page.locator('.filters summary').click();
  await go(page, `people/${id}`);
  await page.locator('#person .entry').first().waitFor();
  await check('somebody');
  for (const act of ['standing', 'note', 'role', 'erase']) {
    await page.locator(`#act-${act} > summary`).click();
    await page.locator(`#act-${act} form`).waitFor();
    if (act === 'standing') {
      await page.locator('[name=standing][value=SUSPENDED]').check();
      await page.locator('#select-span').selectOption('moment');
    }
    if (act !== 'role') await page.locator(`#act-${act} [type=submit]`).click();
    await check(`the form: ${act}`);
    await page.locator(`#act-${act} > summary`).click();
  }
  await page.locator('.member-note button').click();
  await page.locator('.member-note').waitFor({ state: 'detached' });
  await go(page, 'log');
  await page.locator('.log .entry').first().waitFor();
  await check('the log');
  if (!(await page.locator('.log-filters select').first().isVisible())) await page.locator('.log-filters summary').click();
  await check('the filter of the log is open');
  await page.locator('.parts summary').first().click();
  await check('the parts of an act');
  await page.locator('.entries > .entry > .undo').first().click();
  await page.getByRole('dialog').waitFor();
  await check('it is asked back');
  await page.locator('dialog button').last().click();
  await page.locator('.parts .undo').first().click();
  await page.locator('.taken-back').first().waitFor();
  await check('something was taken back');
  await go(page, `log/of/${id}/what/decisions`);
  await page.locator('.log .strip').waitFor();
  await check('the log is narrowed');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    for (const viewport of [NARROW, { width: 1180, height: 760 }]) {
      // The page's own policy forbids what axe does to get in.
      const look = { colorScheme, locale, viewport, bypassCSP: true, hash: '#people' };
      test(`axe finds nothing with people and in the log, ${colorScheme}, ${locale}, ${viewport.width} pixels`, async () => {
        const id = await somebody();
        await visitDesk('admin', look, (page) => walk(page, id, async (state) => {
          await assertNoViolations(page, state);
          await assertFits(page);
          await assertTargets(page);
        }));
      });
    }
  }
}

test('in every language people and the log fit 320 pixels, and leave no gap open', async () => {
  const id = await somebody();
  await visitDesk('admin', { viewport: NARROW, hash: '#people' }, async (page) => {
    const check = async () => {
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b|[A-Z]+_[A-Z]+/);
      await assertFits(page);
    };
    for (const lang of LANGUAGES) {
      await page.goto(base + desk(lang, `#people/${id}`));
      await page.locator('#person .entry').first().waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), lang);
      await page.locator('.deed').evaluateAll((all) => { for (const one of all) one.open = true; });
      await check();
      await page.goto(base + desk(lang, '#log'));
      await page.locator('.log .entry').first().waitFor();
      await page.locator('.log details').evaluateAll((all) => { for (const one of all) one.open = true; });
      await check();
    }
  });
});

test('where there is little height all of somebody and all of the log can be reached', async () => {
  const id = await somebody();
  await visitDesk('admin', { viewport: { width: 320, height: 256 }, hash: `#people/${id}` }, async (page) => {
    await page.locator('#act-erase summary').click();
    const button = page.locator('#act-erase [type=submit]');
    await button.scrollIntoViewIfNeeded();
    const box = await button.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 256, `${box.y}`);
    await go(page, 'log');
    const last = page.locator('.log .more, .log .entry').last();
    await last.scrollIntoViewIfNeeded();
    assert.ok((await last.boundingBox()).y < 256);
    await assertFits(page);
  });
});

test('a screen reader is told what the log says, of which day, and what Undo undoes', async () => {
  const id = await somebody();
  await visitDesk('admin', { hash: `#log/of/${id}` }, async (page) => {
    await page.locator('.entry').first().waitFor();
    const told = await page.locator('.log-list').ariaSnapshot();
    assert.match(told, /heading "Today" \[level=2\]/);
    assert.match(told, /list "Entries of Today":/);
    const undo = page.getByRole('button', { name: 'Undo' }).first();
    const described = await undo.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).innerText);
    assert.match(described, /^Mo Adeyemi rejected all comments of Listener/);
    await go(page, `people/${id}`);
    await page.locator('#person .entry').first().waitFor();
    const person = await page.locator('#person').ariaSnapshot();
    for (const part of ['Standing', 'Notes of the moderators', 'Comments', 'Role', 'History']) {
      assert.match(person, new RegExp(`heading "${part}" \\[level=3\\]`));
    }
    assert.match(person, /heading "Today" \[level=4\]/);
  });
});
