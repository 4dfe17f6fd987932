// The documents: what is committed is what is asked, and the hashes are of these texts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import documents from '../documents.json' with { type: 'json' };
import * as generated from '../shared/generated.ts';

test('each document is known by the SHA-256 of its text', () => {
  for (const [hash, text] of Object.entries(documents)) {
    assert.equal(createHash('sha256').update(text).digest('hex'), hash);
  }
});

test('every operation has its text', () => {
  const asked = Object.values(generated).filter((value) => typeof value === 'string');
  assert.deepEqual([...asked].sort(), Object.keys(documents).sort());
});
