// How soon the first comment is painted, beside Isso's: the same comments, a page each, one browser,
// in turns, nothing in the cache. `ISSO` and `REJOINDER_PROGRAM` are the programs, `DATA` the folder that
// the demo runs in: see script/first-paint.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { quit, whole } from './browsers.mjs';
import { base } from './harness.mjs';

const RUNS = Number(process.env.RUNS ?? 15);
const EPISODE = 'first-paint';
const TOPS = 20;
const REPLIES = 30;
const WORDS = 'Somebody has lit the lamp in the harbour again, and nobody says who it was or what for.';
// What Lighthouse calls slow 4G: 150 ms there and back, 1.6 Mbit/s.
const NETWORKS = {
  'as it is': null,
  'slow 4G': { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 },
};
const servers = [];

async function listen(name, answer) {
  const server = createServer(answer).listen(0, name === 'localhost' ? '::' : '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://${name}:${server.address().port}`;
}

async function freePort() {
  const server = createNetServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const pages = new Map();
let host;

const page = async (path, body) => {
  host ??= await listen('localhost', (asked, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(pages.get(asked.url));
  });
  pages.set(path, `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><h1>A page</h1>${body}`);
  return host + path;
};

/** Isso behind a web server that compresses, as its documentation has it. */
async function startIsso(folder) {
  const port = await freePort();
  host ?? (await page('/', ''));
  const settings = join(folder, 'isso.cfg');
  await writeFile(settings, `[general]
dbpath = ${join(folder, 'comments.db')}
host = ${host}
[server]
listen = http://127.0.0.1:${port}
[guard]
enabled = false
`);
  const running = spawn(process.env.ISSO, ['-c', settings, 'run'], { stdio: 'ignore' });
  const direct = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + 30_000; ; ) {
    if (await fetch(`${direct}/js/embed.min.js`).then(({ ok }) => ok, () => false)) break;
    assert.ok(running.exitCode === null && Date.now() < until, 'Isso does not answer');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const kept = new Map();
  const address = await listen('127.0.0.1', (asked, response) => {
    const onward = request(direct + asked.url, { method: asked.method, headers: asked.headers }, async (answered) => {
      const chunks = [];
      for await (const chunk of answered) chunks.push(chunk);
      const plain = Buffer.concat(chunks);
      const text = plain.toString('base64');
      if (!kept.has(text)) kept.set(text, gzipSync(plain));
      const { 'content-length': _, connection: __, ...headers } = answered.headers;
      response.writeHead(answered.statusCode, { ...headers, 'content-encoding': 'gzip', 'content-length': kept.get(text).length });
      response.end(kept.get(text));
    });
    asked.pipe(onward);
  });
  return { address, direct, stop: () => running.kill() };
}

/** The same comments for both: `parent` is the number of the one that is answered. */
const COMMENTS = Array.from({ length: TOPS + REPLIES }, (_, at) => ({
  number: at + 1,
  parent: at < TOPS ? 0 : ((at - TOPS) % TOPS) + 1,
  text: `${WORDS} ${at + 1}`,
}));

async function fillIsso({ direct }, uri) {
  const ids = new Map();
  for (const { number, parent, text } of COMMENTS) {
    const answer = await fetch(`${direct}/new?uri=${uri}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: host },
      body: JSON.stringify({ author: 'Nora Reed', text, parent: ids.get(parent) ?? null, title: 'A page' }),
    });
    assert.equal(answer.status, 201);
    ids.set(number, (await answer.json()).id);
  }
}

/** By an import: there are limits to how fast one may post. */
async function fillOurs(folder) {
  const tag = (name, value) => `<wp:${name}>${value}</wp:${name}>`;
  const comments = COMMENTS.map(({ number, parent, text }) => {
    const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString().slice(0, 19).replace('T', ' ');
    return `<wp:comment>${tag('comment_id', number)}${tag('comment_author', 'Nora Reed')}${tag('comment_author_email', 'nora@example.org')}
${tag('comment_date_gmt', at)}${tag('comment_content', text)}${tag('comment_approved', 1)}${tag('comment_type', 'comment')}${tag('comment_parent', parent)}</wp:comment>`;
  });
  const file = join(folder, 'export.xml');
  await writeFile(file, `<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>${tag('wxr_version', '1.2')}
<item><title>A page</title><guid>${EPISODE}</guid>${tag('post_id', 1)}${tag('post_name', EPISODE)}${tag('post_type', 'post')}${tag('status', 'publish')}${tag('comment_status', 'open')}
${comments.join('')}</item></channel></rss>`);
  execFileSync(process.env.REJOINDER_PROGRAM, ['import', 'wordpress', file, '--site', 'history'], {
    cwd: process.env.DATA, env: { PATH: process.env.PATH, REJOINDER_DATABASE_URL: 'sqlite:rejoinder-demo.db' },
  });
}

/** Milliseconds from the beginning of the script's load to the first comment painted. */
async function measure(address, network) {
  const context = await (await whole()).newContext({ viewport: { width: 800, height: 900 } });
  try {
    const opened = await context.newPage();
    await opened.addInitScript(() => {
      const painted = () => {
        const comment = document.querySelector('#isso-root .isso-comment')
          ?? document.querySelector('rejoinder-thread')?.shadowRoot?.querySelector('article .body > *');
        if (!comment?.getClientRects().length) return requestAnimationFrame(painted);
        // This frame is going to show it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { globalThis.painted = performance.now(); };
        return port2.postMessage(null);
      };
      requestAnimationFrame(painted);
    });
    if (network) {
      const session = await context.newCDPSession(opened);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', network);
    }
    await opened.goto(address);
    await opened.waitForFunction(() => globalThis.painted);
    return await opened.evaluate(() => {
      const script = performance.getEntriesByType('resource').find(({ name }) => /\/embed(\.min)?\.js$/.test(name));
      return globalThis.painted - script.startTime;
    });
  } finally {
    await context.close();
  }
}

const median = (all) => all.toSorted((one, other) => one - other)[all.length >> 1];
const spread = (all) => `${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`;

const folder = await mkdtemp(join(tmpdir(), 'rejoinder-paint-'));
let isso;
let isSooner = true;
try {
  isso = await startIsso(folder);
  await fillIsso(isso, '/isso');
  await fillOurs(folder);
  const theirs = await page('/isso', `<section id="isso-thread" data-title="A page"></section><script data-isso="${isso.address}/" src="${isso.address}/js/embed.min.js"></script>`);
  const ours = await page('/ours', `<script type="module" src="${base}/embed.js"></script><rejoinder-thread site="history" episode="${EPISODE}"></rejoinder-thread>`);
  for (const [name, network] of Object.entries(NETWORKS)) {
    // What servers make at the first request is made.
    for (const address of [ours, theirs]) await measure(address, network);
    const times = { ours: [], theirs: [] };
    for (let run = 0; run < RUNS; run += 1) {
      times.ours.push(await measure(ours, network));
      times.theirs.push(await measure(theirs, network));
    }
    const sooner = times.ours.filter((time, run) => time < times.theirs[run]).length;
    const ratio = median(times.ours) / median(times.theirs);
    isSooner &&= ratio < 1;
    console.log(`${name}: ours ${spread(times.ours)}, Isso's ${spread(times.theirs)}, ratio ${ratio.toFixed(2)}, sooner in ${sooner} of ${RUNS}`);
  }
} finally {
  isso?.stop();
  await quit();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = isSooner ? 0 : 1;
