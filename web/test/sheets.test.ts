// The desk's style sheets: one sheet for all screens, in which none undoes what another one says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const DESK = new URL('../desk/', import.meta.url);
const sheets = readdirSync(DESK, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'));

function selectorsOf(path: string): string[] {
  const rules = readFileSync(new URL(path, DESK), 'utf8').replace(/\/\*[\s\S]*?\*\/|\([^()]*\)/g, '');
  return [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, list]) => (list ?? '').split(',').map((one) => one.trim()));
}

/** Classes that a sheet lays out wherever they stand. */
const everywhere = (path: string): string[] => [...new Set(selectorsOf(path).filter((one) => /^\.[\w-]+$/.test(one)))];

/** Classes that it gives to what has another one already, to tell it from its like. */
const added = (path: string): string[] => [
  ...new Set(selectorsOf(path).flatMap((one) => [...one.matchAll(/(?<=\.[\w-]+)\.[\w-]+/g)].map(([name]) => name))),
];

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

test('what tells one thing from its like lays out nothing elsewhere', () => {
  const owners = new Map(sheets.flatMap((path) => everywhere(path).map((name) => [name, path.split('/')[0]] as const)));
  const clashes = sheets.flatMap((path) => {
    const screen = path.split('/')[0];
    return added(path)
      .filter((name) => owners.has(name) && owners.get(name) !== screen)
      .map((name) => `${name}: ${owners.get(name)} and ${screen}`);
  });
  assert.deepEqual(clashes, []);
});
