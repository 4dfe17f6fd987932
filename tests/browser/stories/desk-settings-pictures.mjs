// The desk's settings, pictured as the demo has them.
import { test } from 'node:test';
import { visitDesk } from '../desk.mjs';
import { ask } from '../harness.mjs';
import { keep, PHONE } from '../pictures.mjs';

/** A change that was tried, and is not saved. */
async function tried(page) {
  await page.locator('.past > li').first().waitFor();
  await page.locator('#field-linksMax').fill('0');
  await page.locator('#field-suspectWords').fill('voucher*\npromo code\npurse');
  await page.locator('.saving button[type=submit]').click();
  await page.locator('.example').first().waitFor();
}

test('a change of the rules that was tried, by day', () => visitDesk('admin', { hash: '#rules' }, async (page) => {
  await tried(page);
  await page.locator('.example summary').first().click();
  await page.locator('#rules-lists').evaluate((heading) => heading.scrollIntoView());
  await page.locator('aside.half').evaluate((half) => half.scrollTo(0, 0));
  await keep(page, 'desk-rules');
}));

test('the same by night, on a telephone', () => visitDesk('admin', { ...PHONE, colorScheme: 'dark', hash: '#rules' }, async (page) => {
  await tried(page);
  await keep(page, 'desk-rules-phone');
}));

test('the site, by day', () => visitDesk('admin', { hash: '#settings', viewport: { width: 1180, height: 900 } }, async (page) => {
  await page.locator('.past > li, .past + p').first().waitFor();
  await page.frameLocator('iframe.preview').getByRole('article').first().waitFor();
  await keep(page, 'desk-site');
}));

test('the site from right to left, on a telephone', () => visitDesk('admin', { ...PHONE, locale: 'ar', hash: '#settings' }, async (page) => {
  await page.locator('.snippet').waitFor();
  await keep(page, 'desk-site-arabic');
}));

/** Somebody is invited, and the site has words of its own for a mail. */
async function prepared() {
  const site = 'history';
  const invite = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } } }';
  await ask(invite, { input: { site, email: 'nora@harbour.example', role: 'MODERATOR', locale: 'en' } }, { as: 'admin' });
  const set = 'mutation ($input: SetMailTemplateInput!) { setMailTemplate(input: $input) { mailTemplate { kind } } }';
  const words = {
    subject: 'Come in to {{ site }}',
    text: 'Here you come in:\n\n{{ link }}\n\nOr type {{ code }} within {{ good_for }}.',
    html: '<p><a href="{{ link }}">Come in</a></p>\n<p>Or type <b>{{ code }}</b> within {{ good_for }}.</p>',
  };
  await ask(set, { input: { site, kind: 'SIGN_IN', locale: 'en', ...words } }, { as: 'admin' });
}

test('members and invitations, by day', async () => {
  await prepared();
  await visitDesk('admin', { hash: '#settings', viewport: { width: 1180, height: 900 } }, async (page) => {
    await page.getByText('nora@harbour.example').waitFor();
    await page.frameLocator('iframe.preview').getByRole('article').first().waitFor();
    await page.locator('#settings-members').evaluate((heading) => heading.scrollIntoView());
    await keep(page, 'desk-members');
  });
});

test('the words of a mail, by night on a telephone', () => visitDesk('admin', { ...PHONE, colorScheme: 'dark', hash: '#settings/mails/SIGN_IN' }, async (page) => {
  await page.frameLocator('.mail-look iframe').getByRole('link').waitFor();
  await page.locator('label[for=mail-subject]').evaluate((label) => label.scrollIntoView());
  await keep(page, 'desk-mail');
}));
