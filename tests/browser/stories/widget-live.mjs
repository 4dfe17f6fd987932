// What others do in a thread is seen while they do it, and nothing that stands is moved by it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { ask, assertFits, base } from '../harness.mjs';
import { article, documents, episode, isStream, post, read, ready } from '../widget.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DELETE = 'mutation ($input: DeleteCommentInput!) { deleteComment(input: $input) { deletedCommentId } }';
const EDIT = 'mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } } }';
const CLOSE = 'mutation ($input: CloseThreadInput!) { closeThread(input: $input) { episode { id } } }';
const REOPEN = 'mutation ($input: ReopenThreadInput!) { reopenThread(input: $input) { episode { id } } }';
const SHOWN = `query ($id: ID!) { comment(id: $id) {
  id depth createdAt editedAt tombstone score replyCount isPinned isFeatured author { id displayName role }
} }`;

/** Each may post a few comments a minute. */
const WRITERS = ['moderator', 'admin'];
const mo = { as: 'moderator' };
const heading = (opened, text) => opened.locator('[part=heading]', { hasText: text }).waitFor();

/** The first news has come, which is that there are none: whatever happens now is told. */
async function listening(opened) {
  await opened.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/follow-')));
  await opened.waitForTimeout(400);
}

/** Opens a thread, and waits until it is listened to. */
const live = (key, options, story) => read(key, options, async (opened, watched) => {
  await listening(opened);
  await story(opened, watched);
});

/** Turns to the page, or away from it. */
const look = (opened, state) => opened.evaluate((now) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
  document.dispatchEvent(new Event('visibilitychange'));
}, state);

const top = (locator) => locator.evaluate((element) => element.getBoundingClientRect().top);

test('what somebody posts, edits and deletes is seen at once on another page, each once', async () => {
  const key = await episode();
  const first = await post(key, 'The first lamp.');
  await live(key, {}, async (opened, { context, requests }) => {
    const other = await context.newPage();
    await other.goto(opened.url());
    await ready(other);
    await listening(other);
    const lags = [];
    for (const words of ['The second lamp.', 'The third lamp.']) {
      const seen = opened.evaluate((text) => new Promise((resolve) => {
        const root = document.querySelector('rejoinder-thread').shadowRoot;
        const look = () => (root.textContent.includes(text) ? resolve(Date.now()) : requestAnimationFrame(look));
        look();
      }), words);
      await post(key, words);
      const posted = Date.now();
      lags.push(await seen - posted);
      await article(other, words).waitFor();
      await opened.waitForTimeout(300);
    }
    console.log(`seen ${lags.join(' and ')} ms after its answer`);
    assert.ok(lags.every((lag) => lag < 500), `${lags}`);
    await heading(opened, '3 thoughts');
    await article(opened, 'The third lamp.').getByText('New', { exact: true }).waitFor();
    // Together or, where the machine takes its time, one by one.
    await opened.getByRole('status').filter({ hasText: /\d new comments?/ }).waitFor({ state: 'attached' });
    await opened.getByRole('button', { name: '2 new comments' }).click();

    const answer = await post(key, 'An answer.', { parentId: first.id });
    await opened.locator('.replies').getByRole('article').filter({ hasText: 'An answer.' }).waitFor();
    await ask(EDIT, { input: { commentId: answer.id, body: 'A better answer.' } }, mo);
    await article(opened, 'A better answer.').waitFor();
    await ask(DELETE, { input: { commentId: first.id } }, mo);
    await opened.getByText('This comment was deleted by its author.').waitFor();
    await ask(DELETE, { input: { commentId: answer.id } }, mo);
    await opened.waitForFunction(() => document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('article').length === 2);
    await heading(opened, '2 thoughts');
    assert.ok(requests.filter((request) => isStream(request) && request.method() !== 'OPTIONS').length <= 4, 'a line for each page');
  });
});

test('a thread that is closed says so, and opens again, with what somebody was writing', async () => {
  const key = await episode();
  await post(key, 'A lamp.');
  const { episode: { id: episodeId } } = await ask('query ($key: String!) { episode(site: "history", key: $key) { id } }', { key });
  await live(key, {}, async (opened) => {
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    const field = opened.getByRole('textbox', { name: 'Your comment' });
    await field.fill('Half a thou');
    await ask(CLOSE, { input: { episodeId, message: 'The harbour sleeps.' } }, mo);
    await opened.getByText('The harbour sleeps.').first().waitFor();
    assert.equal(await field.inputValue(), 'Half a thou');
    assert.ok(await field.evaluate((there) => there.matches(':focus')));
    await ask(REOPEN, { input: { episodeId } }, mo);
    await opened.locator('[part=notice]').waitFor({ state: 'detached' });
    await field.pressSequentially('ght');
    assert.equal(await field.inputValue(), 'Half a thought');
  });
});

test('what comes above does not move what somebody reads, also where the browser does not see to it', async () => {
  const key = await episode();
  for (let at = 0; at < 8; at += 1) await post(key, `Lamp ${at}\n\n${'A long story of it. '.repeat(40)}`, { as: WRITERS[at % 2] });
  for (const style of ['', '* { overflow-anchor: none }']) {
    await live(key, { attributes: 'sort="newest"', style }, async (opened) => {
      const read = article(opened, 'Lamp 3');
      await read.evaluate((there) => there.scrollIntoView({ block: 'start' }));
      await opened.evaluate(() => scrollBy(0, 60));
      const before = await top(read);
      const words = `Above ${style.length}`;
      await post(key, `${words}\n\n${'And one more. '.repeat(60)}`, { as: 'admin' });
      await article(opened, words).waitFor({ state: 'attached' });
      await opened.waitForTimeout(100);
      assert.ok(Math.abs(await top(read) - before) < 2, `${before} → ${await top(read)}`);
      assert.equal(await opened.locator('article').first().textContent().then((text) => text.includes(words)), true);
    });
  }
});

test('whoever was cut off, or looked elsewhere, has caught up', async () => {
  const key = await episode();
  const first = await post(key, 'Before.');
  await live(key, { expected: /ERR_INTERNET_DISCONNECTED/ }, async (opened, { context, requests }) => {
    await context.setOffline(true);
    await post(key, 'While the line was down.');
    await post(key, 'An answer to it.', { parentId: first.id });
    await context.setOffline(false);
    await article(opened, 'While the line was down.').waitFor();
    await article(opened, 'An answer to it.').waitFor();
    const ended = opened.waitForEvent('requestfailed', isStream);
    await look(opened, 'hidden');
    await ended;
    requests.length = 0;
    await post(key, 'While nobody looked.');
    await opened.waitForTimeout(600);
    assert.deepEqual(requests, [], 'what nobody looks at asks nothing');
    await look(opened, 'visible');
    await article(opened, 'While nobody looked.').waitFor();
    assert.equal(await opened.locator('article').count(), 4);
  });
});

test('who reads along with others sees how many, which moves nothing and is asked once a minute', async () => {
  const key = await episode();
  await post(key, 'A lamp.');
  const [hash] = Object.entries(await documents()).find(([, text]) => text.startsWith('query ThreadReaders'));
  await live(key, {}, (_, { context }) => live(key, {}, async (opened, { requests }) => {
    const said = opened.locator('[part~=presence]');
    const before = await top(article(opened, 'A lamp.'));
    assert.equal(await said.count(), 0);
    await said.filter({ hasText: /^2 reading now$/ }).waitFor();
    assert.ok(Math.abs(await top(article(opened, 'A lamp.')) - before) < 0.5, `${before}`);
    assert.equal(await said.evaluate((there) => there.closest('[aria-live], [role=status], [role=heading]')), null);
    await context.close();
    await look(opened, 'hidden');
    await said.waitFor({ state: 'detached' });
    await look(opened, 'visible');
    await said.waitFor();
    assert.equal(requests.filter((request) => request.url().includes(hash)).length, 1);
  }));
});

test('a page that wants no line has none', async () => {
  const key = await episode();
  await live(key, { attributes: 'live="off"' }, async (opened, { requests }) => {
    assert.equal(requests.filter(isStream).length, 0);
    await post(key, 'The first.');
    await opened.evaluate(() => document.querySelector('rejoinder-thread').removeAttribute('live'));
    await article(opened, 'The first.').waitFor();
    await heading(opened, 'One thought');
  });
});

test('where there is no stream it is looked for now and then', async () => {
  const key = await episode();
  await post(key, 'Before.');
  const prepare = async (context) => {
    await context.addInitScript(() => {
      const usual = setTimeout;
      globalThis.setTimeout = (run, milliseconds, ...more) => usual(run, milliseconds > 600 ? milliseconds / 20 : milliseconds, ...more);
    });
    await context.route(`${base}/graphql**`, (route) => (isStream(route.request()) ? route.abort() : route.fallback()));
  };
  await live(key, { prepare, expected: /Failed to load resource/ }, async (opened) => {
    await post(key, 'Found all the same.');
    await article(opened, 'Found all the same.').waitFor();
    assert.equal(await opened.getByRole('alert').count(), 0);
  });
});

test('of very many at once some come by themselves, the others when they are asked for', async () => {
  const key = await episode();
  const { id } = await post(key, 'Before.');
  const { comment } = await ask(SHOWN, { id });
  const many = Array.from({ length: 45 }, (_, at) => (
    { ...comment, id: `comment_f${String(at).padStart(31, '0')}`, bodyHtml: `<p>One of many: ${at}</p>` }));
  const told = { commentEvents: { cursor: '1000', comments: many, goneIds: [], episode: null } };
  let isTold = false;
  const prepare = (context) => context.route(`${base}/graphql**`, (route) => {
    if (isTold || !isStream(route.request())) return route.fallback();
    isTold = true;
    const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/event-stream' };
    return route.fulfill({ headers, body: `event: next\ndata: ${JSON.stringify({ data: told })}\n\n` });
  });
  await read(key, { prepare }, async (opened) => {
    const rest = opened.getByRole('button', { name: '5 new comments' });
    await rest.waitFor();
    assert.equal(await opened.locator('article').count(), 41);
    await rest.click();
    await rest.waitFor({ state: 'detached' });
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in what has come, and 320 pixels are enough, ${colorScheme}`, async () => {
    const key = await episode();
    const first = await post(key, 'Before.');
    await live(key, { colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } }, async (opened) => {
      await post(key, 'A new one, `with_a_very_long_word_that_has_to_break_somewhere_or_else`.');
      await post(key, 'A new answer.', { parentId: first.id });
      await article(opened, 'A new answer.').getByText('New', { exact: true }).waitFor();
      await assertFits(opened);
      await opened.evaluate(axe);
      assert.deepEqual(await opened.evaluate(async () => (await globalThis.axe.run()).violations.map(({ id }) => id)), []);
    });
  });
}
