// Two moderators at once on one queue: nothing is decided twice, and both end with nothing left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { empty, held, sent, visitDesk } from '../desk.mjs';

const COUNT = 200;

/** Approves what is read, one after the other, until nothing is left. */
async function workThrough(page) {
  await page.getByRole('button', { name: 'One at a time' }).click();
  await page.locator('#card, .nothing').first().waitFor();
  const nothing = page.locator('.nothing').getByText('Nothing is left here.');
  // Until a claim of the other one's ends, or its comment is decided on.
  const others = page.locator('.nothing').getByText('Others are reading what is left.');
  for (;;) {
    await page.locator('#card').or(nothing).or(others).waitFor();
    if (await others.isVisible()) await others.waitFor({ state: 'detached', timeout: 600_000 });
    await page.locator('#card').or(nothing).waitFor();
    if (await nothing.isVisible()) break;
    await page.keyboard.press('a');
  }
  await sent(page);
}

async function approvals() {
  const made = [];
  for (let after = null, hasMore = true; hasMore; ) {
    const { site } = await ask(
      `query ($after: String) { site(key: "history") { log(first: 100, after: $after, filter: { actions: [APPROVE_COMMENT] }) {
        nodes { subject { id } actor { displayName } } pageInfo { hasNextPage endCursor } } } }`,
      { after }, { as: 'moderator' },
    );
    made.push(...site.log.nodes);
    ({ hasNextPage: hasMore, endCursor: after } = site.log.pageInfo);
  }
  return made;
}

test('two moderators at once on a queue of 200', async () => {
  await empty();
  const all = new Set((await held(COUNT)).map(({ id }) => id));
  await visitDesk('moderator', {}, (mo) => visitDesk('admin', {}, async (ines) => {
    await Promise.all([workThrough(mo), workThrough(ines)]);
    const made = (await approvals()).filter(({ subject }) => all.has(subject?.id));
    const by = (name) => made.filter(({ actor }) => actor.displayName === name).length;
    console.log(`${made.length} decisions: ${by('Mo Adeyemi')} and ${by('Ines Castellan')}`);
    assert.equal(made.length, COUNT);
    assert.equal(new Set(made.map(({ subject }) => subject.id)).size, COUNT);
    assert.ok(by('Mo Adeyemi') > COUNT / 5 && by('Ines Castellan') > COUNT / 5, 'both had something to do');
    for (const page of [mo, ines]) {
      assert.equal(await page.getByText('came back').count(), 0);
      await page.locator('.tabs a').filter({ hasText: /^\s*Pending\s*0\s*$/ }).waitFor();
    }
  }));
});
