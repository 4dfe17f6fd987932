// The whole way through a certified provider, in Chromium, from a page of another site, with
// third-party cookies blocked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agree, ALGORITHMS, atTheProvider, scene, visit } from './scene.mjs';

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
  [`${scene.rejoinder.base}/graphql`, token, JSON.stringify({ query, variables })],
);

test('this browser blocks third-party cookies', () => visit('rs256', async (opener, context) => {
  const itself = await context.newPage();
  await itself.goto(`${scene.cookies}/set`);
  await itself.goto(`${scene.cookies}/look`);
  assert.equal(await itself.textContent('body'), 'seen=yes', 'there is a cookie');
  const look = async (address) => (await fetch(address, { credentials: 'include' })).text();
  assert.equal(await opener.evaluate(look, `${scene.cookies}/look`), 'none');
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
          episode: { site: 'history', key: '1', title: 'One', url: `${scene.page}/1` },
          body: 'From another site',
        },
      });
    assert.equal(errors, undefined, JSON.stringify(errors));
    assert.deepEqual(data.postComment.comment, {
      status: 'APPROVED', bodyMarkdown: 'From another site',
      author: { displayName: `${name} of the Guild` },
    });
    const kept = await context.cookies(scene.rejoinder.base);
    const ours = kept.filter((cookie) => cookie.name === 'rejoinder-browser');
    assert.deepEqual(ours.map(({ httpOnly, sameSite }) => [httpOnly, sameSite]), [[true, 'Lax']]);
  }));
}

test('an account that there was is linked with its password, on a page that needs no script', async () => {
  const { password, run } = scene.rejoinder;
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
    scene.rejoinder.run(scene.rejoinder.password, 'account', 'create', '--email', `${name}@example.org`,
      '--name', 'Cleo', '--site', 'history', '--password-stdin');
    await visit(null, async (opener) => {
      const window = await atTheProvider(opener, name, async (signIn) => {
        const asked = signIn.waitForRequest((request) => request.url().startsWith(`${scene.guild.issuer}/auth`));
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
      await window.getByLabel(words.password).fill(scene.rejoinder.password);
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
