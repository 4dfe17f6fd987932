// Members, invitations and the words of mails on the desk: inviting and taking back, and what is written.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ask } from '../harness.mjs';
import { status, visitDesk } from '../desk.mjs';
import { mailTo } from '../mails.mjs';
import { noViolations } from '../settings.mjs';

const OPEN = '{ site(key: "history") { invitations { nodes { id email role locale } } } }';
const invitations = async () => (await ask(OPEN, {}, { as: 'admin' })).site.invitations.nodes;
const WORDS = 'query { site(key: "history") { mailTemplates(kind: SIGN_IN) { locale subject text html ownSince } } }';
const standing = async (locale) =>
  (await ask(WORDS, {}, { as: 'admin' })).site.mailTemplates.find((one) => one.locale === locale);
const SET = 'mutation ($input: SetMailTemplateInput!) { setMailTemplate(input: $input) { mailTemplate { ownSince } } }';
const REMOVE = 'mutation ($input: RemoveMailTemplateInput!) { removeMailTemplate(input: $input) { mailTemplate { kind } } }';
const WHERE = { site: 'history', kind: 'SIGN_IN', locale: 'de' };
const set = (words) => ask(SET, { input: { ...WHERE, ...words } }, { as: 'admin' });

async function shipped() {
  if ((await standing('de')).ownSince) await ask(REMOVE, { input: WHERE }, { as: 'admin' });
}

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
  await row.getByText(`The mail to ${email} is on its way.`).waitFor();
  assert.equal(await focused(page), `invite-again-${email}`);

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

function visitMail(options, story) {
  return visitDesk('admin', { hash: '#settings/mails/SIGN_IN/de', ...options }, async (page) => {
    await page.locator('#mail-html').waitFor();
    await story(page);
  });
}

/**
 * The preview of what was typed is a page of its own: where it loads while the browser asks whether to
 * leave, that is taken for a no, and nothing happens. What the browser asks is another story's.
 */
async function reload(page) {
  page.on('dialog', (dialog) => dialog.accept().catch(() => undefined));
  await page.reload({ timeout: 5_000 }).catch(() => page.reload());
}

const saveWords = (page) => page.locator('#mail-form button[type=submit]').click();

test('a mail gets words of the site’s own, and the service’s again', async () => {
  await shipped();
  await visitMail({}, async (page) => {
    assert.equal(await focused(page), 'mail');
    const [subject, preview] = [page.locator('#mail-subject'), page.frameLocator('.mail-look iframe')];
    const before = await subject.inputValue();
    await subject.fill('Herein zu {{ site }}');
    // What would run or be styled is not even reported: the story fails on a violated policy.
    await page.locator('#mail-html').fill(`<h1 title=">"onclick="a()" style='color: red'>Herein, line on = 1</h1>
      <img src="https://eve.example/x" onerror=a()><p><a href="{{ link }}">Hier</a> {{ code }}</p>`);
    await page.locator('.mail-subject').filter({ hasText: 'Herein zu The Harbour Lamp' }).waitFor();
    await preview.getByRole('link', { name: 'Hier' }).waitFor();
    assert.equal(await preview.locator('img, [onclick], [style]').count(), 0, 'mails have no pictures');
    assert.equal(await preview.locator('h1').innerText(), 'Herein, line on = 1');
    assert.match(await preview.locator('p').innerText(), /123456/);
    await page.locator('#mail-reason').fill('Warmer words');
    await saveWords(page);
    await status(page, 'Saved.');
    assert.equal(await focused(page), 'mail-done');
    assert.equal((await standing('de')).subject, 'Herein zu {{ site }}');
    await page.getByText('All mails').click();
    await page.locator('.mails').getByText(/^own words: .*German/).waitFor();
    await page.goBack();
    await press(page, 'Back to the service’s words');
    assert.equal(await focused(page), 'Cancel');
    await inDialog(page, 'Back to the service’s words');
    await status(page, 'The mail is sent in the service’s words again.');
    assert.equal(await subject.inputValue(), before);
    await page.locator('#mail-done button').click();
    assert.equal(await subject.inputValue(), 'Herein zu {{ site }}');
    assert.equal((await standing('de')).ownSince, null, 'nothing is saved yet');
  });
});

test('what a mail cannot say is told beside its field, also what only the service finds', async () => {
  await shipped();
  const answers = [];
  await visitMail({ prepare: refusing(({ html }) => html, answers) }, async (page) => {
    await page.locator('#mail-text').fill('Herein, {{ nobody }}');
    await page.locator('#mail-subject').fill('{{ code }}');
    await status(page, 'Text: There is no {{ nobody }} in this mail');
    await page.locator('#mail-reason').focus();
    await status(page, 'Subject: Take {{ code }} out of the subject');
    await saveWords(page);
    assert.equal(await focused(page), 'mail-subject');
    const label = await page.locator('label[for=mail-subject]').boundingBox();
    const half = await page.locator('.half').first().boundingBox();
    assert.ok(label.y >= half.y, 'its label is seen too');
    assert.match(await page.locator('#mail-subject-error').innerText(), /^Take {{ code }} out of the subject/);
    assert.match(await page.locator('#mail-text-error').innerText(), /^There is no {{ nobody }} in this mail, but: {{ site }}, /);
    await press(page, 'Set back');
    assert.equal(await page.locator('#mail-text-error').innerText(), '');
    answers.push({ code: 'INVALID', field: 'html' });
    await page.locator('#mail-subject').fill('Herein');
    await saveWords(page);
    await page.locator('#mail-html-error').filter({ hasText: 'The service did not take it: in English' }).waitFor();
    assert.equal(await focused(page), 'mail-html');
    assert.equal(await page.locator('#mail-subject').inputValue(), 'Herein');
    assert.equal((await standing('de')).ownSince, null);
  });
});

test('words that are not saved outlive a reload and are not left unasked; somebody else’s are not overwritten unseen', async () => {
  await shipped();
  await visitMail({}, async (page) => {
    const { subject, ...words } = await standing('de');
    await page.locator('#mail-subject').fill('Meine Worte');
    await reload(page);
    await page.locator('#mail-html').waitFor();
    assert.equal(await page.locator('#mail-subject').inputValue(), 'Meine Worte');
    await page.evaluate(() => { location.hash = '#people'; });
    await page.getByRole('dialog').getByText('Leave without saving?').waitFor();
    await inDialog(page, 'Cancel');
    await set({ subject: `${subject}!`, text: words.text, html: words.html });
    await saveWords(page);
    await page.locator('#mail-theirs').filter({ hasText: 'Somebody else has saved other words meanwhile.' }).waitFor();
    assert.equal(await focused(page), 'mail-theirs');
    assert.equal((await standing('de')).subject, `${subject}!`);
    await saveWords(page);
    await status(page, 'Saved.');
    assert.equal((await standing('de')).subject, 'Meine Worte');
  });
  await shipped();
});

test('what could not be read is told in its place, and asked for anew', () => {
  let isBroken = true;
  const prepare = (page) => page.route('**/graphql', (route) => {
    const { role, kind } = JSON.parse(route.request().postData()).variables ?? {};
    if (!isBroken || !(role === 'MODERATOR' || kind)) return route.fallback();
    return route.fulfill({ json: { data: null, errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] } });
  });
  return visitDesk('admin', { hash: '#settings/mails/SIGN_IN', prepare }, async (page) => {
    const part = (id) => page.locator('section', { has: page.locator(`#settings-${id}`) });
    const again = (id) => part(id).getByRole('button', { name: 'Try again' });
    await again('members').waitFor();
    await again('mails').waitFor();
    isBroken = false;
    await again('members').click();
    await page.getByRole('link', { name: 'Mo Adeyemi' }).waitFor();
    await again('mails').click();
    await page.locator('#mail-html').waitFor();
  });
});

test('moderators see neither invitations nor mails', () => visitDesk('moderator', { hash: '#settings' }, async (page) => {
  await page.locator('#settings-moving').waitFor();
  assert.equal(await page.locator('#settings-members, #settings-mails, #invite').count(), 0);
}));

async function walk(page, check) {
  await page.locator('.mails a').first().waitFor();
  await invite(page, 'nobody');
  await page.locator('#invite-email-error').filter({ hasText: /./ }).waitFor();
  await check('members and mails');
  await page.locator('.mails a').nth(2).click();
  await page.locator('#mail-html').waitFor();
  await page.locator('.mail-look details summary').click();
  await page.locator('#mail-text').fill('{{ nobody }}');
  await saveWords(page);
  await check('one mail');
}

for (const colorScheme of ['light', 'dark']) {
  for (const locale of ['en-GB', 'ar']) {
    const look = { colorScheme, locale, viewport: { width: 320, height: 640 }, bypassCSP: true };
    test(`axe finds nothing in members and mails, ${colorScheme}, ${locale}, 320 pixels`, () =>
      visitMembers(look, (page) => walk(page, (state) => noViolations(page, state))));
  }
}

test('members and mails speak every language and leave no gap open', async () => {
  const titles = new Set();
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar']) {
    await visitMembers({ locale, viewport: { width: 320, height: 640 } }, async (page) => {
      await walk(page, async () => {
        for (const id of ['members', 'mails']) {
          const part = page.locator('section', { has: page.locator(`#settings-${id}`) });
          assert.doesNotMatch(await part.innerText(), /\{\w+\}|\bundefined\b|\bnull\b|\[object/);
        }
        await noViolations(page, null);
      });
      titles.add(await page.locator('#settings-members').innerText());
    });
  }
  assert.equal(titles.size, 8);
});
