// Pages of another origin with the widget in them, and what they are watched for. `REJOINDER_WIDGET`
// names a folder with the widget's files, for whoever works on them; else they are the service's own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { quit as quitBrowsers, whole } from './browsers.mjs';
import { ask, base } from './harness.mjs';

const FOLDER = process.env.REJOINDER_WIDGET;

// The line of docs/widget.md, and nothing more but what the page itself needs.
const POLICY = [
  "default-src 'none'",
  `script-src ${base}`,
  `connect-src ${base}`,
  "require-trusted-types-for 'script'",
  'trusted-types rejoinder',
  "style-src 'nonce-page'",
  "media-src 'self' data:",
  `img-src data: ${base}`,
].join('; ');

let server;
let origin;
const pages = new Map();

export async function quit() {
  await quitBrowsers();
  server?.closeAllConnections();
  server?.close();
}

/** A page with this in its body; gives its address, of an origin that is not the service's. */
export async function page(body, { lang = 'en', dir = 'ltr', style = '' } = {}) {
  if (!server) {
    server = createServer(answer).listen(0, '::');
    await once(server, 'listening');
    origin = `http://localhost:${server.address().port}`;
  }
  const path = `/${randomUUID()}`;
  pages.set(path, `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>A show’s page</title><link rel="icon" href="data:,">
<style nonce="page">${STYLE}${style}</style><main><h1>An episode</h1>${body}</main>
<script type="module" src="${base}/embed.js"></script>`);
  return origin + path;
}

const STYLE = `:root { color-scheme: light dark }
body { margin: 0; background: light-dark(#fdfbf7, #1a1816); color: light-dark(#2a2420, #ece4da); font: 1rem/1.5 sans-serif }
main { max-inline-size: 44rem; margin: 0 auto; padding: 1rem }`;

function answer(request, response) {
  const body = pages.get(new URL(request.url, 'http://host').pathname);
  response.writeHead(body ? 200 : 404, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
  });
  response.end(body);
}

/** The tag for the thread of an episode of the demo's. */
export const tag = (episode, attributes = '') => `<rejoinder-thread site="history" episode="${episode}" ${attributes}></rejoinder-thread>`;

/**
 * Opens a page in a context of its own and tells its story; then asks whether anything went wrong that
 * no reader sees. `prepare` may set up the context; `expected` matches what the console will say.
 */
export async function visit(address, { prepare, expected, ...options }, story) {
  const context = await (await whole()).newContext({ locale: 'en-GB', viewport: { width: 800, height: 900 }, ...options });
  const problems = [];
  const requests = [];
  context.on('weberror', (error) => problems.push(String(error.error().stack)));
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !expected?.test(message.text())) problems.push(message.text());
  });
  context.on('request', (request) => {
    requests.push(request);
    const at = new URL(request.url());
    if (![base, new URL(address).origin, 'null'].includes(at.origin)) problems.push(`request to ${at}`);
  });
  try {
    await context.addInitScript(watchPolicy);
    if (FOLDER) await serve(context);
    await prepare?.(context);
    const opened = await context.newPage();
    await opened.goto(address);
    await story(opened, { context, requests });
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, []);
}

function watchPolicy() {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    console.error(`policy violated: ${violatedDirective} ${blockedURI} ${sample}`);
  });
}

/** The files of the folder; and its documents, of which a service that was built before knows the texts alone. */
export async function serve(context) {
  await context.route(`${base}/graphql?documentId=*`, async (route) => {
    if (isStream(route.request())) return begin(context, route);
    const { errors, response } = await tried(route);
    if (errors?.[0].extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return route.fulfill({ response });
    const asked = new URL(route.request().url()).searchParams;
    const [, hash] = asked.get('documentId').split(':');
    const query = (await documents())[hash];
    const data = { query, variables: JSON.parse(asked.get('variables')) };
    return route.fulfill({ response: await context.request.post(`${base}/graphql`, { data }), headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json' } });
  });
  await context.route(`${base}/graphql`, async (route) => {
    if (route.request().method() !== 'POST' || isStream(route.request())) return route.fallback();
    const { documentId, variables } = route.request().postDataJSON();
    const { errors, response } = await tried(route);
    const query = documentId && (await documents())[documentId.split(':')[1]];
    if (errors?.[0].extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND' || !query) return route.fulfill({ response });
    return route.continue({ postData: JSON.stringify({ query, variables }) });
  });
  const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' };
  for (const [pattern, folder] of [[`${base}/embed.js`, ''], [`${base}/embed/assets/*`, 'assets']]) {
    await context.route(pattern, async (route) => {
      const name = await current(join(FOLDER, folder), new URL(route.request().url()).pathname.split('/').at(-1));
      await route.fulfill({ headers, body: await readFile(name) });
    });
  }
}

/** The session frame is a page of the service's, which names the script that it was built with. */
async function current(folder, name) {
  const files = name.startsWith('session-') ? await readdir(folder) : [];
  return join(folder, files.find((file) => file.startsWith('session-')) ?? name);
}

/** A stream goes through untouched; of a document that the service does not know it is said without a status. */
async function begin(context, route) {
  // The page may be gone before that is known.
  const asked = context.request.get(route.request().url()).then((response) => response.json());
  const { errors } = await asked.catch(() => ({}));
  if (errors?.[0].extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return route.fallback();
  return route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: { errors } });
}

async function tried(route) {
  const response = await route.fetch();
  return { response, errors: (await response.json()).errors };
}

/** The widget's documents: hash → text. */
export const documents = async () => JSON.parse(await readFile(new URL('../../web/documents.json', import.meta.url), 'utf8'));

/** How to ask for one: by its hash, or, of a service that does not know it yet, by its text. */
export const named = (hash, text) => (FOLDER ? { query: text } : { documentId: `sha256:${hash}` });

/** The thread has fetched what it shows. */
export async function ready(opened) {
  await opened.locator('rejoinder-thread [aria-busy=false]').first().waitFor();
}

/** Opens a page with the thread of an episode. */
export async function read(episode, options, story) {
  const { attributes, body = '', lang, dir, style, hash = '', ...rest } = options;
  const address = await page(body + tag(episode, attributes), { lang, dir, style });
  await visit(address + hash, rest, async (opened, watched) => {
    await ready(opened);
    await story(opened, watched);
  });
}

/** Whether it goes on: what changes is told by it. */
export const isStream = (request) => request.headers().accept === 'text/event-stream';

/** What was asked of the API, once each. */
export const asked = (requests) => requests.filter((request) => (
  request.url().startsWith(`${base}/graphql`) && !isStream(request) && request.method() !== 'OPTIONS'
));

export const article = (opened, words) => opened.locator('article').filter({ hasText: words });

/** Posts a comment on an episode, as a member of the demo's; gives it. */
export async function post(episode, body, { as = 'moderator', parentId = null, momentSeconds = null } = {}) {
  const input = { episode: { site: 'history', key: episode }, body, parentId, momentSeconds };
  const { postComment } = await ask(
    'mutation ($input: PostCommentInput!) { postComment(input: $input) { comment { id status } } }',
    { input }, { as },
  );
  return postComment.comment;
}

/** A new episode for a story of its own; gives its key. */
export async function episode(title = 'A test') {
  const key = `widget-${randomUUID()}`;
  await ask(
    'mutation ($input: CreateEpisodeInput!) { createEpisode(input: $input) { episode { id } } }',
    { input: { site: 'history', key, title } }, { as: 'moderator' },
  );
  return key;
}

/** How an address names a comment. */
export const hashOf = (id) => `#${id.replace('_', '-')}`;
