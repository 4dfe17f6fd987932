// Rules without a page: what is changed, what is wrong with it, what others changed, and what a trial says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compared, Draft, type Field, numberOf } from '../desk/parts/draft.ts';
import { changesOf, type Past } from '../desk/parts/past.ts';
import {
  atOdds,
  canTakeBack,
  FIELDS,
  faultOfPattern,
  rulesOf,
  type Standing,
  takeBack,
  termsOf,
  triedOf,
  valuesOf,
} from '../desk/rules/fields.ts';
import { type DryRun, type Example, isMuch, keptBack, moves, sums } from '../desk/rules/trial.ts';

const STANDING: Standing = {
  rules: {
    minLength: 0,
    maxLength: 10_000,
    holdRepeats: true,
    bannedWords: [],
    suspectWords: ['voucher*', 'promo code'],
    linksMax: 2,
    spamThreshold: 80,
    reportThreshold: null,
    asksAkismet: false,
    webhookUrl: null,
    updatedAt: null,
  },
  terms: {
    mode: 'POST',
    newcomerApprovals: 1,
    nesting: 5,
    closeAfterDays: null,
    editWindowSeconds: 90,
    episodesMustExist: false,
  },
};

const draft = () => new Draft(FIELDS, valuesOf(STANDING));

test('what is typed back as it was is no change', () => {
  const rules = draft();
  rules.set('linksMax', '3');
  rules.set('suspectWords', 'voucher*\n\n  promo code \n');
  assert.deepEqual(rules.changed, ['linksMax']);
  rules.set('linksMax', ' ٢ ');
  assert.deepEqual(rules.changed, []);
  rules.set('mode', 'PRE');
  rules.setBack('mode');
  assert.equal(rules.get('mode'), 'POST');
});

test('numbers are read in any digits, and what is no number is none', () => {
  const read = ['12', '١٢', '۱۲', '１２', '1,5', '', ' ', 'x', '-1', '1e3', '0x1'].map(numberOf);
  assert.deepEqual(read, [12, 12, 12, 12, 1.5, null, null, undefined, undefined, undefined, undefined]);
});

test('only what was changed is sent, as the service has it', () => {
  const rules = draft();
  assert.deepEqual([rulesOf(rules), termsOf(rules), triedOf(rules)], [null, null, null]);
  rules.set('linksMax', '');
  rules.set('suspectWords', ' promo code \n\nlamp*');
  rules.set('editMinutes', '2.5');
  rules.set('closeAfterDays', '14');
  assert.deepEqual(rulesOf(rules), { linksMax: null, suspectWords: ['promo code', 'lamp*'] });
  assert.deepEqual(termsOf(rules), { closeAfterDays: 14, editWindowSeconds: 150 });
  assert.deepEqual(triedOf(rules), { rules: { linksMax: null, suspectWords: ['promo code', 'lamp*'] } });
  rules.set('mode', 'NEWCOMERS');
  rules.setBack('linksMax');
  rules.setBack('suspectWords');
  assert.deepEqual(triedOf(rules), { mode: 'NEWCOMERS' });
});

test('what is wrong is told by field and line', () => {
  const rules = draft();
  for (const [name, value] of [
    ['linksMax', '1001'],
    ['minLength', ''],
    ['spamThreshold', '1.5'],
    ['bannedWords', 'lamp\n\nx'],
    ['webhookUrl', 'example.org/hook'],
    ['webhookSecret', 'short'],
  ] as const)
    rules.set(name, value);
  assert.deepEqual(rules.faults, {
    linksMax: { kind: 'number', least: 0, most: 1_000 },
    minLength: { kind: 'missing' },
    spamThreshold: { kind: 'number', least: 1, most: 100 },
    bannedWords: { kind: 'short', line: 3 },
    webhookUrl: { kind: 'url' },
    webhookSecret: { kind: 'secret' },
  });
  rules.set('bannedWords', 'lamp\n'.repeat(1_001));
  assert.deepEqual(rules.faults.bannedWords, { kind: 'lines', most: 1_000 });
});

test('patterns are judged as the service does', () => {
  const judged = ['lamp', '灯', 'a*', '* b *', '**a b', 'a*b*c*d', '*a*b*c*d*e*', 'x'.repeat(101)].map(faultOfPattern);
  assert.deepEqual(judged, [null, null, 'short', 'short', null, null, 'stars', 'long']);
});

test('a webhook needs a secret, and without an address none is kept', () => {
  const rules = draft();
  assert.equal(atOdds(rules, false), null);
  rules.set('webhookUrl', 'https://history.example/hook');
  assert.equal(atOdds(rules, false)?.says, 'secretNeeded');
  rules.set('webhookSecret', 's'.repeat(32));
  assert.equal(atOdds(rules, false), null);
  rules.set('webhookSecret', null);
  assert.equal(atOdds(rules, true)?.name, 'webhookSecret');

  rules.set('webhookUrl', '');
  rules.set('minLength', '20000');
  assert.equal(atOdds(rules, true)?.says, 'lengthsCrossed');

  const standing = { ...STANDING, rules: { ...STANDING.rules, webhookUrl: 'https://history.example/hook' } };
  const other = new Draft(FIELDS, valuesOf(standing));
  other.set('webhookUrl', '');
  assert.deepEqual(rulesOf(other), { webhookUrl: null, webhookSecret: null });
});

test('what others saved meanwhile is taken in, and nothing of anybody is lost', () => {
  const rules = draft();
  rules.set('suspectWords', 'voucher*\nlamp*');
  rules.set('linksMax', '0');
  const theirs = { ...STANDING.rules, suspectWords: ['promo code', 'pills'], linksMax: 5, maxLength: 500 };
  const changed = rules.rebase(valuesOf({ ...STANDING, rules: theirs }));
  assert.deepEqual(changed, ['linksMax', 'maxLength', 'suspectWords']);
  assert.equal(rules.get('suspectWords'), 'lamp*\npills', 'what either took out is out, what either added is in');
  assert.deepEqual([rules.get('linksMax'), rules.base('linksMax')], ['0', '5']);
  assert.equal(rules.get('maxLength'), '500');
  assert.deepEqual(rules.changed, ['linksMax', 'suspectWords']);
});

test('secrets are not kept in the browser', () => {
  const rules = draft();
  rules.set('akismetKey', 'abc');
  rules.set('linksMax', '3');
  assert.deepEqual(rules.kept, { linksMax: '3' });
});

const entry = (from: object, to: object): Past =>
  ({ from: JSON.stringify(from), to: JSON.stringify(to) }) as unknown as Past;

test('the old values of a change come back into the form, of lists only what it changed', () => {
  const rules = draft();
  const past = entry(
    { suspectWords: ['purse'], linksMax: null, editWindowSeconds: 900, holdRepeats: false, name: 'Lamp' },
    { suspectWords: ['promo code'], linksMax: 2, editWindowSeconds: 90, holdRepeats: true, name: 'The Lamp' },
  );
  assert.ok(canTakeBack(past));
  takeBack(past, rules);
  assert.equal(rules.get('suspectWords'), 'voucher*\npurse');
  assert.deepEqual([rules.get('linksMax'), rules.get('editMinutes'), rules.get('holdRepeats')], ['', '15', '']);
});

test('what the log does not tell whole is not offered to be put back', () => {
  assert.equal(canTakeBack(entry({ akismetKey: 'none' }, { akismetKey: 'set' })), false);
  assert.equal(canTakeBack(entry({ webhook: null }, { webhook: 'https://history.example' })), false);
  assert.equal(canTakeBack(entry({ bannedWords: [] }, { bannedWords: ['a', '… and 12 more'] })), false);
  assert.equal(canTakeBack(entry({ name: 'Lamp' }, { name: 'The Lamp' })), false);
});

test('an entry of the log that is none of JSON tells no change', () => {
  assert.deepEqual(changesOf({ from: 'OPEN', to: null }), []);
  assert.deepEqual(changesOf({ from: '["a"]', to: '{"a":1}' }), [{ name: 'a', from: null, to: 1 }]);
});

test('lists are compared by their lines', () => {
  assert.deepEqual(compared('a\nb', 'b\n c'), { removed: ['a'], added: ['c'] });
  const field: Field = { name: 'list', kind: 'lines', most: 2 };
  const list = new Draft([field], { list: 'a\nb' });
  list.set('list', 'b\na');
  assert.ok(list.isChanged('list'), 'another order is another list');
});

let number = 0;
const example = (now: Example['now'], proposed: Example['proposed'], reasons: string[] = [], before: string[] = []) => {
  number += 1;
  return {
    now,
    proposed,
    nowReasons: before,
    proposedReasons: reasons,
    comment: { id: `c${number}` },
  } as unknown as Example;
};

const run = (examples: Example[], more: Partial<DryRun> = {}): DryRun =>
  ({
    judged: 100,
    approved: 90,
    held: 7,
    rejected: 2,
    refused: 1,
    differ: examples.length,
    examples,
    ...more,
  }) as DryRun;

test('sums tell what is and what would be, from the examples where they are all', () => {
  const examples = [
    example('APPROVED', 'PENDING', ['LINKS']),
    example('APPROVED', 'REJECTED', ['BANNED_WORD']),
    example('PENDING', null),
    example('PENDING', 'PENDING', ['LINKS', 'WATCHED'], ['WATCHED']),
  ];
  const of = sums(run(examples), null);
  assert.deepEqual(
    of.map(({ fate, now, later }) => [fate, now, later]),
    [
      ['APPROVED', 92, 90],
      ['PENDING', 7, 7],
      ['REJECTED', 1, 2],
      ['REFUSED', 0, 1],
    ],
  );
  assert.equal(keptBack(of), 2);
});

test('where there are more than examples, what is today is asked for', () => {
  const many = run([example('APPROVED', 'PENDING')], { differ: 60 });
  const of = sums(many, run([], { approved: 99, held: 1, rejected: 0, refused: 0 }));
  assert.equal(keptBack(of), 9);
});

test('more than a few is much', () => {
  assert.deepEqual(
    [isMuch(5, { judged: 10 }), isMuch(6, { judged: 10 }), isMuch(6, { judged: 1_000 })],
    [false, true, false],
  );
  assert.equal(isMuch(21, { judged: 1_000 }), true);
});

test('groups stand by what becomes of them, with the reasons that are new', () => {
  const examples = [
    example('PENDING', 'PENDING', ['LINKS', 'SUSPECT_WORD'], ['SUSPECT_WORD']),
    example('PENDING', 'PENDING', ['LINKS'], []),
    example('PENDING', 'PENDING', ['LINKS'], []),
    example('PENDING', 'APPROVED', [], ['SUSPECT_WORD']),
    example('APPROVED', 'PENDING', ['LINKS', 'SUSPECT_WORD']),
    example('APPROVED', 'PENDING', ['LINKS']),
  ];
  assert.deepEqual(
    moves(run(examples)).map(({ now, later, examples: { length }, reasons }) => [now, later, length, reasons]),
    [
      [
        'APPROVED',
        'PENDING',
        2,
        [
          ['LINKS', 2],
          ['SUSPECT_WORD', 1],
        ],
      ],
      ['PENDING', 'APPROVED', 1, [['SUSPECT_WORD', 1]]],
      ['PENDING', 'PENDING', 3, [['LINKS', 3]]],
    ],
  );
});
