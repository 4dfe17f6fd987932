// Lists that are fetched page by page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Page, Paged } from '../desk/parts/paged.ts';
import { Refusal } from '../shared/api/refusal.ts';

type Row = { id: string };

const page = (ids: string[], endCursor: string | null): Page<Row> => ({
  nodes: ids.map((id) => ({ id })),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
  totalCount: 4,
});

function paged(fetch: (after: string | null) => Promise<Page<Row>>): Paged<Row> {
  return new Paged<Row>({ fetch, explain: ({ message }) => message, changed: () => {} });
}

const shown = ({ nodes }: Paged<Row>) => nodes.map(({ id }) => id).join('');

test('pages follow each other, and what is on two of them is shown once', async () => {
  const pages = new Map([
    [null, page(['a', 'b'], 'b')],
    ['b', page(['b', 'c'], null)],
  ] as const);
  const list = paged(async (after) => pages.get(after as null) as Page<Row>);
  await list.again();
  assert.equal(list.hasMore, true);
  await list.more();
  assert.equal(shown(list), 'abc');
  assert.deepEqual([list.hasMore, list.isEmpty, list.total], [false, false, 4]);
  await list.more();
  assert.equal(shown(list), 'abc');
});

test('what was fetched is there as it is now, unless it is fetched otherwise meanwhile', async () => {
  const pages = new Map<string | null, Page<Row>>([
    [null, page(['a', 'b'], 'b')],
    ['b', page(['c', 'd'], 'd')],
    ['d', page(['e'], null)],
  ]);
  const list = paged(async (after) => pages.get(after) as Page<Row>);
  await list.again();
  await list.more();
  pages.set(null, page(['n', 'a'], 'b'));
  await list.renew();
  assert.deepEqual([shown(list), list.hasMore], ['nacd', true]);
  const renewed = list.renew();
  pages.set(null, page(['z'], null));
  await list.again();
  await renewed;
  assert.equal(shown(list), 'z');
});

test('a late answer for another list is not shown', async () => {
  let answer: (late: Page<Row>) => void = () => {};
  const late = new Promise<Page<Row>>((resolve) => {
    answer = resolve;
  });
  const answers = [late, Promise.resolve(page(['z'], null))];
  const list = paged(() => answers.shift() as Promise<Page<Row>>);
  const first = list.again();
  await list.again();
  answer(page(['a'], null));
  await first;
  assert.equal(shown(list), 'z');
  assert.equal(list.isLoading, false);
});

test('what fails is said, and can be tried again', async () => {
  let fails = true;
  const list = paged(async (after) => {
    if (after === 'a' && fails) throw new Refusal('no line', { code: 'NETWORK' });
    return after === null ? page(['a'], 'a') : page(['b'], null);
  });
  await list.again();
  await list.more();
  assert.deepEqual([list.problem, shown(list), list.isLoading], ['no line', 'a', false]);
  fails = false;
  await list.more();
  assert.deepEqual([list.problem, shown(list)], ['', 'ab']);
});
