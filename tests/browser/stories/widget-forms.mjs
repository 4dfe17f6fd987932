// The forms of the widget: for those who read with other means, in other languages, on a phone; and
// for guests.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { ask, assertFits, assertTargets, unique } from '../harness.mjs';
import { visitHost } from '../hosts.mjs';
import { address, episode, hosted, signInAs, siteToken } from '../widgets.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

const host = hosted();

const part = (opened, name) => opened.locator(`[part~="${name}"]`).first();

async function assertNoViolations(opened, state) {
  await opened.evaluate(axe);
  const violations = await opened.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join(' ')}`);
  });
  assert.deepEqual(violations, [], state);
  await assertFits(opened);
  await assertWithin(opened, state);
  await assertTargets(opened);
  assert.doesNotMatch(await part(opened, 'thread').innerText(), /\{\w+\}/, `${state}: a gap is left open`);
}

/** What a narrow line pushes out of the window, where the page does not scroll to it. */
async function assertWithin(opened, state) {
  const outside = await opened.evaluate(() => {
    const trees = [...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot).filter(Boolean);
    return trees
      .flatMap((root) => [...root.querySelectorAll('button, select, summary, textarea')])
      .filter((target) => target.checkVisibility())
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      // What is pressed may reach a little beyond its text, so that texts stand in line.
      .filter(({ box }) => box.right > innerWidth + 8 || box.left < -8)
      .map(({ target }) => target.outerHTML.slice(0, 100));
  });
  assert.deepEqual(outside, [], state);
}

/** Every form there is, one after the other; `look` is called for each. Words differ, so parts are pressed. */
async function walk(opened, look) {
  await part(opened, 'begin').click();
  await part(opened, 'composer').waitFor();
  await look('the composer, signed out');
  await opened.locator('.composer textarea').fill('A *lamp*');
  await opened.locator('.composer textarea').press('Escape');
  await opened.getByRole('alertdialog').waitFor();
  await look('whether to throw away');
  await opened.getByRole('alertdialog').getByRole('button').last().click();
  const token = await siteToken(unique('Form'));
  await opened.evaluate((given) => {
    document.querySelector('rejoinder-thread').siteToken = given;
  }, token);
  await opened.locator('.account .signed-in').waitFor();
  await part(opened, 'begin').click();
  await opened.locator('.composer textarea').fill('A *lamp*');
  await opened.locator('.composer .help summary').click();
  await opened.locator('.composer button:has(+ .help)').click();
  await part(opened, 'preview').waitFor();
  await look('a preview');
  await part(opened, 'primary').click();
  await opened.locator('article.held').waitFor();
  await part(opened, 'toast').waitFor();
  await look('a held comment, and what is said of it');
  await opened.locator('.account .signed-in').click();
  await opened.locator('.drawer a').first().waitFor();
  await look('the account');
  await opened.locator('.account .signed-in').click();
  const menu = opened.locator('article [part~=menu]');
  await menu.click();
  await opened.getByRole('menu').waitFor();
  await look('the menu');
  await opened.getByRole('menuitem').first().click();
  await part(opened, 'composer').waitFor();
  await look('an edit');
  await opened.locator('.composer textarea').press('Escape');
  await menu.click();
  await opened.getByRole('menuitem').nth(1).click();
  await opened.getByRole('alertdialog').waitFor();
  await look('whether to delete');
}

const LOOKS = [
  { colorScheme: 'light', lang: 'en', width: 1000 },
  { colorScheme: 'dark', lang: 'de', width: 320 },
  { colorScheme: 'light', lang: 'ar', width: 320 },
  { colorScheme: 'dark', lang: 'ar', width: 700 },
];

for (const { colorScheme, lang, width } of LOOKS) {
  test(`axe finds nothing in any form, ${colorScheme}, ${lang}, ${width} pixels wide`, async () => {
    const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
    await visitHost(address(host, await episode('PRE'), { lang }), options, (opened) =>
      walk(opened, (state) => assertNoViolations(opened, state)));
  });
}

test('who is signed in stands beside the sorts where there is room, and above them where there is none', async () => {
  for (const [width, isBeside] of [[320, false], [700, true]]) {
    await visitHost(address(host, '283', {}), { viewport: { width, height: 800 } }, async (opened) => {
      await signInAs(opened, unique('Named'));
      await assertWithin(opened, width);
      const [account, sorts] = await Promise.all([opened.locator('.account .signed-in'), opened.locator('.sort select')]
        .map((one) => one.boundingBox()));
      assert.equal(sorts.y < account.y + account.height, isBeside, `${width}: ${JSON.stringify({ account, sorts })}`);
    });
  }
});

test('every language has words for every form', async () => {
  const seen = new Set();
  for (const lang of LANGUAGES) {
    await visitHost(address(host, await episode('PRE'), { lang }), { viewport: { width: 360, height: 800 } }, async (opened) => {
      const said = [];
      await walk(opened, async () => said.push(await part(opened, 'thread').innerText()));
      assert.doesNotMatch(said.join('\n'), /\{\w+\}|undefined/, lang);
      seen.add(said[1]);
    });
  }
  assert.equal(seen.size, LANGUAGES.length);
});

test('a report of what is illegal is a form that axe finds nothing in', async () => {
  const key = await episode();
  const options = { viewport: { width: 320, height: 800 }, bypassCSP: true };
  await visitHost(address(host, key), options, async (opened) => {
    await signInAs(opened, unique('Written'));
    await part(opened, 'begin').click();
    await opened.locator('.composer textarea').fill('Words');
    await part(opened, 'primary').click();
    await opened.getByText('Words').first().waitFor();
  });
  await visitHost(address(host, key), options, async (opened) => {
    await signInAs(opened, unique('Read'));
    await opened.locator('article [part~=menu]').click();
    await opened.getByRole('menuitem', { name: 'Report' }).click();
    await opened.getByLabel('Illegal').check();
    await assertNoViolations(opened, 'a report');
    await opened.keyboard.press('Escape');
    await opened.getByLabel('Illegal').waitFor({ state: 'detached' });
    assert.equal(await opened.evaluate(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement.getAttribute('part')), 'action menu');
  });
});

test('open forms change their language with the thread, and keep what was written', async () => {
  const key = await episode('PRE');
  const speak = (opened, lang, whose = 'rejoinder-thread') => opened.evaluate(
    ([code, selector]) => document.querySelector(selector).setAttribute('lang', code), [lang, whose],
  );
  await visitHost(address(host, '279'), {}, async (opened) => {
    await part(opened, 'begin').click();
    await opened.getByLabel('Your comment').fill('A draft');
    await opened.locator('article [part~=reply]').first().click();
    const field = opened.getByLabel(/^Your reply to/);
    await field.waitFor();
    await speak(opened, 'de', 'html');
    await opened.getByRole('button', { name: 'Anmelden und abschicken' }).first().waitFor();
    assert.equal(await opened.getByLabel('Ihr Kommentar').inputValue(), 'A draft');
    const answer = opened.getByLabel(/^Ihre Antwort an/);
    assert.deepEqual(await answer.evaluate((area) => [area.value, area.getRootNode().activeElement === area]), ['', true]);
    await speak(opened, 'ar');
    await speak(opened, 'fr');
    await opened.getByLabel('Votre commentaire').waitFor();
    await opened.getByLabel(/^Votre réponse à/).waitFor();
    assert.equal(await opened.getByLabel('Votre commentaire').inputValue(), 'A draft');
  });
  await visitHost(address(host, key), {}, async (opened) => {
    await signInAs(opened, unique('Lang'));
    await part(opened, 'begin').click();
    await opened.getByLabel('Your comment').fill('To be changed');
    await opened.getByRole('button', { name: 'Post comment' }).click();
    await opened.locator('article [part~=menu]').click();
    await opened.getByRole('menuitem', { name: 'Edit' }).click();
    await opened.getByLabel('Change your comment').fill('Changed, and not sent');
    await speak(opened, 'de');
    await opened.getByRole('button', { name: 'Speichern' }).waitFor();
    assert.equal(await opened.locator('article textarea').inputValue(), 'Changed, and not sent');
  });
});

const ways = (input) => ask(
  'mutation ($input: UpdateWaysInInput!) { updateWaysIn(input: $input) { site { key } } }',
  { input: { site: 'history', ...input } }, { as: 'admin' },
);

test('a guest does a sum where the site asks for it, and is told to look into the mail', async () => {
  await ways({ guests: true, proofOfWork: 'EVERYBODY' });
  try {
    await visitHost(address(host, await episode('PRE')), { refused: true, bypassCSP: true }, async (opened) => {
      await part(opened, 'begin').click();
      await opened.getByRole('textbox', { name: 'Your comment', exact: true }).fill(unique('As a guest'));
      await opened.getByRole('button', { name: 'Post as a guest' }).click();
      assert.equal(await opened.getByLabel('Name').evaluate((field) => field.validity.valueMissing), true);
      await opened.getByLabel('Name').fill(unique('Nils'));
      await opened.getByLabel('E-mail address').fill(`${unique('nils').replace(' ', '.')}@history.example`);
      await assertNoViolations(opened, 'the form for guests');
      await opened.getByRole('button', { name: 'Post as a guest' }).click();
      await opened.getByText('Look into your mail').waitFor();
      assert.equal(await opened.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('rejoinder-draft')).length), 0);
      assert.equal(opened.frames().length, 1, 'guests need no frame');
      await assertNoViolations(opened, 'look into your mail');
    });
  } finally {
    await ways({ guests: false, proofOfWork: 'SUSPECTS' });
  }
});
