// Builds `npm/`, what the package `rejoinder-embed` consists of. Lit is in it, so that its one policy
// for Trusted Types and its size are the same as those of the service's own files.
import { copyFile, rm } from 'node:fs/promises';
import { bundle, here } from './bundle.mjs';

await rm(here('npm'), { recursive: true, force: true });
const names = ['index', 'thread', 'count'];
await bundle('npm', Object.fromEntries(names.map((name) => [name, `embed/package/${name}.ts`])), {
  entryFileNames: '[name].js',
  chunkFileNames: 'parts/[name]-[hash].js',
});
await copyFile(here('embed/package/types.ts'), here('npm/types.d.ts'));
// Licences go along: ours, and that of Lit, which asks for it.
const licences = { APACHE: '../LICENSE-APACHE', MIT: '../LICENSE-MIT', lit: 'node_modules/lit/LICENSE' };
for (const [name, file] of Object.entries(licences)) await copyFile(here(file), here(`npm/LICENSE-${name}`));
