// Second factors on the page of one's own account, with Chromium's virtual authenticator.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { base, PASSWORD, visit } from '../harness.mjs';
import { oneTime } from '../one-time.mjs';
import { account, address, elsewhere, section, serveFiles, signIn, visitAccount } from '../own.mjs';

const button = (within, name) => within.getByRole('button', { name, exact: true });
const said = (within, text) => within.getByText(text).first().waitFor();
const factor = (page) => section(page, 'Second factor');

test('an app is set up, its codes are kept, and a session without it is asked for a proof in place', () =>
  visitAccount('admin', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await visit('/healthz', { refused: true, extraHTTPHeaders: elsewhere() }, async (other) => {
      await serveFiles(other.context());
      await other.goto(base + account());
      await signIn(other, address('admin'));
      const secret = await setUp(page);
      await proveElsewhere(other, secret);
    });
    await button(factor(page), 'Remove the app').click();
    await said(page.getByRole('dialog'), 'It is your last second factor');
    await button(page.getByRole('dialog'), 'Remove the app').click();
    await said(factor(page), 'The app is removed.');
    await button(factor(page), 'Set up an app').waitFor();
  }));

async function setUp(page) {
  await button(factor(page), 'Set up an app').click();
  const picture = factor(page).getByRole('img', { name: /QR code/ });
  assert.ok(await picture.evaluate(async (image) => (await image.decode(), image.naturalWidth > 0)));
  const secret = (await factor(page).locator('code.secret').textContent()).replaceAll(' ', '');
  await factor(page).getByLabel('Code of the app').fill('abc');
  await button(factor(page), 'Confirm the app').click();
  await said(factor(page), 'This code is wrong');
  assert.equal(await factor(page).getByLabel('Code of the app').inputValue(), 'abc');
  await factor(page).getByLabel('Code of the app').fill(oneTime(secret, 0));
  await button(factor(page), 'Confirm the app').click();

  const codes = await shownCodes(page);
  await button(factor(page), 'Copy').click();
  await said(factor(page), 'The codes are copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(codes.every((code) => copied.includes(code)));
  const [download] = await Promise.all([page.waitForEvent('download'), button(factor(page), 'Download').click()]);
  const file = await readFile(await download.path(), 'utf8');
  assert.ok(codes.every((code) => file.includes(code)));
  await button(factor(page), 'I have kept them').click();
  await page.getByRole('group', { name: 'Your recovery codes' }).waitFor({ state: 'detached' });
  await said(factor(page), '10 codes are left.');
  return secret;
}

async function shownCodes(page) {
  const group = page.getByRole('group', { name: 'Your recovery codes' });
  await group.waitFor();
  const codes = await group.locator('code').allTextContents();
  assert.equal(new Set(codes).size, 10);
  return codes;
}

/** Signed in by password alone, before there was a second factor. */
async function proveElsewhere(page, secret) {
  await page.reload();
  const make = button(factor(page), 'Make new codes');
  await make.click();
  const dialog = page.getByRole('dialog');
  await button(dialog, 'Make new codes').click();
  await dialog.getByLabel('Password', { exact: true }).fill('not-this-one-17');
  await button(dialog, 'Continue').click();
  await said(dialog, 'This password is wrong.');
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await button(dialog, 'Continue').click();
  await dialog.getByRole('heading', { name: 'The second step' }).waitFor();
  await dialog.getByLabel('Code').fill(oneTime(secret, 1));
  await button(dialog, 'Continue').click();
  await shownCodes(page);
}

test('a passkey is added with a name, listed, and removed', () =>
  visitAccount('moderator', {}, async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, automaticPresenceSimulation: true,
      },
    });
    const part = factor(page);
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await part.getByLabel('Name of the passkey').fill('My telephone');
    await button(part, 'Add a passkey').click();
    await said(part, 'No passkey was given');
    assert.equal(await part.getByLabel('Name of the passkey').inputValue(), 'My telephone');
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await button(part, 'Add a passkey').click();
    await shownCodes(page);
    await button(part, 'I have kept them').click();
    await part.getByRole('listitem').getByText('My telephone').waitFor();
    await part.getByRole('button', { name: 'Rename: My telephone' }).click();
    const name = page.getByRole('dialog').getByLabel('Name of the passkey');
    assert.equal(await name.inputValue(), 'My telephone');
    await name.fill('My old telephone');
    await button(page.getByRole('dialog'), 'Rename').click();
    await said(part, 'The passkey has another name.');
    await part.getByRole('button', { name: 'Rename: My old telephone' }).click();
    await name.fill('My telephone');
    await button(page.getByRole('dialog'), 'Rename').click();
    await part.getByRole('button', { name: 'Remove: My telephone' }).click();
    await button(page.getByRole('dialog'), 'Cancel').click();
    await part.getByRole('button', { name: 'Remove: My telephone' }).click();
    await button(page.getByRole('dialog'), 'Remove').click();
    await said(part, 'The passkey is removed.');
    assert.equal(await part.getByText('My telephone', { exact: true }).count(), 0);
  }));
