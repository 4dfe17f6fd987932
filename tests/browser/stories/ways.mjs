// The ways in besides the password, in the window that a page of another origin opens.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ask, base } from '../harness.mjs';
import { allow, host, open, outcome, quit, visitHost } from '../hosts.mjs';
import { codeIn, linkIn, mailTo } from '../mails.mjs';

const PASSWORD = 'seven slow herons wading';

let page;
let forbid;

before(async () => {
  page = await host();
  forbid = await allow(page);
});

after(async () => {
  await forbid?.();
  await quit();
});

const somebody = (name) => `${name}.${randomUUID().slice(0, 8)}@example.org`;

const viewer = (opener, token) => opener.evaluate(async ([service, bearer]) => {
  const answer = await fetch(`${service}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query: '{ viewer { role author { displayName } } }' }),
  });
  return (await answer.json()).data.viewer;
}, [base, token]);

test('somebody signs up and types the code from the mail', () => visitHost(page, { refused: true }, async (opener) => {
  const email = somebody('nora');
  const window = await open(opener);
  await window.getByRole('button', { name: 'Create an account' }).click();
  await window.getByLabel('Name shown with your comments').fill('Nora');
  await window.getByLabel('E-mail address').fill(email);
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Create an account' }).click();
  await window.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  const code = codeIn(await mailTo(email));
  const field = window.getByLabel('Code');
  assert.equal(await field.getAttribute('autocomplete'), 'one-time-code');

  await field.fill(code === '000000' ? '000001' : '000000');
  await window.getByRole('button', { name: 'Continue' }).click();
  await window.getByRole('alert').getByText('This code is wrong, or has been used already.').waitFor();

  const closed = window.waitForEvent('close');
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await window.getByRole('button', { name: 'Continue' }).click();
  await closed;
  const { accessToken } = await outcome(opener);
  assert.deepEqual(await viewer(opener, accessToken), { role: 'COMMENTER', author: { displayName: 'Nora' } });
}));

test('whoever follows the link in the same browser comes in by itself', () => visitHost(page, { refused: true }, async (opener, context) => {
  const email = somebody('vera');
  const window = await open(opener);
  await byMail(window, email);
  await window.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  const link = linkIn(await mailTo(email));
  assert.ok(link.startsWith(base), link);
  const closed = window.waitForEvent('close');
  const mail = await context.newPage();
  await mail.goto(link);
  await mail.getByRole('button').first().click();
  await window.bringToFront();
  await closed;
  const { accessToken } = await outcome(opener);
  assert.equal((await viewer(opener, accessToken)).role, 'COMMENTER');
}));

/** Asks for a mail that signs in. */
async function byMail(window, email) {
  await window.getByRole('button', { name: 'Sign in by e-mail, without a password' }).click();
  await window.getByLabel('E-mail address').fill(email);
  await window.getByRole('button', { name: 'Send me a mail' }).click();
}

/** Fills in the form for a new account, and presses its button. */
async function signUp(window, [name, email]) {
  await window.getByRole('button', { name: 'Create an account' }).click();
  await window.getByLabel('Name shown with your comments').fill(name);
  await window.getByLabel('E-mail address').fill(email);
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Create an account' }).click();
}

const changeWays = (choice) => ask(
  'mutation Ways($input: UpdateWaysInInput!) { updateWaysIn(input: $input) { site { key } } }',
  { input: { site: 'history', ...choice } }, { as: 'admin' },
);

test('where a site asks work of everybody, the browser does it out of sight', () => visitHost(page, { refused: true }, async (opener) => {
  await changeWays({ proofOfWork: 'EVERYBODY' });
  try {
    const window = await open(opener);
    const email = somebody('iris');
    const [worker] = await Promise.all([
      window.waitForEvent('worker'),
      signUp(window, ['Iris', email]),
    ]);
    assert.ok(worker.url().startsWith(base), worker.url());
    await window.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await window.getByLabel('Code').fill(codeIn(await mailTo(email)));
    await window.getByRole('button', { name: 'Continue' }).click();
    const { accessToken } = await outcome(opener);
    const { role, author } = await viewer(opener, accessToken);
    assert.deepEqual([role, author.displayName], ['COMMENTER', 'Iris']);
  } finally {
    await changeWays({ proofOfWork: 'SUSPECTS' });
  }
}));

test('the same work brings a mail that signs in', () => visitHost(page, { refused: true }, async (opener) => {
  await changeWays({ proofOfWork: 'EVERYBODY' });
  try {
    const window = await open(opener);
    const email = somebody('olga');
    const [worker] = await Promise.all([window.waitForEvent('worker'), byMail(window, email)]);
    assert.ok(worker.url().startsWith(base), worker.url());
    await window.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await window.getByLabel('Code').fill(codeIn(await mailTo(email)));
    await window.getByRole('button', { name: 'Continue' }).click();
    const { accessToken } = await outcome(opener);
    assert.equal((await viewer(opener, accessToken)).role, 'COMMENTER');
  } finally {
    await changeWays({ proofOfWork: 'SUSPECTS' });
  }
}));

// A key of the site's is a way in by itself, without the window.
test('a window without any way in says so', () => visitHost(page, {}, async (opener) => {
  const { addSiteKey: { siteKey } } = await ask(
    'mutation ($input: AddSiteKeyInput!) { addSiteKey(input: $input) { siteKey { id } } }',
    { input: { site: 'history', kind: 'SECRET' } }, { as: 'admin' },
  );
  await changeWays({ password: false, mail: false });
  try {
    const window = await open(opener);
    await window.getByText('At the moment nobody can sign in to this site.').waitFor();
    assert.equal(await window.locator('input').count(), 0);
  } finally {
    await changeWays({ password: true, mail: true });
    await ask(
      'mutation ($input: RemoveSiteKeyInput!) { removeSiteKey(input: $input) { site { key } } }',
      { input: { siteKeyId: siteKey.id } }, { as: 'admin' },
    );
  }
}));
