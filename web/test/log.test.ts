// The log: each act is a sentence in every language, acts on several are one, and what can be undone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { changesOf } from '../desk/log/changes.ts';
import type { Entry } from '../desk/log/fold.ts';
import { KINDS } from '../desk/log/kinds.ts';
import { inText, lifted, tell } from '../desk/log/sentences.ts';
import type { Logging } from '../desk/log/speech.ts';
import log from '../desk/log/words/en.ts';
import desk from '../desk/words/en.ts';
import type { Code } from '../own/speech.ts';
import own from '../own/words/en.ts';
import type { LogAction } from '../shared/generated.ts';
import { Language } from '../shared/language.ts';
import { BEN, COMMENT, EPISODE, entry } from './logged.ts';

const CODES: Code[] = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];
const english = new Language('en', { ...own, ...desk, ...log }) as Logging;
const schema = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');
const [, block = ''] = /^enum LogAction \{\n(.*?)^\}/ms.exec(schema) ?? [];
const ACTIONS = [...block.matchAll(/^\t([A-Z_]+)$/gm)].map(([, name]) => name as LogAction);

async function speak(code: Code): Promise<Logging> {
  const files = [`../own/words/${code}.ts`, `../desk/words/${code}.ts`, `../desk/log/words/${code}.ts`];
  const words = await Promise.all(files.map(async (file) => (await import(file)).default));
  return new Language(code, Object.assign({}, ...words)) as Logging;
}

/** An entry of each action as the service writes it, and again where it says other things. */
const SAMPLES: Record<LogAction, Partial<Entry>[]> = {
  APPROVE_COMMENT: [{ from: 'PENDING', to: 'APPROVED' }],
  REJECT_COMMENT: [{ from: 'PENDING', to: 'REJECTED', reason: 'OFF_TOPIC' }],
  MARK_SPAM: [{ from: 'PENDING', to: 'SPAM' }],
  RESTORE_COMMENT: [{ from: 'SPAM', to: 'PENDING' }],
  REJECT_ALL_BY: [
    { subject: BEN, from: '2020-01-01T00:00:00+00:00', to: 'REJECTED', reason: 'SPAM' },
    { subject: BEN, from: '1970-01-01T00:00:00+00:00', to: 'REJECTED', reason: 'SPAM' },
  ],
  PIN_COMMENT: [{ from: 'UNPINNED', to: 'PINNED' }],
  UNPIN_COMMENT: [{ from: 'PINNED', to: 'UNPINNED' }],
  FEATURE_COMMENT: [{ from: 'UNFEATURED', to: 'FEATURED' }],
  UNFEATURE_COMMENT: [{ from: 'FEATURED', to: 'UNFEATURED' }],
  JUDGE_COMMENT: [
    { actor: null, to: 'PENDING', reason: 'SUSPECT_WORD, LINKS' },
    { actor: null, to: 'REJECTED', reason: 'BANNED_WORD' },
    { actor: null, from: 'PENDING', to: 'APPROVED', reason: 'WEBHOOK', note: 'Lifted: LINKS, NEWCOMER.' },
  ],
  REMOVE_COMMENT: [{}],
  EDIT_COMMENT: [{}],
  LOCK_THREAD: [{ subject: EPISODE, from: 'OPEN', to: 'LOCKED', reason: 'Late, and loud.' }],
  CLOSE_THREAD: [{ subject: EPISODE, from: 'OPEN', to: 'CLOSED' }],
  REOPEN_THREAD: [{ subject: EPISODE, from: 'CLOSED', to: 'OPEN' }],
  LOCK_BRANCH: [{ from: 'OPEN', to: 'LOCKED' }],
  UNLOCK_BRANCH: [{ from: 'LOCKED', to: 'OPEN' }],
  CREATE_EPISODE: [{ subject: EPISODE }],
  UPDATE_EPISODE: [{ subject: EPISODE, from: '{"title":"283"}', to: '{"title":"284"}' }],
  GIVE_ROLE: [{ subject: BEN, from: 'COMMENTER', to: 'MODERATOR' }],
  INVITE_MEMBER: [{ subject: { id: 'site_s' }, to: '{"email":"a…@example.org","role":"MODERATOR"}' }],
  WITHDRAW_INVITATION: [{ subject: { id: 'site_s' }, from: '{"email":"a…@example.org","role":"ADMIN"}' }],
  SET_STANDING: [{ subject: BEN, from: 'NORMAL', to: 'SUSPENDED', reason: 'Sleep on it.' }],
  UPDATE_SITE: [{ subject: { id: 'site_s' }, from: '{"nesting":5}', to: '{"nesting":3}' }],
  UPDATE_RULES: [{ subject: { id: 'site_s' }, from: '{"linksMax":3}', to: '{"linksMax":2}' }],
  UPDATE_WAYS_IN: [{ subject: { id: 'site_s' }, from: '{"guests":false}', to: '{"guests":true}' }],
  ADD_PROVIDER: [{ subject: { id: 'site_s' }, to: '{"key":"lamp","name":"Lamp ID","issuer":"https://id.example"}' }],
  UPDATE_PROVIDER: [{ subject: { id: 'site_s' }, from: '{"clientSecret":"one"}', to: '{"clientSecret":"another"}' }],
  REMOVE_PROVIDER: [{ subject: { id: 'site_s' }, from: '{"key":"lamp","name":"Lamp ID"}' }],
  ADD_SITE_KEY: [
    { subject: { id: 'site_s' }, to: '{"kid":"k1","kind":"SECRET","expiresAt":null}' },
    { subject: { id: 'site_s' }, to: '{"kid":null,"kind":"JWKS_URL","expiresAt":null}' },
  ],
  REMOVE_SITE_KEY: [
    { subject: { id: 'site_s' }, from: '{"kid":"k1","kind":"SECRET","expiresAt":null}' },
    { subject: { id: 'site_s' }, from: '{"kid":"k1"}', to: '{"kid":"k1","expiresAt":"2026-12-01T00:00:00Z"}' },
  ],
  UPDATE_MAIL_TEMPLATE: [
    { subject: { id: 'site_s' }, to: 'SIGN_IN de' },
    { subject: { id: 'site_s' }, from: 'CONFIRM_GUEST ar' },
  ],
  CONFIRM_GUEST: [{ actor: BEN }],
  ERASE_MEMBER: [
    { subject: BEN, to: 'DELETE' },
    { subject: BEN, to: 'KEEP_ANONYMOUSLY' },
    { subject: BEN, actor: null, to: 'DELETE' },
    { subject: BEN, actor: null, to: 'KEEP_ANONYMOUSLY' },
  ],
  UNDO: [
    { from: 'REJECTED', to: 'PENDING' },
    { from: 'LOCKED', to: 'OPEN' },
    { subject: EPISODE, from: 'CLOSED', to: 'OPEN' },
    { subject: BEN, from: 'BANNED', to: 'NORMAL' },
    { subject: BEN },
  ],
  EXPORT_SITE: [{ subject: { id: 'site_s' } }, { subject: { id: 'site_s' }, to: 'WITH_ADDRESSES' }],
  IMPORT_COMMENTS: [{ subject: { id: 'site_s' }, actor: null, to: '12 comments' }],
  CLAIM_AUTHOR: [{ subject: null, from: 'author_x', to: 'author_y' }],
};

const said = (action: LogAction, more: Partial<Entry>, language = english) =>
  inText(tell(entry(action, more), language), language);

for (const code of CODES) {
  test(`each action of the schema is a sentence, whatever is left of it: ${code}`, async () => {
    const language = await speak(code);
    assert.equal(ACTIONS.length, 38);
    assert.deepEqual(Object.keys(SAMPLES).sort(), [...ACTIONS].sort());
    for (const action of ACTIONS) {
      const samples = SAMPLES[action];
      const gone = samples.flatMap((more) => [
        { ...more, subject: null },
        { ...more, subject: { ...COMMENT, author: null } },
      ]);
      const isOfComment = samples.some(({ subject = COMMENT }) => subject !== null && 'status' in subject);
      const all = [...samples, ...samples.map((more) => ({ ...more, actor: null }))];
      for (const more of [...all, ...gone.filter(({ subject }) => subject === null || isOfComment)]) {
        const sentence = said(action, more, language);
        assert.match(sentence, /[.。]$/, action);
        assert.doesNotMatch(sentence, /[{}]|[A-Z]+_[A-Z]|undefined|null|NaN|[:：] ?[.。]|\(\)|“”/, action);
      }
    }
  });
}

test('each kind of mail of the schema is called something', async () => {
  const [, kinds = ''] = /^enum MailKind \{\n(.*?)^\}/ms.exec(schema) ?? [];
  const names = [...kinds.matchAll(/^\t([A-Z_]+)$/gm)].map(([, name]) => name);
  assert.ok(names.includes('MEMBER_INVITED'));
  for (const code of CODES) {
    const words: Record<string, unknown> = (await speak(code)).words;
    for (const name of names) assert.equal(typeof words[`mail_${name}`], 'string', `${code} ${name}`);
  }
});

test('a sentence tells who, what, whose and why', () => {
  const cases: [LogAction, Partial<Entry>, string][] = [
    ['REJECT_COMMENT', { reason: 'OFF_TOPIC' }, 'Mo rejected a comment of Ben on “283: The Lamp”: Off topic.'],
    ['REJECT_COMMENT', { reason: 'ABUSE', subject: null }, 'Mo rejected a comment that is gone: Insults or harasses.'],
    [
      'JUDGE_COMMENT',
      { actor: null, to: 'PENDING', reason: 'SUSPECT_WORD, LINKS' },
      'The rules held a comment of Ben on “283: The Lamp”: suspect word, links.',
    ],
    ['SET_STANDING', SAMPLES.SET_STANDING[0] ?? {}, 'Mo changed the standing of Ben: Suspended (before: Normal).'],
    [
      'GIVE_ROLE',
      { subject: BEN, actor: null, from: 'COMMENTER', to: 'ADMIN' },
      'The service changed the role of Ben: Admin (before: Commenter).',
    ],
    ['REJECT_ALL_BY', SAMPLES.REJECT_ALL_BY[1] ?? {}, 'Mo rejected all comments of Ben: Spam.'],
    [
      'UPDATE_MAIL_TEMPLATE',
      { subject: { id: 's' }, to: 'SIGN_IN de' },
      'Mo changed the words of a mail: signing in (German).',
    ],
    ['REMOVE_PROVIDER', SAMPLES.REMOVE_PROVIDER[0] ?? {}, 'Mo removed a provider of sign-ins: Lamp ID.'],
    ['INVITE_MEMBER', SAMPLES.INVITE_MEMBER[0] ?? {}, 'Mo invited a…@example.org, in this role: Moderator.'],
    [
      'WITHDRAW_INVITATION',
      SAMPLES.WITHDRAW_INVITATION[0] ?? {},
      'Mo took back the invitation of a…@example.org, in this role: Admin.',
    ],
    [
      'UNDO',
      { from: 'REJECTED', to: 'PENDING' },
      'Mo took back a decision on a comment of Ben on “283: The Lamp”: held (before: rejected).',
    ],
    ['UNDO', { subject: BEN }, 'Mo took back that all comments of Ben were rejected.'],
    ['IMPORT_COMMENTS', { actor: null, to: '1 comments' }, '1 comment was imported.'],
    [
      'EXPORT_SITE',
      { subject: { id: 'site_s' }, to: 'WITH_ADDRESSES' },
      'Mo exported the whole site with e-mail addresses.',
    ],
  ];
  for (const [action, more, sentence] of cases) assert.equal(said(action, more), sentence);
});

test('names lead to people and to threads', () => {
  const { name, author, episode } = tell(entry('APPROVE_COMMENT'), english).gaps;
  assert.deepEqual(name, { name: 'Mo', to: '#people/author_a' });
  assert.deepEqual(author, { name: 'Ben', to: '#people/author_b' });
  assert.deepEqual(episode, { name: '283: The Lamp', to: '#threads/episode_e' });
});

test('what opinions from outside have lifted is told in words', () => {
  const note = 'Lifted: LINKS, NEWCOMER.';
  assert.equal(lifted(entry('JUDGE_COMMENT', { note }), english), 'links, newcomer');
  assert.equal(lifted(entry('JUDGE_COMMENT', { note: 'Too loud.' }), english), null);
  assert.equal(lifted(entry('APPROVE_COMMENT', { note }), english), null);
});

/** Without the marks that keep the direction of what people wrote. */
const bare = (line: string) => line.replace(/[\u2068\u2069]/g, '');

test('a change of settings is told setting by setting', () => {
  const lines = (from: object, to: object, action: LogAction = 'UPDATE_RULES') =>
    changesOf(entry(action, { from: JSON.stringify(from), to: JSON.stringify(to) }), english).map(bare);
  assert.deepEqual(lines({ linksMax: 3, spamThreshold: 80 }, { linksMax: 2, spamThreshold: null }), [
    'Links that a comment may have: 2 (before: 3)',
    'Spam score from which a comment is held: off (before: 80)',
  ]);
  assert.deepEqual(lines({ bannedWords: ['lamp'] }, { bannedWords: ['oil', 'wick*', '… and 7 more'] }), [
    'Banned words, added: oil, wick*, 7 more',
    'Banned words, removed: lamp',
  ]);
  assert.deepEqual(
    lines({ origins: ['https://a.example', 'https://b.example'] }, { origins: ['https://b.example'] }, 'UPDATE_SITE'),
    ['Origins, removed: https://a.example'],
  );
  assert.deepEqual(lines({ closeAfterDays: null }, { closeAfterDays: 14 }, 'UPDATE_SITE'), [
    'Threads close after: 14 days (before: never)',
  ]);
  assert.deepEqual(lines({ closeAfterDays: 14, mode: 'PRE' }, { closeAfterDays: null, mode: null }, 'UPDATE_EPISODE'), [
    'Threads close after: as on the site (before: 14 days)',
    'When comments are held: as on the site (before: all comments are held)',
  ]);
  assert.deepEqual(
    lines({ webhookSecret: 'set', webhook: null }, { webhookSecret: 'another', webhook: 'https://c.example' }),
    ['Secret of the webhook: another one (before: set)', 'Address of the webhook: https://c.example (before: none)'],
  );
  assert.deepEqual(lines({ editWindowSeconds: 900 }, { editWindowSeconds: 7_200 }, 'UPDATE_SITE'), [
    'Time for changing one’s text: 2 hours (before: 15 minutes)',
  ]);
  assert.deepEqual(lines({ tides: 1 }, { tides: 2 }), ['Another setting']);
  assert.deepEqual(changesOf(entry('GIVE_ROLE', { from: 'COMMENTER', to: 'ADMIN' }), english), []);
});

test('each action is of one kind', () => {
  assert.deepEqual(Object.values(KINDS).flat().sort(), [...ACTIONS].sort());
});

test('a setting is called in the log as in the form where it is changed', async () => {
  const rules = ['bannedWords', 'suspectWords', 'linksMax', 'spamThreshold', 'reportThreshold', 'webhookSecret'];
  const numbers = ['akismetKey', 'newcomerApprovals', 'nesting'];
  for (const code of ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar']) {
    const of = async (screen: string): Promise<Record<string, string>> =>
      (await import(`../desk/${screen}/words/${code}.ts`)).default;
    const [logged, ruled, site] = [await of('log'), await of('rules'), await of('settings')];
    for (const name of [...rules, ...numbers]) assert.equal(logged[`set_${name}`], ruled[name], `${code} ${name}`);
    for (const name of ['set_name', 'set_origins', 'set_secondFactorForStaff'])
      assert.equal(logged[name], site[name], `${code} ${name}`);
  }
});
