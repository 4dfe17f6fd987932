// Whoever signs in, or has the thread sorted, stays where they are: the comments that were on the page,
// the place that is looked at, the focus, and what is being written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, base, unique } from '../harness.mjs';
import { visitHost } from '../hosts.mjs';
import { hashOf } from '../widget.mjs';
import { address, comment, fill, hosted, openWindow, signInAs, siteToken } from '../widgets.mjs';

// Sixty at the top, with replies: more than two pages of a reader's, and four of a member's.
const LONG = '279';

const host = hosted();

/** What the reader sees: which comments, how far down the window the one is that has the form, what has the focus. */
const placeOf = (opened) => opened.evaluate(() => {
  const { shadowRoot } = document.querySelector('rejoinder-thread');
  const at = shadowRoot.querySelector('article:has(> .slot form)');
  return {
    ids: [...shadowRoot.querySelectorAll('article')].map(({ id }) => id),
    top: Math.round(at?.getBoundingClientRect().top ?? 0),
    focus: shadowRoot.activeElement?.localName ?? null,
  };
});

const tops = (opened) => opened.locator('.comments > .group > rejoinder-comment > article');

async function more(opened, count) {
  await opened.getByRole('button', { name: 'Show more comments' }).click();
  await opened.waitForFunction(
    (wanted) => document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('.comments > .group > rejoinder-comment').length >= wanted, count,
  );
}

/** Begins an answer to the comment at a place of the top. */
async function answer(opened, place, words) {
  await tops(opened).nth(place).getByRole('button', { name: /^Reply to/ }).click();
  await opened.locator('textarea').fill(words);
}

/** Signs in with the page's own account, as a page does that was asked to. */
async function handOver(opened, name) {
  const token = await siteToken(name);
  await opened.evaluate((given) => {
    document.querySelector('rejoinder-thread').siteToken = given;
  }, token);
  await opened.getByRole('button', { name: `Signed in as ${name}` }).waitFor();
}

const renewed = (opened) => opened.waitForFunction(() => {
  const { shadowRoot } = document.querySelector('rejoinder-thread');
  const all = [...shadowRoot.querySelectorAll('rejoinder-comment')];
  return all.every(({ branch }) => branch.comment.tombstone || branch.comment.viewerCan);
});

test('who signs in while answering the last comment of a page keeps it, the form and the focus', () =>
  visitHost(address(host, LONG), {}, async (opened) => {
    const words = unique('Begun signed out');
    await answer(opened, 22, words);
    const there = await placeOf(opened);
    await signInAs(opened, 'Staying Sten');
    await renewed(opened);
    const here = await placeOf(opened);
    assert.deepEqual(here.ids, there.ids);
    assert.equal(here.focus, there.focus);
    assert.ok(Math.abs(here.top - there.top) <= 2, `${there.top} px down the window, then ${here.top}`);
    assert.equal(await opened.locator('textarea').inputValue(), words);
  }));

test('a post that fails after signing in leaves the form, with its text and what was wrong', () =>
  visitHost(address(host, LONG), { refused: true, routed: true }, async (opened, context) => {
    await opened.evaluate(() => { globalThis.ownAccounts = true; });
    await more(opened, 46);
    const few = (await placeOf(opened)).ids.length;
    await opened.getByRole('button', { name: /^Show \d+ (more )?repl/ }).first().click();
    while ((await placeOf(opened)).ids.length === few) await opened.waitForTimeout(50);
    const words = unique('Refused at first');
    await answer(opened, 44, words);
    const { ids } = await placeOf(opened);
    let fails = true;
    await context.route(`${base}/graphql`, (route) => {
      const isPost = /"clientMutationId"/.test(route.request().postData() ?? '');
      return fails && isPost ? route.fulfill({ status: 503, body: '' }) : route.fallback();
    });
    await opened.getByRole('button', { name: 'Sign in and post' }).click();
    await handOver(opened, 'Failing Fay');
    await opened.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
    const after = await placeOf(opened);
    assert.deepEqual(after.ids, ids, 'the same comments');
    assert.notEqual(after.focus, null, 'the focus is in the thread');
    assert.equal(await opened.locator('textarea').inputValue(), words);
    await renewed(opened);

    fails = false;
    await opened.getByRole('button', { name: 'Post reply' }).click();
    await comment(opened, words).waitFor();
  }));

test('a comment that a link has led to stays when somebody signs in and moderates, and so does the focus', async () => {
  const { episode } = await ask(
    'query ($key: String!) { episode(site: "history", key: $key) { comments(first: 60) { nodes { id } } } }', { key: LONG },
  );
  const { id } = episode.comments.nodes[40];
  await visitHost(address(host, LONG) + hashOf(id), {}, async (opened) => {
    const target = opened.locator(`article.target#${id}`);
    await target.waitFor();
    const window = await openWindow(opened);
    const closed = window.waitForEvent('close');
    await fill(window, 'moderator@demo.example');
    await closed;
    const account = opened.getByRole('button', { name: 'Signed in as Mo Adeyemi' });
    await account.click();
    await renewed(opened);
    await target.waitFor();

    const asks = await openWindow(opened, 'Moderate here');
    await fill(asks, 'moderator@demo.example');
    const gone = asks.waitForEvent('close');
    await asks.getByRole('button', { name: 'Moderate there' }).click();
    await gone;
    await opened.getByText('You are moderating on this page.').waitFor();
    await target.getByRole('button', { name: 'Reject' }).waitFor();
    const focused = await opened.evaluate(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement?.className);
    assert.equal(focused, 'signed-in');
  });
});

test('sorting leaves the focus where it is, the comment of a link and the form in sight', async () => {
  const { episode } = await ask(
    'query ($key: String!) { episode(site: "history", key: $key) { comments(first: 60) { nodes { id } } } }', { key: LONG },
  );
  const { id } = episode.comments.nodes[1];
  await visitHost(address(host, LONG) + hashOf(id), {}, async (opened) => {
    await opened.locator(`article.target#${id}`).waitFor();
    const words = unique('Sorted meanwhile');
    await answer(opened, 3, words);
    await opened.getByLabel('Sort by').focus();
    await opened.getByLabel('Sort by').selectOption('NEWEST');
    await opened.getByRole('status').filter({ hasText: 'Sorted' }).waitFor();
    assert.equal((await placeOf(opened)).focus, 'select');
    assert.equal(await opened.locator('textarea').inputValue(), words);
    await opened.locator(`article.target#${id}`).waitFor();
    assert.equal(await opened.locator(`article#${id}`).count(), 1);
  });
});
