// What the stories have in common: a certified provider, the service, and pages of another site, in a
// browser that blocks third-party cookies. `REJOINDER_PROGRAM` is the built program, `CHROMIUM` the
// browser.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import * as provider from './provider.mjs';
import * as service from './service.mjs';

export const ALGORITHMS = ['RS256', 'PS256', 'ES256'];
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const servers = [];

/** The provider, the service, pages of another site, one that sets cookies, and the browser. */
export const scene = {};

/** To a browser `localhost` and `127.0.0.1` are two sites. */
async function listen(name, answer) {
  const server = createServer(answer).listen(0, name === 'localhost' ? '::' : '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://${name}:${server.address().port}`;
}

// What a page has to do, and all it has to know.
const SCRIPT = `
globalThis.outcomes = [];
const { service, ...asked } = Object.fromEntries(new URLSearchParams(location.search));
document.querySelector('button').addEventListener('click', () => {
  const query = new URLSearchParams({ site: 'history', origin: location.origin, ...asked });
  const opened = open(service + (asked.provider ? '/sign-in/oidc/start?' : '/sign-in?') + query, '_blank', 'popup');
  addEventListener('message', (event) => {
    if (event.origin === service && event.source === opened) globalThis.outcomes.push(event.data);
  });
});`;

const NAMES = { RS256: 'The Guild', PS256: 'The Guild of Pilots', ES256: 'The Guild of Estuaries' };

const HTML = `<!doctype html><html lang="en"><title>A show’s page</title>
<link rel="icon" href="data:,"><button>Sign in</button><script>${SCRIPT}</script>`;

const withWidget = (asked) => `<!doctype html><html lang="en"><title>A show’s page</title>
<link rel="icon" href="data:,"><script type="module" src="${scene.rejoinder.base}/embed.js"></script>
<rejoinder-thread site="history" episode="${Number(asked.get('episode'))}"></rejoinder-thread>`;

before(async () => {
  const port = await service.freePort();
  scene.page = await listen('localhost', (request, response) => {
    const { searchParams } = new URL(request.url, 'http://localhost');
    const html = searchParams.has('episode') ? withWidget(searchParams) : HTML;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  scene.cookies = await listen('127.0.0.1', (request, response) => {
    response.writeHead(200, {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      ...(request.url === '/set' && { 'set-cookie': 'seen=yes; SameSite=None; Secure; Path=/' }),
    }).end(request.headers.cookie ?? 'none');
  });
  const callback = `http://127.0.0.1:${port}/sign-in/oidc/callback/history`;
  scene.guild = await provider.start({ callback, clients: ALGORITHMS });
  const ports = [new URL(scene.guild.issuer).port];
  scene.rejoinder = await service.start({ port, origin: scene.page, ports });
  await addProviders(scene);
  scene.browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS,
  });
});

after(async () => {
  await scene.browser?.close();
  await scene.rejoinder?.stop();
  scene.guild?.stop();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function addProviders({ rejoinder, guild }) {
  const { base, password } = rejoinder;
  const { signIn } = await service.ask(base,
    'mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { site: 'history', email: 'ada@example.org', password } });
  for (const algorithm of ALGORITHMS) {
    await service.ask(base,
      'mutation($input: AddProviderInput!) { addProvider(input: $input) { provider { key } } }',
      {
        input: {
          site: 'history', key: algorithm.toLowerCase(), name: NAMES[algorithm], issuer: guild.issuer,
          clientId: `rejoinder-${algorithm}`, clientSecret: provider.SECRET,
        },
      }, signIn.accessToken);
  }
}

/** A page of another site, in a browser of its own; whatever its windows complain of fails. Without
 * a provider's key it opens the sign-in window. */
export const visit = (key, story, locale) => visitAt(`${scene.page}/?${new URLSearchParams({
  service: scene.rejoinder.base, ...(key && { provider: key }), ...(locale && { locale }),
})}`, story);

export async function visitAt(address, story, expected = []) {
  const context = await scene.browser.newContext({ locale: 'en-GB' });
  const problems = [];
  context.on('weberror', (error) => problems.push(String(error.error().stack)));
  context.on('console', (message) => {
    const ours = message.page()?.url().startsWith(scene.rejoinder.base);
    if (ours && ['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  try {
    const opener = await context.newPage();
    await opener.goto(address);
    await story(opener, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, expected);
}

/** The provider's own pages: who one is, and that the service may know. `choose` leads there. */
export async function atTheProvider(opener, name, choose) {
  const [window] = await Promise.all([
    opener.waitForEvent('popup'),
    opener.getByRole('button', { name: 'Sign in', exact: true }).click(),
  ]);
  await choose?.(window);
  return tellTheProvider(window, name);
}

/** Up to where it is asked whether the service may know. */
export async function tellTheProvider(window, name) {
  await window.locator('input[name=login]').fill(name);
  await window.locator('input[name=password]').fill('anything');
  await window.locator('button[type=submit]').click();
  await window.getByRole('button', { name: 'Continue' }).waitFor();
  return window;
}

export const agree = (window) => window.getByRole('button', { name: 'Continue' }).click();
