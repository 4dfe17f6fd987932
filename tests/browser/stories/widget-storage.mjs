// What the widget keeps where browsers keep storage apart, and where they keep none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, unique } from '../harness.mjs';
import { visitHost, withPreferences } from '../hosts.mjs';
import { address, comment, episode, hosted, post, signInAs } from '../widgets.mjs';

// To a browser a site of its own, also where ports do not count.
const OTHER = 'another.localhost';

const host = hosted({}, OTHER);

const signedIn = (opened) => opened.getByRole('button', { name: /^Signed in as/ });
const signIn = (opened) => opened.getByRole('button', { name: 'Sign in', exact: true });

/** What the service's own origin keeps under the site of a page: a cookie, where the browser denies storage. */
const kept = (opened) => {
  const frame = opened.frames().find((one) => one.url().startsWith(`${base}/embed/session`));
  return frame.evaluate(() => {
    const cookies = document.cookie.split('; ').filter(Boolean).map((cookie) => cookie.split('=')[0]);
    try {
      return [...Object.keys(localStorage), ...cookies];
    } catch {
      return cookies;
    }
  });
};

test('a session goes from page to page of a site, and no other site sees it', async () => {
  const episodes = [await episode(), await episode()];
  await visitHost(address(host, episodes[0]), {}, async (opened, context) => {
    await signInAs(opened, 'Parted Paula');
    await opened.reload();
    await signedIn(opened).waitFor();
    await opened.goto(address(host, episodes[1]));
    await signedIn(opened).waitFor();
    assert.equal((await kept(opened)).length, 1);

    const elsewhere = await context.newPage();
    await elsewhere.goto(address(host.as(OTHER), episodes[0]));
    await signIn(elsewhere).waitFor();
    assert.equal(await signedIn(elsewhere).count(), 0);
    // Even where its page pretends that somebody has been signed in, and so has the frame look.
    await elsewhere.evaluate((name) => localStorage.setItem(name, 'author_1 false'), `rejoinder-session:${base}:history`);
    await elsewhere.reload();
    await elsewhere.waitForFunction(() => document.querySelector('iframe'));
    await signIn(elsewhere).waitFor();
    assert.equal(await signedIn(elsewhere).count(), 0);
    assert.deepEqual(await kept(elsewhere), [], 'what is kept is kept apart');

    await opened.reload();
    await signedIn(opened).waitFor();
  });
});

const NOTHING_KEPT = { profile: { default_content_setting_values: { cookies: 2 }, cookie_controls_mode: 1 } };

test('a browser that keeps nothing has a session as long as the page', async () => {
  const key = await episode();
  await withPreferences(NOTHING_KEPT, async (opened, context) => {
    const problems = [];
    context.on('weberror', (error) => problems.push(String(error.error().stack)));
    await opened.goto(address(host, key));
    const refusal = await opened.evaluate(() => {
      try {
        return typeof localStorage;
      } catch ({ name }) {
        return name;
      }
    });
    assert.equal(refusal, 'SecurityError', 'this browser keeps nothing');
    await signInAs(opened, 'Fleeting Flora');
    const words = unique('Kept by the service');
    await post(opened, words);
    await comment(opened, words).getByRole('button', { name: 'Reply to Fleeting Flora' }).click();
    await opened.getByLabel('Your reply to Fleeting Flora').fill('Begun');
    await opened.reload();
    await comment(opened, words).waitFor();
    await signIn(opened).waitFor();
    assert.deepEqual(problems, []);
  });
});
