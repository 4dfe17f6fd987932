// The widget and the page around it: players, storage, several threads, pages that change, failures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base } from '../harness.mjs';
import { article, asked, episode, isStream, page, post, read, ready, tag, visit } from '../widget.mjs';

const AUDIO = '<audio id="player" controls></audio><div id="other"></div>';
const GRAPHQL = `${base}/graphql**`;
const NO_ANSWER = /net::ERR_|Failed to load resource/;

/** Stands in for a sound: what was sought, and whether it was played. */
async function withSound(opened) {
  await opened.evaluate(() => {
    const player = document.getElementById('player');
    let position = 0;
    Object.defineProperty(player, 'currentTime', { get: () => position, set: (seconds) => { position = seconds; } });
    player.play = () => { player.dataset.played = 'yes'; return Promise.resolve(); };
  });
}

const position = (opened) => opened.evaluate(() => document.getElementById('player').currentTime);

test('a time in a comment seeks the page’s player', async () => {
  const key = await episode();
  await post(key, 'At 12:34 the bell; at 1:02:34 the lamp. Not 99:99:99, not `1:30`, not [2:15](https://example.org/).');
  await read(key, { body: AUDIO }, async (opened) => {
    await withSound(opened);
    const codes = opened.locator('.body').getByRole('button');
    await codes.first().waitFor();
    assert.deepEqual(await codes.allTextContents(), ['12:34', '1:02:34']);
    await opened.getByRole('button', { name: 'Play from 1:02:34' }).focus();
    await opened.keyboard.press('Enter');
    assert.equal(await position(opened), 3754);
    assert.equal(await opened.locator('#player').getAttribute('data-played'), 'yes');
    await opened.evaluate(() => {
      addEventListener('rejoinder-seek', (event) => { event.preventDefault(); globalThis.sought = event.detail.seconds; });
    });
    await codes.first().click();
    assert.equal(await opened.evaluate(() => globalThis.sought), 754);
    assert.equal(await position(opened), 3754, 'the page has taken over');
  });
  await read(key, {}, async (opened, { requests }) => {
    assert.equal(await opened.locator('.body').getByRole('button').count(), 0, 'without a player they are words');
    assert.equal(requests.some((request) => request.url().includes('/player-')), false);
  });
  await read(key, { body: AUDIO, attributes: 'player="#other"' }, async (opened) => {
    await withSound(opened);
    await opened.locator('.body').getByRole('button').first().click();
    assert.equal(await position(opened), 0, 'another one than the page names is left alone');
  });
});

test('a comment about a moment leads there, and they are read in its order', async () => {
  const key = await episode();
  await post(key, 'About the second half.', { momentSeconds: 1800 });
  await post(key, 'About the first minute.', { momentSeconds: 60 });
  await read(key, { body: AUDIO }, async (opened) => {
    await withSound(opened);
    await article(opened, 'About the second half.').getByRole('button', { name: 'at 30:00' }).click();
    assert.equal(await position(opened), 1800);
    await opened.getByLabel('Sort by').selectOption('Time in the episode');
    await opened.getByRole('status').filter({ hasText: 'Sorted' }).waitFor({ state: 'attached' });
    assert.deepEqual(await opened.locator('.body').allInnerTexts(), ['About the first minute.', 'About the second half.']);
  });
});

test('what is new since the last visit is marked, and jumped to', async () => {
  const key = await episode();
  await post(key, 'Here before.');
  const address = await page(tag(key, 'live="off"'));
  await visit(address, {}, async (opened) => {
    await ready(opened);
    await opened.waitForFunction(() => localStorage.length === 1);
    assert.equal(await opened.locator('.new').count(), 0, 'at first nothing is new');
    const kept = await opened.evaluate(() => Object.entries(localStorage));
    assert.deepEqual(kept.map(([name]) => name), [`rejoinder-seen:${base}:history:${key}`]);
    assert.ok(!Number.isNaN(Date.parse(kept[0][1])), 'a time and nothing else');
    // The service's clock and the browser's are this machine's.
    const reply = await post(key, 'Came since.', { as: 'reader' });
    await opened.reload();
    await ready(opened);
    await article(opened, 'Came since.').getByText('New', { exact: true }).waitFor();
    assert.equal(await opened.locator('article.new').count(), 1);
    await opened.getByRole('button', { name: '1 new comment' }).click();
    await opened.waitForFunction((id) => document.querySelector('rejoinder-thread').shadowRoot.activeElement?.id === id, reply.id);
    await opened.reload();
    await ready(opened);
    await article(opened, 'Came since.').waitFor();
    assert.equal(await opened.locator('.new').count(), 0, 'it has been seen');
  });
});

test('a page that may store nothing shows its thread', () => read('278', {
  prepare: (context) => context.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  }),
}, async (opened) => {
  assert.equal(await opened.locator('article').count(), 3);
}));

test('two threads stand on one page, and neither knows of the other', async () => {
  await visit(await page(tag('278') + tag('282')), {}, async (opened, { requests }) => {
    await opened.locator('rejoinder-thread').nth(0).getByText('Comments are closed.').waitFor();
    await opened.locator('rejoinder-thread').nth(1).getByText('This thread is locked').waitFor();
    assert.equal(asked(requests).length, 2);
  });
});

test('a thread follows its attributes, and leaves nothing behind', () => read('278', {}, async (opened, { requests }) => {
  const title = (text) => opened.locator('[part=heading]', { hasText: text }).waitFor();
  await opened.evaluate(() => document.querySelector('rejoinder-thread').setAttribute('episode', '282'));
  await title('282:');
  await opened.evaluate(() => document.querySelector('rejoinder-thread').setAttribute('lang', 'de'));
  await opened.getByText('Dieser Thread ist gesperrt').waitFor();
  await opened.evaluate(() => {
    globalThis.kept = document.querySelector('rejoinder-thread');
    globalThis.kept.remove();
    location.hash = `#comment-${'1'.repeat(32)}`;
    dispatchEvent(new Event('online'));
  });
  const before = asked(requests).length;
  await opened.evaluate(() => new Promise((resolve) => { setTimeout(resolve); }));
  assert.equal(asked(requests).length, before, 'what is off the page asks nothing');
  await opened.evaluate(() => { location.hash = ''; document.querySelector('main').append(globalThis.kept); });
  await title('282:');
  assert.equal(asked(requests).length, before + 1);
}));

test('a page that swaps its content gets its threads', async () => {
  await visit(await page('<div id="place"></div>'), {}, async (opened, { requests }) => {
    assert.equal(requests.some((request) => request.url().includes('/assets/')), false, 'nothing is fetched for nothing');
    for (const [key, words] of [['278', '278:'], ['282', '282:']]) {
      await opened.evaluate((episodeKey) => {
        const thread = document.createElement('rejoinder-thread');
        thread.setAttribute('site', 'history');
        thread.setAttribute('episode', episodeKey);
        document.getElementById('place').replaceChildren(thread);
      }, key);
      await opened.locator('[part=heading]', { hasText: words }).waitFor();
    }
  });
});

test('a service that does not answer is said so, and tried again', async () => {
  let fails = true;
  const prepare = (context) => context.route(GRAPHQL, (route) => (fails ? route.abort() : route.fallback()));
  await visit(await page(tag('278')), { prepare, expected: NO_ANSWER }, async (opened) => {
    const alert = opened.getByRole('alert');
    await alert.getByText('The comments could not be reached. Try again in a moment.').waitFor();
    fails = false;
    await alert.getByRole('button', { name: 'Try again' }).click();
    await opened.getByText('Comments are closed.').waitFor();
    assert.equal(await alert.count(), 0);
  });
});

test('whoever comes back from being offline finds the comments', async () => {
  let fails = true;
  const prepare = (context) => context.route(GRAPHQL, (route) => (fails ? route.abort() : route.fallback()));
  await visit(await page(tag('278')), { prepare, expected: NO_ANSWER }, async (opened, { context }) => {
    await opened.getByRole('alert').waitFor();
    await context.setOffline(true);
    await opened.getByRole('button', { name: 'Try again' }).click();
    await opened.getByText('You are offline. The comments load once you are back.').waitFor();
    fails = false;
    await context.setOffline(false);
    await opened.getByText('Comments are closed.').waitFor();
  });
});

test('a page of comments that fails leaves those that are there', async () => {
  let fails = false;
  const prepare = (context) => context.route(GRAPHQL, (route) => (fails
    ? route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' }, json: { errors: [{ message: 'busy', extensions: { code: 'UNAVAILABLE', retryAfter: 1 } }] } })
    : route.fallback()));
  await read('279', { prepare, expected: NO_ANSWER }, async (opened) => {
    const before = await opened.locator('article').count();
    fails = true;
    await opened.getByRole('button', { name: 'Show more comments' }).click();
    await opened.getByRole('alert').getByText('asked for too often right now').waitFor();
    assert.equal(await opened.locator('article').count(), before);
    fails = false;
    await opened.getByRole('button', { name: 'Try again' }).click();
    await opened.waitForFunction((count) => document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('article').length > count, before);
    assert.equal(await opened.getByRole('alert').count(), 0);
  });
});

test('a service of another version is told the document itself', async () => {
  const prepare = (context) => context.route(GRAPHQL, (route) => (route.request().method() === 'GET'
    ? route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' }, json: { errors: [{ message: 'unknown', extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND' } }] } })
    : route.fallback()));
  await read('278', { prepare, expected: NO_ANSWER }, async (opened, { requests }) => {
    assert.equal(await opened.locator('article').count(), 3);
    const [, second] = asked(requests).filter((request) => request.method() !== 'OPTIONS');
    assert.deepEqual(Object.keys(second.postDataJSON()), ['query', 'variables']);
  });
});

test('whatever came as a comment’s HTML, nothing of it runs', async () => {
  const hostile = [
    '<p onclick="globalThis.ran=1" style="position:fixed" id="x">words</p>',
    '<img src=x onerror="globalThis.ran=1"><svg onload="globalThis.ran=1"></svg><script>globalThis.ran=1</script>',
    '<a href="javascript:globalThis.ran=1" target="_self">one</a> <a href="https://example.org/" rel="opener">two</a>',
    '<iframe srcdoc="<script>parent.ran=1</script>"></iframe><form action="/"><input name="q"></form>',
  ].join('');
  const prepare = (context) => context.route(GRAPHQL, async (route) => {
    if (isStream(route.request())) return route.fallback();
    const response = await route.fetch();
    const answer = await response.json();
    for (const comment of answer.data?.episode?.comments.nodes ?? []) comment.bodyHtml = hostile;
    return route.fulfill({ response, json: answer });
  });
  // Without the page's policy, which would hide what ours lets through.
  await read('278', { prepare, bypassCSP: true }, async (opened) => {
    const body = opened.locator('.body').first();
    assert.equal(await body.evaluate((element) => element.innerHTML.replace(/<!--.*?-->/g, '')), [
      '<p>words</p>',
      '<a rel="nofollow ugc noopener" target="_blank">one</a> ',
      '<a href="https://example.org/" rel="nofollow ugc noopener" target="_blank">two</a>',
    ].join(''));
    await body.locator('a').first().click();
    assert.equal(await opened.evaluate(() => globalThis.ran), undefined);
  });
});
