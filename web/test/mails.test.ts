// The words of mails without a page: what the service would refuse of them, and what is not saved yet.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MailDrafts, type Place } from '../desk/settings/mail-drafts.ts';
import { SAID, samplesOf } from '../desk/settings/mail-samples.ts';
import { type Fault, faultsOf, filled, KINDS, type MailField, type MailWords } from '../desk/settings/mail-words.ts';
import type { MailKind } from '../shared/generated.ts';

const NAMES = ['site', 'link', 'code', 'good_for'];
const WORDS: MailWords = {
  subject: 'Sign in to {{ site }}',
  text: 'Here: {{ link }}\nOr {{ code }} within {{ good_for }}.',
  html: '<p><a href="{{ link }}">Here</a> or <b>{{code}}</b></p>',
};

const faults = (changed: Partial<MailWords>, kind: MailKind = 'SIGN_IN', names = NAMES) =>
  faultsOf({ ...WORDS, ...changed }, kind, names);

test('every kind of mail that the API has is listed once', () => {
  const schema = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const [, body = ''] = /^enum MailKind \{\n([^}]*)\}/m.exec(schema) ?? [];
  assert.deepEqual(
    [...KINDS].sort(),
    body
      .match(/^\t[A-Z_]+$/gm)
      ?.map((line) => line.trim())
      .sort(),
  );
});

test('words with all that their kind needs have no fault', () => {
  for (const right of [
    {},
    { text: '「{{link}}」 コード:{{code}}。' },
    { text: '({{ link }}) <{{ code }}>. { not a name }' },
    { html: "<h1>Hi</h1><a href='{{ link }}'>{{ code }}</a>" },
    { html: '<A class="x" HREF = "{{link}}">Here</A> {{ code }}' },
  ])
    assert.deepEqual(faults(right), {}, JSON.stringify(right));
  const plain = { subject: 'Gone', text: 'It is gone.', html: '<p>It is gone.</p>' };
  assert.deepEqual(faults(plain, 'ACCOUNT_ERASED', ['site']), {});
  assert.deepEqual(faults(plain, 'ERASURE_PLANNED', ['site', 'link', 'day']), {}, 'its link may be left out');
});

test('what the service would refuse is told beside its field', () => {
  const link = '{{ link }} {{ code }}';
  const cases: [MailField, string, Fault][] = [
    ['subject', ' ', { kind: 'missing' }],
    ['subject', 'a'.repeat(151), { kind: 'long' }],
    ['subject', '{{ code }} is your code', { kind: 'seen', name: 'code' }],
    ['text', '', { kind: 'missing' }],
    ['text', '{{ link }}', { kind: 'needed', name: 'code' }],
    ['text', `${link} {{ nam }}`, { kind: 'unknown', name: 'nam' }],
    ['text', `${link} {{ code|upper }}`, { kind: 'unknown', name: 'code|upper' }],
    ['text', '{% for i in range(9) %}', { kind: 'blocks' }],
    ['text', `${link} {# note #}`, { kind: 'blocks' }],
    ['text', `${link} {{`, { kind: 'braces' }],
    ['text', `${link} https://eve.example/?{{ code }}`, { kind: 'touched', name: 'code' }],
    ['text', `${link} {{ code }}.eve.example`, { kind: 'touched', name: 'code' }],
    ['html', `<p>${link}</p>`, { kind: 'unlinked' }],
    ['html', '<a href="{{ link }}">Here</a>', { kind: 'needed', name: 'code' }],
    ['html', `${WORDS.html}<a href="https://eve.example/{{ code }}">x</a>`, { kind: 'touched', name: 'code' }],
    ['html', WORDS.html + 'ü'.repeat(10_000), { kind: 'large' }],
  ];
  for (const [field, text, fault] of cases)
    assert.deepEqual(faults({ [field]: text }), { [field]: fault }, text.slice(0, 60));
});

test('names are filled in, and those that there are not stay', () => {
  const text = '{{ site }}: {{code}} {{ nobody }} {{ site.name }}';
  assert.equal(filled(text, { site: '{{ code }}', code: '12' }), '{{ code }}: 12 {{ nobody }} {{ site.name }}');
  const inherited = '{{ constructor }} {{ __proto__ }} {{ toString }}';
  assert.equal(filled(inherited, { site: 'The Harbour Lamp' }), inherited);
});

const HARBOUR = { origin: 'https://comments.example', site: 'history', siteName: 'The Harbour Lamp' };
const sampled = (kind: MailKind, names: string[], locale = 'en') => samplesOf({ kind, locale, names }, HARBOUR);

test('what is filled in is of the kind of mail, in its language', () => {
  assert.deepEqual(sampled('SIGN_IN', ['link', 'good_for']), {
    link: 'https://comments.example/sign-in/mail?token=…',
    good_for: '15 minutes',
  });
  assert.deepEqual(sampled('MEMBER_INVITED', ['link', 'good_for', 'role'], 'de'), {
    link: 'https://comments.example/desk?site=history&locale=de',
    good_for: '14 Tage',
    role: 'Moderation',
  });
  assert.deepEqual(sampled('CONFIRM_SIGN_UP', ['site', 'good_for']), {
    site: 'The Harbour Lamp',
    good_for: '24 hours',
  });
  assert.deepEqual(sampled('ERASURE_WAITS', ['link']), { link: 'https://comments.example/account?site=history' });
});

test('roles and changes are called as the service calls them in its mails', () => {
  for (const [locale, { role, change }] of Object.entries(SAID)) {
    const source = readFileSync(new URL(`../../src/domain/mails/languages/${locale}.rs`, import.meta.url), 'utf8');
    assert.ok(source.includes(`moderator: "${role}"`), `${locale}: ${role}`);
    assert.ok(source.includes(`passkey_added: "${change}"`), `${locale}: ${change}`);
  }
});

const HERE: Place = { kind: 'SIGN_IN', locale: 'de' };
const STANDING = { ...WORDS, ownSince: null };

test('words that are typed are a draft until they are as they stand', () => {
  const drafts = new MailDrafts();
  drafts.write(HERE, { ...WORDS, subject: 'Herein' }, STANDING);
  assert.equal(drafts.at(HERE)?.words.subject, 'Herein');
  assert.equal(drafts.at({ ...HERE, locale: 'en' }), undefined);
  drafts.write(HERE, { ...WORDS }, STANDING);
  assert.deepEqual([drafts.at(HERE), drafts.size], [undefined, 0]);
});

test('a draft knows what it was begun on, also when it was kept and somebody else has saved since', () => {
  const drafts = new MailDrafts();
  drafts.write(HERE, { ...WORDS, subject: 'Herein' }, STANDING);
  const restored = new MailDrafts();
  for (const [key, value] of Object.entries(drafts.kept)) restored.set(key, value);
  const theirs = { ...WORDS, text: 'Theirs', ownSince: '2026-11-01T10:00:00Z' };
  restored.write(HERE, { ...WORDS, subject: 'Herein, bitte' }, theirs);
  assert.deepEqual(restored.at(HERE), { words: { ...WORDS, subject: 'Herein, bitte' }, since: null });
  restored.rebase(HERE, theirs.ownSince);
  assert.equal(restored.at(HERE)?.since, theirs.ownSince);
});
