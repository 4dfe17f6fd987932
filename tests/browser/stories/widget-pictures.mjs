// Six states of the widget, pictured.
import { test } from 'node:test';
import { base } from '../harness.mjs';
import { keep } from '../pictures.mjs';
import { episode, page, post, ready, tag, visit } from '../widget.mjs';

const STYLE = 'main { max-inline-size: 44rem } h1 { display: none } body { font-family: Georgia, "DejaVu Serif", serif }';

async function picture(name, body, { lang, dir, hash = '', before, prepare, expected, width = 760, height = 720, ...look }, settled) {
  const address = await page(body, { lang, dir, style: STYLE });
  await visit(address + hash, { viewport: { width, height }, prepare, expected, ...look }, async (opened) => {
    await settled(opened);
    await opened.evaluate(() => { document.querySelector('rejoinder-thread').style.margin = 0; });
    await keep(opened, name);
  });
}

test('a thread by day', () => picture('widget-light', tag('283'), {}, ready));

test('a thread by night', () => picture('widget-dark', tag('280'), { colorScheme: 'dark' }, ready));

test('a thread in Arabic on a small telephone', () => picture('widget-arabic', tag('283'), {
  lang: 'ar', dir: 'rtl', width: 320, height: 720,
}, ready));

test('a thread that is locked, on a wide page', () => picture('widget-locked', tag('282'), { width: 1200 }, ready));

test('what is new, and what is about a moment', async () => {
  const key = await episode('284: The Night of the Two Lamps');
  await post(key, 'The passage at 12:34 gave me goose pimples. Who reads the letter?', { momentSeconds: 754 });
  await post(key, 'A neighbour of ours does: she has the voice for it.');
  const prepare = (context) => context.addInitScript(([name]) => {
    if (location.protocol === 'http:') localStorage.setItem(name, '2020-01-01T00:00:00Z');
  }, [`rejoinder-seen:${base}:history:${key}`]);
  await picture('widget-new', `<audio controls></audio>${tag(key)}`, { prepare, height: 480 }, async (opened) => {
    await ready(opened);
    await opened.locator('.time-code').waitFor();
  });
});

test('a service that cannot be reached', () => picture('widget-unreachable', tag('283'), {
  prepare: (context) => context.route(`${base}/graphql**`, (route) => route.abort()), expected: /./, height: 240,
}, (opened) => opened.getByRole('alert').waitFor()));
