// A moderator moderates where the comments are: asked for in a window of the service's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFits, assertTargets, cancel, unique } from '../harness.mjs';
import { shown, visitHost } from '../hosts.mjs';
import { address, comment, episode, fill, hosted, post, signInAs } from '../widgets.mjs';

const host = hosted();


async function popup(opened, button) {
  const [window] = await Promise.all([opened.waitForEvent('popup'), button.click()]);
  await shown(window);
  return window;
}

/** Signs in as a commenter, and then asks to moderate. Gives the window that asks whether one means it. */
async function askToModerate(opened) {
  const window = await popup(opened, opened.getByRole('button', { name: 'Sign in', exact: true }));
  const closed = window.waitForEvent('close');
  await fill(window, 'moderator@demo.example');
  await closed;
  const account = opened.getByRole('button', { name: 'Signed in as Mo Adeyemi' });
  await account.click();
  assert.equal(await opened.getByRole('button', { name: 'Approve' }).count(), 0, 'a commenter so far');
  return popup(opened, opened.getByRole('button', { name: 'Moderate here' }));
}

test('a moderator approves, rejects, marks and closes in place, and stops', async () => {
  const key = await episode('PRE');
  const author = unique('Lea');
  const [good, bad, worse] = [unique('Fine words'), unique('Foul words'), unique('Buy words')];
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, author);
    for (const words of [good, bad, worse]) await post(opened, words);
  });
  await visitHost(address(host, key), {}, async (opened) => {
    // Each says to whom its comment belongs: whoever listens goes from button to button.
    const button = (words, label) => comment(opened, words).getByRole('button', { name: `${label}: Comment by ${author}`, exact: true });
    const window = await askToModerate(opened);
    await window.getByText('Sign in first, as somebody who moderates this site.').waitFor();
    await fill(window, 'moderator@demo.example');
    await window.getByRole('heading', { name: `Moderate on ${new URL(host).host}?` }).waitFor();
    await window.getByText('You are signed in as Mo Adeyemi. For 4 hours at most').waitFor();
    const closed = window.waitForEvent('close');
    await window.getByRole('button', { name: 'Moderate there' }).click();
    await closed;

    await opened.getByText('You are moderating on this page.').waitFor();
    await opened.getByText('3 comments wait').waitFor();
    await assertTargets(opened);
    await assertFits(opened);
    await comment(opened, good).getByText('Why: every comment here is read first.').waitFor();
    await button(good, 'Approve').press('Enter');
    await comment(opened, good).getByText('Approved.').waitFor();
    await opened.keyboard.press('Enter');
    assert.ok(await comment(opened, good).evaluate((article) => article.matches(':focus')), 'on no other button');
    assert.equal(await comment(opened, good).getByLabel('Why?').count(), 0, 'pressed once too often, nothing is rejected');

    await button(bad, 'Reject').click();
    await comment(opened, bad).getByLabel('Why?').selectOption('ABUSE');
    await comment(opened, bad).getByLabel('A note to its author (optional)').fill('Say it kindly');
    await button(bad, 'Reject').click();
    await comment(opened, bad).getByText('Rejected.', { exact: false }).first().waitFor();
    await comment(opened, bad).getByText('A moderator writes: Say it kindly').waitFor();
    await button(worse, 'Spam').click();
    await comment(opened, worse).getByText('Marked as spam.').waitFor();
    await button(worse, 'Undo').click();
    await comment(opened, worse).getByText('it was put back to be read again').waitFor();

    await button(good, 'Pin').click();
    await comment(opened, good).getByText('Pinned', { exact: true }).waitFor();
    await button(good, 'Feature').click();
    await comment(opened, good).getByText('Featured', { exact: true }).waitFor();
    await button(good, 'Lock the replies').click();
    await comment(opened, good).getByText('This part of the conversation is locked.').waitFor();
    await button(good, 'Unlock the replies').click();
    await button(good, 'Lock the replies').waitFor();

    await opened.getByRole('button', { name: 'Close the thread' }).click();
    await opened.getByLabel(/^What readers see instead/).fill('The harbour is closed.');
    await opened.getByRole('button', { name: 'Close the thread' }).click();
    await opened.getByText('The harbour is closed.').waitFor();
    await opened.getByRole('button', { name: 'Open the thread again' }).click();
    await opened.getByRole('button', { name: 'Lock the thread' }).waitFor();

    await opened.reload();
    await opened.getByText('You are moderating on this page.').waitFor();
    await opened.getByRole('button', { name: 'Signed in as Mo Adeyemi' }).click();
    await opened.getByRole('button', { name: 'Stop moderating' }).click();
    await opened.getByText('You are moderating on this page.').waitFor({ state: 'detached' });
    await opened.getByRole('button', { name: 'Signed in as Mo Adeyemi' }).waitFor();
    await opened.getByRole('button', { name: 'Reject' }).first().waitFor({ state: 'detached' });
    await comment(opened, good).waitFor();
    assert.equal(await comment(opened, bad).count(), 0);
  });
});

test('whoever does not moderate is told so in the window, and the page stays as it was', async () =>
  // The stories before may have used up what one network may try.
  visitHost(address(host, await episode('POST')), { refused: true }, async (opened) => {
    const window = await askToModerate(opened);
    await fill(window, 'reader@demo.example');
    await window.getByText('Rosa Lindqvist does not moderate this site.').waitFor();
    await cancel(window);
    assert.equal(await opened.getByText('You are moderating on this page.').count(), 0);
    await opened.getByRole('button', { name: 'Signed in as Mo Adeyemi' }).waitFor();
  }));
