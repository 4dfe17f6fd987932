// The whole way by keyboard: in through the window, reading, sorting, taking part. One always sees
// where one is, and is never left nowhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, PASSWORD, unique } from '../harness.mjs';
import { BY_CLOCK, shown, visitHost } from '../hosts.mjs';
import { address, comment, episode, hosted } from '../widgets.mjs';

const host = hosted();

/** Where the focus is: its name, and whether one sees it. Null where it is nowhere in the widget. */
const where = (opened) => opened.evaluate(() => {
  const active = document.activeElement?.shadowRoot?.activeElement;
  if (!active) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(active);
  const label = active.labels?.[0];
  const name = active.getAttribute('aria-label') ?? (label?.querySelector('span') ?? label ?? active).textContent;
  return { name: name.trim().replace(/\s+/g, ' '), is: active.localName, isSeen: outlineStyle !== 'none' && outlineWidth !== '0px' };
});

async function tabTo(opened, name, { back = false } = {}) {
  const passed = [];
  for (let step = 0; step < 60; step += 1) {
    const at = await where(opened);
    if (at) assert.ok(at.isSeen, `one does not see that one is at ${at.is} “${at.name}”`);
    if (at && (name instanceof RegExp ? name.test(at.name) : at.name === name)) return;
    passed.push(at?.name);
    await opened.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  assert.fail(`no way to ${name}: ${passed.join(', ')}`);
}

/** Once something is done the focus is in the widget, at what is named so. */
async function isAt(opened, name) {
  for (const until = Date.now() + 10_000; ; ) {
    const at = await where(opened);
    if (at?.name === name) return;
    assert.ok(Date.now() < until, `at ${JSON.stringify(at)}, not at ${name}`);
    await opened.waitForTimeout(50);
  }
}

const isSomewhere = (opened) => opened.waitForFunction(
  () => document.activeElement?.shadowRoot?.activeElement, null, BY_CLOCK,
);

const write = (key, body, as) => ask(
  'mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }',
  { input: { episode: { site: 'history', key }, body } }, { as },
);

async function signIn(opened) {
  await tabTo(opened, 'Sign in');
  const [window] = await Promise.all([opened.waitForEvent('popup'), opened.keyboard.press('Enter')]);
  await shown(window);
  const closed = window.waitForEvent('close');
  assert.equal(await window.evaluate(() => document.activeElement.name), 'email', 'one may write at once');
  await window.keyboard.type('reader@demo.example');
  await window.keyboard.press('Tab');
  await window.keyboard.type(PASSWORD);
  await window.keyboard.press('Enter');
  await closed;
  await opened.getByRole('button', { name: 'Signed in as Rosa Lindqvist' }).waitFor();
}

test('somebody comes in, reads, sorts, answers, changes, likes and reports without a pointer', async () => {
  const key = await episode();
  const first = unique('The oldest');
  await write(key, first, 'moderator');
  await write(key, unique('The newest'), 'admin');
  await visitHost(address(host, key), {}, async (opened) => {
    await comment(opened, first).waitFor();
    await signIn(opened);
    await isSomewhere(opened);

    await tabTo(opened, 'Sort by');
    await opened.keyboard.press('ArrowDown');
    await opened.getByRole('status').filter({ hasText: 'Sorted: Newest.' }).waitFor({ state: 'attached' });
    await isAt(opened, 'Sort by');
    assert.equal(await opened.locator('article').last().getByText(first).count(), 1);

    await tabTo(opened, 'Reply to Mo Adeyemi');
    await opened.keyboard.press('Enter');
    await isAt(opened, 'Your reply to Mo Adeyemi');
    const words = unique('By keys');
    await opened.keyboard.type(words);
    await opened.keyboard.press('Control+Enter');
    await comment(opened, words).waitFor();
    await isAt(opened, 'Reply by Rosa Lindqvist');

    await tabTo(opened, 'More for the comment by Rosa Lindqvist');
    await opened.keyboard.press('Enter');
    await isAt(opened, 'Edit');
    await opened.keyboard.press('ArrowDown');
    await isAt(opened, 'Delete');
    await opened.keyboard.press('Escape');
    await isAt(opened, 'More for the comment by Rosa Lindqvist');
    assert.equal(await opened.getByRole('menu').count(), 0);
    await opened.keyboard.press('Enter');
    await isAt(opened, 'Edit');
    await opened.keyboard.press('Enter');
    await isAt(opened, 'Change your comment');
    await opened.keyboard.press('End');
    await opened.keyboard.type(', and more');
    await opened.keyboard.press('Control+Enter');
    await comment(opened, `${words}, and more`).getByText('edited').waitFor();
    await isSomewhere(opened);

    await tabTo(opened, '0 likes', { back: true });
    await opened.keyboard.press('Space');
    await isAt(opened, '1 like');
    assert.equal(await opened.getByRole('button', { name: '1 like', pressed: true }).count(), 1);

    await tabTo(opened, /^More for the comment by (Mo|Ines)/);
    const { name } = await where(opened);
    await opened.keyboard.press('Enter');
    await opened.getByRole('menu').waitFor();
    while ((await where(opened)).name !== 'Report') await opened.keyboard.press('ArrowDown');
    await opened.keyboard.press('Enter');
    await opened.getByLabel('Insults or harasses').waitFor();
    while ((await where(opened)).is !== 'input') await opened.keyboard.press('Tab');
    await opened.keyboard.press('Space');
    await tabTo(opened, 'Send the report');
    await opened.keyboard.press('Enter');
    await opened.getByRole('status').filter({ hasText: 'A moderator will look at it.' }).waitFor();
    await isAt(opened, name.replace('More for the comment', 'Comment'));
  });
});
