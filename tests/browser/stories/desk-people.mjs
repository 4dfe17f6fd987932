// People on the desk: who is found, what is done about them, and how it is undone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { fate, held, reads, sent, status, visitDesk } from '../desk.mjs';

const MO = 'moderator';
const PERSON = `query ($id: ID!) { node(id: $id) { ... on Author {
  displayName role standing standingUntil standingReason notes { text } record { approved pending rejected } } } }`;

/** Somebody new with so many comments that wait. */
async function somebody(count = 1) {
  const said = await held(count);
  const { comment } = await ask('query ($id: ID!) { comment(id: $id) { author { id } } }', { id: said[0].id }, { as: MO });
  return { id: comment.author.id, name: said[0].by, said };
}

const now = async ({ id }) => (await ask(PERSON, { id }, { as: 'admin' })).node;
const at = ({ id }) => ({ hash: `#people/${id}` });
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
const opened = (page, name) => page.getByRole('heading', { name }).and(page.locator('#person-name')).waitFor();
const act = (page, name) => page.locator(`#act-${name}`);
const history = (page) => page.locator('#person .entry');

test('people are found by name and by standing, and opened and left by keys', async () => {
  const ben = await somebody();
  await ask('mutation ($input: SetStandingInput!) { setStanding(input: $input) { logEntryId } }', {
    input: { authorId: ben.id, standing: 'BANNED' },
  }, { as: MO });
  await visitDesk(MO, { hash: '#people' }, async (page) => {
    await page.locator('.member').nth(3).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(ben.name.toUpperCase());
    await page.keyboard.press('Enter');
    await status(page, '1 member');
    assert.deepEqual(await page.locator('.member .name').allTextContents(), [ben.name]);
    await page.locator('.member .mark').getByText('Banned').waitFor();
    await page.locator('.found').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await opened(page, ben.name);
    await page.waitForFunction(() => document.activeElement.id === 'person-name');
    assert.equal(await page.title(), `${ben.name} – Desk – The Harbour Lamp`);
    await page.goBack();
    await page.locator('#person').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim().split(/\s{2,}/)[0]), ben.name, 'the focus is where one was');
    await page.getByText('Filter', { exact: true }).click();
    await page.getByLabel('Standing').selectOption({ label: 'Trusted' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Nobody fits what you look for.').first().waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('.member').nth(3).waitFor();
  });
});

test('a standing is given with a reason and until a moment, and taken back', async () => {
  const ben = await somebody();
  await visitDesk(MO, at(ben), async (page) => {
    await opened(page, ben.name);
    await page.keyboard.press('s');
    assert.equal(await focused(page), 'INPUT');
    const form = act(page, 'standing');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('Choose a standing first.').waitFor();
    assert.ok(!(await form.getByLabel('Until').isVisible()));
    await form.getByRole('radio', { name: /^Suspended/ }).check();
    await form.getByLabel('Until').selectOption({ label: 'a day and an hour of my choice' });
    await form.getByLabel('Day and hour').fill('2020-01-01T12:00');
    await form.getByLabel('Reason').fill('Sleep on it.');
    await form.getByLabel('Note for moderators').fill('Third time.');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('Choose a day and an hour that are still to come.').waitFor();
    assert.equal(await form.getByLabel('Reason').inputValue(), 'Sleep on it.', 'what was typed stays');
    await form.getByLabel('Until').selectOption({ label: 'in a week' });
    await form.getByRole('button', { name: 'Save' }).click();
    await status(page, `${ben.name}: Suspended until`);
    const { standing, standingUntil, standingReason } = await now(ben);
    assert.deepEqual([standing, standingReason], ['SUSPENDED', 'Sleep on it.']);
    const days = (Date.parse(standingUntil) - Date.now()) / 86_400_000;
    assert.ok(days > 6.9 && days <= 7, `${days} days`);
    await history(page).getByText('Mo Adeyemi changed the standing of').waitFor();
    await history(page).getByText('Note for moderators: Third time.').waitFor();
    assert.equal(await focused(page), 'SUMMARY', 'the focus is where the form was opened');
    await page.keyboard.press('u');
    await status(page, 'It is undone.');
    assert.equal((await now(ben)).standing, 'NORMAL');
    await page.locator('#person .now').getByText('Now: Normal').waitFor();
    assert.equal(await page.locator('#person .lately').count(), 0);
    await history(page).getByText(/^Taken back by Mo Adeyemi/).waitFor();
  });
});

test('a standing is also taken back where the history tells of it', async () => {
  const ben = await somebody();
  await ask('mutation ($input: SetStandingInput!) { setStanding(input: $input) { logEntryId } }', {
    input: { authorId: ben.id, standing: 'WATCHED', reason: 'We read first.' },
  }, { as: MO });
  await visitDesk(MO, at(ben), async (page) => {
    await page.getByText('Was told: We read first.').waitFor();
    await history(page).getByRole('button', { name: 'Undo' }).click();
    await page.locator('#person .now').getByText('Now: Normal').waitFor();
    assert.equal((await now(ben)).standing, 'NORMAL');
  });
});

test('notes are written and taken away', async () => {
  const ben = await somebody();
  await visitDesk(MO, at(ben), async (page) => {
    await opened(page, ben.name);
    await page.keyboard.press('n');
    await act(page, 'note').getByRole('button', { name: 'Save' }).click();
    await act(page, 'note').getByRole('alert').getByText('Write something first.').waitFor();
    await page.getByLabel('Note (only moderators read it)').fill('Wrote to the show and said sorry.');
    await act(page, 'note').getByRole('button', { name: 'Save' }).click();
    await status(page, 'The note is kept.');
    await page.locator('.member-note').getByText('said sorry').waitFor();
    assert.deepEqual((await now(ben)).notes, [{ text: 'Wrote to the show and said sorry.' }]);
    await page.getByRole('button', { name: 'Remove the note of Mo Adeyemi' }).click();
    await status(page, 'The note is gone.');
    assert.notEqual(await focused(page), 'BODY');
    assert.deepEqual((await now(ben)).notes, []);
  });
});

test('all that somebody wrote is rejected at once, after asking back, and put back at once', async () => {
  const ben = await somebody(3);
  await visitDesk(MO, at(ben), async (page) => {
    await page.getByRole('link', { name: 'Pending: 3 comments' }).waitFor();
    await page.getByText('Reject all they wrote').click();
    const form = act(page, 'reject');
    await form.getByRole('button', { name: 'Reject all' }).click();
    await form.getByRole('alert').getByText('Choose a reason first.').waitFor();
    await form.getByRole('radio', { name: 'Spam' }).check();
    await form.getByLabel('Note to them').fill('No lamps here.');
    await form.getByRole('button', { name: 'Reject all' }).click();
    const dialog = page.getByRole('dialog', { name: `Reject 3 comments of ${ben.name}?` });
    await dialog.getByText('Written: in the last hour. All of it can be undone as a whole').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await now(ben)).record.pending, 3);
    await form.getByRole('button', { name: 'Reject all' }).click();
    await dialog.getByRole('button', { name: 'Reject all' }).click();
    await status(page, '3 comments were rejected.');
    await page.getByRole('link', { name: 'Rejected: 3 comments' }).waitFor();
    const { status: became, rejectReason, authorNote } = await fate(ben.said[0].id);
    assert.deepEqual([became, rejectReason, authorNote], ['REJECTED', 'SPAM', 'No lamps here.']);
    await page.locator('.lately').getByRole('button', { name: 'Undo' }).click();
    await status(page, 'It is undone.');
    await page.getByRole('link', { name: 'Pending: 3 comments' }).click();
    await page.getByText(`Only by ${ben.name}`).waitFor();
    await page.locator('.row').nth(2).waitFor();
    assert.equal(await page.locator('.row').count(), 3);
  });
});

test('from a comment in the queue one comes to its author, and back', async () => {
  const ben = await somebody();
  const [first] = ben.said;
  await visitDesk(MO, { hash: `#pending/${ben.id}` }, async (page) => {
    await reads(page, first.body);
    await page.locator('#card').getByRole('link', { name: ben.name }).click();
    await opened(page, ben.name);
    await page.goBack();
    await reads(page, first.body);
    await page.keyboard.press('a');
    await sent(page);
    assert.equal((await fate(first.id)).status, 'APPROVED');
  });
});

test('admins give and take roles, and the last of them stays one', async () => {
  const ben = await somebody();
  await visitDesk('admin', at(ben), async (page) => {
    await page.getByText('Change the role').click();
    const form = act(page, 'role');
    await form.getByRole('radio', { name: /^Moderator/ }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await status(page, `${ben.name} is now: Moderator`);
    await page.getByRole('link', { name: 'What they did as a moderator' }).waitFor();
    assert.equal((await now(ben)).role, 'MODERATOR');
    await page.getByText('Change the role').click();
    await form.getByRole('radio', { name: /^Commenter/ }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await status(page, `${ben.name} is now: Commenter`);
    const { viewer } = await ask('{ viewer { author { id } } }', {}, { as: 'admin' });
    await page.goto(`${page.url().split('#')[0]}#people/${viewer.author.id}`);
    await page.getByText('This is you').waitFor();
    assert.equal(await page.locator('#act-standing, #act-note, #act-reject, #act-erase').count(), 0);
    await page.getByText('Change the role').click();
    await form.getByRole('radio', { name: /^Commenter/ }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give it away' }).click();
    await form.getByRole('alert').getByText('This is the last admin of the site.').waitFor();
  });
});

test('a moderator changes nothing of those who moderate, and is told who does', async () => {
  const { site } = await ask('{ site(key: "history") { members(filter: { role: ADMIN }) { nodes { id } } } }', {}, { as: MO });
  await visitDesk(MO, { hash: `#people/${site.members.nodes[0].id}` }, async (page) => {
    await page.getByText('Nobody changes the standing of an admin.').waitFor();
    assert.equal(await page.locator('#act-standing, #act-reject, #act-role, #act-erase').count(), 0);
    await page.locator('#act-note').waitFor();
    await page.goto(`${page.url().split('#')[0]}#people/author_${'0'.repeat(32)}`);
    await page.getByText('There is no such member on this site any more.').waitFor();
    await page.goto(`${page.url().split('#')[0]}#people/nobody`);
    await page.getByText('There is no such member on this site any more.').waitFor();
  });
});

test('somebody is erased, after it was said what goes and what stays', async () => {
  const ben = await somebody(2);
  await visitDesk('admin', at(ben), async (page) => {
    await page.getByText('Erase from this site').click();
    const form = act(page, 'erase');
    await form.getByText('This cannot be undone by anybody.').waitFor();
    await form.getByRole('button', { name: 'Erase' }).click();
    await form.getByRole('alert').getByText('Choose first what becomes of their comments.').waitFor();
    await form.getByRole('radio', { name: /^They stay/ }).check();
    await form.getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog', { name: `Erase ${ben.name} from The Harbour Lamp for good?` });
    await dialog.getByText('2 comments stay, without the name. This cannot be undone by anybody.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await now(ben)).displayName, ben.name);
    await form.getByRole('button', { name: 'Erase' }).click();
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await status(page, `${ben.name} is erased.`);
    await page.locator('#person').waitFor({ state: 'detached' });
    assert.notEqual((await now(ben))?.displayName, ben.name);
    await page.keyboard.press('/');
    await page.keyboard.type(ben.name);
    await page.keyboard.press('Enter');
    await page.getByText('Nobody fits what you look for.').first().waitFor();
    await page.evaluate((hash) => { location.hash = hash; }, at(ben).hash);
    await page.getByText('This member is erased from the site.').waitFor();
    assert.equal(await page.locator('.deed').count(), 0, 'nothing is left to do');
  });
});

test('without a line what was typed stays, and can be sent when it is back', async () => {
  const ben = await somebody();
  await visitDesk(MO, at(ben), async (page) => {
    await opened(page, ben.name);
    await page.keyboard.press('n');
    await page.keyboard.type('Is kind on Tuesdays.');
    await page.route('**/graphql', (route) => route.abort());
    await act(page, 'note').getByRole('button', { name: 'Save' }).click();
    await act(page, 'note').getByRole('alert').getByText('The service could not be reached.').waitFor();
    await page.unroute('**/graphql');
    await act(page, 'note').getByRole('button', { name: 'Save' }).click();
    await status(page, 'The note is kept.');
    assert.deepEqual((await now(ben)).notes, [{ text: 'Is kind on Tuesdays.' }]);
  });
});

test('nothing is sent twice while an answer is awaited', async () => {
  const ben = await somebody();
  await visitDesk(MO, at(ben), async (page) => {
    await opened(page, ben.name);
    await page.keyboard.press('n');
    await page.keyboard.type('Once.');
    await page.route('**/graphql', async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 200); });
      await route.continue();
    });
    const save = act(page, 'note').getByRole('button', { name: 'Save' });
    await save.dblclick();
    await status(page, 'The note is kept.');
    await page.unrouteAll({ behavior: 'wait' });
    assert.equal((await now(ben)).notes.length, 1);
  });
});
