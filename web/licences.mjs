// What of others is in the built files, and the licences that have to go along with it.
import { readdir, readFile } from 'node:fs/promises';
import { here } from './bundle.mjs';

/** The text of `licenses.txt`: name, version and licence of each package that some code in these files is of. */
export async function licences(chunks) {
  const names = new Set(chunks.flatMap(packagesOf));
  const parts = await Promise.all([...names].sort().map(licenceOf));
  return ['What of others is in these files, and under which licences.', ...parts].join(`\n\n${'-'.repeat(72)}\n\n`);
}

function packagesOf({ name, modules }) {
  const inIt = Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0);
  const named = inIt.map(([id]) => id.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean);
  // What the bundler itself puts in has a file of its own.
  return name === 'rolldown-runtime' ? [...named, 'rolldown'] : named;
}

async function licenceOf(name) {
  const folder = here(`node_modules/${name}`);
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e(\.|$)/i.test(one));
  if (!file) throw new Error(`${name} has no licence in its package`);
  return `${name} ${version} (${license})\n\n${(await readFile(`${folder}/${file}`, 'utf8')).trim()}\n`;
}
