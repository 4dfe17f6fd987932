// A demo of a story's own, which may be stopped and started again on the same data. `REJOINDER_PROGRAM`
// is the built program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export async function demo() {
  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-demo-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let running = null;

  const stop = async (signal = 'SIGTERM') => {
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };
  const start = async () => {
    running = spawn(process.env.REJOINDER_PROGRAM, ['demo'], {
      cwd: folder,
      env: { PATH: process.env.PATH, REJOINDER_LISTEN: `127.0.0.1:${port}`, REJOINDER_PUBLIC_URL: base },
      stdio: 'ignore',
    });
    for (const until = Date.now() + 60_000; ; ) {
      if (await fetch(`${base}/readyz`).then(({ ok }) => ok, () => false)) return;
      assert.ok(running.exitCode === null && Date.now() < until, 'the demo did not become ready');
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };
  const end = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { base, start, stop, end };
}
