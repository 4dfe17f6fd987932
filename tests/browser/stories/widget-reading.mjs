// What anybody reads of a thread in a page of another origin, under the strictest policy.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertFits, base } from '../harness.mjs';
import { article, asked, documents, episode, hashOf, named, page, post, read, visit } from '../widget.mjs';

const VALUES = { site: 'history', key: '279', orderBy: 'OLDEST', id: `comment_${'0'.repeat(32)}`, episodes: ['278'], body: 'Words' };

const heading = (opened) => opened.locator('rejoinder-thread').getByRole('heading').first();
const more = (opened) => opened.getByRole('button', { name: 'Show more comments' });
const ids = (opened) => opened.locator('article').evaluateAll((all) => all.map(({ id }) => id));

test('the first comments are one request that a cache may answer', () => read('279', {}, async (opened, { requests }) => {
  const [first, ...others] = asked(requests);
  assert.deepEqual(others.map((request) => request.url()), []);
  assert.equal(first.method(), 'GET');
  assert.match(first.url(), /\?documentId=sha256%3A[0-9a-f]{64}&variables=/);
  const { authorization, cookie, 'content-type': type, ...rest } = await first.allHeaders();
  assert.deepEqual([authorization, cookie, type], [undefined, undefined, undefined]);
  assert.deepEqual(Object.keys(rest).filter((name) => /^x-/.test(name)), []);
  assert.match((await (await first.response()).allHeaders())['cache-control'], /public/);
}));

test('a closed thread has its comments, its number and its end', () => read('278', {}, async (opened) => {
  assert.equal(await heading(opened).textContent(), '3 thoughts on “278: The Salt Tax and the Silent Bells”');
  assert.equal(await opened.locator('article').count(), 3);
  const question = opened.getByRole('listitem').filter({ hasText: 'before the tax was announced' }).first();
  await question.getByRole('list').getByRole('article', { name: 'Reply by Ines Castellan' }).waitFor();
  const closed = opened.getByText('Comments are closed.', { exact: true });
  const last = await opened.locator('article').last().boundingBox();
  assert.ok((await closed.boundingBox()).y > last.y, 'the message stands below the comments');
}));

test('a locked thread says why', () => read('282', {}, async (opened) => {
  await opened.getByText('This thread is locked: only moderators can post.').waitFor();
  await opened.getByText('It opens when the kettle has cooled down.').waitFor();
}));

test('what is pinned stands first, once, and staff are marked', () => read('283', {}, async (opened) => {
  const [first] = await opened.locator('article').all();
  assert.match(await first.locator('header').textContent(), /Sōta Mizuno\s+Pinned/);
  await opened.locator('article', { hasText: 'Ines Castellan' }).first().getByText('Host', { exact: true }).waitFor();
  const all = await ids(opened);
  assert.equal(new Set(all).size, all.length);
}));

test('a long thread is read to its end, each comment once', () => read('279', {}, async (opened) => {
  const { episode: { comments } } = await ask('{ episode(site: "history", key: "279") { comments(first: 1) { totalCount } } }');
  const tops = opened.locator('.group > rejoinder-comment');
  while (await more(opened).isVisible()) {
    const before = await tops.count();
    await more(opened).click();
    await opened.waitForFunction((count) => {
      const { shadowRoot } = document.querySelector('rejoinder-thread');
      return shadowRoot.querySelectorAll('.group > rejoinder-comment').length > count
        && shadowRoot.activeElement?.matches('article');
    }, before);
    const focused = await opened.evaluate(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement.id);
    assert.equal(focused, await tops.nth(before).locator('article').first().getAttribute('id'), 'the focus is on the first new one');
  }
  assert.equal(await tops.count(), comments.totalCount);
  const all = await ids(opened);
  assert.equal(new Set(all).size, all.length);
  await opened.getByRole('status').filter({ hasText: /comments? more\.$/ }).waitFor({ state: 'attached' });
}));

test('what stands is not drawn again when more comes', () => read('279', {}, async (opened) => {
  const changes = () => opened.evaluate(() => globalThis.changes);
  await opened.evaluate(() => {
    const { shadowRoot } = document.querySelector('rejoinder-thread');
    globalThis.changes = 0;
    const observer = new MutationObserver((records) => { globalThis.changes += records.length; });
    for (const comment of shadowRoot.querySelectorAll('rejoinder-comment')) {
      observer.observe(comment, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    // Not even taken out and put in again.
    const moves = new MutationObserver((records) => {
      globalThis.changes += records.flatMap(({ removedNodes }) => [...removedNodes]).filter(({ localName }) => localName).length;
    });
    for (const group of shadowRoot.querySelectorAll('.group')) moves.observe(group, { childList: true });
  });
  const before = await opened.locator('article').count();
  await more(opened).click();
  await opened.waitForFunction((count) => document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('article').length > count, before);
  assert.equal(await changes(), 0);
}));

test('replies below those that came are fetched where they are asked for', () => read('279', {}, async (opened) => {
  const button = opened.getByRole('button', { name: /^Show \d+ (more )?repl(y|ies)$/ }).first();
  const id = await button.evaluate((element) => element.closest('rejoinder-comment').branch.id);
  const item = opened.locator('rejoinder-comment', { has: opened.locator(`:scope > [id=${id}]`) });
  const before = await item.locator('article').count();
  await button.focus();
  await opened.keyboard.press('Enter');
  await opened.waitForFunction(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement?.matches('.replies article'));
  assert.ok(await item.locator('article').count() > before);
}));

test('a reader sorts, and the page may say how it begins', async () => {
  const times = (opened) => opened.locator('.group > rejoinder-comment > article header time')
    .evaluateAll((all) => all.map((time) => Date.parse(time.dateTime)));
  const rising = (list) => list.toSorted((one, other) => one - other);
  await read('280', {}, async (opened) => {
    const oldest = await times(opened);
    assert.deepEqual(oldest, rising(oldest));
    await opened.getByLabel('Sort by').focus();
    await opened.getByLabel('Sort by').selectOption('Newest');
    await opened.getByRole('status').filter({ hasText: 'Sorted: Newest.' }).waitFor({ state: 'attached' });
    assert.deepEqual(await times(opened), oldest.toReversed());
    assert.equal(await opened.getByLabel('Sort by').evaluate((select) => select.getRootNode().activeElement === select), true, 'the focus stays');
  });
  await read('280', { attributes: 'sort="newest"' }, async (opened, { requests }) => {
    const newest = await times(opened);
    assert.deepEqual(newest, rising(newest).toReversed());
    assert.equal(asked(requests).length, 1);
  });
});

/** A comment ten levels deep, and the words of the one on top of its branch. */
async function deepest() {
  const { episode: { comments } } = await ask(`{ episode(site: "history", key: "279") { comments(first: 100) { nodes { id replyCount } } } }`);
  const queue = comments.nodes.map(({ id }) => id);
  let found = { depth: 0 };
  while (queue.length > 0 && found.depth < 9) {
    const { comment } = await ask(
      'query ($id: ID!) { comment(id: $id) { id depth bodyHtml ancestors { id } replies(first: 100) { nodes { id } } } }',
      { id: queue.pop() },
    );
    if (comment.depth > found.depth) found = comment;
    queue.push(...comment.replies.nodes.map(({ id }) => id));
  }
  return found;
}

test('a link into the depth of a thread opens the branch around it', async () => {
  const { id, depth, ancestors } = await deepest();
  assert.ok(depth >= 5, `${depth} levels`);
  const shown = (opened) => opened.waitForFunction((wanted) => {
    const focused = document.querySelector('rejoinder-thread').shadowRoot.activeElement;
    if (focused?.id !== wanted || !focused.matches('.target')) return false;
    const { top, bottom } = focused.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }, id);
  await read('279', { hash: hashOf(id) }, async (opened) => {
    await shown(opened);
    const around = await opened.locator(`[id=${id}]`).evaluate((element) => {
      const found = [];
      for (let at = element.parentElement; at; at = at.parentElement.closest('rejoinder-comment')) found.unshift(at.branch.id);
      return found;
    });
    assert.deepEqual(around, [...ancestors.map((one) => one.id), id]);
  });
  await read('279', {}, async (opened) => {
    await opened.evaluate((hash) => { location.hash = hash; }, hashOf(id));
    await shown(opened);
  });
});

test('a link to a comment of another thread changes nothing, one to none says so', async () => {
  const { id } = await deepest();
  await read('278', { hash: hashOf(id) }, async (opened, { requests }) => {
    await opened.waitForFunction(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/graphql')).length >= 2);
    assert.equal(await opened.locator('.target').count(), 0);
    assert.equal(asked(requests).length, 2);
  });
  await read('278', { hash: `#comment-${'0'.repeat(32)}` }, async (opened) => {
    await opened.getByText('The comment that this link leads to is not here any more.').waitFor({ state: 'attached' });
  });
});

test('a tombstone keeps its answers, and says what was there', async () => {
  const key = await episode();
  const gone = await post(key, 'Words that will go.');
  await post(key, 'An answer that stays.', { parentId: gone.id });
  await ask('mutation ($input: DeleteCommentInput!) { deleteComment(input: $input) { comment { id } } }', { input: { commentId: gone.id } }, { as: 'moderator' });
  await read(key, {}, async (opened) => {
    await opened.getByText('This comment was deleted by its author.').waitFor();
    await article(opened, 'An answer that stays.').waitFor();
    assert.equal(await opened.getByText('Words that will go.').count(), 0);
    assert.equal(await opened.locator('article.gone').getAttribute('aria-label'), 'Comment that is not shown');
  });
});

test('an episode that nobody has commented on is ready for the first', async () => {
  const key = await episode('The empty bench');
  await read(key, {}, async (opened) => {
    assert.equal(await heading(opened).textContent(), 'No thoughts on “The empty bench” yet');
  });
  await read(`absent-${Date.now()}`, { attributes: 'episode-title="The new one"' }, async (opened) => {
    assert.equal(await heading(opened).textContent(), 'No thoughts on “The new one” yet');
  });
});

test('numbers of comments are asked for in one request', async () => {
  const counts = ['278', '279', 'absent', '278'].map((key) => `<p><rejoinder-count site="history" episode="${key}">…</rejoinder-count></p>`);
  const bare = '<p><rejoinder-count site="history" episode="278" bare lang="de"></rejoinder-count></p>';
  await visit(await page(counts.join('') + bare), {}, async (opened, { requests }) => {
    await opened.waitForFunction(() => document.querySelectorAll('rejoinder-count')[4].textContent === '3');
    const said = await opened.locator('rejoinder-count').allTextContents();
    assert.deepEqual(said.with(1, ''), ['3 comments', '', 'No comments yet', '3 comments', '3']);
    assert.match(said[1], /^\d+ comments$/);
    assert.equal(asked(requests).length, 1);
    assert.equal(requests.some((request) => request.url().includes('/thread-')), false, 'no thread, no code for one');
  });
});

test('320 pixels are enough', async () => {
  const { id } = await deepest();
  await read('279', { hash: hashOf(id), viewport: { width: 320, height: 640 } }, async (opened) => {
    await opened.locator('.target').waitFor();
    await assertFits(opened);
    const { width } = await opened.locator('.target .body').boundingBox();
    assert.ok(width > 200, `${width} px are left for the words`);
  });
});

test('every query that the widget knows is one that the service takes', async () => {
  const { episode: { comments } } = await ask(
    '{ episode(site: "history", key: "279") { comments(first: 1) { pageInfo { endCursor } } } }',
  );
  const values = { ...VALUES, after: comments.pageInfo.endCursor };
  for (const [hash, text] of Object.entries(await documents())) {
    // What the desk asks is answered to moderators alone.
    if (!/^query (?!Desk)/.test(text)) continue;
    const taken = [...text.split('{')[0].matchAll(/\$(\w+):/g)];
    const variables = Object.fromEntries(taken.map(([, name]) => [name, values[name] ?? null]));
    const address = new URL('/graphql', base);
    address.search = new URLSearchParams({ ...named(hash, text), variables: JSON.stringify(variables) });
    const { errors = [] } = await (await fetch(address)).json();
    assert.deepEqual(errors, [], text);
  }
});

test('every change that the widget knows is one that the service takes', async () => {
  for (const [hash, text] of Object.entries(await documents())) {
    if (!text.startsWith('mutation')) continue;
    const { errors = [] } = await unfilled(named(hash, text));
    // All that may be wrong is that nothing says what to change, or who asks.
    const wrong = errors.filter(({ message, extensions }) => (
      !/must have a value$/.test(message) && extensions.code !== 'UNAUTHENTICATED'));
    assert.deepEqual(wrong, [], text);
  }
});

async function unfilled(body) {
  const answer = await fetch(new URL('/graphql', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}
