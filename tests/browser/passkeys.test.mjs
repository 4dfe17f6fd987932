// Second factors in the sign-in window, and passkeys with Chromium's virtual authenticator. The demo has to answer as http://localhost:
// browsers keep passkeys for names alone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base, quit, visit } from './harness.mjs';
import { oneTime } from './one-time.mjs';

after(quit);

const MODERATOR = {
  site: 'history', email: 'moderator@demo.example', password: 'demo-harbour-lantern-42',
};
const OUTCOME = 'accessToken viewer { role } secondFactor { challenge passkeys totp }';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${OUTCOME} } }`;
const BEGIN = 'mutation { beginPasskey { options } }';
const ADD = `mutation ($input: AddPasskeyInput!) {
  addPasskey(input: $input) { passkey { id name } recoveryCodes } }`;
const REMOVE = `mutation ($input: RemovePasskeyInput!) {
  removePasskey(input: $input) { removedPasskeyId } }`;
const ASK = `mutation ($input: BeginPasskeySignInInput!) {
  beginPasskeySignIn(input: $input) { challenge options } }`;
const ANSWER = `mutation ($input: FinishPasskeySignInInput!) {
  finishPasskeySignIn(input: $input) { ${OUTCOME} } }`;

/** Asks the API from the page that is open, whose origin the answer is for. */
async function ask(page, query, input, token) {
  const { data, errors } = await page.evaluate(async ([body, bearer]) => {
    const headers = { 'content-type': 'application/json' };
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    const answer = await fetch('/graphql', { method: 'POST', headers, body });
    return answer.json();
  }, [JSON.stringify({ query, variables: { input } }), token]);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return Object.values(data)[0];
}

/** As docs/second-factor.md tells pages to. */
const create = (page, options) => page.evaluate(async (given) => JSON.stringify(
  await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(given)),
  }),
), options);

const get = (page, options) => page.evaluate(async (given) => JSON.stringify(
  await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(given)),
  }),
), options);

async function withPasskey(page, whom) {
  const { challenge, options } = await ask(page, ASK, whom);
  return ask(page, ANSWER, { challenge, credential: await get(page, options) });
}

test('a moderator adds a passkey, and signs in with it as the second factor and alone', () =>
  visit('/', {}, async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, automaticPresenceSimulation: true,
      },
    });
    const { accessToken } = await ask(page, SIGN_IN, MODERATOR);
    const { options } = await ask(page, BEGIN, undefined, accessToken);
    const credential = await create(page, options);
    const added = await ask(page, ADD, { credential, name: 'Telephone' }, accessToken);
    assert.equal(added.recoveryCodes.length, 10);

    const asked = await ask(page, SIGN_IN, MODERATOR);
    assert.equal(asked.accessToken, null);
    assert.equal(asked.secondFactor.passkeys, true);
    const { challenge } = asked.secondFactor;
    const second = await withPasskey(page, { challenge });
    assert.equal(second.viewer.role, 'MODERATOR');

    const alone = await withPasskey(page, { site: 'history' });
    assert.equal(alone.viewer.role, 'MODERATOR');

    await throughTheWindow(page);

    // Somebody else at the moderator's computer.
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await assert.rejects(withPasskey(page, { site: 'history' }), /NotAllowedError/);

    // As it was, for whoever signs in to the demo next.
    await ask(page, REMOVE, { passkeyId: added.passkey.id }, alone.accessToken);
  }));

/** On the service's own origin, where what comes of it is kept in a cookie. */
async function throughTheWindow(page) {
  const role = () => page.evaluate(async () => {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-rejoinder-session': 'cookie' },
      body: JSON.stringify({ query: '{ viewer { role } }' }),
    });
    return (await answer.json()).data.viewer?.role;
  });
  const window = `${base}/sign-in?site=history&next=/`;

  await page.goto(window);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL(`${base}/`);
  assert.equal(await role(), 'MODERATOR');
  await page.context().clearCookies();

  await page.goto(window);
  await page.getByLabel('E-mail address').fill(MODERATOR.email);
  await page.getByLabel('Password', { exact: true }).fill(MODERATOR.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'The second step' }).waitFor();
  assert.equal(await role(), undefined);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL(`${base}/`);
  assert.equal(await role(), 'MODERATOR');
  await page.context().clearCookies();
}

test('an admin sets an app up, and gives its code in the window', () =>
  visit('/', { refused: true }, async (page) => {
    const admin = { ...MODERATOR, email: 'admin@demo.example' };
    const { accessToken } = await ask(page, SIGN_IN, admin);
    const { secret } = await ask(page, 'mutation { beginTotp { secret } }', undefined, accessToken);
    const confirm = 'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { recoveryCodes } }';
    // Kept: another step of time may begin before it is tried again.
    const used = oneTime(secret, 0);
    const { recoveryCodes } = await ask(page, confirm, { code: used }, accessToken);

    await page.goto(`${base}/sign-in?site=history&next=/`);
    await page.getByLabel('E-mail address').fill(admin.email);
    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Code').fill(used);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').getByText('has been used already').waitFor();
    await page.getByLabel('Code').fill(oneTime(secret, 1));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${base}/`);
    assert.equal(recoveryCodes.length, 10);
  }));
