// Builds `dist/`: `assets/NAME-HASH.js`, to be kept for ever, and `embed.js`, which knows their names.
import { rm } from 'node:fs/promises';
import { bundle, here } from './bundle.mjs';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

await rm(here('dist'), { recursive: true, force: true });
// What would share code is built apart: a shared chunk would be one more way to the service and back.
const words = Object.fromEntries(LANGUAGES.map((code) => [code, `embed/words/${code}.ts`]));
const hashes = {
  ...(await assets({ thread: 'embed/thread.ts' })),
  ...(await assets({ count: 'embed/count.ts' })),
  ...(await assets({ session: 'embed/session-frame/main.ts' })),
  ...(await assets(words)),
};
await loader(hashes);

/** Builds entries with what they import when it is wanted; gives the hashes in the names of their files. */
async function assets(entry) {
  const name = 'assets/[name]-[hash].js';
  const chunks = await bundle('dist', entry, { entryFileNames: name, chunkFileNames: name });
  const entries = chunks.filter(({ isEntry }) => isEntry);
  return Object.fromEntries(entries.map(({ name, fileName }) => [name, fileName.slice(`assets/${name}-`.length, -3)]));
}

function loader(hashes) {
  return bundle(
    'dist',
    { embed: 'embed/loader.ts' },
    { entryFileNames: 'embed.js' },
    { HASHES: JSON.stringify(hashes) },
  );
}
