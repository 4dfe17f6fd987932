// Small things: addresses, permalinks, orders, moments, answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkedId } from '../embed/links.ts';
import { written } from '../embed/moment.ts';
import { orderOf } from '../embed/orders.ts';
import { timeCodes } from '../embed/player/time-codes.ts';
import { address } from '../shared/api/address.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { dataOf } from '../shared/api/transport.ts';

test('times are found in texts, and nothing that only looks like one', () => {
  const cases: [string, [string, number][]][] = [
    ['at 12:34 we', [['12:34', 754]]],
    [
      '0:05, 1:02:34 and 120:00',
      [
        ['0:05', 5],
        ['1:02:34', 3754],
        ['120:00', 7200],
      ],
    ],
    ['(7:30)', [['7:30', 450]]],
    ['7:30.', [['7:30', 450]]],
    ['12:60 or 1:75:00', []],
    ['1:2 is a ratio', []],
    ['12:34:56:78', []],
    ['10.12:30 and 12:30.5', []],
    ['2026-01-01T12:34:56Z', []],
    ['3:15pm', []],
  ];
  for (const [text, found] of cases) {
    assert.deepEqual(
      timeCodes(text).map(({ words, seconds }) => [words, seconds]),
      found,
      text,
    );
  }
});

test('moments are written as they are read', () => {
  for (const [seconds, words] of [
    [0, '0:00'],
    [65, '1:05'],
    [754, '12:34'],
    [3754, '1:02:34'],
    [359_999, '99:59:59'],
  ] as const) {
    assert.equal(written(seconds), words);
    assert.equal(timeCodes(words)[0]?.seconds, seconds);
  }
});

test('an address names a comment in two ways, and nothing else does', () => {
  const unique = '0197000000007000800000000000000a';
  assert.equal(linkedId(`#comment-${unique}`), `comment_${unique}`);
  assert.equal(linkedId(`#comment_${unique}`), `comment_${unique}`);
  for (const other of ['', '#', '#comment-12', `#x-comment-${unique}`, `#comment-${unique}0`]) {
    assert.equal(linkedId(other), null, other);
  }
});

test('an attribute names an order, and is passed over where it names none', () => {
  assert.deepEqual(['newest', 'TOP', 'moment', 'random', null].map(orderOf), [
    'NEWEST',
    'TOP',
    'MOMENT',
    'OLDEST',
    'OLDEST',
  ]);
});

test('the same question always has the same address', () => {
  const hash = 'a'.repeat(64);
  assert.equal(
    address('https://comments.example', hash, { site: 'history', key: 'a&b' }),
    `https://comments.example/graphql?documentId=sha256%3A${hash}&variables=%7B%22site%22%3A%22history%22%2C%22key%22%3A%22a%26b%22%7D`,
  );
});

test('a refusal says its code, and an answer without data is none', () => {
  assert.deepEqual(dataOf({ data: { a: 1 } }), { a: 1 });
  const refused = () => dataOf({ errors: [{ message: 'no', extensions: { code: 'RATE_LIMITED', retryAfter: 3 } }] });
  assert.throws(
    refused,
    (error) => error instanceof Refusal && error.code === 'RATE_LIMITED' && error.retryAfter === 3,
  );
  assert.throws(
    () => dataOf({}),
    (error) => error instanceof Refusal && error.code === 'MALFORMED',
  );
});
