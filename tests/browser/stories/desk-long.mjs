// A queue of 50,000, and a hundred decisions in a row, with the service's answers made up: what the
// page itself takes for them, in time and in memory.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { visitDesk } from '../desk.mjs';

const ALL = 50_000;
const NETWORK = 20;
const texts = JSON.parse(await readFile(new URL('../../../web/documents.json', import.meta.url), 'utf8'));

const comment = (number) => ({
  id: `comment_${number}`, revisionId: `revision_${number}`, status: 'PENDING', reportCount: 0, claim: null,
  episode: { id: 'episode_1', title: '283: How a Lighthouse Learned to Blink', url: null },
  parent: null,
  author: {
    id: `author_${number % 900}`, displayName: `Listener ${number % 900}`, role: 'COMMENTER', standing: 'NORMAL',
    standingUntil: null, standingReason: null, firstSeenAt: '2026-01-02T03:04:05Z',
    record: { approved: number % 40, rejected: 0, spam: 0, pending: 1 }, notes: [],
  },
  bodyHtml: `<p>Held comment ${number}. ${'The lamp was lit by hand until the harbour had its own line. '.repeat(1 + (number % 5))}</p>`,
  momentSeconds: null, createdAt: '2026-01-02T03:04:05Z', editedAt: null, holdReasons: ['PREMODERATION'],
  rejectReason: null, authorNote: null, decisionId: null, spamScore: 4,
  spamWords: [{ word: '~links:0', percent: 25, spam: 0, approved: 9 }],
  wordMatches: [{ list: 'SUSPECT', pattern: 'lamp*' }], reports: { totalCount: 0, nodes: [] },
});

/** A service with that many held comments, 20 milliseconds away. */
async function prepare(page) {
  const gone = new Set();
  const counts = () => ({ pending: ALL - gone.size, reported: 0, unreviewed: 0, spam: 0, rejected: 0, approved: gone.size });
  const queue = ({ first, after }) => {
    const numbers = [];
    let number = after === null ? 0 : Number(after) + 1;
    for (; number < ALL && numbers.length < first; number += 1) if (!gone.has(number)) numbers.push(number);
    const nodes = numbers.map(comment);
    return {
      totalCount: ALL, nodes, edges: nodes.map((node, at) => ({ cursor: String(numbers[at]), node })),
      pageInfo: { hasNextPage: number < ALL },
    };
  };
  const answers = {
    DeskQueue: (variables) => ({ site: { queue: queue(variables), queueCounts: counts() } }),
    DeskNews: (variables) => ({ site: { queue: queue(variables), queueCounts: counts() } }),
    DeskApprove: ({ input }) => ({
      approveComments: {
        results: input.items.map(({ commentId }) => {
          gone.add(Number(commentId.split('_')[1]));
          return { commentId, code: null, message: null, earlier: null, comment: { id: commentId, status: 'APPROVED', decisionId: `decision_of_${commentId}` } };
        }),
      },
    }),
  };
  await page.route('**/graphql', async (route) => {
    const { documentId, query, variables } = route.request().postDataJSON();
    const text = query ?? texts[documentId.slice('sha256:'.length)] ?? '';
    const answer = answers[/^\w+ (\w+)/.exec(text)?.[1]];
    if (!answer) return route.fallback();
    await new Promise((resolve) => { setTimeout(resolve, NETWORK); });
    return route.fulfill({ json: { data: answer(variables) } });
  });
  return { gone };
}

/** Bytes that are in use once what is not has been swept. */
async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Scrolls on until so many rows have been fetched. */
async function scrollTo(page, rows) {
  await page.evaluate(async (wanted) => {
    const list = document.querySelector('.rows');
    const fetched = () => Number([...list.querySelectorAll('.row')].at(-1)?.getAttribute('aria-posinset'));
    while (fetched() < wanted) {
      list.scrollTop = list.scrollHeight;
      await new Promise((resolve) => { setTimeout(resolve, 5); });
    }
  }, rows);
}

test('a long queue scrolls: little of it is in the page, and memory does not grow', () => visitDesk('moderator', { prepare }, async (page) => {
  await page.locator('.row').first().waitFor();
  await scrollTo(page, 1_500);
  const before = await memory(page);
  await scrollTo(page, 6_000);
  const grown = (await memory(page)) - before;
  const [rows, nodes] = await page.evaluate(() => [document.querySelectorAll('.row').length, document.querySelectorAll('*').length]);
  console.log(`6,000 rows read: ${rows} in the page, ${nodes} elements, ${Math.round(grown / 1024)} kB more than at 1,500`);
  assert.ok(rows <= 40, `${rows} rows are in the page`);
  assert.ok(grown < 6_000_000, `${grown} bytes more`);
  await page.evaluate(() => { document.querySelector('.rows').scrollTop = 104 * 100; });
  await page.getByText('Held comment 100.').first().waitFor();
  await page.locator('.row .open').filter({ hasText: 'Held comment 101.' }).click();
  await page.locator('#card').filter({ hasText: 'Held comment 101.' }).waitFor();
  assert.equal(await page.locator('.row.current').getAttribute('aria-posinset'), '102');
}));

test('a hundred decisions by keyboard: what the page takes for each', () => visitDesk('moderator', { prepare }, async (page) => {
  await page.locator('#card').filter({ hasText: 'Held comment 0.' }).waitFor();
  await page.evaluate(() => {
    globalThis.took = [];
    let pressed = 0;
    addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true });
    const seen = () => requestAnimationFrame(() => setTimeout(() => globalThis.took.push(performance.now() - pressed)));
    new MutationObserver((changes) => {
      if (changes.some(({ addedNodes }) => [...addedNodes].some(({ id }) => id === 'card'))) seen();
    }).observe(document.querySelector('.reading'), { childList: true, subtree: true });
  });
  for (let number = 0; number < 100; number += 1) {
    await page.keyboard.press('a');
    await page.locator('#card').filter({ hasText: `Held comment ${number + 1}.` }).waitFor({ timeout: 2_000 });
  }
  await page.waitForFunction(() => globalThis.took.length === 100);
  const took = (await page.evaluate(() => globalThis.took)).sort((one, other) => one - other);
  console.log(`100 decisions, milliseconds until the next is painted: median ${took[50].toFixed(1)}, 95 % ${took[94].toFixed(1)}, most ${took[99].toFixed(1)}`);
  assert.ok(took[50] <= 100, `${took[50]} ms`);
  await page.locator('.tabs a').filter({ hasText: /Pending\s*49,900/ }).waitFor();
}));
