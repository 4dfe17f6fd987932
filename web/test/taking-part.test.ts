// What of taking part needs no page: what is believed, how long a text is, what is kept.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { reasons } from '../embed/actions/why.ts';
import { draftsOf, newKey } from '../embed/composer/drafts.ts';
import { LONGEST, left } from '../embed/composer/length.ts';
import { solve } from '../embed/composer/work.ts';
import { draftMark, isKept } from '../embed/marks.ts';
import { type Branch, Branch as MadeBranch } from '../embed/model.ts';
import { lockUnder } from '../embed/moderation/locks.ts';
import { sentence } from '../embed/parts/refused.ts';
import type { Spoken } from '../embed/parts/words.ts';
import { isSecret, readHandOver, readReply, readWish } from '../embed/session/protocol.ts';
import ar from '../embed/words/more/ar.ts';
import de from '../embed/words/more/de.ts';
import en, { type More } from '../embed/words/more/en.ts';
import es from '../embed/words/more/es.ts';
import fr from '../embed/words/more/fr.ts';
import ja from '../embed/words/more/ja.ts';
import pt from '../embed/words/more/pt.ts';
import vi from '../embed/words/more/vi.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { open } from '../shared/generated-open.ts';
import * as session from '../shared/generated-session.ts';
import { Language } from '../shared/language.ts';

const SECRET = 'Nc3-nT4Wl_0aZ9qXyB7dKe';

test('the frame believes wishes that have the form of one, and gives no more than their fields', () => {
  const document = 'f'.repeat(64);
  const good = [
    { number: 1, wish: 'ask', document, variables: { a: [1] } },
    { number: 2, wish: 'await', secret: SECRET },
    { number: 3, wish: 'takeSiteToken', token: 'a.b.c' },
    { number: 4, wish: 'look' },
    { number: 5, wish: 'signOut' },
  ];
  for (const one of good) assert.deepEqual(readWish({ ...one, more: 'than asked' }), one);
  const bad = [
    null,
    'ask',
    [],
    {},
    { wish: 'look' },
    { number: '1', wish: 'look' },
    { number: 1.5, wish: 'look' },
    { number: 1, wish: 'tokens' },
    { number: 1, wish: 'constructor' },
    { number: 1, wish: 'ask', document },
    { number: 1, wish: 'ask', document: `${document}0`, variables: {} },
    { number: 1, wish: 'ask', document, variables: [] },
    { number: 1, wish: 'await', secret: 'short' },
    { number: 1, wish: 'takeSiteToken', token: 'x'.repeat(8193) },
  ];
  for (const one of bad) assert.equal(readWish(one), null, JSON.stringify(one));
});

test('a window is believed with its secret, its site and whole tokens', () => {
  const given = { type: 'rejoinder:signed-in', secret: SECRET, site: 'history', accessToken: 'a', refreshToken: 'r' };
  const outcome = { accessToken: 'a', refreshToken: 'r', moderating: false };
  assert.deepEqual(readHandOver(given), { secret: SECRET, site: 'history', outcome });
  assert.deepEqual(readHandOver({ ...given, moderating: true })?.outcome, { ...outcome, moderating: true });
  assert.deepEqual(readHandOver({ ...given, moderating: 'yes' })?.outcome, outcome);
  const failed = { type: 'rejoinder:failed', secret: SECRET, site: 'history', reason: 'CANCELLED' };
  assert.deepEqual(readHandOver(failed)?.outcome, { reason: 'CANCELLED' });
  const { secret: _, ...without } = given;
  const bad = [null, without, { ...given, accessToken: '' }, { ...given, refreshToken: 1 }, { ...given, type: 'x' }];
  for (const one of [...bad, { ...failed, reason: '' }, { ...given, site: undefined }])
    assert.equal(readHandOver(one), null);
});

test('the page believes answers of the frame that have the form of one', () => {
  const who = { id: 'author_1', displayName: '', badge: 'ADMIN', isModerating: false };
  const good = [
    { number: 1, data: null },
    { number: 1, refused: { code: 'NOT_FOUND', message: '' } },
    { who, unsure: false },
    { who: null, unsure: true },
    { secret: SECRET, failed: null },
    { secret: SECRET, failed: 'CANCELLED' },
  ];
  for (const one of good) assert.deepEqual(readReply(one), one);
  const bad = [
    null,
    {},
    { number: 1 },
    { number: 1, refused: { code: 5, message: '' } },
    { who: { ...who, badge: 'KING' } },
  ];
  for (const one of bad) assert.equal(readReply(one), null, JSON.stringify(one));
});

test('a secret is long enough not to be guessed, and of what addresses carry', () => {
  for (const secret of [SECRET, 'a'.repeat(64)]) assert.ok(isSecret(secret));
  for (const secret of ['a'.repeat(21), 'a'.repeat(65), `${SECRET} `, `${SECRET}"`, 5]) assert.ok(!isSecret(secret));
});

test('what answers with tokens may not be asked by a page', () => {
  const own = Object.values(session);
  assert.ok(own.length >= 4 && open.length > 20);
  for (const hash of own) assert.ok(!open.includes(hash));
});

test('what is left to write is said near the end, in characters as readers count them', () => {
  const cases: [string, number | null][] = [
    ['', null],
    ['x'.repeat(LONGEST - 501), null],
    ['x'.repeat(LONGEST - 500), 500],
    ['x'.repeat(LONGEST), 0],
    ['x'.repeat(LONGEST + 3), -3],
    ['👩‍👩‍👧'.repeat(LONGEST - 1), 1],
    ['e\u0301'.repeat(LONGEST), 0],
    [` ${'x'.repeat(LONGEST)}\n`, 0],
    ['👩‍👩‍👧'.repeat(5000), null],
  ];
  for (const [text, expected] of cases) assert.equal(left(text), expected, `${text.length} units`);
});

const thread = (service: string, episode: string) => ({ service, site: 'history', episode });

function keepIn(storage: Record<string, string> | null): void {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const value = storage && {
    getItem: (name: string) => storage[name] ?? null,
    setItem: (name: string, text: string) => {
      storage[name] = text;
    },
    removeItem: (name: string) => {
      delete storage[name];
    },
  };
  const get = () => (value ? Object.assign(Object.create(value), storage) : refuse());
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get });
}

test('a draft is kept for its place in its thread, and nowhere else', () => {
  const storage = {};
  keepIn(storage);
  const top = draftsOf(thread('https://comments.example', '278'), null);
  const draft = { body: 'Begun', key: newKey(), momentSeconds: 754 };
  top.write(draft);
  assert.deepEqual(top.read(), draft);
  assert.equal(draftsOf(thread('https://comments.example', '278'), 'comment_1').read(), null);
  assert.equal(draftsOf(thread('https://comments.example', '27'), null).read(), null);
  assert.ok(isKept(draftMark(thread('https://comments.example', '278'))));
  assert.ok(!isKept(draftMark(thread('https://comments.example', '27'))));
  top.write(null);
  assert.deepEqual(Object.keys(storage), []);
});

test('where a page keeps nothing, a draft lasts as long as the page; what is no draft is none', () => {
  keepIn(null);
  const drafts = draftsOf(thread('https://comments.example', '279'), null);
  drafts.write({ body: 'Begun', key: 'k', momentSeconds: null });
  assert.equal(drafts.read()?.body, 'Begun');
  assert.ok(!isKept(draftMark(thread('https://comments.example', '279'))));
  drafts.write(null);
  assert.equal(drafts.read(), null);
  const bad = [
    '',
    '{',
    'null',
    '5',
    '{"":null}',
    '{"":{"body":1,"key":"k"}}',
    `{"":{"body":"x","key":"${'k'.repeat(65)}"}}`,
  ];
  for (const text of bad) {
    keepIn({ 'rejoinder-draft:s:history:1': text });
    assert.equal(draftsOf(thread('s', '1'), null).read(), null, text);
  }
});

test('work is done when the number is found, and what has no solution ends', async () => {
  const salt = 'harbour?expires=1';
  const challenge = createHash('sha256').update(`${salt}1234`).digest('hex');
  const asked = { algorithm: 'SHA-256', challenge, maxnumber: 5000, salt, signature: 'sig' };
  const payload = JSON.parse(atob(await solve(asked, () => {})));
  assert.deepEqual(payload, { algorithm: 'SHA-256', challenge, number: 1234, salt, signature: 'sig' });
  await assert.rejects(solve({ ...asked, maxnumber: 100 }, () => {}));
});

const english: Spoken = new Language('en', en);

test('a refusal becomes a sentence that says what to do', () => {
  const cases: [ConstructorParameters<typeof Refusal>[1], RegExp][] = [
    [{ code: 'THREAD_CLOSED' }, /closed meanwhile/],
    [{ code: 'FORBIDDEN', reason: 'SUSPENDED' }, /for the time being/],
    [{ code: 'RATE_LIMITED', retryAfter: 30 }, /Try again in 30 seconds/],
    [{ code: 'RATE_LIMITED', retryAfter: 91 }, /Try again in 2 minutes/],
    [{ code: 'RATE_LIMITED' }, /busy/],
    [{ code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED' }, /Sign in again/],
    [{ code: 'INVALID', field: 'email' }, /not complete/],
    [{ code: 'INVALID', field: 'body' }, /what the service says/],
    [{ code: 'FORBIDDEN', reason: 'toString' }, /wrong at our end/],
  ];
  for (const [extensions, expected] of cases) {
    assert.match(sentence(new Refusal('what the service says', extensions), english), expected);
  }
});

const comment = (fields: Partial<Branch['comment']>) => ({ branchLock: null, ...fields }) as Branch['comment'];

test('an author is told each reason once, and only as long as it holds', () => {
  const holdReasons = ['BANNED_WORD', 'SUSPECT_WORD', 'LINKS'] as const;
  const held = comment({ status: 'PENDING', holdReasons: [...holdReasons] });
  assert.equal(reasons(held, english), 'Why: a word in it and the links in it.');
  assert.equal(reasons({ ...held, status: 'APPROVED' }, english), '');
  assert.equal(reasons(comment({ status: 'REJECTED', rejectReason: 'SPAM' }), english), 'Why: Spam.');
});

test('a lock reaches down to the locks that were there before', () => {
  const lock = (commentId: string) => ({ commentId, reason: null }) as NonNullable<Branch['comment']['branchLock']>;
  const make = (id: string, above: Branch | null, branchLock: Branch['comment']['branchLock']) => {
    const branch = new MadeBranch(comment({ id, branchLock }), above);
    above?.replies.push(branch);
    return branch;
  };
  const top = make('a', null, null);
  const free = make('b', top, null);
  const own = make('c', top, lock('c'));
  const under = make('d', free, null);
  const beneath = make('e', own, lock('c'));
  lockUnder(top, null, lock('a'));
  const held = () => [free, own, under, beneath].map((branch) => branch.comment.branchLock?.commentId);
  assert.deepEqual(held(), ['a', 'c', 'a', 'c']);
  lockUnder(top, lock('a'), null);
  assert.deepEqual(held(), [undefined, 'c', undefined, 'c']);
});

const ALL: Record<string, More> = { en, de, fr, es, pt, vi, ja, ar };
const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();

for (const [code, words] of Object.entries(ALL)) {
  test(`whoever takes part is spoken to in ${code}, with the same gaps`, () => {
    for (const [name, said] of Object.entries(words)) {
      const model = en[name as keyof More];
      if (typeof said === 'string') {
        assert.deepEqual(gaps(said), gaps(model as string), name);
        assert.ok(said.trim() === said && said !== '', name);
      } else {
        const needed = new Intl.PluralRules(code)
          .resolvedOptions()
          .pluralCategories.filter((kind) => kind !== 'many' || code === 'ar');
        for (const kind of needed) assert.ok(said[kind as keyof typeof said], `${name}: ${kind}`);
      }
    }
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en).sort());
  });
}
