// Looking after one's account: what it shows, changes, and how it goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, PASSWORD, visit } from '../harness.mjs';
import { codeIn, linkIn, mailTo } from '../mails.mjs';
import { account, address, askAs, elsewhere, pretend, section, serveFiles, signIn, visitAccount } from '../own.mjs';

const READER = 'reader';
const OTHER_PASSWORD = 'quiet-harbour-lamp-77';
let password = PASSWORD;

const button = (within, name) => within.getByRole('button', { name, exact: true });
const said = (within, text) => within.getByText(text).first().waitFor();

async function signInElsewhere(email) {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...elsewhere() },
    body: JSON.stringify({ query, variables: { input: { site: 'history', email, password } } }),
  });
  assert.ok((await answer.json()).data.signIn.accessToken);
}

test('signed out, it leads to where one signs in, and back; no script sees a token', () =>
  visit('/healthz', { extraHTTPHeaders: elsewhere() }, async (page) => {
    await serveFiles(page.context());
    await page.goto(base + account());
    await signIn(page, address('moderator'));
    await page.getByRole('heading', { name: 'Your account', exact: true }).waitFor();
    const left = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    assert.deepEqual(left, ['', 0, 0]);
    await button(page, 'Sign out').click();
    await page.waitForURL('**/sign-in?**');
    await page.goto(base + account());
    await page.waitForURL('**/sign-in?**');
  }));

test('the address changes once both mails have been answered', () =>
  visitAccount(READER, {}, async (page) => {
    const profile = section(page, 'Name and e-mail');
    await said(profile, address(READER));
    await button(profile, 'Change the address').click();
    const typed = profile.getByLabel('New e-mail address');
    await typed.fill('reader.new@demo.example');
    await profile.getByLabel('Current password').fill('not-this-one-17');
    await button(profile, 'Send the mails').click();
    const faulty = profile.locator('[aria-invalid=true]');
    await faulty.waitFor();
    assert.equal(await faulty.getAttribute('name'), 'password');
    assert.ok(await faulty.evaluate((field) => field === document.activeElement));
    assert.equal(await typed.inputValue(), 'reader.new@demo.example', 'what was typed stays');
    const seen = new Set();
    await profile.getByLabel('Current password').fill(PASSWORD);
    await button(profile, 'Send the mails').click();
    await profile.getByLabel('Code').fill('000000');
    await button(profile, 'Confirm the address').click();
    await said(profile, 'This code is wrong');
    await profile.getByLabel('Code').fill(codeIn(await mailTo('reader.new@demo.example', seen)));
    await button(profile, 'Confirm the address').click();
    await said(profile, 'The new address is confirmed. Now follow the link');
    await said(profile, address(READER));

    const mail = await page.context().newPage();
    await mail.goto(linkIn(await mailTo(address(READER), seen)));
    await mail.getByRole('main').getByRole('button').click();
    await mail.getByRole('heading').first().waitFor();
    await mail.waitForLoadState();
    await mail.close();
    await page.reload();
    await said(section(page, 'Name and e-mail'), 'reader.new@demo.example');
  }));

test('another password is taken, and what is wrong with one stands beside it', () =>
  visitAccount(READER, {}, async (page) => {
    const part = section(page, 'Password');
    await button(part, 'Change the password').click();
    await said(part, 'Please fill in this field.');
    await part.getByLabel('Current password').fill(PASSWORD);
    await part.getByLabel('New password').fill('password');
    await button(part, 'Change the password').click();
    await said(part, 'Choose another password');
    assert.equal(await part.getByLabel('New password').getAttribute('aria-invalid'), 'true');
    await part.getByLabel('New password').fill(OTHER_PASSWORD);
    await button(part, 'Change the password').click();
    await said(part, 'The new password holds.');
    password = OTHER_PASSWORD;
    assert.equal(await part.getByLabel('New password').inputValue(), '');
  }));

test('other sessions are listed and ended, one and all', () =>
  visitAccount(READER, {}, async (page) => {
    await signInElsewhere('reader.new@demo.example');
    await signInElsewhere('reader.new@demo.example');
    await page.reload();
    const part = section(page, 'Where you are signed in');
    const others = part.getByRole('button', { name: /^Sign out there/ });
    await others.nth(1).waitFor();
    assert.equal(await others.count(), 2);
    await said(part, 'this browser');
    await others.first().click();
    await said(part, 'That session has ended.');
    assert.equal(await others.count(), 1);
    await button(part, 'Sign out everywhere else').click();
    await button(page.getByRole('dialog'), 'Sign out everywhere else').click();
    await said(part, '1 session has ended.');
    assert.equal(await others.count(), 0);
  }));

test('muted authors are let in again, and reports show what came of them', () =>
  visitAccount(READER, {}, async (page) => {
    const asked = '{ episode(site: "history", key: "278") { comments(first: 3) { nodes { id revisionId author { id displayName } } } } }';
    const { episode } = await askAs(page, asked);
    const { viewer } = await askAs(page, '{ viewer { author { id } } }');
    const [comment] = episode.comments.nodes.filter(({ author }) => author && author.id !== viewer.author.id);
    await askAs(page, 'mutation ($input: MuteAuthorInput!) { muteAuthor(input: $input) { author { id } } }', { authorId: comment.author.id });
    const report = { commentId: comment.id, revisionId: comment.revisionId, reason: 'OFF_TOPIC', text: 'About another war' };
    await askAs(page, 'mutation ($input: ReportCommentInput!) { reportComment(input: $input) { report { id } } }', report);
    await page.reload();
    const muted = section(page, 'Muted authors');
    await muted.getByRole('button', { name: `Unmute: ${comment.author.displayName}` }).click();
    await said(muted, `You see ${comment.author.displayName} again.`);
    await said(muted, 'You have muted nobody.');
    const reports = section(page, 'What you have reported');
    await said(reports, 'Waits for a moderator');
    await said(reports, 'About another war');
    await button(reports, 'Show the comment').click();
    await reports.locator('blockquote').waitFor();
  }));

test('the data come as an archive', () =>
  visitAccount(READER, {}, async (page) => {
    const part = section(page, 'Your data');
    const [download] = await Promise.all([page.waitForEvent('download'), button(part, 'Download my data').click()]);
    assert.match(download.suggestedFilename(), /\.zip$/);
    assert.equal(await download.failure(), null);
    await part.getByRole('link', { name: 'account-data.zip' }).waitFor();
  }));

test('an account is erased after some days, and kept at the top of the page', () =>
  visitAccount(READER, {}, async (page) => {
    const part = section(page, 'Your data');
    const erase = async (given) => {
      await part.getByLabel('Current password').fill(given);
      await button(part, 'Erase my account').click();
      await button(page.getByRole('dialog'), 'Erase my account').click();
    };
    await part.getByLabel('Delete their words').check();
    await erase('not-this-one-17');
    await said(part, 'This password is wrong.');
    assert.ok(await part.getByLabel('Delete their words').isChecked());
    await erase(password);
    const keep = button(page, 'Keep my account');
    await keep.waitFor();
    await said(page.locator('.notice'), 'The words of your comments go with it.');
    assert.ok(await keep.evaluate((focused) => focused === document.activeElement));
    const link = linkIn(await mailTo('reader.new@demo.example', new Set()));
    assert.equal(link, `${base}/account?site=history`);
    await keep.click();
    await keep.waitFor({ state: 'detached' });
    await button(part, 'Erase my account').waitFor();
    assert.ok(await page.getByRole('heading', { level: 1 }).evaluate((focused) => focused === document.activeElement));
  }));

test('what others vouch for, and what came with an import, is shown and given up or taken over', () =>
  visitAccount(READER, {}, async (page) => {
    const sent = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await pretend(page, () => ({
      identities: [{ id: 'identity_1', provider: { name: 'The Guild' }, email: 'nora@guild.example', lastUsedAt: '2026-01-02T03:04:05Z' }],
      claimableAuthors: [{ authorId: 'author_9', displayName: 'Old Nora', commentCount: 12 }],
      standing: 'SUSPENDED', standingUntil: '2099-01-02T03:04:05Z', standingReason: 'Take a walk.',
      hasPassword: null, secondFactor: null, secondFactorDemanded: true,
    }));
    await said(page, 'You may not write on this site until');
    await said(page, 'Take a walk.');
    await said(page.locator('.notice'), 'This site lets you moderate only with a second factor.');
    await said(section(page, 'Password'), 'You have come by way of another service.');
    const imported = section(page, 'Comments from before');
    await said(imported, '12 comments');
    await imported.getByRole('button', { name: 'They are mine: Old Nora' }).click();
    await imported.getByRole('alert').getByText(/./).waitFor();
    const part = section(page, 'Other ways to sign in');
    await part.getByRole('button', { name: 'Unlink: The Guild' }).click();
    await button(page.getByRole('dialog'), 'Unlink').click();
    await part.getByRole('alert').getByText(/./).waitFor();
    assert.ok(sent.some((body) => body.includes('author_9')) && sent.some((body) => body.includes('identity_1')));
    await pretend(page, ({ site }) => ({ site: { ...site, key: 'gardens', name: 'The Garden Hour' } }));
    await page.getByRole('heading', { name: 'You are signed in on another site' }).waitFor();
    await page.getByRole('link', { name: 'To your account on The Garden Hour' }).waitFor();
  }));
