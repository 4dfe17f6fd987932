// The site's settings without a page: what is sent, what is wrong, and the code for a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft } from '../desk/parts/draft.ts';
import type { Past } from '../desk/parts/past.ts';
import {
  FIELDS,
  faultOfOrigin,
  type Standing,
  sendsNoMail,
  siteOf,
  takeBack,
  valuesOf,
  waysOf,
} from '../desk/settings/fields.ts';
import { placesOf } from '../desk/settings/report.ts';
import { pageOf, snippet } from '../desk/settings/snippet.ts';

const STANDING: Standing = {
  name: 'The Lamp',
  origins: ['https://history.example'],
  waysIn: {
    password: true,
    mail: false,
    guests: false,
    passwordReset: false,
    proofOfWork: 'SUSPECTS',
    secondFactorForStaff: false,
    rolesFromSiteTokens: false,
  },
};

test('only what was changed is sent, of the site and of its ways in apart', () => {
  const draft = new Draft(FIELDS, valuesOf(STANDING));
  assert.deepEqual([siteOf(draft), waysOf(draft)], [null, null]);
  draft.set('name', ' The Harbour Lamp ');
  draft.set('origins', 'https://history.example\n\nhttp://localhost:8080\n');
  assert.deepEqual(siteOf(draft), {
    name: 'The Harbour Lamp',
    origins: ['https://history.example', 'http://localhost:8080'],
  });
  draft.set('mail', 'on');
  draft.set('password', '');
  draft.set('proofOfWork', 'EVERYBODY');
  assert.deepEqual(waysOf(draft), { password: false, mail: true, proofOfWork: 'EVERYBODY' });
});

test('what was before a change comes back into the form, and what is of another screen does not', () => {
  const draft = new Draft(FIELDS, valuesOf(STANDING));
  const from = { origins: ['https://a.example', 'https://b.example'], mode: 'PRE', guests: true, name: 'A' };
  takeBack({ from: JSON.stringify(from), to: '{}' } as Past, draft);
  assert.equal(draft.get('origins'), 'https://a.example\nhttps://b.example');
  assert.deepEqual([draft.get('guests'), draft.get('name'), draft.changed.length], ['on', 'A', 3]);
});

test('an origin is scheme, host and perhaps a port', () => {
  for (const right of [
    'https://history.example',
    'http://localhost:8080',
    'https://history.example/',
    'https://[::1]:1',
  ])
    assert.equal(faultOfOrigin(right), null, right);
  for (const wrong of [
    'history.example',
    'ftp://history.example',
    'https://history.example/blog',
    'https://history.example?a',
    'https://me@history.example',
    'https://',
    'https://a b',
    'https://history.example:99999',
  ])
    assert.equal(faultOfOrigin(wrong), 'origin', wrong);
});

test('a name is needed, and no longer than the service keeps it', () => {
  const draft = new Draft(FIELDS, valuesOf(STANDING));
  draft.set('name', '  ');
  assert.deepEqual(draft.faults, { name: { kind: 'missing' } });
  draft.set('name', 'a'.repeat(201));
  assert.deepEqual(draft.faults, { name: { kind: 'name' } });
});

test('a service without mail is known by passwords that it cannot replace', () => {
  const ways = (password: boolean, passwordReset: boolean) =>
    sendsNoMail({ ...STANDING, waysIn: { ...STANDING.waysIn, password, passwordReset } });
  assert.deepEqual([ways(true, false), ways(true, true), ways(false, false)], [true, false, false]);
});

const embedding = { site: 'history', episode: '278', lang: '', theme: '', sort: '' };

test('the code for a page names what was chosen, and nothing else', () => {
  assert.equal(
    snippet('https://comments.example', embedding),
    '<script type="module" src="https://comments.example/embed.js"></script>\n' +
      '<rejoinder-thread site="history" episode="278"></rejoinder-thread>',
  );
  const code = snippet('https://comments.example', { ...embedding, lang: 'ar', sort: 'top' });
  assert.match(code, / episode="278" lang="ar" sort="top"><\/rejoinder-thread>$/);
});

test('whatever an episode is called, it stays in its attribute and its address', () => {
  const odd = { ...embedding, episode: '"><script>&/ü?' };
  assert.match(snippet('https://c.example', odd), / episode="&quot;>&lt;script>&amp;\/ü\?"></);
  assert.equal(pageOf(odd), '/embed/history/%22%3E%3Cscript%3E%26%2F%C3%BC%3F');
  assert.equal(pageOf({ ...embedding, lang: 'de', sort: 'newest' }), '/embed/history/278?sort=newest&lang=de');
});

test('where an imported page is stands once, and not again what it is called by', () => {
  const page = { key: 'https://a.example/1', title: '', addresses: ['https://a.example/1'], comments: 1, isNew: true };
  assert.deepEqual(placesOf(page), []);
  assert.deepEqual(placesOf({ ...page, title: 'The lamps' }), ['https://a.example/1']);
  assert.deepEqual(placesOf({ ...page, key: 'wp-7', title: 'The lamps' }), ['wp-7', 'https://a.example/1']);
});
