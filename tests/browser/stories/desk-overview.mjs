// The overview of the desk: what it counts, over which time, and how its plots are read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { empty, held, status, visitDesk } from '../desk.mjs';
import { answering, busy, busyDesk, DAY, none, shown, TITLES } from '../overview.mjs';

const MO = 'moderator';
const figure = (page, name) => page.locator('.figures dl > div').filter({ has: page.getByText(name, { exact: true }) }).locator('.figure');

test('moderators begin with the queues, and the overview is beside them', () => visitDesk(MO, {}, async (page) => {
  await page.locator('.queues').waitFor();
  assert.deepEqual((await page.locator('.screens a').allInnerTexts()).slice(0, 2), ['Overview', 'Queues']);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.locator('.spans').waitFor();
  assert.match(page.url(), /#overview\/30$/);
  await page.goBack();
  await page.locator('.queues').waitFor();
}));

test('what has come in is counted, and what is decided on is counted then', async () => {
  await empty();
  const posted = async () => {
    const since = new Date(new Date().setHours(0, 0, 0, 0) - 6 * DAY).toISOString();
    const query = 'query ($since: DateTime!) { site(key: "history") { statistics(since: $since) { all { posted pending } } } }';
    return (await ask(query, { since }, { as: MO })).site.statistics.all;
  };
  await held(2);
  await visitDesk(MO, { hash: '#overview/7' }, async (page) => {
    await shown(page);
    const { posted: all } = await posted();
    assert.equal(await figure(page, 'Posted').innerText(), String(all));
    assert.equal(await figure(page, 'Still waiting').innerText(), '2');
    assert.equal(await figure(page, 'Still waiting').locator('a').getAttribute('href'), '#pending');
    assert.match(await page.locator('.plot .summary').first().innerText(), /Imported comments are not counted here/);
    assert.equal(await page.locator('.stack').count(), 7);
    await empty();
    await page.getByRole('button', { name: 'Load again' }).click();
    await figure(page, 'Still waiting').filter({ hasText: /^0$/ }).waitFor();
    assert.match(await figure(page, 'Median wait').innerText(), /sec|min/);
  });
});

test('the time is chosen by pointer and by key, and stands in the address', () => visitDesk(MO, busyDesk, async (page) => {
  await shown(page);
  await status(page, '30 days: ');
  assert.equal(await page.locator('.stack').count(), 30);
  await page.locator('.spans a', { hasText: '90 days' }).click();
  await page.getByRole('heading', { name: 'Posted, by week' }).waitFor();
  assert.equal(await page.locator('.stack').count(), 13);
  await page.keyboard.press('4');
  await page.getByRole('heading', { name: 'Posted, by month' }).waitFor();
  assert.match(page.url(), /#overview\/365$/);
  assert.ok([12, 13].includes(await page.locator('.stack').count()));
  assert.equal(await page.locator('.spans [aria-current]').innerText(), '365 days');
  await page.goBack();
  await page.getByRole('heading', { name: 'Posted, by week' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Time: 7 days').waitFor();
}));

test('days begin where the reader is', async () => {
  const asked = [];
  const answer = (variables) => {
    asked.push(variables);
    return busy(variables);
  };
  await visitDesk(MO, { ...answering(answer), hash: '#overview/7', timezoneId: 'Asia/Kolkata' }, shown);
  const [{ since, until, sinceBefore, untilBefore, utcOffsetMinutes }] = asked;
  assert.equal(utcOffsetMinutes, 330);
  assert.match(since, /T18:30:00\.000Z$/);
  assert.deepEqual([Date.parse(since) - Date.parse(sinceBefore), Date.parse(until) - Date.parse(untilBefore)], [7 * DAY, 7 * DAY]);
});

test('figures stand beside those of the time before', () => visitDesk(MO, busyDesk, async (page) => {
  await shown(page);
  const told = await page.locator('.figures .compared').allInnerTexts();
  assert.match(told[0], /^\d+ more than in the 30 days before$/);
  assert.match(told[2], /^\d+ points? less than in the 30 days before$/);
  assert.equal(told[4], '15 minutes shorter than in the 30 days before');
  assert.equal(told[5], '50 minutes longer than in the 30 days before');
  assert.equal(await figure(page, 'Median wait').innerText(), '70 min');
}));

test('one moves along a plot by arrow keys and by pointer, and reads its numbers', () => visitDesk(MO, busyDesk, async (page) => {
  await shown(page);
  const plot = page.getByRole('slider', { name: 'Posted, by day' });
  const read = page.locator('.plot').first().locator('.read p');
  assert.equal(await read.innerText(), 'All of it');
  await plot.focus();
  const text = () => plot.getAttribute('aria-valuetext');
  const today = await text();
  assert.match(today, /^[A-Z]\w+, [A-Z]\w+ \d+\. Posted: \d+; Approved: \d+/);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await plot.getAttribute('aria-valuenow'), '29');
  assert.notEqual(await text(), today);
  await page.keyboard.press('ArrowRight');
  assert.equal(await text(), today);
  assert.equal(await read.innerText(), today.split('.')[0]);
  await page.keyboard.press('Home');
  assert.equal(await plot.getAttribute('aria-valuenow'), '1');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await plot.getAttribute('aria-valuenow'), '1', 'there is nothing before it');
  await page.keyboard.press('Tab');
  assert.equal(await read.innerText(), 'All of it');
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width - 4, box.y + 30);
  await read.filter({ hasText: today.split('.')[0] }).waitFor();
  await page.mouse.move(5, 5);
  await read.filter({ hasText: 'All of it' }).waitFor();
}));

test('from right to left time runs to the left', () => visitDesk(MO, { ...busyDesk, locale: 'ar' }, async (page) => {
  await shown(page);
  const bars = page.locator('.stack');
  const [first, last] = [await bars.first().boundingBox(), await bars.last().boundingBox()];
  assert.ok(first.x > last.x);
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('slider').first().getAttribute('aria-valuenow'), '29');
}));

test('each plot says its numbers in a sentence and in a table', () => visitDesk(MO, busyDesk, async (page) => {
  await shown(page);
  for (const [index, sentence] of [/^In all \d+ comments\. Most: [A-Z]\w+, .*, with \d+\./, /^Over the whole time: 70 minutes\. Longest: /].entries()) {
    const plot = page.locator('.plot').nth(index);
    assert.match(await plot.locator('.summary').first().innerText(), sentence);
    await plot.locator('summary').click();
    assert.equal(await plot.locator('tbody tr').count(), 30);
    assert.equal(await plot.locator('tfoot tr').count(), 1);
  }
  const columns = await page.locator('.plot').first().locator('thead th').allInnerTexts();
  assert.deepEqual(columns, ['Day', 'Posted', 'Approved', 'Rejected', 'Spam', 'Pending', 'Taken back']);
}));

test('episodes lead to their threads, and rules tell whether moderators agree', () => visitDesk(MO, busyDesk, async (page) => {
  await shown(page);
  const episode = page.getByRole('link', { name: TITLES[0] });
  assert.equal(await episode.getAttribute('href'), '#threads/episode_0');
  const rows = await page.locator('.by-rule tbody tr').allInnerTexts();
  assert.equal(rows.length, 5);
  assert.match(rows[0], /^links\s+34\s+26\s+5\s+3\s+moderators agreed in 16%\s+This rule catches little: see Rules$/);
  assert.match(rows[1], /moderators agreed in 85%$/);
  assert.match(rows[3], /too few to tell$/);
  assert.equal(await page.locator('.little a').getAttribute('href'), '#rules');
}));

test('an empty time says so, and offers a longer one', () => visitDesk(MO, { ...answering(none), hash: '#overview/90' }, async (page) => {
  await page.getByText('Nothing was posted in this time.', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Look further back: 365 days' }).click();
  await page.waitForURL(/#overview\/365$/);
  await page.locator('.spans [aria-current]', { hasText: '365' }).waitFor();
  await page.locator('.overview[aria-busy=false]').waitFor();
  assert.equal(await page.getByRole('link', { name: /Look further back/ }).count(), 0);
}));

test('without a line it says so, keeps what is shown, and asks again', async () => {
  let isCut = false;
  await visitDesk(MO, { ...answering((variables) => isCut ? null : busy(variables)), hash: '#overview/30' }, async (page) => {
    await shown(page);
    isCut = true;
    await page.keyboard.press('1');
    await page.locator('.overview .strip').waitFor();
    assert.equal(await page.locator('.stack').count(), 30);
    isCut = false;
    await page.locator('.overview .strip button').click();
    await page.locator('.stack').nth(6).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.stack').length === 7);
    assert.equal(await page.locator('.strip').count(), 0);
  });
});

test('an answer that is late does not take the place of the one that was asked for', async () => {
  let release;
  const late = new Promise((resolve) => { release = resolve; });
  const answer = async (variables) => {
    if (Date.parse(variables.until) - Date.parse(variables.since) > 8 * DAY) await late;
    return busy(variables);
  };
  await visitDesk(MO, { ...answering(answer), hash: '#overview/30' }, async (page) => {
    await page.locator('.spans').waitFor();
    await page.keyboard.press('1');
    await page.waitForFunction(() => document.querySelectorAll('.stack').length === 7);
    const answered = page.waitForResponse((response) => response.request().postDataJSON()?.variables?.sinceBefore);
    release();
    await answered;
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    assert.equal(await page.locator('.stack').count(), 7);
  });
});

test('the focus is kept where what had it is gone', async () => {
  await visitDesk(MO, { ...answering((variables) => Date.parse(variables.until) - Date.parse(variables.since) > 8 * DAY ? busy(variables) : none(variables)), hash: '#overview/30' }, async (page) => {
    await shown(page);
    await page.getByRole('slider').first().focus();
    await page.keyboard.press('1');
    await page.getByText('Nothing was posted in this time.', { exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#overview/7');
  });
});
