// The mails that the demo writes into a folder, `MAILS`, in place of sending them.
import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = process.env.MAILS;

/** The plain text of the newest mail to an address, once there is one that `seen` does not hold. */
export async function mailTo(address, seen = new Set()) {
  for (;;) {
    const arrived = changed();
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    for (const name of names.sort().reverse()) {
      if (seen.has(name)) continue;
      const mail = await readFile(join(folder, name), 'utf8');
      if (!new RegExp(`^To: .*${address}`, 'mi').test(mail)) continue;
      seen.add(name);
      return plainText(mail);
    }
    await arrived;
  }
}

/** The next change, or a moment later where the folder is not there yet. */
const changed = () => new Promise((resolve) => {
  const timer = setTimeout(done, 250);
  let watcher;
  function done() {
    clearTimeout(timer);
    watcher?.close();
    resolve();
  }
  try {
    watcher = watch(folder, done).on('error', done);
  } catch { /* the timer will do */ }
});

function plainText(mail) {
  const lines = mail.replaceAll('\r\n', '\n');
  const boundary = /boundary="([^"]+)"/.exec(lines)?.[1];
  const parts = boundary ? lines.split(`--${boundary}`).slice(1) : [lines];
  const part = parts.find((one) => /content-type: text\/plain/i.test(one));
  const [, head, body] = /^([\s\S]*?)\n\n([\s\S]*)$/.exec(part.trimStart());
  const encoding = /content-transfer-encoding: (\S+)/i.exec(head)?.[1].toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

export const codeIn = (text) => /\b\d{6}\b/.exec(text)[0];
export const linkIn = (text) => /https?:\/\/\S+/.exec(text)[0];
