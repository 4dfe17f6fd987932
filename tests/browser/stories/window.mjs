// Signing in on a page of another origin, in a browser that blocks third-party cookies.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { assertFits, base, cancel, PASSWORD } from '../harness.mjs';
import { BY_CLOCK, allow, cookies, host, obsolete, open, outcome, quit, shown, stranger, visitHost } from '../hosts.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

let page;
let evil;
let forbid;

before(async () => {
  [page, evil] = [await host(), await stranger()];
  forbid = await allow(page);
});

after(async () => {
  await forbid?.();
  await quit();
});

const asListener = (options, story) => visitHost(page, options, story);

async function fill(window, email, password) {
  await window.getByLabel('E-mail address').fill(email);
  await window.getByLabel('Password', { exact: true }).fill(password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What the API says to a page of another origin that holds the token. */
const viewer = (opener, token) => opener.evaluate(async ([service, bearer]) => {
  const answer = await fetch(`${service}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query: '{ viewer { role author { displayName } } }' }),
  });
  return (await answer.json()).data.viewer;
}, [base, token]);

test('the browser of these stories blocks third-party cookies, and another does not', async () => {
  const cookie = await cookies();
  const sent = async (opener, context) => {
    const itself = await context.newPage();
    await itself.goto(`${cookie}/set`);
    await itself.goto(`${cookie}/look`);
    assert.equal(await itself.textContent('body'), 'seen=yes', 'there is a cookie');
    return opener.evaluate(
      async (address) => (await fetch(address, { credentials: 'include' })).text(), `${cookie}/look`,
    );
  };
  await obsolete(async (opener, context) => {
    await opener.goto(page);
    assert.equal(await sent(opener, context), 'seen=yes');
  });
  await asListener({}, async (opener, context) => {
    assert.equal(await sent(opener, context), 'none');
  });
});

test('a moderator signs in on a page of another site, and is a reader there', () => asListener({ refused: true }, async (opener, context) => {
  const window = await open(opener);
  await window.getByText(`You will be signed in on ${new URL(page).host}.`).waitFor();
  await fill(window, 'moderator@demo.example', 'not the password');
  await window.getByRole('alert').getByText('E-mail address or password are wrong.').waitFor();
  assert.equal(await window.getByLabel('E-mail address').inputValue(), 'moderator@demo.example');
  assert.deepEqual(await opener.evaluate(() => globalThis.outcomes), []);

  await shoutAtBoth(opener, window);

  const closed = window.waitForEvent('close');
  await fill(window, 'moderator@demo.example', PASSWORD);
  await closed;
  const tokens = await outcome(opener);
  assert.deepEqual(Object.keys(tokens).sort(), ['accessToken', 'expiresAt', 'refreshToken']);
  assert.deepEqual(await viewer(opener, tokens.accessToken), {
    role: 'COMMENTER', author: { displayName: 'Mo Adeyemi' },
  });
  const kept = await opener.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length, location.href]);
  assert.deepEqual(kept, ['', 0, 0, `${page}/`]);
  // The service's own, by which a mail's link knows the browser again; none of them signs in.
  const cookies = (await context.cookies()).map(({ name, httpOnly }) => ({ name, httpOnly }));
  assert.deepEqual(cookies, [{ name: 'rejoinder-browser', httpOnly: true }]);
}));

const TOKENS = { accessToken: 'forged', expiresAt: '2030-01-01T00:00:00Z', refreshToken: 'forged' };
const MALFORMED = [
  null, 0, '', 'rejoinder:signed-in', [], {}, { type: 'rejoinder:signed-in' },
  JSON.stringify({ type: 'rejoinder:signed-in', ...TOKENS }),
  { ...TOKENS }, { type: 'rejoinder:failed' }, { type: 'rejoinder:failed', reason: '' },
  { type: 'rejoinder:failed', reason: { toString: 'CANCELLED' } },
  { type: 'rejoinder:failed', reason: 'x'.repeat(65) },
  { type: 'rejoinder:signed-in', ...TOKENS, accessToken: '' },
  { type: 'rejoinder:signed-in', ...TOKENS, accessToken: ['forged'] },
  { type: 'rejoinder:signed-in', ...TOKENS, accessToken: 'x'.repeat(10_000) },
  { type: 'rejoinder:signed-in', ...TOKENS, refreshToken: 1 },
  { type: 'rejoinder:signed-in', ...TOKENS, expiresAt: 'tomorrow' },
  { type: 'rejoinder:signed-out', ...TOKENS },
  { type: ['rejoinder:signed-in'], ...TOKENS },
];
const WELL_FORMED = [
  { type: 'rejoinder:signed-in', ...TOKENS }, { type: 'rejoinder:failed', reason: 'CANCELLED' },
];

/** Posts each shape to whatever `target` names, over and over, and waits until all have arrived. */
const shout = (from, target, shapes, times) => from.evaluate(async ([name, all, rounds]) => {
  const place = { opener: globalThis.opener, parent: globalThis.parent, itself: globalThis, opened: globalThis.opened }[name];
  for (let round = 0; round < rounds; round += 1) all.forEach((shape) => place.postMessage(shape, '*'));
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  return rounds * all.length;
}, [target, shapes, times]);

/** More than 1,000 messages that nobody should heed: from every wrong sender, of every wrong shape. */
async function shoutAtBoth(opener, window) {
  await opener.evaluate(() => {
    globalThis.heard = 0;
    addEventListener('message', () => { globalThis.heard += 1; });
  });
  const before = await window.evaluate(() => document.body.outerHTML);
  const all = [...WELL_FORMED, ...MALFORMED];

  await opener.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    return new Promise((resolve) => { frame.onload = resolve; });
  }, evil);
  const frame = opener.frames().find((other) => other.url().startsWith(evil));
  // Of the service's own origin, and yet not the window that the page has opened.
  const [another] = await Promise.all([
    opener.waitForEvent('popup'),
    opener.evaluate((address) => { globalThis.openAnother(address); }, `${base}/sign-in?site=history&origin=${page}`),
  ]);
  await shown(another);
  let told = await shout(frame, 'parent', all, 12) + await shout(another, 'opener', all, 12)
    + await shout(opener, 'itself', all, 12) + await shout(window, 'opener', MALFORMED, 12);
  await opener.waitForFunction((count) => globalThis.heard === count, told, BY_CLOCK);
  told += await shout(opener, 'opened', all, 12);
  assert.ok(told >= 1000, `${told} messages`);
  await another.close();

  assert.deepEqual(await opener.evaluate(() => globalThis.outcomes), [], 'the page took none');
  assert.equal(await window.evaluate(() => document.body.outerHTML), before, 'nor did the window');
}

test('a stranger in the place of the window is not believed', () => asListener({}, async (opener) => {
  const window = await open(opener);
  await Promise.all([
    window.waitForURL(`${evil}/`),
    opener.evaluate((address) => { globalThis.opened.location = address; }, evil),
  ]);
  await shout(window, 'opener', WELL_FORMED, 50);
  assert.deepEqual(await opener.evaluate(() => globalThis.outcomes), []);
  await window.close();
  assert.equal((await outcome(opener)).reason, 'CLOSED');
}));

test('a stranger who opens the window in the name of the page hears nothing', async () => {
  await visitHost(evil, {}, async (stranger) => {
    await stranger.evaluate(() => {
      globalThis.heard = [];
      addEventListener('message', ({ data }) => globalThis.heard.push(data));
    });
    const [window] = await Promise.all([
      stranger.waitForEvent('popup'),
      stranger.evaluate((address) => { open(address); }, `${base}/sign-in?site=history&origin=${page}`),
    ]);
    await shown(window);
    await window.evaluate(() => { globalThis.close = () => {}; });
    await window.getByRole('button', { name: 'Cancel' }).click();
    await window.getByRole('heading', { name: 'Nobody was signed in' }).waitFor();
    await window.evaluate(() => { globalThis.opener.postMessage('the last', '*'); });
    await stranger.waitForFunction(() => globalThis.heard.length > 0, null, BY_CLOCK);
    assert.deepEqual(await stranger.evaluate(() => globalThis.heard), ['the last']);
  }, /Failed to execute 'postMessage'/);
});

test('the window does not open for a page that the site does not know', async () => {
  await visitHost(evil, { refused: true }, async (stranger) => {
    for (const query of [`site=history&origin=${evil}`, 'site=history&next=//evil.example', 'site=absent&next=/']) {
      await stranger.goto(`${base}/sign-in?${query}`);
      await stranger.getByRole('heading', { name: 'This window cannot be used to sign in' }).waitFor();
      assert.equal(await stranger.locator('input, script').count(), 0);
    }
  });
});

test('a window that is closed, cancelled, or has lost its page tells so', () => asListener({}, async (opener, context) => {
  await (await open(opener)).close();
  assert.deepEqual(await outcome(opener), { reason: 'CLOSED', name: 'SignInFailed' });

  await opener.reload();
  const window = await open(opener);
  await cancel(window);
  assert.deepEqual(await outcome(opener), { reason: 'CANCELLED', name: 'SignInFailed' });

  const alone = await context.newPage();
  await alone.goto(`${base}/sign-in?site=history&origin=${page}`);
  await alone.getByRole('heading', { name: 'The page that opened this window is gone' }).waitFor();
  assert.equal(await alone.locator('input').count(), 0);
}));

test('a second click shows the window that is open', () => asListener({}, async (opener, context) => {
  const window = await open(opener);
  await opener.getByRole('button', { name: 'Sign in' }).click();
  await window.close();
  await opener.waitForFunction(() => globalThis.outcomes.length === 2, null, BY_CLOCK);
  assert.equal(context.pages().length, 1);
}));

test('with the keyboard alone, with password managers, and with pasted passwords', () => asListener({}, async (opener, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const window = await open(opener);
  const focused = () => window.evaluate(() => document.activeElement.name || document.activeElement.textContent);
  assert.equal(await focused(), 'email', 'the first field has the focus');
  assert.equal(await window.locator('#status').textContent(), 'Sign in to The Harbour Lamp');
  const order = [];
  for (let press = 0; press < 5; press += 1) {
    await window.keyboard.press('Tab');
    order.push(await focused());
  }
  assert.equal(order[0], 'password');
  assert.ok(order.includes('Sign in') && order.includes('Create an account'), String(order));

  const tokens = () => window.locator('input[autocomplete]').evaluateAll((all) => all.map(({ autocomplete }) => autocomplete));
  assert.deepEqual(await tokens(), ['username', 'current-password']);
  const password = window.getByLabel('Password', { exact: true });
  await password.focus();
  await window.evaluate(() => navigator.clipboard.writeText('pasted, not typed'));
  await window.keyboard.press('ControlOrMeta+V');
  assert.equal(await password.inputValue(), 'pasted, not typed');
  await window.getByLabel('Show the password').check();
  assert.equal(await password.getAttribute('type'), 'text');
  await password.fill('');
  await window.keyboard.press('Enter');
  await window.getByRole('alert').getByText('Please fill in this field.').waitFor();
  assert.equal(await focused(), 'email');
  assert.equal(await window.locator('[aria-invalid]').getAttribute('name'), 'email');

  await window.getByRole('button', { name: 'Create an account' }).click();
  assert.equal(await focused(), 'displayName');
  assert.deepEqual(await tokens(), ['nickname', 'username', 'new-password']);
}));

async function assertNoViolations(window) {
  await window.evaluate(axe);
  const violations = await window.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(violations, []);
}

/** Every step that can be reached without signing in, after its buttons in the page's order. */
async function throughEveryStep(window, look) {
  const seen = new Set();
  const paths = [[]];
  while (paths.length > 0) {
    const path = paths.pop();
    await window.reload();
    await shown(window);
    for (const index of path) await window.locator('.others button').nth(index).click();
    const heading = await window.locator('h1').textContent();
    if (seen.has(heading) || window.isClosed()) continue;
    seen.add(heading);
    await look(window, heading);
    const choices = await window.locator('.others button').count();
    // The last choice of the first step closes the window.
    const last = path.length === 0 ? choices - 1 : choices;
    for (let index = 0; index < last; index += 1) paths.push([...path, index]);
  }
  return seen.size;
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en', 'ar']) {
    test(`axe finds nothing in the window, ${colorScheme}, ${locale}`, async () => {
      // The window's own policy forbids what axe does to get in.
      await visitHost(`${page}?locale=${locale}`, { colorScheme, bypassCSP: true }, async (opener) => {
        const steps = await throughEveryStep(await open(opener), assertNoViolations);
        assert.ok(steps > 1, `${steps} steps`);
      });
    });
  }
}

test('in every language the window fits a screen of 320 pixels', async () => {
  for (const locale of LANGUAGES) {
    await visitHost(`${page}?locale=${locale}`, { viewport: { width: 320, height: 560 } }, async (opener) => {
      const window = await open(opener);
      assert.equal(await window.evaluate(() => document.documentElement.lang), locale);
      await throughEveryStep(window, async (step, heading) => {
        await step.setViewportSize({ width: 320, height: 560 });
        await assertFits(step);
        const pictures = process.env.PICTURES;
        if (pictures) await step.screenshot({ path: `${pictures}/${locale}-${heading.replaceAll(/\W+/gu, '_').slice(0, 20)}-${heading.length}.png`, fullPage: true });
      });
    });
  }
});
