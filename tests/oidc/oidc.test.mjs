// The whole way through a certified provider, in Chromium, from a page of another site, with
// third-party cookies blocked. `REJOINDER_PROGRAM` is the built program, `CHROMIUM` the browser.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import * as provider from './provider.mjs';
import * as service from './service.mjs';

const ALGORITHMS = ['RS256', 'PS256', 'ES256'];
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const servers = [];
let [guild, rejoinder, page, cookies, browser] = [];

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
const HTML = `<!doctype html><html lang="en"><title>A show’s page</title>
<link rel="icon" href="data:,"><button>Sign in</button><script>${SCRIPT}</script>`;

before(async () => {
  const port = await service.freePort();
  page = await listen('localhost', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(HTML);
  });
  cookies = await listen('127.0.0.1', (request, response) => {
    response.writeHead(200, {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      ...(request.url === '/set' && { 'set-cookie': 'seen=yes; SameSite=None; Secure; Path=/' }),
    }).end(request.headers.cookie ?? 'none');
  });
  const callback = `http://127.0.0.1:${port}/sign-in/oidc/callback/history`;
  guild = await provider.start({ callback, clients: ALGORITHMS });
  rejoinder = await service.start({ port, origin: page, ports: [new URL(guild.issuer).port] });
  await addProviders();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS,
  });
});

after(async () => {
  await browser?.close();
  await rejoinder?.stop();
  guild?.stop();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function addProviders() {
  const { base, password } = rejoinder;
  const { signIn } = await service.ask(base,
    'mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { site: 'history', email: 'ada@example.org', password } });
  for (const algorithm of ALGORITHMS) {
    await service.ask(base,
      'mutation($input: AddProviderInput!) { addProvider(input: $input) { provider { key } } }',
      {
        input: {
          site: 'history', key: algorithm.toLowerCase(), name: 'The Guild', issuer: guild.issuer,
          clientId: `rejoinder-${algorithm}`, clientSecret: provider.SECRET,
        },
      }, signIn.accessToken);
  }
}

/** A page of another site, in a browser of its own; whatever its windows complain of fails. Without
 * a provider's key it opens the sign-in window. */
async function visit(key, story, locale) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const problems = [];
  context.on('weberror', (error) => problems.push(String(error.error().stack)));
  context.on('console', (message) => {
    const ours = message.page()?.url().startsWith(rejoinder.base);
    if (ours && ['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  try {
    const opener = await context.newPage();
    await opener.goto(`${page}/?${new URLSearchParams({
      service: rejoinder.base, ...(key && { provider: key }), ...(locale && { locale }),
    })}`);
    await story(opener, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, []);
}

/** The provider's own pages: who one is, and that the service may know. `choose` leads there. */
async function atTheProvider(opener, name, choose) {
  const [window] = await Promise.all([
    opener.waitForEvent('popup'),
    opener.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  await choose?.(window);
  await window.locator('input[name=login]').fill(name);
  await window.locator('input[name=password]').fill('anything');
  await window.locator('button[type=submit]').click();
  await window.getByRole('button', { name: 'Continue' }).waitFor();
  return window;
}

const agree = (window) => window.getByRole('button', { name: 'Continue' }).click();

const rootOf = (window) => window.evaluate(() => {
  const { lang, dir } = document.documentElement;
  return { lang, dir };
});

/** By day and by night, on a phone and on the smallest one, nothing is cut off at the sides and every
 * control is large enough for a finger. Where `PICTURES` names a folder, what is seen is kept. */
async function look(window, name) {
  const folder = process.env.PICTURES;
  for (const colorScheme of ['light', 'dark']) {
    await window.emulateMedia({ colorScheme });
    for (const width of [320, 360]) {
      await window.setViewportSize({ width, height: 640 });
      const { wide, small } = await window.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        small: [...document.querySelectorAll('button, input:not([type=hidden])')]
          .filter((control) => control.getBoundingClientRect().height < 44)
          .map((control) => control.outerHTML),
      }));
      assert.deepEqual({ wide, small }, { wide: 0, small: [] }, `${name} ${width}`);
      if (folder) await window.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
}

const outcome = async (opener) => {
  const handle = await opener.waitForFunction(() => globalThis.outcomes.at(-1));
  return handle.jsonValue();
};

/** What the API answers to a page of another origin that holds the token. */
const asPage = (opener, token, query, variables) => opener.evaluate(
  async ([address, bearer, body]) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body,
    });
    return answer.json();
  },
  [`${rejoinder.base}/graphql`, token, JSON.stringify({ query, variables })],
);

test('this browser blocks third-party cookies', () => visit('rs256', async (opener, context) => {
  const itself = await context.newPage();
  await itself.goto(`${cookies}/set`);
  await itself.goto(`${cookies}/look`);
  assert.equal(await itself.textContent('body'), 'seen=yes', 'there is a cookie');
  const look = async (address) => (await fetch(address, { credentials: 'include' })).text();
  assert.equal(await opener.evaluate(look, `${cookies}/look`), 'none');
}));

for (const algorithm of ALGORITHMS) {
  test(`somebody signs in with a token signed by ${algorithm}, and comments`, () => visit(algorithm.toLowerCase(), async (opener, context) => {
    const name = `ana-${algorithm.toLowerCase()}`;
    const window = await atTheProvider(opener, name);
    const addresses = [];
    window.on('framenavigated', (frame) => addresses.push(frame.url()));
    const closed = window.waitForEvent('close');
    await agree(window);
    await closed;
    const message = await outcome(opener);
    assert.equal(message.type, 'rejoinder:signed-in');
    assert.deepEqual(Object.keys(message).sort(), ['accessToken', 'expiresAt', 'refreshToken', 'type']);
    for (const token of [message.accessToken, message.refreshToken]) {
      assert.ok(!addresses.some((address) => address.includes(token)), 'no token in an address');
    }
    assert.equal(await opener.evaluate(() => document.cookie), '');

    const { data, errors } = await asPage(opener, message.accessToken,
      `mutation($input: PostCommentInput!) { postComment(input: $input) {
        comment { status bodyMarkdown author { displayName } } } }`, {
        input: {
          episode: { site: 'history', key: '1', title: 'One', url: `${page}/1` },
          body: 'From another site',
        },
      });
    assert.equal(errors, undefined, JSON.stringify(errors));
    assert.deepEqual(data.postComment.comment, {
      status: 'APPROVED', bodyMarkdown: 'From another site',
      author: { displayName: `${name} of the Guild` },
    });
    const kept = await context.cookies(rejoinder.base);
    const ours = kept.filter((cookie) => cookie.name === 'rejoinder-browser');
    assert.deepEqual(ours.map(({ httpOnly, sameSite }) => [httpOnly, sameSite]), [[true, 'Lax']]);
  }));
}

test('an account that there was is linked with its password, on a page that needs no script', async () => {
  const { password, run } = rejoinder;
  run(password, 'account', 'create', '--email', 'bea@example.org', '--name', 'Bea',
    '--site', 'history', '--password-stdin');
  const email = async (opener) => {
    const { data } = await asPage(opener, (await outcome(opener)).accessToken, '{ viewer { email } }');
    return data.viewer.email;
  };
  await visit('rs256', async (opener) => {
    const window = await atTheProvider(opener, 'bea');
    await agree(window);
    await window.getByRole('heading', { name: 'Is this account yours?' }).waitFor();
    assert.deepEqual(await opener.evaluate(() => globalThis.outcomes), []);
    await window.getByLabel('Password of the account').fill('not the password');
    await window.getByRole('button', { name: 'Yes, it is mine' }).click();
    await window.getByRole('alert').waitFor();
    const closed = window.waitForEvent('close');
    await window.getByLabel('Password of the account').fill(password);
    await window.getByRole('button', { name: 'Yes, it is mine' }).click();
    await closed;
    assert.equal(await email(opener), 'bea@example.org');
  });
  // From now on nobody asks.
  await visit('rs256', async (opener) => {
    const window = await atTheProvider(opener, 'bea');
    const closed = window.waitForEvent('close');
    await agree(window);
    await closed;
    assert.equal(await email(opener), 'bea@example.org');
  });
});

const WORDS = {
  en: {
    direction: 'ltr', question: 'Is this account yours?', password: 'Password of the account',
    mine: 'Yes, it is mine', wrong: 'This password is not the account’s.', mail: 'Mail a code to this address',
    code: 'The six digits that were mailed to this address',
  },
  ar: {
    direction: 'rtl', question: 'هل هذا الحساب لك؟', password: 'كلمة مرور الحساب',
    mine: 'نعم، هذا الحساب لي', wrong: 'هذه ليست كلمة مرور الحساب.', mail: 'إرسال رمز إلى هذا العنوان',
    code: 'الأرقام الستة المرسلة إلى هذا العنوان',
  },
};

for (const [locale, words] of Object.entries(WORDS)) {
  const name = `cleo-${locale}`;
  test(`the pages on the way speak the window’s language and fit: ${locale}`, async () => {
    rejoinder.run(rejoinder.password, 'account', 'create', '--email', `${name}@example.org`,
      '--name', 'Cleo', '--site', 'history', '--password-stdin');
    await visit(null, async (opener) => {
      const window = await atTheProvider(opener, name, async (signIn) => {
        const asked = signIn.waitForRequest((request) => request.url().startsWith(`${guild.issuer}/auth`));
        await signIn.getByRole('button', { name: /The Guild/ }).first().click();
        assert.equal(new URL((await asked).url()).searchParams.get('ui_locales'), locale);
      });
      await agree(window);
      await window.getByRole('heading', { name: words.question }).waitFor();
      assert.deepEqual(await rootOf(window), { lang: locale, dir: words.direction });
      await look(window, `${locale}-question`);
      await window.getByLabel(words.password).fill('not the password');
      await window.getByRole('button', { name: words.mine }).click();
      await window.getByRole('alert').getByText(words.wrong).waitFor();
      await look(window, `${locale}-wrong`);
      await window.getByRole('button', { name: words.mail }).click();
      await window.getByLabel(words.code).waitFor();
      await look(window, `${locale}-code`);
      const closed = window.waitForEvent('close');
      await window.getByLabel(words.password).fill(rejoinder.password);
      await window.getByRole('button', { name: words.mine }).first().click();
      await closed;
      assert.equal((await outcome(opener)).type, 'rejoinder:signed-in');
    }, locale);
  });
}

const turnBack = async (opener) => {
  const [window] = await Promise.all([
    opener.waitForEvent('popup'),
    opener.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  await window.getByRole('link', { name: 'Cancel' }).click();
  return window;
};

for (const [locale, told] of [['en', 'You have turned back'], ['ar', 'لقد تراجعت']]) {
  test(`whoever turns back at the provider is told so, and the page learns why: ${locale}`, () => visit('rs256', async (opener) => {
    const window = await turnBack(opener);
    await window.getByText(told).waitFor();
    assert.equal((await rootOf(window)).lang, locale);
    await look(window, `${locale}-cancelled`);
    assert.deepEqual(await outcome(opener), { type: 'rejoinder:failed', reason: 'CANCELLED' });
  }, locale));
}

test('a window whose page has gone says so, and stays to be read', () => visit('rs256', async (opener) => {
  const window = await atTheProvider(opener, 'dan');
  await opener.close();
  await agree(window);
  await window.getByRole('alert').getByText('The page that opened this window is gone').waitFor();
  const said = await window.evaluate(() => [document.title, document.querySelector('main').innerText]);
  assert.ok(said.every((text) => text.startsWith('Not signed in') && !text.includes('You are signed in')), said);
  await look(window, 'en-alone');
}));
