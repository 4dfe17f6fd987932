// Pages of another site with the widget in them, under the strictest policy that it works with, in a
// browser that blocks third-party cookies.
import { createHmac, randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { ask, base, newEpisode, PASSWORD } from './harness.mjs';
import { allow, listen, shown } from './hosts.mjs';

const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${base}/embed.js ${base}/embed/assets/`,
  `connect-src ${base}`,
  `frame-src ${base}`,
  'img-src data:',
  "style-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types rejoinder',
].join('; ');

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What is asked for in the address is on the page: `episode` as often as wanted, `site`, `lang`, `theme`, `sort`. */
function pageOf(query) {
  const attributes = ['theme', 'sort'].map((name) => (query.has(name) ? ` ${name}="${escaped(query.get(name))}"` : ''));
  const site = escaped(query.get('site') ?? 'history');
  const threads = query.getAll('episode').map((key) => `<rejoinder-thread site="${site}" episode="${escaped(key)}"
    episode-title="A show’s episode"${attributes.join('')}></rejoinder-thread>`);
  const lang = query.get('lang') ?? 'en';
  return `<!doctype html><html lang="${escaped(lang)}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>A show’s page</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
<main><h1>A show’s page</h1>${threads.join('')}</main>
<script type="module" src="/page.js"></script><script type="module" src="${base}/embed.js"></script>`;
}

// Remembers what it is told, as a page does that wants to know more than it should.
const SCRIPT = `
globalThis.heard = [];
addEventListener('message', ({ data, origin }) => globalThis.heard.push({ data, origin }));
addEventListener('rejoinder-sign-in', (event) => { if (globalThis.ownAccounts) event.preventDefault(); });`;

const STYLE = 'html { background: Canvas; color: CanvasText; }';

/** A page of another site. `headers` are sent with it, or stand in place of the usual ones. */
export const page = (headers = {}) => listen('localhost', (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const isScript = pathname === '/page.js';
  const isStyle = pathname === '/page.css';
  response.writeHead(200, {
    'content-type': isScript ? 'text/javascript' : isStyle ? 'text/css' : 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    ...headers,
  });
  response.end(isScript ? SCRIPT : isStyle ? STYLE : pageOf(searchParams));
});

/**
 * A page of another site, for the stories of a file: while they run, the demo's site may be written to from
 * there, under these names of this machine too. Stands for its origin.
 */
export function hosted(headers, ...names) {
  let origin;
  let forbid;
  const as = (name) => origin.replace('//localhost', `//${name}`);
  before(async () => {
    origin = await page(headers);
    forbid = await allow(origin, ...names.map(as));
  });
  after(() => forbid?.());
  return { as, toString: () => origin };
}

/** A new episode, in which comments are shown at once unless said otherwise; gives its key. */
export const episode = async (mode = 'POST') => (await newEpisode(mode)).split('/').pop();

/** Where a page shows the thread of an episode. */
export const address = (host, episode, more = {}) => {
  const query = new URLSearchParams(more);
  for (const key of [episode].flat()) query.append('episode', key);
  return `${host}/?${query}`;
};

let key;

async function siteKey() {
  const { addSiteKey } = await ask(
    `mutation ($input: AddSiteKeyInput!) { addSiteKey(input: $input) { secret siteKey { kid } } }`,
    { input: { site: 'history', kind: 'SECRET', kid: `stories-${randomUUID()}` } }, { as: 'admin' },
  );
  return { secret: addSiteKey.secret, kid: addSiteKey.siteKey.kid };
}

/** A token for an account of the site's own, as docs/site-accounts.md tells it: there are limits to passwords. */
export async function siteToken(name) {
  const { secret, kid } = await (key ??= siteKey());
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'history', aud: base, sub: name, name, jti: randomUUID(), iat: now, exp: now + 60,
  };
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const message = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode(claims)}`;
  return `${message}.${createHmac('sha256', secret).update(message).digest('base64url')}`;
}

/** Presses the page's button, and gives the window once it shows its first step. */
export async function openWindow(opened, button = 'Sign in') {
  const [window] = await Promise.all([
    opened.waitForEvent('popup'),
    opened.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await shown(window);
  return window;
}

/** Signs one of the demo's people in, in the window. */
export async function fill(window, email) {
  await window.getByLabel('E-mail address').fill(email);
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const signIn = window.getByRole('button', { name: 'Sign in', exact: true });
  await signIn.click();
  // Few passwords are taken from one network: one more each 20 seconds. The stories before may have
  // used them up, the sooner the quicker the machine is.
  const refused = window.getByText('Too many tries.').waitFor({ timeout: 1_500 });
  if (!(await refused.then(() => true, () => false))) return;
  await new Promise((resolve) => { setTimeout(resolve, 20_500); });
  await signIn.click();
}

/** The button behind which somebody finds what is theirs. */
export const accountOf = (opened, name) => opened.getByRole('button', { name: `Signed in as ${name}` });

/** Signs in an account of the site's own, as its page would. */
export async function signInAs(opened, name) {
  const token = await siteToken(name);
  await opened.evaluate((given) => {
    document.querySelector('rejoinder-thread').siteToken = given;
  }, token);
  await accountOf(opened, name).first().waitFor();
}

/** The comment that has these words. */
export const comment = (opened, words) => opened.locator('article.comment').filter({ hasText: words }).last();

/** Writes a comment at the top, and waits until it stands there. */
export async function post(opened, words) {
  await opened.getByRole('button', { name: 'Add a comment' }).click();
  await opened.getByLabel('Your comment').fill(words);
  await opened.getByRole('button', { name: 'Post comment' }).click();
  await comment(opened, words).waitFor();
}

/** Chooses from the menu of a comment. */
export async function choose(opened, words, item) {
  await comment(opened, words).getByRole('button', { name: /^More for/ }).click();
  await opened.getByRole('menuitem', { name: item }).click();
}
