// The browser, the demo's people, and what every page is watched for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { light } from './browsers.mjs';

export const base = (process.env.REJOINDER_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

export const PASSWORD = 'demo-harbour-lantern-42';

const tokens = new Map();
/** Milliseconds; the service takes it for ten minutes. */
const TOKEN_SERVES = 8 * 60_000;

export { quit } from './browsers.mjs';

/**
 * Runs a story on a page of its own, and then asks whether anything went wrong that no reader sees: an
 * error in the console, a violated policy, a request to elsewhere. `refused` tells that the service is
 * to refuse something, which the console mentions.
 */
export async function visit(path, { refused = false, ...options } = {}, story) {
  const context = await (await light()).newContext({ locale: 'en-GB', ...options });
  const problems = [];
  try {
    await watch(context, problems, refused);
    const page = await context.newPage();
    await page.goto(base + path);
    await story(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, []);
}

/**
 * The browser asks about every request from the start. One that is told to while a page is there may
 * let some through that leave at the same moment: a story that routes in its midst wants this first.
 */
export const routable = (context) => context.route('**/never-asked-for', (route) => route.fallback());

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

/** An access token of one of the demo's people: there are limits to passwords, so each serves its time. */
function tokenOf(member) {
  const kept = tokens.get(member);
  if (kept && performance.now() < kept.until) return kept.token;
  const token = signedIn(member);
  tokens.set(member, { token, until: performance.now() + TOKEN_SERVES });
  return token;
}

async function signedIn(member) {
  const input = { site: 'history', email: `${member}@demo.example`, password: PASSWORD };
  const { signIn } = await ask('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', { input });
  return signIn.accessToken;
}

/** Asks the API without a browser. */
export async function ask(query, variables, { as } = {}) {
  const headers = { 'content-type': 'application/json' };
  if (as) headers.authorization = `Bearer ${await tokenOf(as)}`;
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST', headers, body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  // What a story needs may be more than one person may do in a minute.
  const { code, retryAfter } = errors?.[0].extensions ?? {};
  if (code === 'RATE_LIMITED' && retryAfter <= 10) {
    await new Promise((resolve) => { setTimeout(resolve, retryAfter * 1_000); });
    return ask(query, variables, { as });
  }
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

/** Cancels what a window asks: that closes it, which may be before the press is over. */
export async function cancel(window) {
  const closed = window.waitForEvent('close');
  await window.getByRole('button', { name: 'Cancel' }).click().catch(() => {});
  await closed;
}

/** Words that no other run has written. */
export const unique = (words) => `${words} ${randomUUID().slice(0, 8)}`;

/** No more than the window shows, from side to side. */
export async function assertFits(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px wider than the window`);
}

/** Whatever one presses is at least as large as WCAG 2.2 (2.5.8) wants, but for what stands in a text that somebody wrote. */
export async function assertTargets(page) {
  const small = await page.evaluate(() => {
    const trees = [...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot).filter(Boolean);
    return [document, ...trees]
      .flatMap((root) => [...root.querySelectorAll('a, button, select, summary')])
      .filter((target) => target.checkVisibility() && !target.closest('.body'))
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 23.99)
      .map(({ target, box }) => `${box.width} × ${box.height}: ${target.outerHTML.slice(0, 100)}`);
  });
  assert.deepEqual(small, []);
}
