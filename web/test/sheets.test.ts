// The desk's style sheets: one sheet for all screens, in which none undoes what another one says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const DESK = new URL('../desk/', import.meta.url);
const sheets = readdirSync(DESK, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'));

/** Classes that a sheet lays out wherever they stand. */
function everywhere(path: string): string[] {
  const rules = readFileSync(new URL(path, DESK), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const selectors = [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, list]) => (list ?? '').split(','));
  return [...new Set(selectors.map((one) => one.trim()).filter((one) => /^\.[\w-]+$/.test(one)))];
}

test('no class means one thing on one screen and another one on the next', () => {
  const owners = new Map<string, string>();
  const clashes: string[] = [];
  for (const path of sheets.sort()) {
    const screen = path.split('/')[0] as string;
    for (const name of everywhere(path)) {
      const owner = owners.get(name) ?? screen;
      if (owner !== screen) clashes.push(`${name}: ${owner} and ${screen}`);
      owners.set(name, owner);
    }
  }
  assert.ok(owners.size > 50, `${owners.size} classes`);
  assert.deepEqual(clashes, []);
});
