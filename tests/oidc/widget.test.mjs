// A provider's way in from a page with the widget, and to the page of one's own account.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agree, atTheProvider, scene, tellTheProvider, visitAt } from './scene.mjs';

const account = () => `${scene.rejoinder.base}/account?site=history&locale=en`;
const choose = (name) => (window) => window.getByRole('button', { name: `Continue with ${name}`, exact: true }).click();
const identities = (page) => page.getByRole('region', { name: 'Other ways to sign in' });

/** From where one signs in to the page of one's account. */
async function arriveAtTheAccount(page, name, provider = 'The Guild') {
  await page.waitForURL('**/sign-in?**');
  await choose(provider)(page);
  await agree(await tellTheProvider(page, name));
  await page.waitForURL('**/account?**');
  await page.getByRole('region', { name: 'Name and e-mail' }).getByText(`${name} of the Guild`).waitFor();
}

test('from a page with the widget somebody signs in, comments, and still is signed in when it is loaded anew', async () => {
  await visitAt(`${scene.page}/?episode=2`, async (opener) => {
    const window = await atTheProvider(opener, 'wanda', choose('The Guild'));
    const closed = window.waitForEvent('close');
    await agree(window);
    await closed;
    const signedIn = opener.getByRole('button', { name: 'Signed in as wanda of the Guild' });
    await signedIn.waitFor();
    await opener.getByRole('button', { name: 'Add a comment' }).click();
    await opener.getByLabel('Your comment').fill('Seen from the pier');
    await opener.getByRole('button', { name: 'Post comment' }).click();
    await opener.getByRole('article').getByText('Seen from the pier').waitFor();
    await opener.reload();
    await signedIn.waitFor();
    const kept = await opener.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
    assert.doesNotMatch(kept, /eyJ|rjr_/, 'no token within reach of the page around it');
  });
});

test('who has no other way in comes to their account, links one more and gives one up', async () => {
  await visitAt(account(), async (page, context) => {
    await arriveAtTheAccount(page, 'xenia');
    const [session] = (await context.cookies()).filter(({ name }) => name === '__Host-rejoinder');
    assert.deepEqual([session.httpOnly, session.secure, session.sameSite], [true, true, 'Strict']);

    const linked = identities(page);
    await linked.getByRole('button', { name: 'Unlink: The Guild', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink', exact: true }).click();
    await linked.getByRole('alert').getByText('your last way to sign in').waitFor();

    await linked.getByRole('button', { name: 'Link The Guild of Pilots', exact: true }).click();
    await page.waitForURL(`${scene.guild.issuer}/**`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Yes, link it' }).click();
    await page.waitForURL('**/account?**');
    await linked.getByRole('button', { name: 'Unlink: The Guild of Pilots', exact: true }).waitFor();
    assert.equal(await linked.getByRole('button', { name: 'Link The Guild of Pilots', exact: true }).count(), 0);

    await linked.getByRole('button', { name: 'Unlink: The Guild', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink', exact: true }).click();
    await linked.getByText('It is unlinked.').waitFor();
    await linked.getByRole('button', { name: 'Link The Guild', exact: true }).waitFor();

    // What is left leads to the same account.
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL('**/sign-in?**');
    await choose('The Guild of Pilots')(page);
    await page.waitForURL('**/account?**');
    await page.getByText('xenia of the Guild').first().waitFor();
  });
});

test('whoever turns back at the provider is led back to the page', async () => {
  await visitAt(account(), async (page) => {
    await page.waitForURL('**/sign-in?**');
    await choose('The Guild')(page);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByText('You have turned back').waitFor();
    await page.getByRole('link', { name: 'Go back' }).click();
    await page.waitForURL('**/sign-in?**');
  });
});

test('a link of another page leads nobody into a cookie', async () => {
  await visitAt(`${scene.page}/`, async (page, context) => {
    const query = new URLSearchParams({ site: 'history', provider: 'rs256', next: '/account?site=history' });
    const address = `${scene.rejoinder.base}/sign-in/oidc/start?${query}`;
    const answered = page.waitForResponse((response) => response.url() === address);
    await page.evaluate((to) => location.assign(to), address);
    assert.equal((await answered).status(), 404);
    await page.getByText('This address leads nowhere').waitFor();
    assert.deepEqual((await context.cookies()).filter(({ name }) => name === '__Host-rejoinder'), []);
  }, ['Failed to load resource: the server responded with a status of 404 (Not Found)']);
});

test('a moderator who comes by a provider moderates in the page', async () => {
  const { rejoinder } = scene;
  rejoinder.run(rejoinder.password, 'account', 'create', '--email', 'mona@example.org', '--name', 'Mona',
    '--site', 'history', '--role', 'MODERATOR', '--password-stdin');
  await visitAt(`${scene.page}/?episode=2`, async (opener) => {
    const first = await atTheProvider(opener, 'mona', choose('The Guild'));
    const closed = first.waitForEvent('close');
    await agree(first);
    await first.getByLabel('Password of the account').fill(rejoinder.password);
    await first.getByRole('button', { name: 'Yes, it is mine' }).click();
    await closed;
    await opener.getByRole('button', { name: 'Signed in as Mona' }).click();
    const [window] = await Promise.all([
      opener.waitForEvent('popup'), opener.getByRole('button', { name: 'Moderate here' }).click(),
    ]);
    await choose('The Guild')(window);
    await window.getByText('You are signed in as Mona.').waitFor();
    await window.getByRole('button', { name: 'Moderate there' }).click();
    await opener.getByText('You are moderating on this page.').waitFor();
  });
});
