// Pages of the service's own, as somebody who is signed in there. Each member signs in once, through
// the window: few passwords are taken in a minute. `REJOINDER_WIDGET` is as in widget.mjs.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base, PASSWORD, visit } from './harness.mjs';

const FOLDER = process.env.REJOINDER_WIDGET;
const kept = new Map();

export const address = (member) => `${member}@demo.example`;
export const account = (locale = 'en') => `/account?site=history&locale=${locale}`;
export const section = (page, name) => page.getByRole('region', { name, exact: true });

let networks = 0;

/** Each story comes from a network of its own: the demo believes what a proxy on this machine says. */
export const elsewhere = () => ({ 'x-forwarded-for': `198.51.100.${(networks += 1)}` });

/** A story on the page of a member's account. */
export function visitAccount(member, options, story) {
  return visit('/healthz', { refused: true, extraHTTPHeaders: elsewhere(), ...options }, async (page) => {
    await serveFiles(page.context());
    if (kept.has(member)) await page.context().addCookies(kept.get(member));
    await page.goto(base + account(options.locale?.slice(0, 2)));
    if (!kept.has(member)) await signIn(page, address(member));
    await page.locator('#data').waitFor();
    await story(page);
    kept.set(member, await page.context().cookies());
  });
}

/** Through the window, where the page has led to it. */
export async function signIn(page, email, password = PASSWORD) {
  await page.waitForURL('**/sign-in?**');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/account?**');
}

/** Asks the API as the page would. */
export async function askAs(page, query, input) {
  const { data, errors } = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json', 'x-rejoinder-session': 'cookie' };
    const answer = await fetch('/graphql', { method: 'POST', headers, body });
    return answer.json();
  }, JSON.stringify({ query, variables: { input } }));
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** Changes what the page is told of the viewer: for what the demo has nobody with. */
export async function pretend(page, change) {
  await page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    if (json.data?.viewer?.author) Object.assign(json.data.viewer, change(json.data.viewer));
    await route.fulfill({ response: answer, json });
  });
  await page.reload();
}

export async function serveFiles(context) {
  if (!FOLDER) return;
  const names = await readdir(join(FOLDER, 'assets'));
  const newest = (pattern) => names.find((name) => pattern.test(name));
  await context.route(/\/account\?/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text())
      .replace(/own-account-[\w-]+\.js/, newest(/^own-account-.*\.js$/))
      .replace(/own-[\w-]{8}\.css/, newest(/^own-.{8}\.css$/));
    await route.fulfill({ response: answer, body });
  });
  await context.route('**/embed/assets/*', async (route) => {
    const name = route.request().url().split('/').pop();
    if (!names.includes(name)) return route.fallback();
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ body: await readFile(join(FOLDER, 'assets', name)), contentType });
  });
}
