// Signing in on a page with the widget, and what the page around learns of it: nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, cancel, unique } from '../harness.mjs';
import { shown, stranger, visitHost } from '../hosts.mjs';
import { isStream } from '../widget.mjs';
import { accountOf, address, comment, episode, fill, hosted, openWindow, post, signInAs, siteToken } from '../widgets.mjs';

const host = hosted();
const severed = hosted({ 'cross-origin-opener-policy': 'same-origin' });


/** All that the scripts of the page around can lay hands on, as one text. */
const withinReach = (opened) => opened.evaluate(() => {
  const seen = new Set();
  const found = [document.cookie, document.documentElement.outerHTML, JSON.stringify(globalThis.heard)];
  const look = (value, depth) => {
    if (typeof value === 'string') found.push(value);
    if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value) || depth > 12) return;
    seen.add(value);
    if (value instanceof Map || value instanceof Set) for (const one of value) look(one, depth + 1);
    for (const name of Reflect.ownKeys(value)) {
      try {
        const one = value[name];
        // Of a getter that rejects where it stands on a prototype.
        if (one instanceof Promise) one.catch(() => {});
        look(one, depth + 1);
      } catch {
        // What cannot be read is out of reach.
      }
    }
  };
  look(globalThis, 0);
  for (const element of document.querySelectorAll('*')) look(element, 0);
  for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify({ ...storage }));
  return found.join('\n');
});

/** Every token that the service gives from now on, as the network sees them. */
async function tokensOf(context) {
  const tokens = new Set();
  await context.route('**/graphql', async (route) => {
    if (isStream(route.request())) return route.fallback();
    const response = await route.fetch();
    const text = await response.text();
    for (const [, token] of text.matchAll(/"(?:access|refresh)Token":"([^"]+)"/g)) tokens.add(token);
    return route.fulfill({ response, body: text });
  });
  return tokens;
}

test('somebody signs in by password, posts, and is still signed in after a reload; the page sees no token', async () =>
  visitHost(address(host, await episode()), {}, async (opened, context) => {
    const tokens = await tokensOf(context);
    const window = await openWindow(opened);
    await window.getByText(`You will be signed in on ${new URL(host).host}.`).waitFor();
    const closed = window.waitForEvent('close');
    await fill(window, 'reader@demo.example');
    await closed;
    await accountOf(opened, 'Rosa Lindqvist').waitFor();

    const words = unique('From another page');
    await post(opened, words);
    assert.equal(
      await opened.evaluate(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement.className),
      await comment(opened, words).getAttribute('class'), 'the new comment has the focus',
    );

    await opened.reload();
    await accountOf(opened, 'Rosa Lindqvist').waitFor();
    await comment(opened, words).getByText('You', { exact: true }).waitFor();

    // Two of each kind; but access tokens of one session that are given in the same second are the same.
    assert.ok(tokens.size >= 3, `${tokens.size} tokens: signed in, and refreshed after the reload`);
    const reach = await withinReach(opened);
    assert.ok(reach.includes(words) && reach.includes('rejoinder-session:'), 'the search finds what there is');
    for (const token of tokens) assert.ok(!reach.includes(token), 'a token is within reach');
    const heard = await opened.evaluate(() => globalThis.heard);
    assert.deepEqual(heard, [], 'nobody posts messages to the page');
    const frame = opened.frames().find((one) => one.url().startsWith(`${base}/embed/session`));
    assert.ok(frame, 'there is the frame');
    assert.equal(
      await opened.evaluate(() => {
        try {
          return Object.keys(document.querySelector('iframe').contentWindow.localStorage);
        } catch (refusal) {
          return refusal.name;
        }
      }), 'SecurityError', 'the frame is closed to the page',
    );
  }));

test('two threads on a page share a session, another page of the site hears of signing out', async () => {
  const episodes = [await episode(), await episode()];
  await visitHost(address(host, episodes), {}, async (opened, context) => {
    await signInAs(opened, 'Ines Two-Threads');
    assert.equal(await accountOf(opened, 'Ines Two-Threads').count(), 2);
    assert.equal(opened.frames().length, 2, 'one frame for both');
    const other = await context.newPage();
    await other.goto(address(host, episodes[0]));
    await accountOf(other, 'Ines Two-Threads').waitFor();

    await accountOf(opened, 'Ines Two-Threads').first().click();
    await opened.getByRole('button', { name: 'Sign out', exact: true }).click();
    await opened.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
    assert.equal(await accountOf(opened, 'Ines Two-Threads').count(), 0);
    await other.getByRole('button', { name: 'Sign in', exact: true }).waitFor();

    await opened.reload();
    await opened.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
    assert.equal(opened.frames().length, 1, 'who is signed out needs no frame');
  });
});

test('a page with accounts of its own takes the sign-in over, and a bad token changes nothing', async () =>
  visitHost(address(host, await episode()), { refused: true }, async (opened) => {
    await opened.evaluate(() => {
      globalThis.ownAccounts = true;
    });
    await opened.getByRole('button', { name: 'Sign in', exact: true }).click();
    const asked = await opened.evaluate(() => new Promise((resolve) => {
      addEventListener('rejoinder-sign-in', (event) => resolve(event.defaultPrevented));
      document.querySelector('rejoinder-thread').shadowRoot.querySelector('[part~=sign-in]').click();
    }));
    assert.equal(asked, true);
    assert.equal(opened.context().pages().length, 1, 'no window');

    const warned = opened.waitForEvent('console', (message) => message.text().startsWith('rejoinder: the site token'));
    await opened.evaluate(() => {
      document.querySelector('rejoinder-thread').siteToken = 'none.of.ours';
    });
    await warned;
    await opened.getByRole('button', { name: 'Sign in', exact: true }).waitFor();

    const token = await siteToken('Own Account');
    await opened.evaluate((given) => document.querySelector('rejoinder-thread').setAttribute('site-token', given), token);
    await accountOf(opened, 'Own Account').waitFor();
  }, /^rejoinder: the site token was not taken/));

test('where the page has cut the window off, both say what is wrong', async () =>
  visitHost(address(severed, await episode()), {}, async (opened) => {
    const window = await openWindow(opened);
    await window.getByRole('heading', { name: 'The page that opened this window is gone' }).waitFor();
    await opened.getByText('The sign-in window cannot reach this page.').waitFor();
  }));

test('a window that is cancelled or closed leaves the page as it was', async () =>
  visitHost(address(host, await episode()), {}, async (opened) => {
    await cancel(await openWindow(opened));
    const again = await openWindow(opened);
    await again.close();
    await openWindow(opened);
    assert.equal(await opened.getByRole('button', { name: 'Sign in', exact: true }).count(), 1);
  }));

// Every form that a page, a frame in it, or a window may try.
const shouting = () => {
  const kinds = ['rejoinder:connect', 'rejoinder:signed-in', 'rejoinder:failed', 'rejoinder:taken', '', undefined];
  const secrets = ['a'.repeat(24), '', 'x', 5, null, { length: 24 }];
  const wishes = ['ask', 'await', 'look', 'signOut', 'takeSiteToken', 'constructor'];
  const values = ['{ viewer { email } }', 'f'.repeat(64), {}, [], 1e9, 'history'];
  const pick = (list, at) => list[at % list.length];
  return Array.from({ length: 1000 }, (_, at) => (at % 10 === 9 ? pick([null, 1, 'x', [], [[]], true], at / 10 | 0) : {
    type: pick(kinds, at), secret: pick(secrets, at / 2 | 0), site: pick(values, at / 3 | 0), number: at,
    wish: pick(wishes, at / 5 | 0), document: pick(values, at / 7 | 0), variables: {}, token: 'x', who: null,
    accessToken: 'x.y.z', refreshToken: `stolen-${at}`, expiresAt: new Date().toISOString(), moderating: true,
    reason: 'CANCELLED', data: {}, failed: null,
  }));
};

test('a thousand hostile messages to the page, the frame and the window change nothing', async () => {
  const evil = await stranger();
  await visitHost(address(host, await episode()), { refused: true }, async (opened, context) => {
    await signInAs(opened, 'Steady Stella');
    const asked = [];
    context.on('request', (request) => {
      if (new URL(request.url()).pathname !== '/graphql') return;
      if (!request.frame().url().startsWith(`${base}/sign-in`)) asked.push(request.postData());
    });
    const stolen = await context.newPage();
    await stolen.goto(evil);
    const opener = await stolen.evaluate((url) => {
      globalThis.victim = globalThis.open(url, 'victim');
      return globalThis.victim !== null;
    }, `${base}/sign-in?site=history&origin=${host}&frame=${'a'.repeat(24)}`);
    assert.ok(opener);
    const messages = shouting();
    await stolen.evaluate((all) => {
      for (const one of all) globalThis.victim.postMessage(one, '*');
    }, messages);
    await opened.evaluate(async (all) => {
      const frame = document.querySelector('iframe').contentWindow;
      for (const one of all) {
        postMessage(one, '*');
        // With a port only those that do not ask to be connected: the page may do that, it is its own frame.
        frame.postMessage(one, '*', one?.type === 'rejoinder:connect' ? [] : [new MessageChannel().port2]);
      }
    }, messages);
    const words = unique('Still here');
    await post(opened, words);
    const wrong = asked.filter((body) => /stolen-|"email"|query/.test(body ?? ''));
    assert.deepEqual(wrong, []);
    assert.equal(asked.filter(Boolean).length, 1, `only the comment was asked for: ${asked.length}`);
    await opened.reload();
    await accountOf(opened, 'Steady Stella').waitFor();
  });
});

test('a page may have the frame ask what the widget asks, and nothing else', async () =>
  visitHost(address(host, await episode()), {}, async (opened) => {
    await signInAs(opened, 'Curious Carl');
    const answers = await opened.evaluate(async () => {
      const frame = document.querySelector('iframe').contentWindow;
      const { port1, port2 } = new MessageChannel();
      const said = [];
      port1.onmessage = ({ data }) => said.push(data);
      frame.postMessage({ type: 'rejoinder:connect' }, new URL(document.querySelector('iframe').src).origin, [port2]);
      const wishes = [
        { number: 1, wish: 'ask', document: '{ viewer { email } }', variables: {} },
        { number: 2, wish: 'ask', document: '0'.repeat(64), variables: {} },
        { number: 3, wish: 'tokens' },
        { number: 4, wish: 'look' },
      ];
      for (const wish of wishes) port1.postMessage(wish);
      while (!said.some(({ number }) => number === 4) || !said.some(({ who }) => who)) await new Promise((resolve) => setTimeout(resolve, 20));
      return said;
    });
    const refused = answers.filter(({ number }) => number).map(({ number, refused: { code } = {} }) => [number, code]);
    assert.deepEqual(refused, [
      [1, 'PERSISTED_DOCUMENT_NOT_FOUND'], [2, 'PERSISTED_DOCUMENT_NOT_FOUND'], [4, undefined],
    ]);
    const told = Object.keys(answers.find(({ who }) => who)?.who ?? {}).sort();
    assert.deepEqual(told, ['badge', 'displayName', 'id', 'isModerating'], 'who is signed in, and no more');
  }));

test('a window of our own that nobody waits for hands over nothing', async () =>
  visitHost(address(host, await episode()), { refused: true }, async (opened, context) => {
    await signInAs(opened, 'Waiting Wanda');
    const [window] = await Promise.all([
      context.waitForEvent('page'),
      opened.evaluate((url) => { globalThis.open(url, '_blank'); }, `${base}/sign-in?site=history&origin=${host}`),
    ]);
    await shown(window);
    await window.evaluate((secret) => {
      const told = { type: 'rejoinder:signed-in', site: 'history', accessToken: 'x.y.z', refreshToken: 'stolen' };
      for (const given of [secret, '', undefined]) opener[0].postMessage({ ...told, secret: given }, location.origin);
      opener[0].postMessage({ type: 'rejoinder:connect' }, location.origin, [new MessageChannel().port2]);
    }, 'a'.repeat(24));
    await post(opened, unique('Still Wanda'));
    await opened.reload();
    await accountOf(opened, 'Waiting Wanda').waitFor();
  }));

test('whoever is signed in reads on in the language that the page changes to', async () => {
  const name = unique('Polyglot');
  await visitHost(address(host, await episode()), {}, async (opened) => {
    await signInAs(opened, name);
    await opened.evaluate(() => document.querySelector('rejoinder-thread').setAttribute('lang', 'de'));
    await opened.getByRole('button', { name: `Angemeldet als ${name}` }).waitFor();
    assert.equal(await accountOf(opened, name).count(), 0);
  });
});
