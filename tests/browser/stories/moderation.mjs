// What moderators decide, and what readers see of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, comment, newEpisode, post, ready, unique, visit } from '../harness.mjs';

test('a held comment is its author\'s alone until a moderator approves it', async () => {
  const path = await newEpisode('PRE');
  const words = unique('My grandfather was the doctor there.');
  await visit(path, { as: 'reader' }, async (page) => {
    await post(page, words);
    await comment(page, words).getByText(/^Held: only you and the moderators/).waitFor();
    await page.reload();
    await ready(page);
    await comment(page, words).getByText(/^Held:/).waitFor();
  });
  await visit(path, {}, async (page) => {
    await page.getByRole('heading', { name: /^No thoughts on/ }).waitFor();
    assert.equal(await comment(page, words).count(), 0);
  });
  await visit(path, { as: 'moderator' }, async (page) => {
    await page.getByText('1 comment held.').waitFor();
    await comment(page, words).getByRole('button', { name: 'Approve' }).click();
    await page.getByText('0 comments held.').waitFor();
    assert.equal(await comment(page, words).getByText(/^Held/).count(), 0);
  });
  await visit(path, {}, async (page) => {
    await page.getByRole('heading', { name: /^One thought on/ }).waitFor();
    await comment(page, words).waitFor();
  });
});

test('the author of a rejected comment reads why', async () => {
  const path = await newEpisode('PRE');
  const words = unique('Buy lamps at my shop.');
  await visit(path, { as: 'reader' }, (page) => post(page, words));
  await visit(path, { as: 'moderator' }, async (page) => {
    const held = comment(page, words);
    await held.getByRole('button', { name: 'Reject …' }).click();
    await held.getByLabel('Why is this comment rejected?').selectOption('It advertises');
    await held.getByLabel('Note to its author (optional)').fill('Lamps go to the market page.');
    await held.getByRole('button', { name: 'Reject', exact: true }).click();
    await held.getByText('Reason: It advertises.').waitFor();
  });
  await visit(path, { as: 'reader' }, async (page) => {
    await comment(page, words).getByText('Reason: It advertises.').waitFor();
    await comment(page, words).getByText('Note to the author: Lamps go to the market page.').waitFor();
  });
});

test('a moderator sees what the demo holds', () => visit('/episodes/281', { as: 'moderator' }, async (page) => {
  const { episode } = await ask(
    '{ episode(site: "history", key: "281") { pendingCount } }', {}, { as: 'moderator' },
  );
  assert.ok(episode.pendingCount > 0);
  assert.equal(await page.getByText(/^Held: /).count(), episode.pendingCount);
}));

test('a reader who is writing while a thread closes keeps the text', async () => {
  const path = await newEpisode();
  const words = unique('One more thing about the bells.');
  await visit(path, { as: 'reader', refused: true }, async (page) => {
    const field = page.getByLabel('Add a comment');
    const submit = page.getByRole('button', { name: 'Post comment' });
    await field.fill(words);

    await visit(path, { as: 'moderator' }, async (desk) => {
      await desk.getByRole('button', { name: 'Close …' }).click();
      await desk.getByLabel(/^Message in place of/).fill('Until next week.');
      await desk.getByRole('button', { name: 'Close the thread' }).click();
      await desk.getByText('Until next week.', { exact: true }).waitFor();
    });
    await submit.click();
    await page.getByText('Comments were closed while you were writing. Your text is kept here').waitFor();
    await page.getByText('Until next week.', { exact: true }).waitFor();
    assert.equal(await field.inputValue(), words);
    await page.reload();
    await ready(page);
    assert.equal(await field.inputValue(), words);

    await visit(path, { as: 'moderator' }, async (desk) => {
      await desk.getByRole('button', { name: 'Reopen' }).click();
      await desk.getByRole('button', { name: 'Lock …' }).waitFor();
    });
    await submit.click();
    await comment(page, words).waitFor();
    await page.getByText('Until next week.').waitFor({ state: 'detached' });
  });
});

test('a moderator locks a thread and gives the reason', async () => {
  const path = await newEpisode();
  await visit(path, { as: 'moderator' }, async (page) => {
    await page.getByRole('button', { name: 'Lock …' }).click();
    await page.getByLabel(/^Reason/).fill('The kettle is hot.');
    await page.getByRole('button', { name: 'Lock the thread' }).click();
    await page.getByText('The kettle is hot.').waitFor();
  });
  await visit(path, { as: 'reader' }, async (page) => {
    await page.getByText('This thread is locked: only moderators can post.').waitFor();
    await page.getByText('The kettle is hot.').waitFor();
    assert.equal(await page.getByLabel('Add a comment').count(), 0);
  });
});
