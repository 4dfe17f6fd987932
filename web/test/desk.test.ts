// The desk without a page: marked words, addresses, keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { name } from '../desk/keys.ts';
import { places } from '../desk/queues/marks.ts';
import { address, route } from '../desk/route.ts';

test('words are marked where a reader sees them', () => {
  const cases: [string, string[], string[]][] = [
    ['Has anybody a Voucher?', ['voucher*'], ['Voucher']],
    ['vouchers, VOUCHERED; a gift-voucher', ['voucher*'], ['vouchers', 'VOUCHERED', 'voucher']],
    ['headlamp lamp lamps', ['lamp'], ['lamp']],
    ['headlamp', ['*lamp'], ['headlamp']],
    ['A l4mp, a lámp', ['lamp'], ['l4mp', 'lámp']],
    ['l a m p', ['lamp'], ['l a m p']],
    ['the Promo-Code and promo  code', ['promo code'], ['Promo-Code', 'promo  code']],
    ['buy cheap pills, buy pills', ['buy * pills'], ['buy cheap pills']],
    ['今日はランプを買う', ['ランプ'], ['ランプ']],
    ['pïlls', ['pills', 'pill*'], ['pïlls']],
    ['a+b [c]', ['*', '[c]'], ['[c]']],
    ['nothing', ['lamp'], []],
  ];
  for (const [text, patterns, marked] of cases) {
    const found = places(text, patterns).map(({ from, to }) => text.slice(from, to));
    assert.deepEqual(found, marked, `${text} / ${patterns}`);
  }
});

test('an address says where one is, and no address breaks it', () => {
  assert.deepEqual(route('#pending/comment_1'), { head: 'pending', rest: ['comment_1'] });
  assert.deepEqual(route(''), { head: '', rest: [] });
  assert.deepEqual(route('#%E0%A4%A/x'), { head: '', rest: ['x'] });
  assert.equal(address({ head: 'people', rest: ['a/b'] }), '#people/a%2Fb');
  assert.deepEqual(route(address({ head: 'people', rest: ['a/b'] })).rest, ['a/b']);
});

test('letters are known by their place on keyboards without Latin ones', () => {
  assert.equal(name({ key: 'ش', code: 'KeyA', shiftKey: false }), 'a');
  assert.equal(name({ key: 'ч', code: 'KeyX', shiftKey: true }), 'X');
  assert.equal(name({ key: 'a', code: 'KeyQ', shiftKey: false }), 'a', 'AZERTY says what it means');
  assert.equal(name({ key: '?', code: 'Minus', shiftKey: true }), '?');
  assert.equal(name({ key: 'ArrowDown', code: 'ArrowDown', shiftKey: false }), 'ArrowDown');
});
