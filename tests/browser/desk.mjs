// The moderators' desk, as somebody who is signed in there. Each member signs in through the window, and
// seldom: few passwords are taken in a minute. `REJOINDER_WIDGET` is as in widget.mjs.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, base, newEpisode, PASSWORD, routable, visit } from './harness.mjs';
import { elsewhere } from './own.mjs';
import { siteToken } from './widgets.mjs';

const FOLDER = process.env.REJOINDER_WIDGET;
const kept = new Map();
/** Milliseconds. Ten minutes after somebody has signed in some acts ask for a proof that it is them. */
const SIGN_IN_SERVES = 8 * 60_000;

export const desk = (locale = 'en', hash = '') => `/desk?site=history&locale=${locale}${hash}`;

/** A story on the desk, as a member of the demo's. */
export async function visitDesk(member, { hash = '', prepare, ...options }, story) {
  const { cookies, until } = await sessionOf(member);
  const look = { refused: true, viewport: { width: 1180, height: 760 }, extraHTTPHeaders: elsewhere(), ...options };
  return visit('/healthz', look, async (page) => {
    await routable(page.context());
    await serveFiles(page.context());
    await page.context().addCookies(cookies);
    await prepare?.(page);
    await page.goto(base + desk(options.locale?.slice(0, 2), hash));
    await page.locator('[aria-busy=false]').first().waitFor();
    await story(page);
    // Each use of the session changes its cookie; who ends elsewhere has signed out.
    if (new URL(page.url()).pathname === '/desk') kept.set(member, { cookies: await page.context().cookies(), until });
  });
}

/** A member's session as the story before has left it; another one where it has grown old. */
async function sessionOf(member) {
  const before = kept.get(member);
  if (before && performance.now() < before.until) return before;
  const session = { until: performance.now() + SIGN_IN_SERVES };
  await visit('/healthz', { refused: true, extraHTTPHeaders: elsewhere() }, async (page) => {
    await serveFiles(page.context());
    await page.goto(base + desk());
    await signIn(page, member);
    await page.locator('[aria-busy=false]').first().waitFor();
    session.cookies = await page.context().cookies();
  });
  return session;
}

/** Whether this is how the desk listens for what happens elsewhere. */
export const isStream = (request) => request.headers().accept === 'text/event-stream';

/** Keeps a desk from hearing what others do, whether it listens or looks: it learns of it as it decides. */
export const deaf = (page) => page.route('**/graphql', (route) => {
  const request = route.request();
  const { variables = {} } = request.postDataJSON();
  const isNews = 'first' in variables && !('counting' in variables);
  return isStream(request) || isNews ? route.abort() : route.fallback();
});

export async function signIn(page, member) {
  await page.waitForURL('**/sign-in?**');
  await page.getByLabel('E-mail address').fill(`${member}@demo.example`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/desk?**');
}

/** The files of a folder in place of those that the service was built with. */
export async function serveFiles(context) {
  if (!FOLDER) return;
  const names = await readdir(join(FOLDER, 'assets'));
  const newest = (pattern) => names.find((name) => pattern.test(name));
  await context.route(/\/desk\?/, async (route) => {
    // A service that was built without the desk has no shell for it, but that of the account's page.
    const own = await route.fetch();
    const answer = own.ok() ? own : await route.fetch({ url: route.request().url().replace('/desk?', '/account?') });
    const sheets = [/^own-.{8}\.css$/, /^desk-.{8}\.css$/].map(newest);
    const body = (await answer.text())
      .replace(/own-(account|desk)-[\w-]+\.js/, newest(/^own-desk-.*\.js$/))
      .replace(/\s*<link rel="stylesheet" href="[^"]*\/desk-[\w-]{8}\.css">/, '')
      .replace(/(<link rel="stylesheet" href=".*?)own-[\w-]{8}\.css">/, `$1${sheets[0]}">$1${sheets[1]}">`);
    await route.fulfill({ response: answer, body });
  });
  await context.route('**/embed/assets/*', async (route) => {
    const name = route.request().url().split('/').pop();
    if (!names.includes(name)) return route.fallback();
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ body: await readFile(join(FOLDER, 'assets', name)), contentType });
  });
}

const POST = `mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id revisionId status } } }`;
const APPROVE = `mutation ($input: ApproveCommentsInput!) { approveComments(input: $input) { results { code } } }`;
const WAITING = `{ site(key: "history") { queue(kind: PENDING, first: 100) { nodes { id revisionId } } } }`;

/** So many comments that wait, by so many new members as it takes: each posts a few in a minute. */
export async function held(count, { body = (number) => `Held comment number ${number}` } = {}) {
  const key = (await newEpisode('PRE')).split('/').pop();
  const made = [];
  while (made.length < count) {
    const name = `Listener ${randomUUID().slice(0, 6)}`;
    const say = await member(name);
    for (let left = Math.min(7, count - made.length); left > 0; left -= 1) {
      const input = { episode: { site: 'history', key }, body: body(made.length + 1) };
      const { postComment } = await say(POST, { input });
      made.push({ ...postComment.comment, by: name, say, body: input.body });
    }
  }
  return made;
}

/** Posts a comment that all may read, whatever earlier stories have taught the spam score. Gives its id. */
export async function shown(say, input) {
  const { postComment } = await say(POST, { input });
  const { id, revisionId, status: now } = postComment.comment;
  if (now === 'PENDING') await ask(APPROVE, { input: { items: [{ commentId: id, revisionId }] } }, { as: 'moderator' });
  return id;
}

/** Signs in somebody new; gives what asks in their name. */
export async function member(name) {
  const input = { site: 'history', token: await siteToken(name) };
  const { signInWithSiteToken } = await ask(
    'mutation ($input: SignInWithSiteTokenInput!) { signInWithSiteToken(input: $input) { accessToken } }', { input },
  );
  return (query, variables) => askWith(signInWithSiteToken.accessToken, query, variables);
}

async function askWith(token, query, variables) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(`${base}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** Nothing waits any more. */
export async function empty() {
  for (;;) {
    const { site } = await ask(WAITING, {}, { as: 'moderator' });
    const items = site.queue.nodes.map(({ id, revisionId }) => ({ commentId: id, revisionId }));
    if (items.length === 0) return;
    await ask(APPROVE, { input: { items } }, { as: 'moderator' });
  }
}

/** What has become of a comment. */
export async function fate(id) {
  const query = 'query ($id: ID!) { comment(id: $id) { status rejectReason authorNote history { action note } } }';
  return (await ask(query, { id }, { as: 'moderator' })).comment;
}

/** What the page tells a screen reader. */
export const status = (page, text) => page.locator('#status').filter({ hasText: text }).waitFor({ state: 'attached' });

/** The comment that is read. */
export const reads = (page, text) => page.locator('#card').filter({ hasText: text }).waitFor();

/** Nothing is on its way any more. */
export const sent = (page) => page.waitForFunction(() => JSON.parse(sessionStorage.getItem('rejoinder-desk:unsent') ?? '{"sendings":[]}').sendings.length === 0);
