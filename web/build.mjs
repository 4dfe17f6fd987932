// Builds `dist/`: `assets/NAME-HASH.js`, to be kept for ever, `embed.js`, which knows their names, and
// `licenses.txt`. Another folder may be named.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { bundle, here } from './bundle.mjs';
import { licences } from './licences.mjs';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

const DIST = process.argv[2] ?? 'dist';

await rm(here(DIST), { recursive: true, force: true });
const built = [];
// What would share code is built apart: a shared chunk would be one more way to the service and back.
const words = Object.fromEntries(LANGUAGES.map((code) => [code, `embed/words/${code}.ts`]));
const hashes = {
  ...(await assets({ thread: 'embed/thread.ts' })),
  ...(await assets({ count: 'embed/count.ts' })),
  ...(await assets(words)),
};
await loader(hashes);
await assets({ session: 'embed/session-frame/main.ts' });
await assets({ 'own-account': 'account/main.ts' });
await assets({ 'own-desk': 'desk/main.ts' });
await style('own', ['own/own.css']);
const screens = await readdir(here('desk'), { recursive: true });
const sheets = screens.filter((path) => /^\w+\/[\w-]+\.css$/.test(path)).sort();
await style('desk', ['desk/desk.css', ...sheets.map((path) => `desk/${path}`)]);
await writeFile(here(`${DIST}/licenses.txt`), await licences(built));

/** Builds entries with what they import when it is wanted; gives the hashes in the names of their files. */
async function assets(entry) {
  const name = 'assets/[name]-[hash].js';
  const chunks = await bundle(DIST, entry, { entryFileNames: name, chunkFileNames: name });
  built.push(...chunks);
  const entries = chunks.filter(({ isEntry }) => isEntry);
  return Object.fromEntries(entries.map(({ name, fileName }) => [name, fileName.slice(`assets/${name}-`.length, -3)]));
}

/** A style sheet of our own pages, which a browser has before any script. */
async function style(name, paths) {
  const sheets = await Promise.all(paths.map((path) => readFile(here(path), 'utf8')));
  const sheet = sheets
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ');
  const hash = createHash('sha256').update(sheet).digest('base64url').slice(0, 8);
  await writeFile(here(`${DIST}/assets/${name}-${hash}.css`), sheet.trim());
}

async function loader(hashes) {
  const entry = { embed: 'embed/loader.ts' };
  const known = { HASHES: JSON.stringify(hashes) };
  built.push(...(await bundle(DIST, entry, { entryFileNames: 'embed.js' }, known)));
}
