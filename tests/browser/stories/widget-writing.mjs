// Taking part on a page of another site: comments, votes, reports, drafts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, unique } from '../harness.mjs';
import { BY_CLOCK, visitHost } from '../hosts.mjs';
import { address, choose, comment, episode, hosted, post, signInAs } from '../widgets.mjs';

const host = hosted();

const toast = (opened, words) => opened.getByRole('status').filter({ hasText: words }).waitFor();

const count = async (key) => {
  const { commentCounts: [{ count: number }] } = await ask(
    'query ($keys: [String!]!) { commentCounts(site: "history", episodes: $keys) { count } }', { keys: [key] },
  );
  return number;
};

/** A story on a new thread, as an account of the site's own. */
const as = (name, story, { mode, ...options } = {}) => async () => {
  const key = await episode(mode);
  await visitHost(address(host, key), options, async (opened, context) => {
    await signInAs(opened, name);
    await story(opened, key, context);
  });
};

test('a comment is answered, changed, liked and deleted', as('Ada Brook', async (opened, key) => {
  const words = unique('A lamp');
  await post(opened, words);
  await comment(opened, words).getByRole('button', { name: 'Reply to Ada Brook' }).click();
  const answer = unique('An answer');
  await opened.getByLabel('Your reply to Ada Brook').fill(answer);
  await opened.keyboard.press('Control+Enter');
  await comment(opened, answer).waitFor();
  await toast(opened, 'Your comment is posted.');

  const changed = unique('A lantern');
  await choose(opened, words, 'Edit');
  const field = opened.getByLabel('Change your comment');
  assert.equal(await field.inputValue(), words);
  await opened.getByText(/^You can change it for 1\d minutes more\.$/).waitFor();
  await field.fill(changed);
  await opened.getByRole('button', { name: 'Save' }).click();
  await comment(opened, changed).getByText('edited').waitFor();

  await choose(opened, changed, 'Delete');
  await opened.getByText('the replies stay').waitFor();
  await opened.keyboard.press('Escape');
  await choose(opened, changed, 'Delete');
  await opened.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await opened.getByText('This comment was deleted by its author.').waitFor();
  await comment(opened, answer).waitFor();

  await choose(opened, answer, 'Delete');
  await opened.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await opened.getByText('The comment is deleted.').waitFor();
  await comment(opened, answer).waitFor({ state: 'detached' });
  assert.equal(await count(key), 0);
}));

test('a vote shows at once, and is taken back where it is refused', async () => {
  const key = await episode();
  const words = unique('Likeable');
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, 'Bea Author');
    await post(opened, words);
  });
  await visitHost(address(host, key), { refused: true, routed: true }, async (opened) => {
    await signInAs(opened, 'Cem Voter');
    const like = comment(opened, words).getByRole('button', { name: /like/ });
    // What is under way is not asked again.
    const answered = opened.waitForResponse((response) => response.request().postData()?.includes('"UP"'));
    await like.click();
    await comment(opened, words).getByRole('button', { name: '1 like', pressed: true }).waitFor();
    await (await answered).finished();
    await opened.route('**/graphql', (route) => route.abort());
    // The page may not have read the answer yet: then the press goes for nothing.
    const unreachable = opened.getByText('The service could not be reached.');
    while (await unreachable.count() === 0) {
      await like.click();
      await opened.waitForTimeout(300);
    }
    assert.equal(await like.getAttribute('aria-pressed'), 'true');
    await opened.unroute('**/graphql');
    await like.click();
    await comment(opened, words).getByRole('button', { name: '0 likes', pressed: false }).waitFor();
    await opened.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, BY_CLOCK);
  });
});

test('an answer that is lost on the way is posted once', as('Dina Lost', async (opened, key) => {
  const words = unique('Only once');
  let lost = 0;
  await opened.route('**/graphql', async (route) => {
    const isPost = route.request().postData()?.includes(words) ?? false;
    if (!isPost || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await opened.getByRole('button', { name: 'Add a comment' }).click();
  await opened.getByLabel('Your comment').fill(words);
  await opened.getByRole('button', { name: 'Post comment' }).click();
  await opened.getByText('No answer came').waitFor();
  assert.equal(lost, 1);
  assert.equal(await count(key), 1, 'the service has taken it');

  await opened.reload();
  await opened.getByLabel('Your comment').waitFor();
  assert.equal(await opened.getByLabel('Your comment').inputValue(), words, 'the draft is there');
  await opened.getByRole('button', { name: 'Post comment' }).click();
  await toast(opened, 'Your comment is posted.');
  assert.equal(await opened.locator('article.comment').filter({ hasText: words }).count(), 1);
  assert.equal(await count(key), 1);
}, { refused: true, routed: true }));

test('a draft stays through a reload and a sign-in, until it is thrown away', async () => {
  const key = await episode();
  await visitHost(address(host, key), {}, async (opened) => {
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    const field = opened.getByLabel('Your comment');
    await opened.getByRole('button', { name: 'Sign in and post' }).click();
    await opened.getByText('Write something first.').waitFor();
    const words = unique('Begun');
    await field.fill(words);
    await opened.reload();
    await field.waitFor();
    assert.equal(await field.inputValue(), words);
    await signInAs(opened, 'Eli Draft');
    assert.equal(await field.inputValue(), words);
    await field.focus();
    await opened.keyboard.press('Escape');
    await opened.getByRole('alertdialog', { name: 'Throw away what you have written?' }).waitFor();
    await opened.keyboard.press('Escape');
    assert.equal(await field.inputValue(), words);
    await opened.keyboard.press('Escape');
    await opened.getByRole('button', { name: 'Throw away' }).click();
    await field.waitFor({ state: 'detached' });
    assert.equal(await opened.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('rejoinder-draft')).length), 0);
    await opened.reload();
    await opened.getByRole('button', { name: 'Add a comment' }).waitFor();
    assert.equal(await field.count(), 0);
  });
});

test('a preview is what the service would show, and too much is counted as it counts', as('Fay Preview', async (opened) => {
  await opened.getByRole('button', { name: 'Add a comment' }).click();
  const field = opened.getByLabel('Your comment');
  await field.fill('*Bright*, and <b>not bold</b>');
  await opened.getByRole('button', { name: 'Preview', exact: true }).click();
  const preview = opened.getByRole('region', { name: 'How it will look' });
  assert.equal((await preview.locator('p').innerHTML()).trim(), '<em>Bright</em>, and &lt;b&gt;not bold&lt;/b&gt;');
  await opened.getByRole('button', { name: 'Go on writing' }).click();
  await field.fill('👩‍👩‍👧'.repeat(9_999));
  await opened.getByText('1 character left').waitFor();
  await field.fill('x'.repeat(10_001));
  await opened.getByText('1 character too many').first().waitFor();
  await opened.getByRole('button', { name: 'Post comment' }).click();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await field.fill('');
}));

test('a held comment says that it is held, and why', as('Gus Held', async (opened) => {
  const words = unique('Please read me');
  await post(opened, words);
  await comment(opened, words).getByText('Held: others see this once a moderator has read it.').waitFor();
  await comment(opened, words).getByText('Why: every comment here is read first.').waitFor();
  await toast(opened, 'Your comment waits for a moderator.');
  await opened.reload();
  await comment(opened, words).getByText('Why: every comment here is read first.').waitFor();
}, { mode: 'PRE' }));

test('a comment is reported, also as illegal, and its author muted and read again', async () => {
  const key = await episode();
  const [rude, reporter] = [unique('Hal'), unique('Ida')];
  const words = unique('Not nice');
  const more = unique('Forbidden');
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, rude);
    await post(opened, words);
    await post(opened, more);
  });
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, reporter);
    await choose(opened, words, 'Report');
    await opened.getByLabel('Insults or harasses').check();
    await opened.getByLabel('What should the moderators know? (optional)').fill('Look at the second word');
    await opened.getByRole('button', { name: 'Send the report' }).click();
    await toast(opened, 'A moderator will look at it.');

    await choose(opened, more, 'Report');
    await opened.getByLabel('Illegal').check();
    await opened.getByLabel('Which law does it break?').fill('The Harbour Act, section 4');
    await opened.getByLabel('Explain it in your own words').fill('It says where the lamp is kept');
    await opened.getByLabel('Your name').fill('Ida Reporter');
    await opened.getByLabel('E-mail address').fill('ida@history.example');
    await opened.getByRole('button', { name: 'Send the report' }).click();
    assert.equal(await opened.getByLabel('I believe in good faith').evaluate((box) => box.validity.valueMissing), true);
    await opened.getByLabel('I believe in good faith').check();
    await opened.getByRole('button', { name: 'Send the report' }).click();
    await opened.getByRole('button', { name: 'Send the report' }).waitFor({ state: 'detached' });
    await comment(opened, more).getByRole('button', { name: /^More for/ }).click();
    await opened.getByRole('menuitem', { name: 'You have reported this.' }).waitFor();
    await opened.keyboard.press('Escape');

    await choose(opened, words, `Mute ${rude}`);
    await opened.getByText('You have muted this author.').nth(1).waitFor();
    await opened.locator('article.gone').first().getByRole('button', { name: /^More for/ }).click();
    await opened.getByRole('menuitem', { name: `Unmute ${rude}` }).click();
    await comment(opened, words).waitFor();
    await comment(opened, more).waitFor();
  });
});

test('a thread that closes while somebody writes keeps the text, and says so', as('Jo Late', async (opened, key) => {
  await opened.getByRole('button', { name: 'Add a comment' }).click();
  const words = unique('Too late');
  await opened.getByLabel('Your comment').fill(words);
  const { episode: { id } } = await ask('query ($key: String!) { episode(site: "history", key: $key) { id } }', { key });
  await ask(
    'mutation ($input: CloseThreadInput!) { closeThread(input: $input) { episode { id } } }',
    { input: { episodeId: id } }, { as: 'moderator' },
  );
  await opened.getByRole('button', { name: 'Post comment' }).click();
  await opened.getByText('The thread has been closed meanwhile.').waitFor();
  assert.equal(await opened.getByLabel('Your comment').inputValue(), words);
  await opened.locator('[part=notice]').getByText('Comments are closed.').waitFor();
}, { refused: true }));

test('everything can be done by keyboard alone', as('Kim Keys', async (opened) => {
  const press = (...keys) => keys.reduce((before, key) => before.then(() => opened.keyboard.press(key)), Promise.resolve());
  const tabTo = async (name) => {
    for (let step = 0; step < 40; step += 1) {
      const at = await opened.evaluate(() => {
        const active = document.activeElement?.shadowRoot?.activeElement;
        return active?.getAttribute('aria-label') ?? active?.textContent.trim() ?? '';
      });
      if (at === name) return;
      await press('Tab');
    }
    assert.fail(`no way to ${name}`);
  };
  await tabTo('Add a comment');
  await press('Enter');
  await opened.getByLabel('Your comment').waitFor();
  const words = unique('By keys');
  await opened.keyboard.type(words);
  await press('Control+Enter');
  await comment(opened, words).waitFor();
  await tabTo('More for the comment by Kim Keys');
  await press('Enter');
  await opened.getByRole('menu').waitFor();
  await press('ArrowDown', 'ArrowUp', 'ArrowUp', 'Home', 'Enter');
  await opened.getByLabel('Change your comment').waitFor();
  await press('Escape');
  await tabTo('More for the comment by Kim Keys');
  await press('Enter');
  await opened.getByRole('menu').waitFor();
  await press('ArrowDown', 'Enter');
  await opened.getByRole('alertdialog').waitFor();
  await tabTo('Delete');
  await press('Enter');
  await comment(opened, words).waitFor({ state: 'detached' });
}));
