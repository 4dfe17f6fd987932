// Threads: episodes found and begun, locked, closed and opened again; comments decided on in their place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, base, unique } from '../harness.mjs';
import { desk, fate, held, isStream, reads, status, visitDesk } from '../desk.mjs';
import { about, episode, MO, placed, press, visit } from '../threads.mjs';

const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.localName);
const until = async (ask, holds) => {
  for (let tries = 0; tries < 50; tries += 1) {
    if (holds(await ask())) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.fail('it never came to hold');
};

test('episodes are found by words and by state, gone through by keys, and Back leads back', async () => {
  const made = await episode([null]);
  const word = made.title.split(' ').pop();
  await visitDesk(MO, { hash: '#threads' }, async (page) => {
    await page.locator('.episodes li').nth(4).waitFor();
    await press(page, '/');
    await page.keyboard.type(word.toUpperCase());
    await press(page, 'Enter');
    await page.locator('.episodes li').nth(1).waitFor({ state: 'detached' });
    assert.equal(await page.locator('.episodes .title').innerText(), made.title);
    await page.waitForFunction(() => document.activeElement?.className === 'title');
    await page.getByLabel('State').selectOption('CLOSED');
    await page.locator('.nothing').getByText('No episode fits.').waitFor();
    assert.equal(new URL(page.url()).hash, `#threads/state/closed/text/${word.toUpperCase()}`);
    await page.goBack();
    await page.locator('.episodes li').waitFor();
    assert.deepEqual([await page.getByLabel('State').inputValue(), await page.locator('#search').inputValue()], ['', word.toUpperCase()]);
    await page.goForward();
    await page.locator('.nothing').waitFor();
    await page.reload();
    await page.locator('.nothing').waitFor();
    assert.deepEqual([await page.getByLabel('State').inputValue(), await page.locator('#search').inputValue()], ['CLOSED', word.toUpperCase()]);
    await page.locator('#search').fill('');
    await press(page, 'Enter');
    await page.waitForURL(/#threads\/state\/closed$/);
    const closed = page.locator('.episodes li').filter({ hasText: '278: The Salt Tax' });
    await closed.waitFor();
    assert.equal(await page.locator('.state:not(.closed)').count(), 0);
    await press(page, 'Escape', 'j', 'k');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'title');
    await closed.getByRole('link').first().click();
    await page.getByText('Nobody may post, vote or edit.').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'episode-title');
    const id = page.url().split('/').pop();
    await page.goBack();
    await closed.waitFor();
    await page.waitForFunction((row) => document.activeElement?.id === row, `row-${id}`);
    assert.equal(await page.title(), 'Threads – Desk – The Harbour Lamp');
  });
});

test('an episode is begun, and what is wrong with it stands beside the field', () => visitDesk(MO, { hash: '#threads' }, async (page) => {
  const key = unique('new').replace(' ', '-');
  await page.getByRole('button', { name: 'New episode' }).click();
  assert.equal(await focused(page), 'new-title');
  await press(page, 'Escape');
  assert.equal(await focused(page), 'new');
  await press(page, 'Enter');
  await page.getByLabel('Address of its page').fill('nowhere');
  await press(page, 'Enter');
  await page.locator('.creating .field .error').nth(2).waitFor();
  assert.equal(await focused(page), 'new-title', 'all is told, and the first is gone to');
  await page.getByLabel('Address of its page').fill('');
  await page.getByLabel('Title', { exact: true }).fill('A new one');
  await press(page, 'Enter');
  await page.locator('#new-key-more .error').getByText('Write 1 to 500 characters.').waitFor();
  assert.equal(await focused(page), 'new-key');
  await page.keyboard.type('283');
  await press(page, 'Enter');
  await page.locator('.creating > .error').getByText('Another episode has this key').waitFor();
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByLabel('Address of its page').fill('nowhere');
  await press(page, 'Enter');
  await page.locator('#new-url-more .error').waitFor();
  await page.getByLabel('Address of its page').fill('');
  await page.getByLabel('Which comments are held here').selectOption('PRE');
  await press(page, 'Enter');
  await page.getByText('Nobody has said anything yet.').waitFor();
  assert.equal(await page.locator('#episode-title').innerText(), 'A new one');
  assert.equal((await about(key)).mode, 'PRE');
}));

test('whoever begins before the comments come keeps the focus', async () => {
  const made = await episode([null]);
  let come;
  const coming = new Promise((resolve) => { come = resolve; });
  const prepare = (page) => page.route('**/graphql', async (route) => {
    const { variables = {} } = route.request().postDataJSON();
    if ('orderBy' in variables) await coming;
    return route.fallback();
  });
  await visit(made, async (page) => {
    assert.equal(await focused(page), 'episode-title');
    await page.getByRole('button', { name: 'Lock the thread' }).click();
    await page.keyboard.type('Too ');
    come();
    await page.locator('.placed').waitFor();
    await page.keyboard.type('late');
    assert.equal(await page.locator('[name=text]').inputValue(), 'Too late');
  }, { prepare, early: true });
});

test('a thread is locked for a day, closed with a message, opened again, and each is undone', async () => {
  const made = await episode([null]);
  await visit(made, async (page) => {
    await page.getByRole('button', { name: 'Lock the thread' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'text');
    await page.keyboard.type('Late, and loud.');
    await page.getByRole('radio', { name: '1 day' }).check();
    await press(page, 'Enter');
    await page.locator('.thread-state .state.locked').waitFor();
    await status(page, `Locked: ${made.title}`);
    assert.equal(await focused(page), 'thread-state');
    await page.getByText('Late, and loud.').waitFor();
    let now = await about(made.key);
    const hours = (Date.parse(now.lockedUntil) - Date.now()) / 3_600_000;
    assert.ok(now.state === 'LOCKED' && hours > 23 && hours <= 24, `${now.state}, ${hours}`);
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await page.keyboard.type('The answer is drawn.');
    await page.getByRole('radio', { name: 'until a date' }).check();
    await press(page, 'Enter');
    await page.getByText('Enter a date and a time.').waitFor();
    await page.getByLabel('Date and time').fill('2020-01-01T12:00');
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await page.getByText('That moment is over').waitFor();
    assert.equal(await page.locator('[name=text]').inputValue(), 'The answer is drawn.', 'what was typed is kept');
    await page.getByLabel('Date and time').fill('2090-01-01T12:00');
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await page.locator('.thread-state .state.closed').waitFor();
    now = await about(made.key);
    assert.deepEqual([now.closedMessage, now.closedUntil.slice(0, 4)], ['The answer is drawn.', '2090']);
    await page.getByRole('button', { name: 'Open the thread again' }).click();
    await press(page, 'Enter');
    await page.locator('.thread-state .state.open').waitFor();
    await press(page, 'u');
    await page.locator('.thread-state .state.closed').waitFor();
    await status(page, `Undone. It was: Open again: ${made.title}`);
    await press(page, 'u');
    await page.locator('.thread-state .state.locked').waitFor();
    await page.getByRole('button', { name: /Undo/ }).click();
    await page.locator('.thread-state .state.open').waitFor();
    assert.equal(await page.locator('.lately').count(), 0);
    assert.equal((await about(made.key)).state, 'OPEN');
  });
});

test('an episode has a mode and a closing day of its own, or those of the site', async () => {
  const made = await episode([], { mode: null });
  await visit(made, async (page) => {
    const adjust = async (fill) => {
      await page.getByRole('button', { name: 'Mode and closing day' }).click();
      await fill();
      await page.getByRole('button', { name: 'Save' }).click();
    };
    await adjust(async () => {
      await page.getByLabel('Which comments are held here').selectOption('PRE');
      await page.getByLabel('Closes by itself').selectOption('days');
    });
    await page.getByText('Enter a whole number of days').waitFor();
    await page.getByLabel('How many days?').fill('14');
    await page.getByRole('button', { name: 'Save' }).click();
    await status(page, 'Saved.');
    let now = await about(made.key);
    assert.deepEqual([now.mode, now.closeAfterDays], ['PRE', 14]);
    await adjust(() => page.getByLabel('Closes by itself').selectOption('site'));
    await until(() => about(made.key), ({ closeAfterDays }) => closeAfterDays === null);
    now = await about(made.key);
    assert.equal(now.mode, 'PRE', 'what was not touched stays');
  });
});

test('comments are decided on in their place by keys alone, and undone', async () => {
  const made = await episode([null, 0, 1, null]);
  await visit(made, async (page) => {
    await page.locator('.placed').nth(3).waitFor();
    await press(page, 'j', 'j');
    assert.equal(await focused(page), made.ids[1], 'answers stand below what they answer');
    await press(page, 's');
    await status(page, `Spam: ${made.name}`);
    assert.equal(await focused(page), made.ids[1]);
    await placed(page, 'Comment number 2').locator('.sign.grave').getByText('Spam').waitFor();
    await press(page, 'j', 'r');
    await page.locator('.rejecting').waitFor();
    await press(page, 'Enter');
    await page.getByRole('alert').getByText('Choose a reason first.').waitFor();
    await press(page, '2');
    await page.getByLabel('Note to its author').fill('Not here.');
    await press(page, 'Enter');
    await status(page, `Rejected: ${made.name}`);
    assert.equal(await focused(page), made.ids[2]);
    const { status: now, rejectReason, authorNote } = await fate(made.ids[2]);
    assert.deepEqual([now, rejectReason, authorNote], ['REJECTED', 'ABUSE', 'Not here.']);
    await press(page, 'p');
    await placed(page, 'Comment number 3').locator('.sign').getByText('Held').first().waitFor();
    await press(page, 'a');
    await status(page, `Approved: ${made.name}`);
    await press(page, 'u');
    await until(() => fate(made.ids[2]), (comment) => comment.status === 'PENDING');
    await page.getByText('Earlier', { exact: true }).click();
    await page.locator('.lately li').filter({ hasText: 'Spam' }).getByRole('button', { name: 'Undo' }).click();
    await until(() => fate(made.ids[1]), (comment) => comment.status === 'APPROVED');
    await page.waitForFunction((id) => document.activeElement?.id === id, made.ids[1]);
  });
});

/** The page hears of nothing that happens elsewhere. */
const unheard = {
  prepare: (page) => page.route('**/graphql', (route) => (isStream(route.request()) ? route.abort() : route.fallback())),
};

test('another moderator was sooner: who and what is said, and one may decide otherwise', async () => {
  const made = await episode([null]);
  await visit(made, async (page) => {
    const { comment } = await ask('query ($id: ID!) { comment(id: $id) { revisionId } }', { id: made.ids[0] });
    const items = [{ commentId: made.ids[0], revisionId: comment.revisionId }];
    await ask('mutation ($input: RejectCommentsInput!) { rejectComments(input: $input) { results { code } } }', {
      input: { items, reason: 'OFF_TOPIC' },
    }, { as: 'admin' });
    await press(page, 'j', 's');
    await page.getByRole('alert').getByText('Ines Castellan has rejected it').waitFor();
    await page.getByRole('button', { name: 'Decide otherwise: Spam' }).click();
    await status(page, `Spam: ${made.name}`);
    assert.equal((await fate(made.ids[0])).status, 'SPAM');
  }, unheard);
});

test('a branch is locked for an hour, stands among the locked ones, is gone to, and unlocked', async () => {
  const made = await episode([null, 0, null]);
  await visit(made, async (page) => {
    await press(page, 'j');
    const first = placed(page, 'Comment number 1');
    await first.getByRole('button', { name: /^More/ }).click();
    await first.getByRole('button', { name: /Lock the replies/ }).click();
    await page.keyboard.type('Heated.');
    await page.getByRole('radio', { name: '1 hour' }).check();
    await press(page, 'Enter');
    await status(page, `Replies locked: ${made.name}`);
    assert.equal(await focused(page), made.ids[0]);
    await first.getByText(/Replies locked until/).waitFor();
    const [lock] = (await about(made.key)).branchLocks;
    assert.ok(lock.reason === 'Heated.' && Date.parse(lock.until) > Date.now());
    await page.getByRole('heading', { name: '1 locked branch' }).waitFor();
    await page.locator('.locks').getByText('Heated.').waitFor();
    await page.getByRole('button', { name: /Go to the comment/ }).click();
    await page.waitForFunction((id) => document.activeElement?.id === id, made.ids[0]);
    await page.locator('.locks').getByRole('button', { name: /Unlock the replies/ }).click();
    await page.locator('.locks').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement !== document.body);
    assert.deepEqual((await about(made.key)).branchLocks, []);
    await press(page, 'u');
    await page.locator('.locks').waitFor();
    assert.equal((await about(made.key)).branchLocks[0].reason, 'Heated.');
  });
});

test('a locked comment far down the thread is led to, and what is around it can be read', async () => {
  const { episode: long } = await ask('{ episode(site: "history", key: "279") { id title } }', {}, { as: MO });
  const query = '{ episode(site: "history", key: "279") { comments(first: 1, orderBy: NEWEST) { nodes { id } } } }';
  const { id } = (await ask(query)).episode.comments.nodes[0];
  const lock = (name, input) => ask(`mutation ($input: ${name}Input!) { ${name[0].toLowerCase()}${name.slice(1)}(input: $input) { comment { id } } }`, { input }, { as: MO });
  await lock('LockBranch', { commentId: id, reason: 'Far down.' });
  await visit(long, async (page) => {
    await page.locator('.placed').first().waitFor();
    assert.equal(await page.locator(`#${id}`).count(), 0);
    await page.locator('.locks li').filter({ hasText: 'Far down.' }).getByRole('button', { name: /Go to/ }).click();
    await page.waitForFunction((name) => document.activeElement?.id === name, id);
    const before = await page.locator('.level > li').count();
    await page.locator('.comments > .goes-on button').click();
    await page.waitForFunction((count) => document.querySelectorAll('.level > li').length > count, before);
    await page.getByRole('button', { name: 'Newest first' }).click();
    await page.waitForFunction((name) => document.querySelector('.placed')?.id === name, id);
  });
  await lock('UnlockBranch', { commentId: id });
});

test('three comments are pinned and not a fourth, and one is featured', async () => {
  const made = await episode([null, null, null, null]);
  const marks = 'query ($id: ID!) { comment(id: $id) { isPinned isFeatured } }';
  await visit(made, async (page) => {
    const does = async (number, name) => {
      const one = placed(page, `Comment number ${number}`);
      const more = one.locator('.act.more');
      if ((await more.getAttribute('aria-expanded')) === 'false') await more.click();
      await one.getByRole('button', { name }).click();
    };
    for (const number of [1, 2, 3]) {
      await does(number, /^Pin/);
      await placed(page, `Comment number ${number}`).locator('.sign').getByText('Pinned').waitFor();
    }
    await does(4, /^Pin/);
    await page.getByRole('alert').getByText('Three comments are pinned here already').waitFor();
    await does(1, /^Unpin/);
    await status(page, `No longer pinned: ${made.name}`);
    await does(4, /^Feature/);
    await status(page, `Featured: ${made.name}`);
    assert.equal((await ask(marks, { id: made.ids[0] })).comment.isPinned, false);
    assert.equal((await ask(marks, { id: made.ids[3] })).comment.isFeatured, true);
  });
});

test('what waits under an episode is gone through in the queue, narrowed to it', async () => {
  await held(1);
  const made = await episode([null], { mode: 'PRE', body: () => unique('Waits here') });
  const { comment } = await ask('query ($id: ID!) { comment(id: $id) { bodyMarkdown } }', { id: made.ids[0] }, { as: MO });
  await visit(made, async (page) => {
    await page.getByRole('link', { name: '1 pending' }).click();
    await page.locator('.narrowed').getByText(made.title).waitFor();
    await reads(page, comment.bodyMarkdown);
    assert.equal(await page.locator('.row').count(), 1);
    assert.ok(page.url().endsWith(`#pending/${made.id}/${made.ids[0]}`));
    await page.reload();
    await reads(page, comment.bodyMarkdown);
    assert.equal(await page.locator('.row').count(), 1);
    await page.locator('.tabs a').nth(5).click();
    await page.getByText('Nothing here fits the filter.').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.locator('.row').nth(5).waitFor();
    assert.equal(await page.locator('.narrowed').count(), 0);
    await page.goBack();
    await page.goBack();
    await page.locator('.narrowed').waitFor();
    await reads(page, comment.bodyMarkdown);
  });
});

test('without a line nothing is done twice or lost, and it goes on when the line is back', async () => {
  const made = await episode([null]);
  await visit(made, async (page) => {
    await page.locator('.placed').first().waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('button', { name: 'Lock the thread' }).click();
    await page.keyboard.type('Kept.');
    await press(page, 'Enter');
    await page.locator('.thread-state > .error').waitFor();
    assert.equal(await page.locator('[name=text]').inputValue(), 'Kept.');
    await page.unroute('**/graphql');
    await page.route('**/graphql', async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      await route.continue();
    });
    await page.locator('[name=text]').focus();
    await press(page, 'Enter', 'Enter');
    await page.locator('.thread-state .state.locked').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    assert.equal(await page.locator('.thread-state > .error').count(), 0, 'nothing was asked for twice');
    const log = 'query ($id: ID!) { site(key: "history") { log(filter: { subjectId: $id, actions: [LOCK_THREAD] }) { nodes { id } } } }';
    assert.equal((await ask(log, { id: made.id }, { as: MO })).site.log.nodes.length, 1);
  });
});

test('who comes by an address that leads nowhere is told so', () => visitDesk(MO, { hash: '#threads/episode_00000000000000000000000000000000' }, async (page) => {
  await page.getByText('There is no such episode on this site.').waitFor();
  await page.goto(`${base}${desk('en', '#threads/nothing')}`);
  await page.getByRole('link', { name: 'All episodes' }).waitFor();
}));
