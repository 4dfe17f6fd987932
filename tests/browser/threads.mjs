// An episode with comments, and its thread on the desk.
import { ask, newEpisode, unique } from './harness.mjs';
import { member, shown, visitDesk } from './desk.mjs';

export const MO = 'moderator';
const POST = 'mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }';
const EPISODE = `query ($key: String!) { episode(site: "history", key: $key) {
  id title state lockReason lockedUntil closedMessage closedUntil mode closeAfterDays branchLocks { reason until } } }`;

export const about = async (key) => (await ask(EPISODE, { key }, { as: MO })).episode;
export const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
export const placed = (page, text) => page.locator('.placed').filter({ hasText: text });

/** An episode with so many comments by somebody new, each under the one that its number names. */
export async function episode(parents, { mode = 'POST', body = (number) => `Comment number ${number}` } = {}) {
  const key = (await newEpisode(mode)).split('/').pop();
  const name = unique('Listener');
  const say = await member(name);
  const ids = [];
  for (const [at, parent] of parents.entries()) {
    const input = { episode: { site: 'history', key }, body: body(at + 1), parentId: parent === null ? null : ids[parent] };
    ids.push(mode === 'PRE' ? (await say(POST, { input })).postComment.comment.id : await shown(say, input));
  }
  return { key, name, ids, say, ...(await about(key)) };
}

/** The story begins once the first comments are there; with `early`, as soon as the episode is. */
export const visit = ({ id, ids = [] }, story, { early = false, ...look } = {}) => visitDesk(MO, { hash: `#threads/${id}`, ...look }, async (page) => {
  await page.locator('#thread-state').waitFor();
  if (ids.length > 0 && !early) await page.locator('.placed').first().waitFor();
  await story(page);
});
