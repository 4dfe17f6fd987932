// Pictures of pages. `REJOINDER_PICTURES` names the folder to keep them in, such as `docs/pictures`;
// without it they are only made.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = process.env.REJOINDER_PICTURES;

export const PHONE = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true };

/** What has been asked for has come. A stream that goes on is none of it: it has no end to wait for. */
async function settled(page) {
  await page.evaluate(async () => {
    const came = () => performance.getEntriesByType('resource').length;
    const pause = () => new Promise((resolve) => { setTimeout(resolve, 500); });
    for (let before = -1; before !== came(); await pause()) before = came();
    await document.fonts.ready;
  });
}

export async function keep(page, name) {
  await settled(page);
  const picture = await page.screenshot({ animations: 'disabled' });
  assert.ok(picture.length > 5_000, `${name} is blank`);
  if (!FOLDER) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.png`), picture);
}
