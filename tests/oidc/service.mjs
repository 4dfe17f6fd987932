// The built service on a port of this machine, with a site and its admin, in a folder of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env.REJOINDER_PROGRAM;
const PASSWORD = 'orchard-violin-1742';

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export async function start({ port, origin, ports }) {
  const folder = mkdtempSync(join(tmpdir(), 'rejoinder-oidc-'));
  const settings = {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      REJOINDER_LISTEN: `127.0.0.1:${port}`,
      REJOINDER_DATABASE_URL: 'sqlite:rejoinder.db',
      REJOINDER_OUTBOUND_ALLOW_PRIVATE: 'true',
      REJOINDER_OUTBOUND_ALLOW_HTTP: 'true',
      REJOINDER_OUTBOUND_PORTS: ports.join(','),
    },
  };
  const run = (input, ...words) => execFileSync(PROGRAM, words, { ...settings, input });
  run('', 'site', 'create', 'history', '--name', 'The Harbour Lamp', '--mode', 'POST', '--origin', origin);
  run(PASSWORD, 'account', 'create', '--email', 'ada@example.org', '--name', 'Ada',
    '--site', 'history', '--role', 'ADMIN', '--password-stdin');
  const running = spawn(PROGRAM, ['serve'], { ...settings, stdio: ['ignore', 'ignore', 'inherit'] });
  const base = `http://127.0.0.1:${port}`;
  await ready(base, running);
  return {
    base,
    password: PASSWORD,
    run,
    stop: async () => {
      running.kill('SIGTERM');
      await once(running, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

async function ready(base, running) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    assert.equal(running.exitCode, null, 'the service has ended');
    const answer = await fetch(`${base}/readyz`).catch(() => null);
    if (answer?.ok) return;
    assert.ok(Date.now() < deadline, 'the service did not become ready');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

/** Runs a document without a browser; gives its data. */
export async function ask(base, query, variables, token) {
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}
