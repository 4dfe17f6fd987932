// What a member does: signs in, posts, answers, edits, votes, deletes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comment, newEpisode, post, ready, signIn, unique, visit } from '../harness.mjs';

test('a reader takes part in a conversation', async () => {
  await visit('/episodes/280', {}, async (page) => {
    await page.getByRole('button', { name: 'Sign in to comment' }).click();
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  });
  await visit('/episodes/280', { as: 'reader' }, async (page) => {
    await page.getByRole('banner').getByText('Rosa Lindqvist').waitFor();
    const words = unique('The hats were *green*, I think.').replaceAll('*', '');
    await page.getByLabel('Add a comment').fill(words.replace('green', '**green**'));
    await page.getByRole('button', { name: 'Post comment' }).click();
    const mine = comment(page, words);
    await mine.locator('strong', { hasText: 'green' }).waitFor();
    assert.equal(await page.getByLabel('Add a comment').inputValue(), '');
    assert.ok(await mine.evaluate((article) => article === document.activeElement));

    const answer = unique('Or blue.');
    await mine.getByRole('button', { name: 'Reply' }).click();
    await mine.getByLabel('Reply to Rosa Lindqvist').fill(answer);
    await mine.getByRole('button', { name: 'Post reply' }).click();
    const reply = page.locator('.replies').locator(comment(page, answer));
    await reply.waitFor();

    const corrected = unique('Or grey.');
    await reply.getByRole('button', { name: 'Edit' }).click();
    const field = reply.getByLabel('Edit your comment');
    assert.equal(await field.inputValue(), answer);
    await field.fill(corrected);
    await reply.getByRole('button', { name: 'Save' }).click();
    await comment(page, corrected).getByText(/^edited/).waitFor();
    assert.equal(await comment(page, answer).count(), 0);

    await mine.getByRole('button', { name: 'Delete' }).click();
    await mine.getByRole('button', { name: 'Keep it' }).click();
    await mine.getByRole('button', { name: 'Delete' }).click();
    await mine.getByRole('button', { name: 'Yes, delete it' }).click();
    await page.getByText('This comment was deleted by its author.').last().waitFor();
    assert.equal(await mine.count(), 0);

    const left = comment(page, corrected);
    await left.getByRole('button', { name: 'Delete' }).click();
    await left.getByRole('button', { name: 'Yes, delete it' }).click();
    await left.waitFor({ state: 'detached' });
    await page.reload();
    await ready(page);
    assert.equal(await comment(page, corrected).count(), 0);
  });
});

test('a reader votes for a comment and takes the vote back', () => visit('/episodes/280', { as: 'reader' }, async (page) => {
  const vote = comment(page, 'Small correction: the fair').getByRole('button', { name: /likes?$/ });
  const likes = async () => Number.parseInt(await vote.textContent(), 10);
  const pressed = async () => await vote.getAttribute('aria-pressed') === 'true';
  const press = async () => {
    const before = await pressed();
    await vote.click();
    await page.waitForFunction((was) => document.activeElement?.getAttribute('aria-pressed') === String(!was), before);
  };
  if (await pressed()) await press();
  const before = await likes();
  await press();
  assert.equal(await likes(), before + 1);
  await page.reload();
  await ready(page);
  assert.ok(await pressed());
  await press();
  assert.equal(await likes(), before);
}));

test('a comment whose answer was lost is posted once', async () => {
  const path = await newEpisode();
  await visit(path, { as: 'reader', refused: true }, async (page) => {
    await page.getByRole('heading', { name: /^No thoughts on/ }).waitFor();
    let lost = 0;
    await page.route('**/graphql', async (route) => {
      if (lost > 0 || !route.request().postData().includes('postComment')) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    const words = unique('Did this arrive?');
    const field = page.getByLabel('Add a comment');
    await field.fill(words);
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByText('The service could not be reached.').waitFor();
    assert.equal(await field.inputValue(), words);
    await page.getByRole('button', { name: 'Post comment' }).click();
    await comment(page, words).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: /^One thought on/ }).waitFor();
    assert.equal(lost, 1);
  });
});

test('a draft outlives the page', () => visit('/episodes/280', { as: 'reader' }, async (page) => {
  const words = unique('Not finished yet');
  await page.getByLabel('Add a comment').fill(words);
  await page.reload();
  await ready(page);
  assert.equal(await page.getByLabel('Add a comment').inputValue(), words);
}));

test('an access token past its time is renewed unseen', async () => {
  const path = await newEpisode();
  await visit(path, {}, async (page) => {
    await signIn(page, 'reader');
    const names = [];
    await page.route('**/graphql', (route) => {
      const { query } = route.request().postDataJSON();
      names.push(/(?:query|mutation) (\w+)/.exec(query)[1]);
      if (names.length > 1) return route.continue();
      const extensions = { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED' };
      return route.fulfill({ json: { errors: [{ message: 'expired', extensions }] } });
    });
    await post(page, unique('Still here.'));
    assert.deepEqual(names.slice(0, 3), ['Post', 'Refresh', 'Post']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.getByRole('button', { name: 'Sign in to comment' }).waitFor();
  });
});
