// Members and invitations on the desk: who has a role, inviting and taking back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { status, visitDesk } from '../desk.mjs';
import { mailTo } from '../mails.mjs';
import { noViolations } from '../settings.mjs';

const OPEN = '{ site(key: "history") { invitations { nodes { id email role locale } } } }';
const invitations = async () => (await ask(OPEN, {}, { as: 'admin' })).site.invitations.nodes;
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const inDialog = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent.trim());
const anybody = () => `anna-${randomUUID().slice(0, 8)}@example.org`;

/** Answers what is sent with such an input in the service's place, as long as there are answers. */
const refusing = (isMeant, answers) => (page) => page.route('**/graphql', (route) => {
  const { input } = JSON.parse(route.request().postData()).variables ?? {};
  const extensions = input && isMeant(input) && answers.shift();
  if (!extensions) return route.fallback();
  return route.fulfill({ json: { data: null, errors: [{ message: 'html: in English', extensions }] } });
});

function visitMembers(options, story) {
  return visitDesk('admin', { hash: '#settings/members', ...options }, async (page) => {
    await page.locator('#invite-email').waitFor();
    await story(page);
  });
}

async function invite(page, email) {
  await page.locator('#invite-email').fill(email);
  await page.locator('#invite button[type=submit]').click();
}

test('somebody is invited by mail, invited again and taken back', () => visitMembers({}, async (page) => {
  const email = anybody();
  await page.getByRole('link', { name: 'Mo Adeyemi' }).waitFor();
  await page.locator('#invite-role').selectOption('ADMIN');
  await page.locator('#invite-locale').selectOption('de');
  await invite(page, email);
  await status(page, `The mail to ${email} is on its way.`);
  const seen = new Set();
  assert.match(await mailTo(email, seen), /desk\?site=history&locale=de/);
  const row = page.locator('.things > li').filter({ hasText: email });
  assert.match(await row.innerText(), /Admin\s+Invited by Ines Castellan, now\s+Mail in German · open until/);
  assert.equal(await page.locator('#invite-email').inputValue(), '');

  await press(page, `Invite again: ${email}`);
  await mailTo(email, seen);
  const [again] = (await invitations()).filter((one) => one.email === email);
  assert.deepEqual([again.role, again.locale], ['ADMIN', 'de']);
  await page.waitForFunction(() => document.activeElement?.id === 'invitations');

  await press(page, `Withdraw: ${email}`);
  assert.equal(await focused(page), 'Cancel');
  await inDialog(page, 'Cancel');
  await press(page, `Withdraw: ${email}`);
  await inDialog(page, 'Withdraw');
  await status(page, `The invitation to ${email} is withdrawn.`);
  await row.waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'invitations');
  assert.ok(!(await invitations()).some((one) => one.email === email));
}));

test('why somebody is not invited stands beside the address, and what was typed stays', () => {
  const answers = [];
  return visitMembers({ prepare: refusing(({ role, locale }) => role && locale, answers) }, async (page) => {
    const error = page.locator('#invite-email-error');
    const refused = async (said) => {
      await error.filter({ hasText: said }).waitFor();
      assert.equal(await focused(page), 'invite-email');
    };
    await invite(page, 'nobody');
    await refused('Enter a whole e-mail address');
    await invite(page, 'moderator@demo.example');
    await refused('has this role already');
    answers.push({ code: 'RATE_LIMITED', retryAfter: 1_200 });
    await invite(page, anybody());
    await refused('Try again in 20 minutes.');
    answers.push({ code: 'UNAVAILABLE', reason: 'NO_MAIL' });
    await invite(page, 'anna@example.org');
    await page.locator('#invite [role=alert]').filter({ hasText: 'sends no mails at present' }).waitFor();
    answers.push({ code: 'FORBIDDEN', reason: 'SIGN_IN_AGAIN' });
    await page.locator('#invite button[type=submit]').click();
    await page.getByRole('dialog').getByText('Is it you?').waitFor();
    await inDialog(page, 'Cancel');
    assert.equal(await page.locator('#invite-email').inputValue(), 'anna@example.org');
    await page.evaluate(() => { location.hash = '#log'; });
    await page.getByRole('dialog').getByText('Leave without saving?').waitFor();
    await inDialog(page, 'Cancel');
    assert.equal(await page.locator('#invite-email').inputValue(), 'anna@example.org');
  });
});

test('an invitation that is gone is told so, and the list is read anew', () => visitMembers({}, async (page) => {
  const email = anybody();
  await invite(page, email);
  await status(page, `The mail to ${email} is on its way.`);
  const [{ id }] = await invitations();
  const withdraw = 'mutation ($input: WithdrawInvitationInput!) { withdrawInvitation(input: $input) { withdrawnInvitationId } }';
  await ask(withdraw, { input: { invitationId: id } }, { as: 'admin' });
  await press(page, `Withdraw: ${email}`);
  await inDialog(page, 'Withdraw');
  await page.getByText('This invitation is not open any more').first().waitFor();
  await page.locator('.things > li').filter({ hasText: email }).waitFor({ state: 'detached' });
}));

test('what could not be read is told in its place, and asked for anew', () => {
  let isBroken = true;
  const prepare = (page) => page.route('**/graphql', (route) => {
    const { role } = JSON.parse(route.request().postData()).variables ?? {};
    if (!isBroken || role !== 'MODERATOR') return route.fallback();
    return route.fulfill({ json: { data: null, errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] } });
  });
  return visitDesk('admin', { hash: '#settings/members', prepare }, async (page) => {
    const part = (id) => page.locator('section', { has: page.locator(`#settings-${id}`) });
    const again = (id) => part(id).getByRole('button', { name: 'Try again' });
    await again('members').waitFor();
    isBroken = false;
    await again('members').click();
    await page.getByRole('link', { name: 'Mo Adeyemi' }).waitFor();
  });
});

test('moderators see no invitations', () => visitDesk('moderator', { hash: '#settings' }, async (page) => {
  await page.locator('#settings-moving').waitFor();
  assert.equal(await page.locator('#settings-members, #invite').count(), 0);
}));

async function walk(page, check) {
  await invite(page, 'nobody');
  await page.locator('#invite-email-error').filter({ hasText: /./ }).waitFor();
  await check('members');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    const look = { colorScheme, locale, viewport: { width: 320, height: 640 }, bypassCSP: true };
    test(`axe finds nothing in members and invitations, ${colorScheme}, ${locale}, 320 pixels`, () =>
      visitMembers(look, (page) => walk(page, (state) => noViolations(page, state))));
  }
}

test('members and invitations speak every language and leave no gap open', async () => {
  const titles = new Set();
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar']) {
    await visitMembers({ locale, viewport: { width: 320, height: 640 } }, async (page) => {
      await walk(page, async () => {
        const part = page.locator('section', { has: page.locator('#settings-members') });
        assert.doesNotMatch(await part.innerText(), /\{\w+\}|\bundefined\b|\bnull\b|\[object/);
        await noViolations(page, null);
      });
      titles.add(await page.locator('#settings-members').innerText());
    });
  }
  assert.equal(titles.size, 8);
});
