// The service ends in the middle of a post, and comes back: nothing is lost, nothing is there twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './service.mjs';

const service = await demo();
// The others learn from it where the service is.
process.env.REJOINDER_URL = service.base;
const { ask, newEpisode, quit, unique } = await import('./harness.mjs');
const { allow, quit: quitHosts, visitHost } = await import('./hosts.mjs');
const { address, comment, page, signInAs } = await import('./widgets.mjs');

// How long after the press the service is killed, in milliseconds: before it hears of the comment,
// while it writes it down, and after.
const MOMENTS = [0, 4, 8, 15, 30, 60];

let host;

before(async () => {
  await service.start();
  host = await page();
  await allow(host);
});

after(async () => {
  await quitHosts();
  await quit();
  await service.end();
});

const bodies = async (key) => {
  const { episode: { comments } } = await ask(
    'query ($key: String!) { episode(site: "history", key: $key) { comments(first: 50) { nodes { bodyMarkdown } } } }', { key },
  );
  return comments.nodes.map(({ bodyMarkdown }) => bodyMarkdown);
};

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const composer = (opened) => opened.getByLabel('Your comment');
const send = (opened) => opened.getByRole('button', { name: 'Post comment' });

async function begin(opened, words) {
  await opened.getByRole('button', { name: 'Add a comment' }).click();
  await composer(opened).fill(words);
}

/** Sees to it that what was sent is there: as somebody would who is told that no answer came. */
async function insist(opened, words) {
  await comment(opened, words).or(opened.getByText('No answer came')).first().waitFor();
  const isThere = await comment(opened, words).count() > 0;
  if (isThere) return 'answered';
  assert.equal(await composer(opened).inputValue(), words, 'the text is kept');
  await send(opened).click();
  await comment(opened, words).waitFor();
  return 'sent again';
}

test('a service that is killed while a comment is sent has it once, whenever that is', async () => {
  const key = (await newEpisode('POST')).split('/').pop();
  await visitHost(address(host, key), { refused: true }, async (opened) => {
    await signInAs(opened, 'Ria Restart');
    const all = [];
    const outcomes = [];
    for (const moment of MOMENTS) {
      const words = unique(`Killed after ${moment} ms`);
      all.push(words);
      await begin(opened, words);
      await send(opened).click({ noWaitAfter: true });
      await pause(moment);
      await service.stop('SIGKILL');
      await service.start();
      outcomes.push(await insist(opened, words));
    }
    console.log(outcomes.join(', '));
    assert.deepEqual((await bodies(key)).toSorted(), all.toSorted());
    await opened.reload();
    for (const words of all) await comment(opened, words).waitFor();
    assert.equal(await opened.locator('article.comment').count(), all.length);
  });
});

test('a comment whose answer dies with the service is there once, also after a reload', async () => {
  const key = (await newEpisode('POST')).split('/').pop();
  await visitHost(address(host, key), { refused: true, routed: true }, async (opened) => {
    await signInAs(opened, 'Rio Restart');
    const words = unique('Written down, never answered');
    await begin(opened, words);
    let isKilled = false;
    await opened.route('**/graphql', async (route) => {
      if (isKilled || !route.request().postData()?.includes(words)) return route.continue();
      isKilled = true;
      await route.fetch();
      await service.stop('SIGKILL');
      return route.abort();
    });
    await send(opened).click();
    await opened.getByText('No answer came').waitFor();
    await send(opened).click();
    await opened.getByText('No answer came').waitFor();
    await service.start();
    assert.deepEqual(await bodies(key), [words], 'it was written down');
    await opened.reload();
    await composer(opened).waitFor();
    assert.equal(await composer(opened).inputValue(), words, 'whoever wrote it cannot know, and finds it');
    await send(opened).click();
    await composer(opened).waitFor({ state: 'detached' });
    assert.deepEqual(await bodies(key), [words]);
    assert.equal(await opened.locator('article.comment').filter({ hasText: words }).count(), 1);
    assert.equal(await opened.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('rejoinder-draft')).length), 0);
  });
});

test('a reader who asks for more while the service is away gets it once it is back', async () => {
  await visitHost(address(host, '279'), { refused: true }, async (opened) => {
    const more = opened.getByRole('button', { name: 'Show more comments' });
    await more.waitFor();
    const before = await opened.locator('article').count();
    await service.stop();
    await more.click();
    await opened.getByRole('alert').getByText('The comments could not be reached.').waitFor();
    assert.equal(await opened.locator('article').count(), before, 'what was read stays');
    await service.start();
    await opened.getByRole('button', { name: 'Try again' }).click();
    await opened.waitForFunction((count) => document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('article').length > count, before);
  });
});
