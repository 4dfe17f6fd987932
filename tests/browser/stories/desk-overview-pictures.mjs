// The overview, pictured; as in desk-pictures.mjs.
import { test } from 'node:test';
import { visitDesk } from '../desk.mjs';
import { busyDesk, shown } from '../overview.mjs';
import { keep, PHONE } from '../pictures.mjs';

const MO = 'moderator';

test('the overview, by day', () => visitDesk(MO, busyDesk, async (page) => {
  await shown(page);
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await keep(page, 'desk-overview');
}));

test('the overview by night, further down', () => visitDesk(MO, { ...busyDesk, colorScheme: 'dark' }, async (page) => {
  await shown(page);
  await page.locator('.by-rule').scrollIntoViewIfNeeded();
  await keep(page, 'desk-overview-dark');
}));

test('the overview on a telephone, from right to left', () => visitDesk(MO, { ...busyDesk, ...PHONE, locale: 'ar', hash: '#overview/90' }, async (page) => {
  await shown(page);
  await page.locator('.plot details').first().scrollIntoViewIfNeeded();
  await keep(page, 'desk-overview-arabic');
}));
