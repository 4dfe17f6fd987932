// A session that the browser keeps for the service's own pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from '../harness.mjs';

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { accessToken refreshToken viewer { role } }
}`;
const SIGN_OUT = 'mutation ($input: SignOutInput!) { signOut(input: $input) { signedOut } }';
const ROLE = '{ viewer { role } }';
const CREDENTIALS = {
  site: 'history', email: 'admin@demo.example', password: 'demo-harbour-lantern-42',
};
const KEPT = { 'x-rejoinder-session': 'cookie' };

/** Asks the API from within the page. */
const ask = (page, query, { input, headers = {} } = {}) => page.evaluate(
  async ([document, variables, more]) => {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...more },
      body: JSON.stringify({ query: document, variables }),
    });
    return answer.json();
  },
  [query, { input }, headers],
);

test('a page of our own signs in with a cookie that no script can read', () => visit('/', {}, async (page) => {
  const signedIn = await ask(page, SIGN_IN, { input: CREDENTIALS, headers: KEPT });
  assert.deepEqual(signedIn.data?.signIn, {
    accessToken: null, refreshToken: null, viewer: { role: 'ADMIN' },
  });
  const [{ name, httpOnly, secure, sameSite, path }] = await page.context().cookies();
  assert.deepEqual(
    { name, httpOnly, secure, sameSite, path },
    { name: '__Host-rejoinder', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' },
  );
  assert.equal(await page.evaluate(() => document.cookie), '');

  await page.reload();
  assert.equal((await ask(page, ROLE, { headers: KEPT })).data.viewer.role, 'ADMIN');
  assert.equal((await ask(page, ROLE)).data.viewer, null, 'only where the page asks for it');

  await ask(page, SIGN_OUT, { input: {}, headers: KEPT });
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal((await ask(page, ROLE, { headers: KEPT })).data.viewer, null);
}));
