// The browser, the members of the demo, and what every page is watched for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';

export const base = (process.env.REJOINDER_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

export const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const STORED = 'rejoinder-demo-session';
const MEMBERS = { reader: 'A reader', moderator: 'A moderator', admin: 'The host' };

let launched;
const sessions = new Map();

export const browser = () => launched ??= chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});

export async function quit() {
  await (await launched)?.close();
}

/**
 * Runs a story on a page of its own, as nobody or as a member, and then asks whether anything went
 * wrong that no reader sees: an error in the console, a violated policy, a request to elsewhere.
 * `refused` tells that the service is to refuse something, which the console mentions.
 */
export async function visit(path, { as, refused = false, ...options } = {}, story) {
  const session = as && await sessionOf(as);
  const context = await (await browser()).newContext({ locale: 'en-GB', ...options });
  const problems = [];
  try {
    await watch(context, problems, refused);
    if (session) await context.addInitScript(keepSession, [STORED, session]);
    const page = await context.newPage();
    await page.goto(base + path);
    await ready(page);
    await story(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, []);
}

function keepSession([name, session]) {
  if (location.protocol === 'about:') return;
  if (!sessionStorage.getItem(`${name}-given`)) sessionStorage.setItem(name, session);
  sessionStorage.setItem(`${name}-given`, 'yes');
}

async function watch(context, problems, refused) {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      console.error(`policy violated: ${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== base && protocol !== 'data:') problems.push(`request to ${request.url()}`);
  });
  context.on('weberror', (error) => problems.push(String(error.error().stack)));
  context.on('console', (message) => {
    const expected = refused && message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !expected) problems.push(message.text());
  });
}

/** The page has fetched what it shows. */
export async function ready(page) {
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

/** Signs in on the page that is open, as a person would. */
export async function signIn(page, member) {
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByRole('button', { name: MEMBERS[member] }).click();
  const refusal = dialog.getByRole('alert').filter({ hasText: /./ });
  const signedIn = page.getByRole('button', { name: 'Sign out' });
  await refusal.or(signedIn).first().waitFor();
  assert.equal(await refusal.count(), 0, `refused: ${await refusal.allTextContents()}`);
  await ready(page);
}

async function sessionOf(member) {
  if (!sessions.has(member)) {
    await visit('/episodes/280', {}, async (page) => {
      await signIn(page, member);
      sessions.set(member, await page.evaluate((name) => sessionStorage.getItem(name), STORED));
    });
  }
  return sessions.get(member);
}

/** Asks the API without a browser. */
export async function ask(query, variables, { as } = {}) {
  const headers = { 'content-type': 'application/json' };
  if (as) headers.authorization = `Bearer ${JSON.parse(await sessionOf(as)).accessToken}`;
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST', headers, body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** A new episode, so that a story finds nothing that another has left. Gives its path. */
export async function newEpisode(mode = null) {
  const key = `test-${randomUUID()}`;
  await ask(
    'mutation ($input: CreateEpisodeInput!) { createEpisode(input: $input) { episode { id } } }',
    { input: { site: 'history', key, title: `A test: ${key}`, mode } },
    { as: 'moderator' },
  );
  return `/episodes/${key}`;
}

/** Words that no other run has written. */
export const unique = (words) => `${words} ${randomUUID().slice(0, 8)}`;

/** The comment that has these words. */
export const comment = (page, words) => page.locator('article.comment').filter({ hasText: words });

/** Writes a comment at the top and waits until it stands there. */
export async function post(page, words) {
  await page.getByLabel('Add a comment').fill(words);
  await page.getByRole('button', { name: 'Post comment' }).click();
  await comment(page, words).waitFor();
}

/** No more than the window shows, from side to side. */
export async function assertFits(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px wider than the window`);
}
