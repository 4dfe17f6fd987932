// What happens elsewhere in threads is seen while it happens, and takes nothing from whoever reads and writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { shown, visitDesk } from '../desk.mjs';
import { episode, MO, placed, press, visit } from '../threads.mjs';

test('what happens elsewhere is there at once, in the list and in a thread, and nothing typed is lost', async () => {
  const made = await episode([null, null, 0]);
  await visitDesk(MO, { hash: `#threads/text/${made.key}` }, async (page) => {
    const row = page.locator('.episodes li');
    await row.getByText('3 comments').waitFor();
    const link = row.getByRole('link').first();
    await link.focus();
    await shown(made.say, { episode: { site: 'history', key: made.key }, body: 'A fourth one' });
    await row.getByText('4 comments').waitFor({ timeout: 5_000 });
    assert.ok(await link.evaluate((element) => element === document.activeElement), 'the focus stays');
  });
  await visit(made, async (page) => {
    const second = page.locator(`#${made.ids[1]}`);
    await second.focus();
    await press(page, 'r');
    const note = second.getByLabel('Note to its author');
    await note.fill('Half a sen');
    const late = await shown(made.say, { episode: { site: 'history', key: made.key }, body: 'A fifth one' });
    await placed(page, 'A fifth one').waitFor({ timeout: 5_000 });
    await rejectElsewhere(made.ids[2]);
    await page.locator(`#${made.ids[2]}.rejected`).waitFor({ timeout: 5_000 });
    await rejectElsewhere(made.ids[1]);
    await second.getByText('has rejected it').waitFor({ timeout: 5_000 });
    assert.equal(await note.inputValue(), 'Half a sen');
    assert.ok(await note.evaluate((element) => element === document.activeElement));
    await made.say('mutation ($input: DeleteCommentInput!) { deleteComment(input: $input) { deletedCommentId } }', { input: { commentId: late } });
    await page.locator(`#${late}`).waitFor({ state: 'detached', timeout: 5_000 });
  });
});

/** Another moderator rejects it, as it is now. */
async function rejectElsewhere(id) {
  const { comment } = await ask('query ($id: ID!) { comment(id: $id) { revisionId decisionId } }', { id }, { as: 'admin' });
  const items = [{ commentId: id, revisionId: comment.revisionId, overrules: comment.decisionId }];
  const reject = 'mutation ($input: RejectCommentsInput!) { rejectComments(input: $input) { results { code } } }';
  await ask(reject, { input: { items, reason: 'OFF_TOPIC' } }, { as: 'admin' });
}
