// What others do is seen by those who are signed in as it is for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, unique } from '../harness.mjs';
import { visitHost } from '../hosts.mjs';
import { address, choose, comment, episode, hosted, post, signInAs } from '../widgets.mjs';

const host = hosted();
const decision = (name) => `mutation ($items: [DecisionItemInput!]!) { ${name} }`;
const APPROVE = decision('decided: approveComments(input: { items: $items }) { results { code } }');
const REJECT = decision('decided: rejectComments(input: { items: $items, reason: OFF_TOPIC }) { results { code } }');

/** Decides as another moderator does, in a window of their own. */
async function decide(document, commentId) {
  const asked = 'query ($id: ID!) { comment(id: $id) { revisionId decisionId } }';
  const { comment: { revisionId, decisionId } } = await ask(asked, { id: commentId }, { as: 'admin' });
  const { decided } = await ask(document, { items: [{ commentId, revisionId, overrules: decisionId }] }, { as: 'admin' });
  assert.deepEqual(decided.results, [{ code: null }]);
}

test('two who are signed in see each other, and whom one has muted stays so', async () => {
  const [ana, bo] = [unique('Ana'), unique('Bo')];
  const [asked, said, more] = [unique('Who has seen the lamp?'), unique('I have seen it'), unique('And there is more')];
  const there = address(host, await episode());
  await visitHost(there, {}, (anas) => visitHost(there, {}, async (bos) => {
    await signInAs(anas, ana);
    await signInAs(bos, bo);
    await post(anas, asked);
    await comment(bos, asked).getByRole('button', { name: `Reply to ${ana}` }).waitFor();
    await post(bos, said);
    await comment(anas, said).getByText('New', { exact: true }).waitFor();
    assert.deepEqual(await Promise.all([anas, bos].map((opened) => opened.locator('article').count())), [2, 2]);
    assert.equal(await comment(anas, asked).getByText('New', { exact: true }).count(), 0, 'one’s own is not new');

    await choose(anas, said, `Mute ${bo}`);
    const muted = anas.getByText('You have muted this author.');
    await muted.waitFor();
    await post(bos, more);
    await muted.nth(1).waitFor();
    assert.equal(await anas.getByText(more).count(), 0);
  }));
});

test('a decision is seen by whose comment it is, and by everybody', async () => {
  const [author, words] = [unique('Lea'), unique('Held words')];
  await visitHost(address(host, await episode('PRE')), {}, async (opened, context) => {
    const reader = await context.newPage();
    await reader.goto(opened.url());
    await signInAs(opened, author);
    await post(opened, words);
    const held = comment(opened, words);
    await held.getByText('Held: others see this once a moderator has read it.').waitFor();
    const id = await held.getAttribute('id');
    await decide(APPROVE, id);
    await held.getByText('Held:').waitFor({ state: 'detached' });
    await comment(reader, words).waitFor();
    await decide(REJECT, id);
    await comment(reader, words).waitFor({ state: 'detached' });
    await held.getByText('Rejected: others do not see this.').waitFor();
  });
});
