// Bringing comments in at the desk: a file is tried and imported, or is told what is wrong with it.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { status, visitDesk } from '../desk.mjs';
import { noViolations } from '../settings.mjs';

const PICTURES = process.env.REJOINDER_PICTURES;
let number = 0;

const said = (id, text, more) =>
  `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[Lightkeeper ${id % 40}]]></wp:comment_author>
<wp:comment_author_email>keeper${id % 40}@example.org</wp:comment_author_email>
<wp:comment_date_gmt>2019-03-0${(id % 9) + 1} 10:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[${text}]]></wp:comment_content>${more}</wp:comment>`;
const APPROVED = '<wp:comment_approved>1</wp:comment_approved>';

/** A post with so many comments, one of them spam and one a pingback; a new one each time. */
function exported(comments) {
  number += 1;
  const post = 70_000 + number;
  const ordinary = Array.from({ length: comments }, (_, at) => said(at + 1, `Comment ${at + 1} on the old lamps.`, APPROVED));
  const others = [
    said(comments + 1, 'Cheap lamps', '<wp:comment_approved>spam</wp:comment_approved>'),
    said(comments + 2, 'Pinged', `${APPROVED}<wp:comment_type>pingback</wp:comment_type>`),
  ];
  const buffer = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>
<item><title>The old lamps, ${post}</title><link>https://history.example/?p=${post}</link>
<guid isPermaLink="false">https://history.example/?p=${post}</guid><wp:post_id>${post}</wp:post_id>
<wp:post_date_gmt>2019-03-01 08:00:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
${[...ordinary, ...others].join('\n')}
</item></channel></rss>`);
  return { name: `lamps-${number}.xml`, mimeType: 'text/xml', buffer };
}

function broken() {
  const { buffer, ...file } = exported(3);
  return { ...file, buffer: Buffer.from(buffer.toString().replace('</item>', '</post>')) };
}

const HEX = { nobody: '0'.repeat(64), question: '1'.repeat(64), answer: '2'.repeat(64) };

/** A page of an old address with a question and its answer, as Commento exports them. */
function commento() {
  number += 1;
  const comment = (name, parentHex, markdown) => ({
    commentHex: HEX[name], commenterHex: HEX.nobody, parentHex, markdown, html: '', state: 'approved', deleted: false,
    score: 0, creationDate: '2021-01-01T00:00:00Z', domain: 'old.example', url: `/lamps-${number}`,
  });
  const comments = [comment('question', 'root', 'Who lit them?'), comment('answer', HEX.question, 'The keeper.')];
  const buffer = Buffer.from(JSON.stringify({ version: 1, comments, commenters: [] }));
  return { name: `commento-${number}.json`, mimeType: 'application/json', buffer };
}

const NEWEST = '{ site(key: "history") { imports(first: 1) { nodes { id state isDryRun } } } }';
const CANCEL = 'mutation ($input: CancelImportInput!) { cancelImport(input: $input) { import { state } } }';
const newest = async () => (await ask(NEWEST, {}, { as: 'admin' })).site.imports.nodes[0];
const EPISODE = 'query ($key: String!) { episode(site: "history", key: $key) { commentCount } }';
const comments = async () => {
  const key = `https://history.example/?p=${70_000 + number}`;
  return (await ask(EPISODE, { key })).episode?.commentCount ?? null;
};

async function free() {
  const one = await newest();
  const isOpen = ['AWAITING_FILE', 'READY', 'WAITING'].includes(one?.state);
  if (isOpen) await ask(CANCEL, { input: { importId: one.id } }, { as: 'admin' });
}

async function visitImport(options, story) {
  await free();
  await visitDesk('admin', { hash: '#settings/importing', ...options }, async (page) => {
    await page.locator('#import-form').waitFor();
    await story(page);
  });
}

const choose = (page, file) => page.locator('#import-file').setInputFiles(file);
const title = (page, text) => page.locator('#import-title').filter({ hasText: text });
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent.trim());
const submit = (page, value) => page.locator(`#import-form button[value=${value}]`);

async function tabTo(page, wanted) {
  for (let steps = 0; steps < 12; steps += 1) {
    if ((await focused(page)) === wanted) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${wanted} is not reached, but ${await focused(page)}`);
}

test('what was tried, pictured', () => visitImport({ viewport: { width: 1180, height: 900 } }, async (page) => {
  const file = exported(240);
  await choose(page, file);
  await submit(page, 'try').click();
  await title(page, `Tried: ${file.name}`).waitFor();
  await page.frameLocator('iframe.preview').getByRole('article').first().waitFor();
  await page.locator('#settings-importing').evaluate((heading) => heading.scrollIntoView());
  const picture = await page.screenshot({ animations: 'disabled' });
  assert.ok(picture.length > 5_000);
  if (!PICTURES) return;
  await mkdir(PICTURES, { recursive: true });
  await writeFile(join(PICTURES, 'desk-import.png'), picture);
}));

test('a file is tried and then imported, by keyboard', () => visitImport({}, async (page) => {
  const file = exported(12);
  await choose(page, file);
  await page.locator('#import-file').focus();
  await tabTo(page, 'Try it');
  await page.keyboard.press('Enter');
  await title(page, `Tried: ${file.name}`).waitFor();
  assert.equal(await focused(page), 'import-title');
  await status(page, `Tried: ${file.name}`);
  const rows = await page.locator('.report').innerText();
  assert.match(rows, /Comments in the file\s+14/);
  assert.match(rows, /approved\s+12/);
  assert.match(rows, /left out: spam\s+1/);
  assert.match(rows, /left out: pingbacks\s+1/);
  assert.equal(await comments(), null, 'nothing was changed');

  await page.locator('#import-notes summary').click();
  await page.locator('#import-notes li').first().filter({ hasText: 'left out: ' }).waitFor();
  await tabTo(page, 'Import');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText(`Import ${file.name}?`).waitFor();
  await tabTo(page, 'Import');
  await page.keyboard.press('Enter');
  await title(page, `Imported: ${file.name}`).waitFor();
  assert.equal(await comments(), 12);
  await page.reload();
  await title(page, `Imported: ${file.name}`).waitFor();
  await page.locator('#import-form').waitFor();
}));

test('spam comes along where it is asked for, and the import asks back first', () => visitImport({}, async (page) => {
  const file = exported(2);
  await choose(page, file);
  await page.locator('[name=withSpam]').check();
  await submit(page, 'import').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await page.locator('[name=withSpam]').isChecked(), true, 'what was chosen stays');
  await submit(page, 'import').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
  await title(page, `Imported: ${file.name}`).waitFor();
  assert.match(await page.locator('.report').innerText(), /as spam\s+1/);
}));

test('a broken file is told with line and column, and nothing is changed', () => visitImport({}, async (page) => {
  const file = broken();
  await choose(page, file);
  await submit(page, 'try').click();
  await title(page, `Not imported: ${file.name}`).waitFor();
  assert.match(await page.locator('#import-now .cause').innerText(), /^line \d+, column \d+: .*Nothing was imported\.$/);
  assert.equal(await comments(), null);
}));

test('another system is guessed, a rule is mended where it stands, and the pages are told', () => visitImport({ refused: true }, async (page) => {
  const file = commento();
  const rules = page.locator('#import-rules');
  await choose(page, file);
  await rules.fill('https://old.example/=history');
  await submit(page, 'try').click();
  await page.locator('#import-rules-fault').filter({ hasText: 'write FROM=TO' }).waitFor();
  await page.locator('#import-rules[aria-invalid=true]:focus').waitFor();
  await rules.fill('https://old.example/=https://history.example/');
  await submit(page, 'try').click();
  await title(page, `Tried: ${file.name}`).waitFor();
  await page.locator('#import-now').getByText('Commento, Comentario').waitFor();
  await page.locator('#import-pages summary').filter({ hasText: 'Pages and episodes (1)' }).click();
  const become = page.locator('#import-pages li');
  await become.filter({ hasText: `https://history.example/lamps-${number}` }).waitFor();
  assert.match(await become.innerText(), /2 comments · new episode/);
  assert.equal(await rules.inputValue(), 'https://old.example/=https://history.example/', 'the rules stay');

  await choose(page, file);
  await page.locator('#import-format').selectOption({ label: 'Disqus' });
  await submit(page, 'try').click();
  await title(page, `Not imported: ${file.name}`).waitFor();
}));

test('without a file nothing is sent, and the field says so', () => visitImport({}, async (page) => {
  await submit(page, 'try').click();
  assert.equal(await focused(page), 'import-file');
  assert.equal(await page.locator('#import-fault').innerText(), 'Choose a file first.');
  assert.equal(await page.locator('#import-file').getAttribute('aria-invalid'), 'true');
}));

test('it goes on while one is elsewhere, and shows where it stands', () => visitImport({}, async (page) => {
  // The page looks once a second: it is to see some of it.
  await choose(page, exported(9_000));
  await submit(page, 'try').click();
  await page.locator('#import-now progress[value]').waitFor();
  await page.getByText(/^[\d,]+ of 9,000 comments$/).waitFor();
  await page.evaluate(() => { location.hash = '#log'; });
  await page.locator('#import-now').waitFor({ state: 'detached' });
  await page.evaluate(() => { location.hash = '#settings'; });
  await title(page, /^(Trying|Tried)/).waitFor();
  await title(page, 'Tried: ').waitFor({ timeout: 60_000 });
}));

test('a file on its way can be called off, and does not get lost unasked', () => {
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  const prepare = (page) => page.route('**/imports/*', async (route) => {
    await held;
    await route.abort();
  });
  return visitImport({ prepare }, async (page) => {
    await choose(page, exported(2));
    await submit(page, 'try').click();
    await title(page, 'Sending lamps-').waitFor();
    await page.evaluate(() => { location.hash = '#log'; });
    await page.getByRole('dialog').getByText('Leave without saving?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('#import-now').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('#import-form').waitFor();
    answer();
    assert.equal((await newest()).state, 'CANCELLED');
    assert.equal(await page.locator('#import-problem').innerText(), '');
  });
});

test('moderators see nothing of it', () => visitDesk('moderator', { hash: '#settings' }, async (page) => {
  await page.locator('#settings-moving').waitFor();
  assert.equal(await page.locator('#settings-importing, #import-form').count(), 0);
}));

async function walk(page, check) {
  await submit(page, 'try').click();
  await check('no file');
  await choose(page, broken());
  await submit(page, 'try').click();
  await page.locator('#import-now.grave').waitFor();
  await check('broken');
  await choose(page, exported(3));
  await submit(page, 'try').click();
  await page.locator('#import-now:not(.grave) .report').waitFor();
  await page.locator('#import-notes summary').click();
  await page.locator('#import-pages summary').click();
  await page.locator('#import-whence summary').click();
  await page.locator('#import-pages li').first().waitFor();
  await check('tried');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    const look = { colorScheme, locale, viewport: { width: 320, height: 640 }, bypassCSP: true };
    test(`axe finds nothing where comments are brought in, ${colorScheme}, ${locale}, 320 pixels`, () =>
      visitImport(look, (page) => walk(page, (state) => noViolations(page, state))));
  }
}

test('bringing comments in speaks every language and leaves no gap open', async () => {
  const titles = new Set();
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar']) {
    await visitImport({ locale, viewport: { width: 320, height: 640 } }, async (page) => {
      await walk(page, async () => {
        const part = page.locator('section', { has: page.locator('#settings-importing') });
        assert.doesNotMatch(await part.innerText(), /\{\w+\}|\bundefined\b|\bnull\b|\[object/);
        await noViolations(page, null);
      });
      titles.add(await page.locator('#settings-importing').innerText());
    });
  }
  assert.equal(titles.size, 8);
});
