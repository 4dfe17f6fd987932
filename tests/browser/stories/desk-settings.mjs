// The site on the desk: its origins, ways of signing in, keys, providers, and what embeds it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ask, base } from '../harness.mjs';
import { status, visitDesk } from '../desk.mjs';
import { noViolations, siteAsInDemo } from '../settings.mjs';

const SITE = `{ site(key: "history") {
  name origins waysIn { password mail guests secondFactorForStaff } siteKeys { id kid kind }
} }`;
const stands = async () => (await ask(SITE, {}, { as: 'admin' })).site;
const ORIGINS = [base, 'https://history.example'];
const asInDemo = () => siteAsInDemo(ORIGINS);

function visitSite(member, options, story) {
  return visitDesk(member, { hash: '#settings', ...options }, async (page) => {
    await page.locator('#settings-form').waitFor();
    await page.locator('.snippet').waitFor();
    await story(page);
  });
}

const field = (page, name) => page.locator(`#field-${name}`);
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const inDialog = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const focused = (page) => page.evaluate(() => document.activeElement?.id);

test('origins are checked, saved and told in the log', async () => {
  await asInDemo();
  await visitSite('admin', {}, async (page) => {
    await field(page, 'origins').fill([...ORIGINS, 'https://history.example/comments'].join('\n'));
    await press(page, 'Save');
    assert.equal(await focused(page), 'field-origins');
    assert.match(await page.locator('#field-origins-error').innerText(), /^Line 3: write scheme and host only/);
    await field(page, 'origins').fill([...ORIGINS, 'https://lamp.example:8443/'].join('\n'));
    assert.match(await page.locator('#field-origins-was').innerText(), /Added: https:\/\/lamp\.example:8443\//);
    await page.getByLabel('Why? (for the log)').fill('The shop embeds us.');
    await press(page, 'Save');
    await status(page, 'Saved.');
    assert.deepEqual((await stands()).origins, [...ORIGINS, 'https://lamp.example:8443']);
    assert.match(await field(page, 'origins').inputValue(), /https:\/\/lamp\.example:8443$/, 'as the service keeps it');
    await page.locator('.past > li').first().filter({ hasText: 'The shop embeds us.' }).waitFor();

    await page.locator('.past > li').first().getByRole('button').click();
    assert.equal(await focused(page), 'field-origins');
    await press(page, 'Save');
    await page.locator('#saved').waitFor();
    assert.deepEqual((await stands()).origins, ORIGINS);
  });
});

test('what would lock people out is refused beside its field', async () => {
  await asInDemo();
  // The demo's site may have a key: then its own accounts could come in still.
  const prepare = (page) => page.route('**/graphql', (route) => {
    const { input } = JSON.parse(route.request().postData()).variables ?? {};
    if (input?.password !== false) return route.fallback();
    const extensions = { code: 'CONFLICT', reason: 'LAST_WAY_IN' };
    return route.fulfill({ json: { data: null, errors: [{ message: 'Nobody could sign in any more.', extensions }] } });
  });
  await visitSite('admin', { prepare }, async (page) => {
    await field(page, 'password').uncheck();
    await field(page, 'mail').uncheck();
    await press(page, 'Save');
    await page.locator('#field-password-error').filter({ hasText: 'Leave a way open.' }).waitFor();
    await press(page, 'Set all back');
    await field(page, 'secondFactorForStaff').check();
    await press(page, 'Save');
    const error = page.locator('#field-secondFactorForStaff-error');
    await error.filter({ hasText: 'Sign in with a second factor yourself' }).waitFor();
    await press(page, 'Set back: Moderators and admins have to give a second factor');
    await field(page, 'guests').check();
    await press(page, 'Save');
    await page.locator('#saved').waitFor();
    const { waysIn } = await stands();
    assert.deepEqual([waysIn.guests, waysIn.password, waysIn.secondFactorForStaff], [true, true, false]);
    await page.getByText('Guests may comment without an account').last().waitFor();
  });
  await asInDemo();
});

test('somebody else’s change of the site is taken in before anything is saved', async () => {
  await asInDemo();
  await visitSite('admin', {}, async (page) => {
    await field(page, 'guests').check();
    await ask('mutation ($input: UpdateSiteInput!) { updateSite(input: $input) { site { name } } }', {
      input: { site: 'history', name: 'The Harbour Lamp, again' },
    }, { as: 'admin' });
    await press(page, 'Save');
    await page.locator('#theirs').getByRole('button', { name: 'Name' }).click();
    assert.equal(await focused(page), 'field-name');
    assert.equal(await field(page, 'name').inputValue(), 'The Harbour Lamp, again');
    assert.equal((await stands()).waysIn.guests, false);
    await press(page, 'Save');
    await page.locator('#saved').waitFor();
    assert.equal((await stands()).waysIn.guests, true);
  });
  await asInDemo();
});

test('a secret that was made is shown once; a key is removed after asking', async () => {
  await visitSite('admin', {}, async (page) => {
    const before = (await stands()).siteKeys.length;
    await press(page, 'Add a secret');
    await page.getByLabel('Key id (kid)').fill('autumn');
    await inDialog(page, 'Save');
    const secret = await page.locator('code.secret').innerText();
    assert.match(secret, /^[\w-]{43}$/);
    await inDialog(page, 'Close');
    assert.ok(!(await page.content()).includes(secret));
    assert.equal(await focused(page), 'key-add-SECRET');
    assert.equal((await stands()).siteKeys.length, before + 1);

    await press(page, 'Add a public key');
    await page.getByLabel('Public key, as PEM or JWK').fill('no key');
    await inDialog(page, 'Save');
    await page.locator('#key-new-publicKey-error').filter({ hasText: 'The service did not take it' }).waitFor();
    await inDialog(page, 'Cancel');

    await press(page, 'Remove: Key autumn');
    await inDialog(page, 'Cancel');
    assert.equal((await stands()).siteKeys.length, before + 1);
    await press(page, 'Remove: Key autumn');
    await inDialog(page, 'Remove');
    await page.getByText('Key autumn').waitFor({ state: 'detached' });
    assert.equal((await stands()).siteKeys.length, before);
    assert.equal(await focused(page), 'key-add-SECRET');
  });
});

test('a provider that is none is told so; one that is there is changed and removed', async () => {
  await visitSite('admin', {}, async (page) => {
    await press(page, 'Add a provider');
    const fill = (label, text) => page.getByRole('dialog').getByLabel(label, { exact: true }).fill(text);
    await fill('Name on its button', 'The ferry company');
    await fill('Key', 'ferry');
    await fill('Issuer', 'https://127.0.0.1:1/nothing');
    await inDialog(page, 'Save');
    assert.equal(await page.locator('#provider-new-clientId-error').innerText(), 'Please fill in this field.');
    await fill('Client id', 'rejoinder');
    await inDialog(page, 'Save');
    await page.locator('#provider-new-issuer-error').filter({ hasText: 'The service did not take it' }).waitFor();
    assert.equal(await page.getByLabel('Key', { exact: true }).inputValue(), 'ferry', 'what was typed stays');
    await inDialog(page, 'Cancel');
  });
  // The demo has nobody to sign in with: what the service would say of one is said in its place.
  const asked = [];
  const ferry = {
    key: 'ferry', name: 'The ferry company', issuer: 'https://ferry.example', clientId: 'rejoinder', hasClientSecret: true,
    scopes: ['openid', 'email'], createdAt: '2026-11-01T10:00:00Z',
  };
  let there = [ferry];
  const prepare = (page) => page.route('**/graphql', async (route) => {
    const { input } = JSON.parse(route.request().postData()).variables ?? {};
    if (input?.key === 'ferry') {
      asked.push(input);
      const isRemoved = Object.keys(input).length === 2;
      there = isRemoved ? [] : [{ ...ferry, name: input.name ?? ferry.name }];
      const data = isRemoved ? { removeProvider: { site: { id: 's' } } } : { updateProvider: { provider: there[0] } };
      return route.fulfill({ json: { data } });
    }
    const answer = await route.fetch();
    const json = await answer.json();
    if (json.data?.site?.providers) json.data.site.providers = there;
    return route.fulfill({ response: answer, json });
  });
  await visitSite('admin', { prepare }, async (page) => {
    await page.getByText(`${base}/sign-in/oidc/callback/history/ferry`).waitFor();
    await press(page, 'Change: The ferry company');
    const name = page.getByLabel('Name on its button');
    assert.equal(await name.inputValue(), 'The ferry company');
    await name.fill('The ferries');
    await inDialog(page, 'Save');
    await press(page, 'Remove: The ferries');
    await page.getByText('Who came by it stays signed in').waitFor();
    await inDialog(page, 'Remove');
    await page.getByText('The ferries').waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'provider-add');
    assert.deepEqual(asked, [{ site: 'history', key: 'ferry', name: 'The ferries' }, { site: 'history', key: 'ferry' }]);
  });
});

test('the code for a page follows what is chosen, and so does the preview', async () => {
  await visitSite('admin', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const code = page.locator('.snippet');
    const episode = page.getByLabel('Episode', { exact: true });
    await episode.selectOption('283');
    assert.equal(
      await code.innerText(),
      `<script type="module" src="${base}/embed.js"></script>\n<rejoinder-thread site="history" episode="283"></rejoinder-thread>`,
    );
    const preview = page.frameLocator('iframe.preview');
    await preview.getByRole('article').first().waitFor();
    const newest = page.waitForResponse((answer) => answer.url().endsWith('?sort=newest'));
    await page.getByLabel('Order', { exact: true }).selectOption('newest');
    await newest;
    await page.getByLabel('Language', { exact: true }).selectOption('de');
    assert.match(await code.innerText(), /episode="283" lang="de" sort="newest"/);
    await preview.locator('html[lang=de]').waitFor();
    await preview.getByRole('link', { name: /neueste/i, includeHidden: true }).first().waitFor();
    await press(page, 'Copy');
    await status(page, 'Copied.');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code.innerText());
  });
});

test('the whole site is downloaded, with addresses where they are asked for', async () => {
  await visitSite('admin', {}, async (page) => {
    const exported = async () => {
      const coming = page.waitForEvent('download');
      await press(page, 'Export');
      const download = await coming;
      assert.match(download.suggestedFilename(), /^history-\d{4}-\d\d-\d\d\.jsonl\.gz$/);
      const text = gunzipSync(await readFile(await download.path())).toString();
      const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
      const { comments } = lines.at(-1);
      assert.ok(comments > 10);
      assert.equal(lines.filter(({ type }) => type === 'comment').length, comments);
      return text;
    };
    assert.ok(!(await exported()).includes('reader@demo.example'));
    await status(page, 'The export is ready and begins to download.');
    await page.locator('#export-link').waitFor();
    await page.getByLabel('With e-mail addresses').check();
    assert.ok((await exported()).includes('reader@demo.example'));
    await noViolations(page, 'the export');
  });
});

test('moderators read how the site is set, and no keys', async () => {
  await visitSite('moderator', {}, async (page) => {
    await page.getByText('Only the admins of The Harbour Lamp can change it.').waitFor();
    assert.equal(await page.locator('#settings-form :is(input, textarea, select, button)').count(), 0);
    assert.match(await page.locator('#settings-form').innerText(), /Origins\s+http:\/\/localhost/);
    assert.equal(await page.locator('#settings-keys, #settings-providers, .saving').count(), 0);
    await page.getByText('rejoinder import export.xml --site history --dry-run').waitFor();
  });
});

async function walk(page, check) {
  await page.locator('.past > li, .past + .quiet').first().waitFor();
  await check('as it stands');
  await page.locator('.half details summary').first().click();
  await field(page, 'origins').fill('nowhere');
  await page.locator('.saving .buttons button').click();
  await check('something is wrong');
  await page.locator('.unsaved button').click();
  await page.locator('#key-add-PUBLIC_KEY').click();
  await check('a key is added');
  await page.keyboard.press('Escape');
  await page.locator('#provider-add').click();
  await check('a provider is added');
  await page.keyboard.press('Escape');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    for (const viewport of [{ width: 320, height: 640 }, { width: 1180, height: 760 }]) {
      const look = { colorScheme, locale, viewport, bypassCSP: true };
      test(`axe finds nothing on the site’s screen, ${colorScheme}, ${locale}, ${viewport.width} pixels`, async () => {
        await visitSite('admin', look, (page) => walk(page, (state) => noViolations(page, state)));
      });
    }
  }
}

test('the site’s screen speaks every language, fits 320 pixels and leaves no gap open', async () => {
  const titles = new Set();
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar']) {
    await visitSite('admin', { locale, viewport: { width: 320, height: 640 } }, async (page) => {
      await page.locator('#provider-add').click();
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b|\[object/);
      titles.add(await page.locator('#settings-ways').innerText());
      await noViolations(page, null);
    });
  }
  assert.equal(titles.size, 8);
});
