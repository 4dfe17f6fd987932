// The log on the desk: what it says, how it is narrowed, and what is undone there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { fate, held, status, visitDesk } from '../desk.mjs';

const MO = 'moderator';
const REJECT = 'mutation ($input: RejectCommentsInput!) { rejectComments(input: $input) { results { code } } }';
const APPROVE = 'mutation ($input: ApproveCommentsInput!) { approveComments(input: $input) { results { code } } }';
const ALL = 'mutation ($input: RejectAllByInput!) { rejectAllBy(input: $input) { logEntryId } }';

const itemsOf = (...said) => said.map(({ id, revisionId }) => ({ commentId: id, revisionId }));
const reject = (said, reason = 'OFF_TOPIC', privateNote = null) =>
  ask(REJECT, { input: { items: itemsOf(said), reason, privateNote } }, { as: MO });

const authorOf = async ({ id }) =>
  (await ask('query ($id: ID!) { comment(id: $id) { author { id } } }', { id }, { as: MO })).comment.author.id;

const entry = (page, text) => page.locator('.log .entry').filter({ has: page.locator('> .told-of > .sentence').filter({ hasText: text }) });
const undoOf = (one) => one.getByRole('button', { name: 'Undo' });

test('an entry says who did what, to whose comment, why, and what others should know', async () => {
  const [said] = await held(1, { body: () => 'A word on **mills**' });
  await reject(said, 'PERSONAL_INFORMATION', 'Second time.');
  await visitDesk(MO, { hash: '#log' }, async (page) => {
    const one = entry(page, `Mo Adeyemi rejected a comment of ${said.by} on “A test`);
    await one.getByText(': Personal information about somebody.').waitFor();
    await one.locator('.excerpt').getByText('A word on mills').waitFor();
    await one.getByText('Note for moderators: Second time.').waitFor();
    await entry(page, `The rules held a comment of ${said.by} on`).getByText('all are held here').waitFor();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await one.getByRole('link', { name: said.by }).click();
    await page.locator('#person-name').getByText(said.by).waitFor();
    await page.goBack();
    await one.waitFor();
  });
});

test('a decision is undone, by pointer and by keys, and marked so', async () => {
  const all = await held(2);
  for (const said of all) await reject(said);
  await visitDesk(MO, { hash: '#log/what/decisions' }, async (page) => {
    const ones = entry(page, `Mo Adeyemi rejected a comment of ${all[0].by}`);
    await ones.nth(1).waitFor();
    await undoOf(ones.first()).click();
    await status(page, 'It is taken back.');
    await ones.first().getByText('Taken back').waitFor();
    assert.equal(await undoOf(ones.first()).count(), 0);
    assert.ok(await ones.first().evaluate((one) => one === document.activeElement), 'the focus stays with the entry');
    assert.equal((await fate(all[1].id)).status, 'PENDING');
    await page.keyboard.press('j');
    await page.keyboard.press('u');
    await ones.nth(1).getByText('Taken back').waitFor();
    assert.equal((await fate(all[0].id)).status, 'PENDING');
    await page.getByRole('button', { name: 'Clear' }).click();
    await entry(page, `Mo Adeyemi took back a decision on a comment of ${all[0].by}`).first().getByText('held (before: rejected)').waitFor();
    await ones.first().getByText('Taken back by Mo Adeyemi').waitFor();
  });
});

test('what stands under something later is not undone, and the service says so where the page could not know', async () => {
  const [said] = await held(1);
  await reject(said);
  await visitDesk(MO, { hash: '#log' }, async (page) => {
    const one = entry(page, `Mo Adeyemi rejected a comment of ${said.by}`);
    await undoOf(one).waitFor();
    const { comment } = await ask('query ($id: ID!) { comment(id: $id) { decisionId } }', { id: said.id }, { as: MO });
    const items = [{ ...itemsOf(said)[0], overrules: comment.decisionId }];
    await ask(APPROVE, { input: { items } }, { as: 'admin' });
    await undoOf(one).click();
    await one.getByRole('alert').getByText('This cannot be undone any more').waitFor();
    assert.equal((await fate(said.id)).status, 'APPROVED');
    await page.reload();
    await one.waitFor();
    assert.equal(await undoOf(one).count(), 0);
    await undoOf(entry(page, `Ines Castellan approved a comment of ${said.by}`)).waitFor();
  });
});

test('an act on many is one entry with its parts, and is undone as one after asking back', async () => {
  const all = await held(3);
  await ask(ALL, { input: { authorId: await authorOf(all[0]), since: '1970-01-01T00:00:00Z', reason: 'SPAM' } }, { as: MO });
  await visitDesk(MO, { hash: '#log' }, async (page) => {
    const one = entry(page, `Mo Adeyemi rejected all comments of ${all[0].by}: Spam.`);
    await one.getByText('3 comments').click();
    const parts = one.locator('.parts .entry');
    assert.equal(await parts.count(), 3);
    await undoOf(parts.first()).click();
    await parts.first().getByText('Taken back').waitFor();
    await one.locator('> .undo').click();
    const dialog = page.getByRole('dialog', { name: 'Put all comments of this act back' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await fate(all[0].id)).status, 'REJECTED');
    await one.locator('> .undo').click();
    await dialog.getByRole('button', { name: 'Put them back' }).click();
    await entry(page, `Mo Adeyemi took back that all comments of ${all[0].by} were rejected.`).waitFor();
    for (const { id } of all) assert.equal((await fate(id)).status, 'PENDING');
  });
});

test('the log is narrowed by kind, by who, by days and by what it is about, each a step to go back from', async () => {
  const [said] = await held(1);
  const id = await authorOf(said);
  await ask('mutation ($input: SetStandingInput!) { setStanding(input: $input) { logEntryId } }', {
    input: { authorId: id, standing: 'WATCHED' },
  }, { as: 'admin' });
  await visitDesk(MO, { hash: '#log' }, async (page) => {
    await page.locator('.entry').first().waitFor();
    await page.keyboard.press('/');
    await page.getByLabel('What was done').selectOption({ label: 'People' });
    await page.getByLabel('Who').selectOption({ label: 'Ines Castellan' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#log/what/people/by/author_'));
    await entry(page, `Ines Castellan changed the standing of ${said.by}: Watched (before: Normal).`).waitFor();
    assert.equal(await entry(page, 'The rules held').count(), 0);
    await page.goBack();
    await entry(page, `The rules held a comment of ${said.by}`).waitFor();
    assert.equal(await page.getByLabel('What was done').inputValue(), '');
    await page.getByLabel('Until').fill('2020-01-01');
    await page.getByLabel('From').fill('2020-01-02');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('alert').getByText('not before the first one').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'until');
    await page.getByLabel('From').fill('');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('No entry fits what you look for.').waitFor();
    await page.goto(`${page.url().split('#')[0]}#log/of/${id}`);
    await page.locator('.strip').getByText(said.by).waitFor();
    await page.locator('.entry').first().waitFor();
    assert.equal(await page.locator('.entry').count(), 1);
    await page.getByRole('link', { name: 'Show the whole log' }).click();
    await entry(page, `The rules held a comment of ${said.by}`).waitFor();
  });
});

test('what was changed of the rules is told setting by setting', async () => {
  const set = (linksMax, reason) => ask('mutation ($input: UpdateRulesInput!) { updateRules(input: $input) { rules { linksMax } } }', {
    input: { site: 'history', rules: { linksMax }, reason },
  }, { as: 'admin' });
  const { site } = await ask('{ site(key: "history") { rules { linksMax } } }', {}, { as: MO });
  await set(7, 'Many lamps.');
  await set(site.rules.linksMax, null);
  await visitDesk(MO, { hash: '#log/what/rules' }, async (page) => {
    const one = entry(page, 'Ines Castellan changed the rules.').nth(1);
    await one.getByText(`Links that a comment may have: 7 (before: ${site.rules.linksMax})`).waitFor();
    await one.getByText('Reason: Many lamps.').waitFor();
    assert.equal(await undoOf(page.locator('.log')).count(), 0);
  });
});

test('where the line drops the log says so, and goes on when it is back', () => visitDesk(MO, { hash: '#log' }, async (page) => {
  await page.locator('.entry').first().waitFor();
  await page.route('**/graphql', (route) => route.abort());
  await page.goto(`${page.url().split('#')[0]}#log/what/judged`);
  await page.locator('.log').getByRole('alert').getByText('The service could not be reached.').waitFor();
  await page.unroute('**/graphql');
  await page.locator('.log').getByRole('button', { name: 'Try again' }).click();
  await entry(page, 'The rules held').first().waitFor();
}));
