// Threads for those who use other means: axe in every state, all languages, 320 pixels, little height.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertFits, assertTargets, base, newEpisode, unique } from '../harness.mjs';
import { desk, member, shown, visitDesk } from '../desk.mjs';
import { assertNoViolations } from './desk-access.mjs';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1180, height: 760 };
const POST = 'mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }';
const as = { as: 'moderator' };

/** A thread with something of everything: six levels, a held comment, a lock on it and one within. */
async function full() {
  const key = (await newEpisode('POST')).split('/').pop();
  const say = await member(unique('Listener'));
  const ids = [];
  const input = (parentId) => {
    const body = `[A link](https://lamps.example/${ids.length}) and \`code\`: number ${ids.length}`;
    return { episode: { site: 'history', key }, body, parentId };
  };
  for (let at = 0; at < 6; at += 1) ids.push(await shown(say, input(ids.at(-1) ?? null)));
  const { episode } = await ask('query ($key: String!) { episode(site: "history", key: $key) { id } }', { key }, as);
  await ask('mutation ($input: UpdateEpisodeInput!) { updateEpisode(input: $input) { episode { id } } }', {
    input: { episodeId: episode.id, mode: 'PRE' },
  }, as);
  await say(POST, { input: input(null) });
  await ask('mutation ($input: LockBranchInput!) { lockBranch(input: $input) { comment { id } } }', {
    input: { commentId: ids[1], reason: 'Heated.', until: '2090-01-01T00:00:00Z' },
  }, as);
  await ask('mutation ($input: LockThreadInput!) { lockThread(input: $input) { episode { id } } }', {
    input: { episodeId: episode.id, reason: 'Late, and loud.', until: '2090-01-01T00:00:00Z' },
  }, as);
  return episode.id;
}

/** What scrolls by itself hides from the page that it is too wide. */
async function assertScrollerFits(page) {
  const wide = await page.locator('.scroller').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  assert.ok(wide <= 0, `${wide} px wider than what scrolls`);
}

async function walkList(page, check) {
  await page.locator('.episodes li').nth(3).waitFor();
  await check('the list');
  await page.locator('.tools .new').click();
  await page.locator('.creating [type=submit]').click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  await check('a new episode, and what is wrong with it');
  await page.locator('.creating [type=button]').click();
  await page.locator('#search').fill('nothing is called like this');
  await page.locator('#search').press('Enter');
  await page.locator('.nothing').waitFor();
  await check('nothing fits');
}

async function walkEpisode(page, check) {
  await page.locator('.locks li').waitFor();
  await page.locator('.placed').nth(2).waitFor();
  await check('an episode');
  for (const [at, state] of ['opening again', 'locking', 'closing', 'mode and day'].entries()) {
    await page.locator('.thread-state > .buttons button').nth(at).click();
    await page.locator('.asks').waitFor();
    if (at < 3) await page.locator('[value=date]').check();
    else await page.locator('[name=closes]').selectOption('days');
    await page.locator('.asks [type=submit]').click();
    await page.locator('.asks .error:not(:empty)').waitFor();
    await check(state);
    await page.locator('.asks [type=button]').click();
  }
  await page.locator('.act.more').first().click();
  await check('what else can be done with a comment');
  await page.locator('.act.reject').first().click();
  await page.locator('.rejecting').waitFor();
  await check('a reason is asked for');
  await page.locator('.rejecting [type=button]').click();
  await page.locator('.act.spam').first().click();
  await page.locator('.lately').waitFor();
  await check('what was done last');
  await page.route('**/graphql', (route) => route.abort());
  await page.locator('.act.approve').first().click();
  await page.locator('.placed > .error').waitFor();
  await check('no line');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    for (const viewport of [NARROW, WIDE]) {
      // The page's own policy forbids what axe does to get in.
      const look = { colorScheme, locale, viewport, bypassCSP: true };
      test(`axe finds nothing at threads, ${colorScheme}, ${locale}, ${viewport.width} pixels`, async () => {
        const id = await full();
        const checked = (page) => async (state) => {
          await assertNoViolations(page, state);
          await assertFits(page);
          await assertScrollerFits(page);
          await assertTargets(page);
        };
        await visitDesk('moderator', { hash: '#threads', ...look }, (page) => walkList(page, checked(page)));
        await visitDesk('moderator', { hash: `#threads/${id}`, ...look }, (page) => walkEpisode(page, checked(page)));
      });
    }
  }
}

test('threads have their words in every language, fit 320 pixels, and leave no gap open', async () => {
  const id = await full();
  await visitDesk('moderator', { viewport: NARROW, hash: '#threads' }, async (page) => {
    const named = new Set();
    const check = async () => {
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bnull\b/);
      await assertFits(page);
      await assertScrollerFits(page);
    };
    for (const lang of LANGUAGES) {
      await page.goto(base + desk(lang, '#threads'));
      await page.locator('.episodes li').nth(3).waitFor();
      named.add(await page.locator('.tools .new').innerText());
      await page.locator('.tools .new').click();
      await check();
      await page.goto(base + desk(lang, `#threads/${id}`));
      await page.locator('.locks li').waitFor();
      await page.locator('.act.more').first().click();
      await page.locator('.thread-state > .buttons button').nth(1).click();
      await check();
    }
    assert.equal(named.size, LANGUAGES.length);
  });
});

test('where there is little height all of a thread can be reached', async () => {
  const id = await full();
  await visitDesk('moderator', { viewport: { width: 320, height: 256 }, hash: `#threads/${id}` }, async (page) => {
    await page.locator('.placed').nth(2).waitFor();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.ok(await page.evaluate(() => scrollY > 100));
    await assertFits(page);
  });
});

test('a screen reader is told what each part is, whose comment each button is for, and which is current', async () => {
  const id = await full();
  await visitDesk('moderator', { hash: `#threads/${id}` }, async (page) => {
    await page.locator('.placed').nth(2).waitFor();
    const told = await page.locator('.threads').ariaSnapshot();
    assert.match(told, /region "Locked Until January 1, 2090/);
    assert.match(told, /region "1 locked branch":/);
    assert.match(told, /region "Comments":/);
    assert.match(told, /article "Listener /);
    assert.match(told, /button "Approve ?: Listener /);
    await page.keyboard.press('j');
    assert.equal(await page.locator('[aria-current=true]').getAttribute('id'), await page.locator('.placed').first().getAttribute('id'));
    await page.keyboard.press('?');
    const keys = await page.getByRole('dialog').innerText();
    for (const word of ['Next comment', 'Approve', 'Reject', 'Undo']) assert.ok(keys.includes(word), word);
  });
});
