// The widget for those who read with other means: axe, the keyboard, what a screen reader is told,
// forced colours, and the languages that are written from right to left.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertFits, assertTargets, base } from '../harness.mjs';
import { episode, page, post, read, ready, tag, visit } from '../widget.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

async function assertNoViolations(opened) {
  await opened.evaluate(axe);
  const violations = await opened.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(violations, []);
}

// The page's own policy forbids what axe does to get in.
const LOOKS = [
  { colorScheme: 'light', lang: 'en', dir: 'ltr' },
  { colorScheme: 'dark', lang: 'en', dir: 'ltr' },
  { colorScheme: 'light', lang: 'ar', dir: 'rtl' },
  { colorScheme: 'dark', lang: 'ar', dir: 'rtl' },
].map((look) => ({ ...look, bypassCSP: true }));

for (const look of LOOKS) {
  test(`axe finds nothing in any state of a thread, ${look.colorScheme}, ${look.lang}`, async () => {
    const gone = await episode();
    await post(gone, 'At 12:34 there is a [link](https://example.org/) and `code`.', { momentSeconds: 754 });
    for (const key of ['278', '279', '282', '283', gone, 'absent']) {
      await read(key, { ...look, body: '<audio controls></audio>' }, assertNoViolations);
    }
    const prepare = (context) => context.route(`${base}/graphql**`, (route) => route.abort());
    await visit(await page(tag('278'), look), { ...look, prepare, expected: /./ }, async (opened) => {
      await opened.getByRole('alert').waitFor();
      await assertNoViolations(opened);
    });
  });
}

test('every language has its words, and says so', async () => {
  const headings = new Set();
  for (const lang of LANGUAGES) {
    const dir = lang === 'ar' ? 'rtl' : 'ltr';
    await read('278', { lang: `${lang}-XX`, dir }, async (opened, { requests }) => {
      const section = opened.locator('[part=thread]');
      assert.deepEqual([await section.getAttribute('lang'), await section.getAttribute('dir')], [lang, dir]);
      headings.add(await opened.locator('[part=heading]').textContent());
      const spoken = requests.map((request) => /\/assets\/([a-z]{2})-/.exec(request.url())?.[1]).filter(Boolean);
      assert.deepEqual(spoken, [lang], 'only this language is fetched');
      assert.doesNotMatch(await section.innerText(), /\{\w+\}/, 'no gap is left open');
    });
  }
  assert.equal(headings.size, LANGUAGES.length);
  await read('278', { lang: 'tlh' }, async (opened) => {
    assert.equal(await opened.locator('[part=thread]').getAttribute('lang'), 'en');
  });
});

test('a screen reader walks the thread as headings, lists and articles', () => read('278', {}, async (opened) => {
  await opened.evaluate(() => {
    for (const time of document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('time')) time.textContent = '9 days ago';
  });
  const told = await opened.locator('rejoinder-thread').ariaSnapshot();
  assert.match(told, /region "3 thoughts on “278: The Salt Tax and the Silent Bells”"/);
  assert.match(told, /heading "3 thoughts on “278: The Salt Tax and the Silent Bells”" \[level=2\]/);
  assert.match(told, /- list:\n\s+- listitem:\n\s+- article "Comment by [^"]+":/);
  assert.match(told, /- list:\n\s+- listitem:\n\s+- article "Reply by Ines Castellan":/);
  assert.match(told, /- paragraph: Comments are closed\./);
  assert.doesNotMatch(told, /- img$/m, 'no picture without words');
}));

test('a thread is read with the keyboard alone', () => read('279', { body: '<button>Before</button>' }, async (opened) => {
  await opened.getByRole('button', { name: 'Before' }).focus();
  const passed = [];
  for (let step = 0; step < 12; step += 1) {
    await opened.keyboard.press('Tab');
    passed.push(await opened.evaluate(() => {
      const { activeElement } = document.querySelector('rejoinder-thread').shadowRoot;
      const { outlineStyle } = getComputedStyle(activeElement);
      return { is: activeElement.localName, outlineStyle };
    }));
  }
  assert.deepEqual([passed[0].is, passed[1].is], ['button', 'select']);
  assert.ok(passed.slice(2).every(({ is }) => ['a', 'button'].includes(is)), JSON.stringify(passed));
  assert.ok(passed.every(({ outlineStyle }) => outlineStyle !== 'none'), 'one sees where one is');
}));

test('forced colours leave everything to be seen, and reduced motion moves nothing', async () => {
  await read('278', { forcedColors: 'active', reducedMotion: 'reduce' }, async (opened) => {
    const styles = await opened.evaluate(() => {
      const root = document.querySelector('rejoinder-thread').shadowRoot;
      const moving = [...root.querySelectorAll('*')].filter((element) => getComputedStyle(element).animationName !== 'none');
      return { moving: moving.length, line: getComputedStyle(root.querySelector('.group > *')).borderBlockStartStyle };
    });
    assert.deepEqual(styles, { moving: 0, line: 'solid' });
  });
});

test('from right to left nothing is cut off at 320 pixels', () => read('279', {
  lang: 'ar', dir: 'rtl', viewport: { width: 320, height: 640 },
}, async (opened) => {
  await assertFits(opened);
  const body = await opened.locator('.body').first().getAttribute('dir');
  assert.equal(body, 'auto', 'each text begins where its own language does');
}));

test('the look is the page’s to change', () => read('278', {
  style: 'rejoinder-thread { --rejoinder-accent: rgb(1, 2, 3); --rejoinder-avatar-size: 10px } rejoinder-thread::part(name) { color: rgb(4, 5, 6) }',
}, async (opened) => {
  const styles = await opened.evaluate(() => {
    const root = document.querySelector('rejoinder-thread').shadowRoot;
    const of = (name) => getComputedStyle(root.querySelector(name));
    return [of('.name').color, of('.face').inlineSize, of('.notice').borderInlineStartColor];
  });
  assert.deepEqual(styles, ['rgb(4, 5, 6)', '10px', 'rgb(1, 2, 3)']);
}));

test('a page whose own properties have our names may hand them on', () => read('278', {
  style: ':root { --accent: rgb(1, 2, 3); --line: rgb(4, 5, 6) } rejoinder-thread { --rejoinder-accent: var(--accent); --rejoinder-line: var(--line) }',
}, async (opened) => {
  const colors = await opened.evaluate(() => {
    const root = document.querySelector('rejoinder-thread').shadowRoot;
    const of = (name) => getComputedStyle(root.querySelector(name));
    return [of('.notice').borderInlineStartColor, of('.group > *').borderBlockStartColor];
  });
  assert.deepEqual(colors, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
}));

test('whatever one presses can be hit, also where the page writes small', async () => {
  const key = await episode();
  const talk = await post(key, 'A moment', { momentSeconds: 754 });
  await post(key, 'An answer', { parentId: talk.id });
  for (const look of [{}, { viewport: { width: 320, height: 640 } }, { lang: 'ja' }, { lang: 'ar', dir: 'rtl' }]) {
    for (const episodeKey of ['278', '282', '283', key]) {
      const style = 'main { font-size: 12px; line-height: 1 }';
      await read(episodeKey, { ...look, style, body: '<audio controls></audio>' }, assertTargets);
    }
  }
});

test('themes are chosen by the page', async () => {
  for (const [theme, color] of [['light', 'rgb(34, 34, 34)'], ['dark', 'rgb(232, 230, 227)']]) {
    await visit(await page(tag('278', `theme="${theme}"`)), {}, async (opened) => {
      await ready(opened);
      assert.equal(await opened.locator('.name').first().evaluate((name) => getComputedStyle(name).color), color);
    });
  }
});

test('a long comment is cut until somebody wants to read on, by keyboard too, and stays as it was left', async () => {
  const key = await episode();
  const lines = Array.from({ length: 3000 }, (_, at) => (at % 1000).toString(36));
  await post(key, `The longest one\n${lines.join('\n')}`);
  await post(key, `One of few lines and many words: ${'lantern '.repeat(600)}`);
  await post(key, Array.from({ length: 12 }, (_, at) => `- A short list, ${at}`).join('\n\n'));
  await read(key, { bypassCSP: true, viewport: { width: 320, height: 700 } }, async (opened) => {
    const [long, wordy, short] = await opened.locator('article').all();
    const height = () => long.locator('.body').evaluate((body) => body.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(body).lineHeight));
    const more = long.getByRole('button', { name: 'Read more', expanded: false });
    assert.ok(await height() > 25 && await height() <= 31, `${await height()} lines`);
    assert.equal(await wordy.getByRole('button', { name: 'Read more' }).count(), 1);
    assert.equal(await short.getByRole('button', { name: 'Read more' }).count(), 0);
    await assertNoViolations(opened);
    await assertFits(opened);
    await assertTargets(opened);

    const top = (await long.boundingBox()).y;
    await more.focus();
    await opened.keyboard.press('Enter');
    const less = long.getByRole('button', { name: 'Show less', expanded: true });
    await less.waitFor();
    assert.ok(await height() > 3000);
    await opened.evaluate(() => scrollTo(0, 0));
    assert.equal((await long.boundingBox()).y, top, 'what stands above has not moved');
    assert.equal(await less.evaluate((button) => button.getRootNode().activeElement === button), true);

    await opened.getByLabel('Sort by').selectOption('Newest');
    await opened.getByRole('status').filter({ hasText: 'Sorted' }).waitFor({ state: 'attached' });
    await opened.getByRole('button', { name: 'Show less' }).waitFor();
    assert.equal(await opened.getByRole('button', { name: 'Read more' }).count(), 1, 'the other is cut as before');
    await opened.getByRole('button', { name: 'Show less' }).focus();
    await opened.keyboard.press('Enter');
    const again = opened.locator('article').last().getByRole('button', { name: 'Read more', expanded: false });
    await again.waitFor();
    const { y } = await again.boundingBox();
    assert.ok(y >= 0 && y < 700, `the button is in sight, at ${y}`);
  });
});

test('whoever comes by keyboard to a link that is cut off, backwards too, has the comment whole', async () => {
  const key = await episode();
  const lines = Array.from({ length: 60 }, (_, at) => `Line ${at}`);
  await post(key, [...lines, '[The last lamp](https://lamp.example/last)'].join('\n\n'));
  await read(key, {}, async (opened) => {
    await opened.getByRole('button', { name: 'Read more' }).focus();
    await opened.keyboard.press('Shift+Tab');
    await opened.getByRole('button', { name: 'Show less', expanded: true }).waitFor();
    const link = opened.getByRole('link', { name: 'The last lamp' });
    assert.ok(await link.evaluate((there) => there.matches(':focus')));
    const { y, height } = await link.boundingBox();
    // Pages are scrolled by whole pixels.
    assert.ok(y >= 0 && y + height <= opened.viewportSize().height + 1, `the link is in sight, at ${y} to ${y + height}`);
    assert.equal(await opened.locator('.body').evaluate((body) => body.scrollTop), 0, 'nothing is scrolled away');
  });
});
