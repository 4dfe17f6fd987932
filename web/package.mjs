// Builds `npm/`, what the package `rejoinder-embed` consists of. Lit is in it, so that its one policy
// for Trusted Types and its size are the same as those of the service's own files.
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { bundle, here } from './bundle.mjs';
import { licences } from './licences.mjs';

await rm(here('npm'), { recursive: true, force: true });
const names = ['index', 'thread', 'count'];
const built = await bundle('npm', Object.fromEntries(names.map((name) => [name, `embed/package/${name}.ts`])), {
  entryFileNames: '[name].js',
  chunkFileNames: 'parts/[name]-[hash].js',
});
await copyFile(here('embed/package/types.ts'), here('npm/types.d.ts'));
// Licences go along: ours, and those of what is in it.
for (const name of ['APACHE', 'MIT']) await copyFile(here(`../LICENSE-${name}`), here(`npm/LICENSE-${name}`));
await writeFile(here('npm/licenses.txt'), await licences(built));
