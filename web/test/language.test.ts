// What is said: every language has every word, with the same gaps and the forms that it needs.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { LANGUAGES } from '../embed/languages.ts';
import en, { type Words } from '../embed/words/en.ts';
import { Language, type Plural, weave } from '../shared/language.ts';

const all = await Promise.all(
  LANGUAGES.map(async (code) => [code, (await import(`../embed/words/${code}.ts`)).default as Words] as const),
);

const gaps = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();
const forms = (said: string | Plural) => (typeof said === 'string' ? [said] : Object.values(said));

for (const [code, words] of all) {
  test(`every word is there in ${code}`, () => {
    assert.deepEqual(Object.keys(words), Object.keys(en), 'in the same order');
    for (const [name, said] of Object.entries(words) as [keyof Words, string | Plural][]) {
      const allowed = new Set(forms(en[name]).flatMap(gaps));
      for (const form of forms(said)) {
        assert.notEqual(form.trim(), '', name);
        for (const gap of gaps(form)) assert.ok(allowed.has(gap), `${name}: ${gap}`);
        assert.ok(!allowed.has('{title}') || gaps(form).includes('{title}'), `${name} names the title`);
      }
    }
  });

  test(`every number has its form in ${code}`, () => {
    const needed = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    for (const [name, said] of Object.entries(words) as [keyof Words, string | Plural][]) {
      if (typeof said === 'string') continue;
      // What counts nothing is not said of these, and only of millions French and its sisters say "many".
      const spared = new Set(['zero', code === 'ar' ? '' : 'many', 'other']);
      for (const category of needed) {
        if (!spared.has(category)) assert.ok(said[category], `${name}: ${category}`);
      }
    }
  });
}

/** What the service's page without script says, by language and name, as its source has it. */
function ofThePage(source: string): Map<string, [string, string | Plural][]> {
  const languages = [...source.matchAll(/"(\w\w)" => &(\w+),|_ => &(\w+),/g)];
  return new Map(
    languages.map(([, code = 'en', name, rest]) => {
      const [, block = ''] = source.match(new RegExp(`const ${name ?? rest}: Words = Words \\{(.*?)\n\\};`, 's')) ?? [];
      const fields = block.matchAll(/^ {4}(\w+):\s+(?:"(.*?)"|Plural\(&\[(.*?)\]\)),$/gms);
      return [code, [...fields].map(([, field = '', said, plural = '']) => [camel(field), said ?? formsOf(plural)])];
    }),
  );
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const formsOf = (plural: string) =>
  Object.fromEntries(
    [...plural.matchAll(/\((\w+), "(.*?)"\)/g)].map(([, form = '', said]) => [form.toLowerCase(), said]),
  ) as Plural;

test('the page without script says what the widget says', async () => {
  const page = ofThePage(await readFile(new URL('../../src/http/embed/words.rs', import.meta.url), 'utf8'));
  assert.deepEqual([...page.keys()].sort(), [...LANGUAGES].sort());
  for (const [code, words] of all) {
    const both = page.get(code)?.filter(([name]) => name in words) ?? [];
    assert.ok(both.length > 20, `${code}: ${both.length}`);
    for (const [name, said] of both) assert.deepEqual(said, words[name as keyof Words], `${code} ${name}`);
  }
});

test('numbers are said as the language has it', () => {
  const of = (code: string) => new Language(code, all.find(([known]) => known === code)?.[1] ?? en);
  const said = (code: string, number: number) => of(code).plural(of(code).words.comments, number);
  assert.deepEqual(
    [1, 2, 1234].map((number) => said('en', number)),
    ['1 comment', '2 comments', '1,234 comments'],
  );
  assert.deepEqual(
    [1, 2].map((number) => said('de', number)),
    ['1 Kommentar', '2 Kommentare'],
  );
  assert.equal(said('ja', 3), 'コメント3件');
  assert.deepEqual(
    [1, 2].map((number) => said('ar', number)),
    ['تعليق واحد', 'تعليقان'],
  );
  assert.match(said('ar', 5), /تعليقات$/);
  assert.match(said('ar', 11), /تعليقًا$/);
  assert.match(said('ar', 100), /تعليق$/);
});

test('a time is said in the largest unit that fits', () => {
  const language = new Language('en', en);
  const now = Date.parse('2026-05-01T12:00:00Z');
  const cases: [string, string][] = [
    ['2026-05-01T11:59:30Z', 'now'],
    ['2026-05-01T11:58:10Z', '1 minute ago'],
    ['2026-05-01T09:00:00Z', '3 hours ago'],
    ['2026-04-30T12:00:00Z', 'yesterday'],
    ['2026-04-20T12:00:00Z', 'last week'],
    ['2026-01-01T12:00:00Z', '3 months ago'],
    ['2021-04-01T12:00:00Z', '5 years ago'],
    ['2026-05-03T13:00:00Z', 'in 2 days'],
  ];
  for (const [moment, said] of cases) assert.equal(language.relative(new Date(moment), now), said);
});

test('gaps are filled where they stand, and what is unknown is left', () => {
  assert.deepEqual(weave('{count} on “{title}”', { count: 3, title: 'x' }), ['', 3, ' on “', 'x', '”']);
  assert.equal(weave('{a} {b}', { a: 'A' }).join(''), 'A b');
});

test('between words from the right a name keeps its own direction', () => {
  const said = (code: string) => new Language(code, en).say('{name}.', { name: 'Ines' });
  assert.deepEqual([said('de'), said('ar')], ['Ines.', '\u2068Ines\u2069.']);
});

test('only Arabic is written from the right', () => {
  const rtl = LANGUAGES.filter((code) => new Language(code, en).direction === 'rtl');
  assert.deepEqual(rtl, ['ar']);
});
