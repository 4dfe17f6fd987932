// Pages of other origins that let people sign in, in a browser that blocks third-party cookies.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quit as quitBrowsers, whole, withProfile } from './browsers.mjs';
import { ask, base, routable } from './harness.mjs';
import { serve } from './widget.mjs';

const servers = [];

/** Chromium as it was once: it sends third-party cookies, since its user has said so. */
export const obsolete = (story) =>
  withPreferences({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }, story);

/** Chromium as its user has set it up. */
export async function withPreferences(preferences, story) {
  const profile = await mkdtemp(join(tmpdir(), 'rejoinder-browser-'));
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await withProfile(profile, { locale: 'en-GB' });
  try {
    await story(await context.newPage(), context);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

export async function quit() {
  await quitBrowsers();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
}

/** Answers on a port of its own; another name of this machine is another site to a browser. */
export async function listen(name, answer) {
  const server = createServer(answer).listen(0, name === 'localhost' ? '::' : '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://${name}:${server.address().port}`;
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A show’s page</title>
<link rel="icon" href="data:,"><button id="in">Sign in</button><p id="who"></p>
<script type="module" src="/page.js"></script>`;

// What a page has to do, and all it has to know. `outcomes` is for the tests.
const script = (service) => `
import { signIn } from '${service}/sign-in/client.js';
globalThis.outcomes = [];
const locale = new URLSearchParams(location.search).get('locale') ?? undefined;
document.getElementById('in').addEventListener('click', async () => {
  try {
    globalThis.outcomes.push(await signIn({ service: '${service}', site: 'history', locale }));
  } catch (failure) {
    globalThis.outcomes.push({ reason: failure.reason, name: failure.name });
  }
});`;

/** A page with the strictest policy under which it can work: the one line in docs/signing-in.md. */
export const host = () => listen('localhost', (request, response) => {
  const isScript = request.url === '/page.js';
  response.writeHead(200, {
    'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src 'self' ${base}/sign-in/client.js; connect-src ${base} http://127.0.0.1:*; img-src data:; frame-src http:`,
  });
  response.end(isScript ? script(base) : PAGE);
});

/** A page that knows how to shout, and nothing else. */
export const stranger = () => listen('localhost', (request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>A stranger</title><link rel="icon" href="data:,">');
});

/** Gives a cookie that may go anywhere, where browsers let it, and tells which have come. */
export const cookies = () => listen('127.0.0.1', (request, response) => {
  response.writeHead(200, {
    'content-type': 'text/plain',
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    ...(request.url === '/set' && { 'set-cookie': 'seen=yes; SameSite=None; Secure; Path=/' }),
  });
  response.end(request.headers.cookie ?? 'none');
});

let turn = Promise.resolve();

/** One change of the site's origins after the other: files of stories begin side by side. */
function change(changed) {
  turn = turn.then(async () => {
    const { site } = await ask('query Origins { site(key: "history") { origins } }', {}, { as: 'admin' });
    await ask(
      'mutation Origins($input: UpdateSiteInput!) { updateSite(input: $input) { site { key } } }',
      { input: { site: 'history', origins: changed(site.origins) } }, { as: 'admin' },
    );
  });
  return turn;
}

/** Lets the demo's site be embedded in these, and gives what undoes it. */
export async function allow(...origins) {
  await change((before) => [...before, ...origins]);
  return () => change((all) => all.filter((origin) => !origins.includes(origin)));
}

/**
 * Opens a page of a host in a context of its own. Watches all of the context's pages for errors and
 * violated policies; `refused` tells that the service is to refuse something, `routed` that the story
 * routes requests in its midst (no cache of the browser's then), `warning` what the console will say.
 */
export async function visitHost(address, options, story, warning = null) {
  const { refused = false, routed = false, ...contextOptions } = options;
  const context = await (await whole()).newContext({ locale: 'en-GB', ...contextOptions });
  const problems = [];
  context.on('weberror', (error) => problems.push(String(error.error().stack)));
  context.on('console', (message) => {
    const expected = (refused && message.text().startsWith('Failed to load resource'))
      || warning?.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !expected) problems.push(message.text());
  });
  try {
    if (routed) await routable(context);
    if (process.env.REJOINDER_WIDGET) await serve(context);
    const page = await context.newPage();
    await page.addInitScript(keepWindow);
    await page.goto(address);
    await story(page, context);
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
  assert.deepEqual(problems, []);
}

/** So that stories can shout at the window as only its opener can. */
function keepWindow() {
  const open = globalThis.open.bind(globalThis);
  globalThis.openAnother = open;
  globalThis.open = (...how) => {
    globalThis.opened = open(...how);
    return globalThis.opened;
  };
}

/** Presses the page's button, and gives the window once it shows its first step. */
export async function open(page) {
  const [window] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  await shown(window);
  return window;
}

/** Looked for by the clock: a window in the background may draw no frames. */
export const BY_CLOCK = { polling: 100 };

export const shown = (window) => window.waitForFunction(
  () => document.querySelector('main')?.getAttribute('aria-busy') === 'false', null, BY_CLOCK,
);

/** What the page got, once there is something. */
export async function outcome(page) {
  const handle = await page.waitForFunction(() => globalThis.outcomes.at(-1), null, BY_CLOCK);
  return handle.jsonValue();
}
