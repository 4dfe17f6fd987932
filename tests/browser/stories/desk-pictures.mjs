// The desk, pictured, while the demo's queues are as they come. `REJOINDER_PICTURES` names the folder
// to keep the pictures in, such as `docs/pictures`; without it they are only made.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { reads, visitDesk } from '../desk.mjs';

const FOLDER = process.env.REJOINDER_PICTURES;
const PHONE = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true };

export async function keep(page, name) {
  await page.waitForLoadState('networkidle');
  const picture = await page.screenshot({ animations: 'disabled' });
  assert.ok(picture.length > 5_000, `${name} is blank`);
  if (!FOLDER) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.png`), picture);
}

const voucher = async (page) => {
  await reads(page, 'Do you have an address?');
  for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
  await reads(page, 'Has anybody a voucher');
};

test('the queue as a list, by day', () => visitDesk('moderator', {}, async (page) => {
  await voucher(page);
  await keep(page, 'desk-list');
}));

test('one comment at a time, by night', () => visitDesk('moderator', { colorScheme: 'dark' }, async (page) => {
  await voucher(page);
  await page.keyboard.press('m');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await reads(page, 'Lighthouses are for people');
  await keep(page, 'desk-one');
}));

test('rejecting, with a reason', () => visitDesk('moderator', {}, async (page) => {
  await voucher(page);
  for (const key of ['r', '1']) await page.keyboard.press(key);
  await keep(page, 'desk-reject');
}));

test('what was reported, on a telephone', () => visitDesk('moderator', { ...PHONE, hash: '#reported' }, async (page) => {
  await page.locator('.row .open').first().click();
  await page.locator('.reports').waitFor();
  await keep(page, 'desk-phone');
}));

test('the list from right to left, on a telephone', () => visitDesk('moderator', { ...PHONE, locale: 'ar' }, async (page) => {
  await page.locator('.row').nth(3).waitFor();
  await keep(page, 'desk-arabic');
}));
