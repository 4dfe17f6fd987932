// Pages of our own: what they say of refusals, and that every language says all there is to say.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fieldOf, sentence } from '../own/refused.ts';
import type { Code, Speech } from '../own/speech.ts';
import own from '../own/words/en.ts';
import { type Extensions, Refusal } from '../shared/api/refusal.ts';
import { Language, type Plural } from '../shared/language.ts';

const english = new Language('en', own) as Speech;
const CODES: Code[] = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

test('a refusal is a sentence, beside its field where it is about one', () => {
  const cases: [Extensions, string | undefined, string][] = [
    [{ code: 'NETWORK' }, undefined, own.unreachable],
    [{ code: 'INVALID', field: 'newPassword' }, 'newPassword', own.invalid_password],
    [{ code: 'INVALID', field: 'newEmail' }, 'newEmail', own.invalid_email],
    [{ code: 'INVALID', field: 'locale' }, 'locale', own.broken],
    [{ code: 'FORBIDDEN', reason: 'WRONG_PASSWORD' }, 'password', own.WRONG_PASSWORD],
    [{ code: 'UNAUTHENTICATED', reason: 'WRONG_CREDENTIALS' }, 'password', own.WRONG_PASSWORD],
    [{ code: 'UNAUTHENTICATED', reason: 'WRONG_CODE' }, 'code', own.WRONG_CODE],
    [{ code: 'UNAUTHENTICATED', reason: 'SIGNED_OUT' }, undefined, own.SESSION_ENDED],
    [{ code: 'RATE_LIMITED', retryAfter: 240 }, undefined, 'Too many tries. Try again in 4 minutes.'],
    [{ code: 'FORBIDDEN', reason: 'COOKIE_NEEDS_HTTPS' }, undefined, own.COOKIE_NEEDS_HTTPS],
    [{ code: 'CONFLICT', reason: 'LAST_ADMIN' }, undefined, 'Make another one.'],
    [{ code: 'CONFLICT', reason: 'TAKEN' }, undefined, 'The service did not take it: in English'],
    [{ code: 'INTERNAL' }, undefined, own.broken],
  ];
  for (const [extensions, field, said] of cases) {
    const refusal = new Refusal('in English', extensions);
    assert.equal(sentence(refusal, english, { LAST_ADMIN: 'Make another one.' }), said);
    assert.equal(fieldOf(refusal), field, said);
  }
});

/** The gaps of a sentence, or of its forms together. */
function gapsOf(words: string | Plural): string[] {
  const forms = typeof words === 'string' ? [words] : Object.values(words);
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

const screens = readdirSync(new URL('../desk', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => /^\w+\/words$/.test(path))
  .map((path) => `desk/${path.slice(0, -'/words'.length)}`);

for (const folder of ['own', 'account', 'desk', ...screens, 'shared/words/reasons']) {
  test(`every language leaves the gaps that English leaves, and is not English: ${folder}`, async () => {
    const load = async (code: Code) =>
      (await import(`../${folder.endsWith('reasons') ? folder : `${folder}/words`}/${code}.ts`)).default as Record<
        string,
        string | Plural
      >;
    const expected = await load('en');
    for (const code of CODES.slice(1)) {
      const words = await load(code);
      assert.deepEqual(Object.keys(words).sort(), Object.keys(expected).sort(), code);
      for (const [key, said] of Object.entries(expected)) {
        assert.deepEqual(gapsOf(words[key] ?? ''), gapsOf(said), `${code} ${key}`);
      }
      const same = Object.keys(expected).filter((key) => JSON.stringify(words[key]) === JSON.stringify(expected[key]));
      assert.ok(same.length < Object.keys(expected).length / 4, `${code} has not been translated: ${same}`);
    }
  });
}
