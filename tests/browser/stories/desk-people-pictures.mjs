// People and the log, pictured, while the demo is as it comes but for what these pictures are of: it is
// undone again.
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { visitDesk } from '../desk.mjs';
import { keep, PHONE } from '../pictures.mjs';

const MO = { as: 'moderator' };

async function memberOf(text) {
  const query = 'query ($text: String) { site(key: "history") { members(filter: { text: $text }) { nodes { id } } } }';
  return (await ask(query, { text }, MO)).site.members.nodes[0].id;
}

/** While something is done to the demo's people that makes a picture. */
async function afterwards(story) {
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const { setStanding } = await ask('mutation ($input: SetStandingInput!) { setStanding(input: $input) { logEntryId } }', {
    input: {
      authorId: await memberOf('night_owl_7'), standing: 'SUSPENDED', until, reason: 'Sleep on it.',
      privateNote: 'The third time this week.',
    },
  }, MO);
  const { rejectAllBy } = await ask('mutation ($input: RejectAllByInput!) { rejectAllBy(input: $input) { logEntryId } }', {
    input: {
      authorId: await memberOf('Lamps4Less'), since: '1970-01-01T00:00:00Z', reason: 'SPAM',
      privateNote: 'The lamp sellers again.',
    },
  }, MO);
  try {
    await story();
  } finally {
    for (const { logEntryId } of [setStanding, rejectAllBy]) {
      await ask('mutation ($input: UndoInput!) { undo(input: $input) { entry { id } } }', { input: { logEntryId } }, MO);
    }
  }
}

test('people, one of whom is suspended, and the log, by day and by night', () => afterwards(async () => {
  const owl = await memberOf('night_owl_7');
  await visitDesk('admin', { hash: `#people/${owl}` }, async (page) => {
    await page.locator('#person .entry').first().waitFor();
    await keep(page, 'desk-people');
  });
  await visitDesk('admin', { hash: `#people/${owl}`, ...PHONE, colorScheme: 'dark' }, async (page) => {
    await page.locator('#person .entry').first().waitFor();
    await page.locator('#act-standing summary').click();
    await page.locator('[name=standing][value=SUSPENDED]').check();
    await keep(page, 'desk-standing');
  });
  await visitDesk('admin', { hash: '#log' }, async (page) => {
    await page.locator('.parts summary').click();
    await keep(page, 'desk-log');
  });
  await visitDesk('admin', { hash: '#log', ...PHONE, locale: 'ar' }, async (page) => {
    await page.locator('.log .entry').first().waitFor();
    await keep(page, 'desk-log-arabic');
  });
}));
