// Settings while they are changed, without a page: what is sent, what others have saved, what was refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '../desk/parts/draft.ts';
import { Refusal } from '../shared/api/refusal.ts';

// What a page of our own says of its site.
Object.assign(globalThis, { document: { body: { dataset: {} } } });
const { Changing } = await import('../desk/parts/changing.ts');
type Source = ConstructorParameters<typeof Changing<Standing>>[1];

interface Standing {
  name: string;
  words: string;
  savedAt: string;
}

const FIELDS: readonly Field[] = [
  { name: 'name', kind: 'text' },
  { name: 'words', kind: 'lines', most: 9 },
  { name: 'key', kind: 'secret' },
];

/** A service that keeps a name and a list, each saved by a request of its own. */
async function begun(refuse: (name: string) => Refusal | null = () => null) {
  const service = { name: 'Lamp', words: 'voucher', savedAt: 'once' };
  const sent: string[] = [];
  const source: Source = {
    name: 'test',
    fields: FIELDS,
    valuesOf: ({ name, words }) => ({ name, words, key: '' }),
    savedAt: ({ savedAt }) => savedAt,
    read: async () => ({ ...service }),
    async *send(_listener, draft) {
      for (const name of ['words', 'name'] as const) {
        if (!draft.isChanged(name)) continue;
        const refusal = refuse(name);
        if (refusal) throw refusal;
        sent.push(name);
        service[name] = draft.get(name) ?? '';
        yield { ...service };
      }
    },
  };
  const listener = {
    transport: { run: () => assert.fail('nothing is asked for here') },
    me: 'author_a',
    proved: <Result>(action: () => Promise<Result>) => action(),
    changed: () => {},
  };
  const changing = new Changing(listener, source);
  await changing.load();
  return { service, sent, changing };
}

test('what was changed is saved, and what stood before can be brought back', async () => {
  const { service, sent, changing } = await begun();
  changing.change('words', 'voucher\npurse');
  changing.change('name', 'Harbour');
  assert.equal(await changing.save(''), 'saved');
  assert.deepEqual([service.words, service.name, sent], ['voucher\npurse', 'Harbour', ['words', 'name']]);
  assert.deepEqual(changing.draft.changed, []);
  assert.deepEqual(changing.before, { name: 'Lamp', words: 'voucher', key: '' });
  changing.bringBack(changing.before ?? {});
  assert.deepEqual(changing.draft.changed, ['name', 'words']);
});

test('what somebody else has saved is told before anything is sent, also where nothing shown differs', async () => {
  const { service, sent, changing } = await begun();
  changing.change('words', 'voucher\npurse');
  Object.assign(service, { words: 'voucher\npills', savedAt: 'again' });
  assert.equal(await changing.save(''), 'theirs');
  assert.deepEqual([changing.theirs, changing.draft.get('words'), sent], [['words'], 'voucher\npurse\npills', []]);
  service.savedAt = 'a secret was replaced';
  assert.equal(await changing.save(''), 'theirs');
  assert.deepEqual(changing.theirs, []);
  assert.equal(await changing.save(''), 'saved');
  assert.equal(changing.theirs, null);
});

test('what was saved stands, also where the rest is refused', async () => {
  const no = new Refusal('no', { code: 'INVALID', field: 'name' });
  const { service, changing } = await begun((name) => (name === 'name' ? no : null));
  changing.change('words', 'purse');
  changing.change('name', 'Harbour');
  changing.change('key', 'abc');
  await assert.rejects(changing.save(''), no);
  assert.deepEqual([service.words, changing.isHalfSaved, changing.isBusy], ['purse', true, null]);
  assert.deepEqual(changing.draft.changed, ['name'], 'a secret is not sent again');
});

test('what stands already needs no saving', async () => {
  const nothing = new Refusal('so already', { code: 'CONFLICT', reason: 'NOTHING_TO_DO' });
  const { changing } = await begun(() => nothing);
  changing.change('name', 'Harbour');
  assert.equal(await changing.save(''), 'same');
  assert.deepEqual(changing.draft.changed, []);
  const other = new Refusal('no', { code: 'CONFLICT', reason: 'LAST_WAY_IN' });
  const { changing: kept } = await begun(() => other);
  kept.change('name', 'Harbour');
  await assert.rejects(kept.save(''), other);
  assert.deepEqual(kept.draft.changed, ['name']);
});
