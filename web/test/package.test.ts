// The package, packed and installed from its file into an empty project: it has its types and can be
// built, and what docs/widget.md says of it is so. Asks no registry.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const tsc = here('../node_modules/.bin/tsc');

let project: string;

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'rejoinder-package-'));
  await cp(here('package'), project, { recursive: true });
  await writeFile(join(project, 'package.json'), '{ "name": "a-show", "private": true, "type": "module" }');
  await run(process.execPath, [here('../package.mjs')]);
  // Without its scripts: they write what the other tests read.
  const packed = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  const [{ filename }] = JSON.parse((await run('npm', packed, { cwd: here('..') })).stdout);
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(project, filename)], { cwd: project });
});

after(() => rm(project, { recursive: true, force: true }));

/** Of each package of Lit's its version, and what its licence wants to be handed on. */
function assertNotices(licences: string): void {
  for (const name of ['@lit/reactive-element', 'lit-element', 'lit-html']) {
    assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(BSD-3-Clause\\)$`, 'm'));
  }
  assert.equal(licences.match(/Redistributions in binary form must reproduce/g)?.length, 3);
  assert.match(licences, /Copyright \(c\) 20\d\d Google LLC/);
}

/** The scripts in the documentation, as files of the project. */
async function documented(): Promise<string[]> {
  const guide = await readFile(here('../../docs/widget.md'), 'utf8');
  const scripts = [...guide.matchAll(/```[jt]s\n(.*?)```/gs)].map(([, script]) => script);
  const names = scripts.map((_, at) => `documented-${at}.ts`);
  const around = `import type {} from 'rejoinder-embed';\ndeclare const myPlayer: { playFrom(seconds: number): void };\n`;
  await Promise.all(names.map((name, at) => writeFile(join(project, name), around + scripts[at])));
  return names;
}

test('pages in TypeScript and the scripts in the documentation know the types', async () => {
  const names = await documented();
  assert.equal(names.length, 4, 'as many as the documentation has');
  const { stdout } = await run(tsc, ['--project', project], { cwd: project }).catch((failure) => failure);
  assert.equal(stdout, '');
});

test('a page is built, with nothing of the widget in what it loads at first', async () => {
  await writeFile(join(project, 'index.html'), '<!doctype html><script type="module" src="/page.ts"></script>');
  await build({ root: project, configFile: false, logLevel: 'error' });
  const assets = join(project, 'dist/assets');
  const files = await readdir(assets);
  const [first] = files.filter((name) => name.startsWith('index-'));
  assert.ok(first && !(await readFile(join(assets, first), 'utf8')).includes('attachShadow'));
  for (const part of ['thread', 'count', 'member', 'ar']) {
    assert.ok(
      files.some((name) => name.startsWith(`${part}-`)),
      `${part} is a file of its own`,
    );
  }
});

test('on a server it does nothing, and its licences go along', async () => {
  for (const name of ['rejoinder-embed', 'rejoinder-embed/thread', 'rejoinder-embed/count']) {
    const script = `import(${JSON.stringify(name)}).then((all) => console.log(Object.keys(all).length))`;
    assert.equal((await run(process.execPath, ['--eval', script], { cwd: project })).stdout, '0\n', name);
  }
  const licences = await readFile(join(project, 'node_modules/rejoinder-embed/npm/licenses.txt'), 'utf8');
  assertNotices(licences);
  assert.doesNotMatch(licences, /\bvite\b/, 'what is not in it needs none');
});

test('the service’s own files have the same notices beside them', async () => {
  const dist = join(project, 'service');
  await run(process.execPath, [here('../build.mjs'), dist]);
  assertNotices(await readFile(join(dist, 'licenses.txt'), 'utf8'));
});
