// What the page, the network and the links around a thread may be, and what a reader is told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base } from '../harness.mjs';
import { article, asked, episode, hashOf, page, post, read, ready, tag, visit } from '../widget.mjs';

const FAILED = /^Failed to load resource/;

/** Lets what matches fail until it is told not to. */
function failing(pattern) {
  const line = { isDown: true };
  line.prepare = (context) => context.route(pattern, (route) => (line.isDown ? route.abort() : route.fallback()));
  return line;
}

/** The contrast of a text with the ground behind it; both are drawn, since they may be mixed. */
const contrast = (locator, ground) => locator.evaluate((element, behind) => {
  const pixel = (...colors) => {
    const context = document.createElement('canvas').getContext('2d');
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    return context.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (data) => {
    const [r, g, b] = [...data].map((value) => (value <= 10 ? value / 3295 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [one, other] = [luminance(pixel(behind, getComputedStyle(element).color)), luminance(pixel(behind))];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}, ground);

for (const [what, pattern, said] of [
  ['the code', `${base}/embed/assets/thread-*`, 'Die Kommentare sind nicht erreichbar. Versuchen Sie es gleich noch einmal.'],
  ['the words', `${base}/embed/assets/de-*`, 'The comments could not be loaded.'],
  ['the code and the words', `${base}/embed/assets/{thread,de}-*`, 'The comments could not be loaded.'],
]) {
  test(`where ${what} of a thread cannot be fetched, it says so and can be asked for again`, async () => {
    const line = failing(pattern);
    await visit(await page(tag('278'), { lang: 'de' }), { prepare: line.prepare, expected: FAILED }, async (opened) => {
      await opened.getByRole('alert').filter({ hasText: said }).waitFor();
      const again = opened.locator('.sorry button');
      await again.click();
      await opened.getByRole('alert').filter({ hasText: said }).waitFor();
      line.isDown = false;
      await again.click();
      await ready(opened);
      await opened.getByRole('button', { name: 'Anmelden' }).waitFor();
      assert.equal(await opened.locator('.sorry:visible').count(), 0);
    });
  });
}

test('a link to a comment that is gone is said to be, in sight, and by one of two threads', async () => {
  const address = await page(tag('278') + tag('283'));
  await visit(`${address}#comment-${'0'.repeat(32)}`, {}, async (opened) => {
    const said = opened.getByText('The comment that this link leads to is not here any more.');
    await said.waitFor();
    await opened.locator('rejoinder-thread').nth(1).locator('article').first().waitFor();
    await opened.waitForTimeout(300);
    assert.equal(await said.count(), 1);
    const { width, height } = await said.boundingBox();
    assert.ok(width > 100 && height > 10, `${width} × ${height}`);
  });
});

test('a sort that fails is told beside the order, which is put back, and can be tried again', async () => {
  const line = failing(`${base}/graphql?documentId=*`);
  line.isDown = false;
  await read('279', { prepare: line.prepare, expected: FAILED }, async (opened) => {
    const select = opened.getByLabel('Sort by');
    line.isDown = true;
    await select.selectOption('NEWEST');
    const problem = opened.getByRole('alert').filter({ hasText: 'The comments could not be reached.' });
    await problem.waitFor();
    assert.equal(await select.inputValue(), 'OLDEST');
    const gap = (await problem.boundingBox()).y - (await select.boundingBox()).y;
    assert.ok(gap > 0 && gap < 150, `${gap} px below`);
    const first = await opened.locator('article').first().getAttribute('id');
    line.isDown = false;
    await problem.getByRole('button', { name: 'Try again' }).click();
    await opened.waitForFunction(() => document.querySelector('rejoinder-thread').shadowRoot.querySelector('select').value === 'NEWEST');
    assert.equal(await problem.count(), 0);
    assert.notEqual(await opened.locator('article').first().getAttribute('id'), first);
  });
});

test('quotes in quotes can be read, however deep', async () => {
  const key = await episode();
  await post(key, '> one\n>> two\n>>> three\n>>>> four\n\nSo it was.');
  await read(key, { style: 'main { background: #fff } :root { color-scheme: light }' }, async (opened) => {
    for (const words of ['one', 'four']) {
      const found = await contrast(opened.locator('blockquote p', { hasText: words }).last(), '#ffffff');
      assert.ok(found >= 4.5, `${words}: ${found}`);
    }
  });
});

test('on a dark page that does not say so, the menu is dark and what is wrong can be read', async () => {
  const key = await episode();
  await post(key, 'A dark page');
  const style = ':root { color-scheme: normal } body { background: #16181c; color: #dddddd }';
  await read(key, { style }, async (opened) => {
    await article(opened, 'A dark page').getByRole('button', { name: /^More for/ }).click();
    const ground = await opened.getByRole('menu').evaluate((menu) => getComputedStyle(menu).backgroundColor);
    const [red] = ground.match(/\d+/g).map(Number);
    assert.ok(red < 80, ground);
    assert.ok(await contrast(opened.getByRole('menuitem').first(), ground) >= 4.5);
    await opened.keyboard.press('Escape');
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    await opened.locator('.composer [part~=primary]').click();
    const wrong = opened.getByRole('alert').filter({ hasText: 'Write something first.' });
    assert.ok(await contrast(wrong, '#16181c') >= 4.5, String(await contrast(wrong, '#16181c')));
  });
});

test('a long line of code can be scrolled by keyboard', async () => {
  const key = await episode();
  await post(key, `\`\`\`\n${'a long line of code '.repeat(30)}\n\`\`\``);
  await read(key, {}, async (opened) => {
    const code = opened.locator('article pre');
    await opened.locator('article [part~=permalink]').focus();
    await opened.keyboard.press('Tab');
    while (await opened.evaluate(() => document.querySelector('rejoinder-thread').shadowRoot.activeElement?.matches('.menu'))) {
      await opened.keyboard.press('Tab');
    }
    assert.ok(await code.evaluate((pre) => pre.getRootNode().activeElement === pre), 'the next stop');
    assert.equal(await code.getAttribute('tabindex'), '0');
  });
});

test('a link to a comment is of the address that the page has when it is pressed', () => read('278', {}, async (opened) => {
  const id = await opened.locator('article').first().getAttribute('id');
  await opened.evaluate(() => history.pushState(null, '', '/elsewhere?now'));
  await opened.locator('[part~=permalink]').first().click();
  await opened.locator('article.target').waitFor();
  const { pathname, search, hash } = new URL(opened.url());
  assert.deepEqual([pathname, search, hash], ['/elsewhere', '?now', hashOf(id)]);
}));

test('the service is not told on which page somebody reads, whatever the page sends elsewhere', () => read('278', {
  body: '<meta name="referrer" content="unsafe-url"><rejoinder-count site="history" episode="278"></rejoinder-count>',
}, async (opened, { requests }) => {
  await opened.locator('rejoinder-count').filter({ hasText: 'comments' }).waitFor();
  const all = asked(requests);
  assert.ok(all.length >= 2);
  for (const request of all) assert.equal((await request.allHeaders()).referer, undefined, request.url());
}));

test('a number that could not be had comes once the line is back', async () => {
  const line = failing(`${base}/graphql?documentId=*`);
  const address = await page('<rejoinder-count site="history" episode="278">Comments</rejoinder-count>');
  await visit(address, { prepare: line.prepare, expected: FAILED }, async (opened) => {
    await opened.waitForEvent('requestfailed');
    line.isDown = false;
    await opened.evaluate(() => dispatchEvent(new Event('online')));
    await opened.locator('rejoinder-count').filter({ hasText: '3 comments' }).waitFor();
  });
});

test('a level that is no number is the default one, and a player may come after the thread', async () => {
  const key = await episode();
  await post(key, 'At 0:12 it begins');
  await read(key, { attributes: 'heading-level="big"' }, async (opened) => {
    assert.equal(await opened.getByRole('heading', { name: /thought/ }).getAttribute('aria-level'), '2');
    assert.equal(await opened.getByRole('button', { name: 'Play from 0:12' }).count(), 0);
    await opened.evaluate(() => {
      const player = document.createElement('audio');
      player.src = 'data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';
      document.querySelector('main').append(player);
    });
    await opened.getByRole('button', { name: 'Play from 0:12' }).waitFor();
  });
});
