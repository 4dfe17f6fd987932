// GraphiQL, which the service brings itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from '../harness.mjs';

test('GraphiQL opens with examples and runs the first', () => visit('/graphiql', {}, async (page) => {
  const tabs = page.locator('.graphiql-tabs [role=tab]');
  await tabs.first().waitFor();
  const names = await tabs.evaluateAll((all) => all.map((tab) => tab.querySelector('button').textContent));
  assert.deepEqual(names.slice(0, 6), ['ReadThread', 'SignIn', 'Post', 'Held', 'Approve', 'Close']);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response').getByText('278: The Salt Tax and the Silent Bells').waitFor();
}));
