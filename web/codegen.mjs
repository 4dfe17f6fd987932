// Prints what the operations mean: `shared/generated.ts` (types, and each document's hash) and
// `documents.json` (hash → text), by which the service knows them. With `--check` it writes the
// types and compares the texts with what is committed.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, parse, print, validate, visit } from 'graphql';

const here = (path) => new URL(path, import.meta.url);
/** What any page of a site may ask, and what only our own pages ask: its answers hold secrets. */
const OPEN = 'embed/operations/';
const HEADER = '// Generated from the operations; never edited.';
const FOLDERS = [OPEN, 'embed/session-frame/', 'own/operations/', 'account/operations/', 'desk/operations/'];

const schema = buildSchema(await readFile(here('../schema.graphql'), 'utf8'));
const documents = await read();
const definitions = documents.flatMap(({ document }) => document.definitions);
const open = documents.filter(({ location }) => location.startsWith(OPEN));
const fragments = new Map(definitions.filter(isFragment).map((one) => [one.name.value, one]));
const texts = new Map(definitions.filter((one) => !isFragment(one)).map((one) => [one.name.value, textOf(one)]));

for (const error of validate(schema, { kind: Kind.DOCUMENT, definitions })) {
  if (!/^Fragment ".*" is never used\.$/.test(error.message)) throw error;
}
await writeFile(here('shared/generated.ts'), await types());
for (const document of documents) await writeFile(here(`shared/${fileOf(document)}`), hashesOf(document));
await writeFile(here('shared/generated-open.ts'), openHashes());
await keepTexts();

function isFragment(definition) {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

async function read() {
  const files = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = (await readdir(here(folder))).filter((name) => name.endsWith('.graphql')).sort();
      return names.map((name) => folder + name);
    }),
  );
  return Promise.all(
    files.flat().map(async (location) => {
      return { location, document: parse(await readFile(here(location), 'utf8')) };
    }),
  );
}

/** An operation with the fragments that it spreads, in a form that formatting does not change. */
function textOf(operation) {
  const used = new Set();
  const collect = (node) =>
    visit(node, {
      FragmentSpread({ name }) {
        if (used.has(name.value)) return;
        used.add(name.value);
        collect(fragments.get(name.value));
      },
    });
  collect(operation);
  const parts = [operation, ...[...used].sort().map((name) => fragments.get(name))];
  return parts.map(print).join('\n').replace(/\s+/g, ' ');
}

async function types() {
  const printed = await codegen({
    filename: 'generated.ts',
    schema: parse(await readFile(here('../schema.graphql'), 'utf8')),
    documents,
    plugins: [{ operations: {} }],
    pluginMap: { operations },
    config: { useTypeImports: true, scalars: { DateTime: 'string' }, disableDescriptions: true },
  });
  return [
    HEADER,
    printed.trim(),
    `export type ErrorCode = ${schema
      .getType('ErrorCode')
      .getValues()
      .map(({ name }) => `'${name}'`)
      .join(' | ')};`,
    ...documents.map((document) => `export * from './${fileOf(document)}';`),
    '',
  ].join('\n');
}

function openHashes() {
  const hashes = open.flatMap(operationsOf).map(({ name }) => `  '${hash(texts.get(name.value))}',`);
  const said = '/** What a page around the widget may have asked in the name of who is signed in. */';
  return [HEADER, said, 'export const open: readonly string[] = [', ...hashes, '];', ''].join('\n');
}

/** A file for each file of operations, so that a bundle has the hashes that it needs and no others. */
function fileOf({ location }) {
  return `generated-${basename(location, '.graphql')}.ts`;
}

function hashesOf(document) {
  const hashes = operationsOf(document).map(({ name, operation }) => {
    const type = name.value + operation[0].toUpperCase() + operation.slice(1);
    return `export const ${name.value} = '${hash(texts.get(name.value))}' as Document<${type}, ${type}Variables>;`;
  });
  const types = operationsOf(document).flatMap(({ name, operation }) => {
    const type = name.value + operation[0].toUpperCase() + operation.slice(1);
    return [type, `${type}Variables`];
  });
  const imported = `import type { ${types.join(', ')} } from './generated.ts';`;
  return [HEADER, "import type { Document } from './api/document.ts';", imported, ...hashes, ''].join('\n');
}

function operationsOf({ document }) {
  return document.definitions.filter((one) => !isFragment(one));
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

async function keepTexts() {
  const entries = [...texts.values()]
    .map((text) => [hash(text), text])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const printed = `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
  const file = here('documents.json');
  if (!process.argv.includes('--check')) return writeFile(file, printed);
  if ((await readFile(file, 'utf8').catch(() => '')) !== printed) {
    console.error('web/documents.json is not up to date: run `npm run generate` in web/.');
    process.exitCode = 1;
  }
}
