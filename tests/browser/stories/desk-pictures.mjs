// The desk, pictured, while the demo's queues are as they come.
import { test } from 'node:test';
import { reads, visitDesk } from '../desk.mjs';
import { keep, PHONE } from '../pictures.mjs';

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
