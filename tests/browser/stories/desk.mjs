// Going through the queues: by keyboard alone, with others at the same time, and without a line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, base } from '../harness.mjs';
import { deaf, desk, empty, fate, held, reads, sent, signIn, status, visitDesk } from '../desk.mjs';

const MO = 'moderator';
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.localName);
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const left = (page, tab, count) => page.locator('.tabs a').filter({ hasText: new RegExp(`^\\s*${tab}\\s*${count}\\s*$`) }).waitFor();

test('a whole queue is gone through by keyboard alone', () => visitDesk(MO, {}, async (page) => {
  await left(page, 'Pending', 8);
  await reads(page, 'Do you have an address?');
  await press(page, 'j', 'j', 'j');
  await reads(page, 'Has anybody a voucher');
  assert.equal(await focused(page), 'card');
  assert.deepEqual(await page.locator('#card .text mark').allTextContents(), ['voucher']);
  await press(page, 'a');
  await status(page, 'Approved: Yusuf Demirel. Next: Old Keeper. 7 comments');
  await reads(page, 'I lit that lamp');
  assert.equal(await focused(page), 'card', 'the focus goes to what is read next');
  await press(page, 'k', 'k', 'k', 'k');
  await reads(page, 'Do you have an address?');
  await press(page, 'a', 'a', 'a', 'a', 'a', 's', 's');
  await page.locator('.nothing').getByText('Nothing is left here.').waitFor();
  await left(page, 'Pending', 0);
  await sent(page);
  const { site } = await ask('{ site(key: "history") { queueCounts { pending spam } } }', {}, { as: MO });
  assert.deepEqual(site.queueCounts, { pending: 0, spam: 2 });
}));

test('what is rejected says why to its author and, apart, to other moderators', async () => {
  await empty();
  const [first, second] = await held(2);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, first.body);
    await press(page, 'r');
    await page.getByRole('radio', { name: 'Off topic' }).waitFor();
    await press(page, 'Enter');
    await page.getByRole('alert').getByText('Choose a reason first.').waitFor();
    await press(page, '4');
    assert.ok(await page.getByRole('radio', { name: 'Personal information' }).isChecked());
    await page.getByLabel('Note to its author').fill('No addresses, please: 12 or 34.');
    await press(page, 'Tab');
    await page.keyboard.type('Second time.');
    await press(page, 'Enter');
    await status(page, `Rejected: ${first.by}`);
    await reads(page, second.body);
    await sent(page);
    const { status: now, rejectReason, authorNote, history } = await fate(first.id);
    assert.deepEqual([now, rejectReason, authorNote, history[0].note], ['REJECTED', 'PERSONAL_INFORMATION', 'No addresses, please: 12 or 34.', 'Second time.']);
    await press(page, 'r', '1', 'Escape');
    await page.locator('.rejecting').waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'card');
    await press(page, 'r', 'ArrowDown', 'ArrowDown', 'Enter');
    await sent(page);
    assert.equal((await fate(second.id)).rejectReason, 'SPAM', 'arrows choose as they do among radio buttons');
  });
});

test('the last decision is undone, and stands at its place again', async () => {
  await empty();
  const [first, second, third] = await held(3);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, first.body);
    await press(page, 'j', 's');
    await reads(page, third.body);
    await sent(page);
    await press(page, 'u');
    await status(page, 'Undone: 1 comment is back.');
    await reads(page, second.body);
    assert.equal((await fate(second.id)).status, 'PENDING');
    assert.deepEqual(await page.locator('.row .excerpt').allTextContents(), [first.body, second.body, third.body]);
    // Before the service has answered.
    await page.route('**/graphql', async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      await route.continue();
    });
    await press(page, 'a', 'a', 'u', 'u');
    await page.locator('.row').nth(2).waitFor();
    await sent(page);
    await page.unrouteAll({ behavior: 'wait' });
    for (const { id } of [first, second, third]) assert.equal((await fate(id)).status, 'PENDING');
  });
});

test('a text that was changed meanwhile is read again before it is decided on', async () => {
  await empty();
  const [first] = await held(2);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, first.body);
    await first.say('mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } } }', {
      input: { commentId: first.id, body: 'Quite another text' },
    });
    await press(page, 'a');
    await page.getByText('1 decision came back').first().waitFor();
    await press(page, 'k');
    await reads(page, 'Quite another text');
    await page.getByRole('alert').getByText('Its author has changed the text.').waitFor();
    await page.getByText('Earlier texts').click();
    await page.locator('.revisions').getByText(first.body).waitFor();
    await press(page, 'a');
    await sent(page);
    assert.equal((await fate(first.id)).status, 'APPROVED');
  });
});

/** So long as a key may have been meant for what stood there before. */
const glance = (page) => page.waitForTimeout(800);

test('a text that changes under its reader is not decided on unread, and keeps the focus', async () => {
  await empty();
  const [first, second, third] = await held(3);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, first.body);
    await press(page, 'j', 'k');
    assert.equal(await focused(page), 'card');
    const edit = (item, body) => item.say('mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } } }', {
      input: { commentId: item.id, body },
    });
    await edit(first, 'Quite another text');
    await reads(page, 'Quite another text');
    assert.equal(await focused(page), 'card', 'the focus stays');
    await press(page, 'a', 'a');
    await status(page, 'Its author has changed the text.');
    await reads(page, 'Quite another text');
    await glance(page);
    assert.equal((await fate(first.id)).status, 'PENDING', 'nor by two quick presses');
    await press(page, 'a');
    await reads(page, second.body);
    await sent(page);
    assert.equal((await fate(first.id)).status, 'APPROVED');
    await press(page, 'r', '1');
    await ask('mutation ($input: MarkSpamInput!) { markSpam(input: $input) { results { code } } }', {
      input: { items: [{ commentId: second.id, revisionId: second.revisionId }] },
    }, { as: 'admin' });
    const notice = page.locator('#card').getByRole('alert');
    await notice.getByText('Ines Castellan has marked it as spam').waitFor();
    await press(page, 'Enter');
    await notice.getByRole('button', { name: 'Decide otherwise: Reject' }).waitFor();
    await glance(page);
    assert.equal((await fate(second.id)).status, 'SPAM');
    await press(page, 'Enter');
    await reads(page, third.body);
    await sent(page);
    assert.deepEqual([(await fate(second.id)).status, (await fate(second.id)).rejectReason], ['REJECTED', 'OFF_TOPIC']);
  });
});

test('what another has decided on is theirs, unless one decides otherwise', async () => {
  await empty();
  const [first, second] = await held(3);
  const decide = (item) => ask(
    'mutation ($input: MarkSpamInput!) { markSpam(input: $input) { results { code } } }',
    { input: { items: [{ commentId: item.id, revisionId: item.revisionId }] } }, { as: 'admin' },
  );
  await visitDesk(MO, { prepare: deaf }, async (page) => {
    await reads(page, first.body);
    await decide(first);
    await decide(second);
    await press(page, 'a', 'a');
    await page.getByText('2 decisions came back').getByRole('button', { name: 'Show' }).click();
    const notice = page.locator('#card').getByRole('alert');
    await notice.getByText('Ines Castellan has marked it as spam').waitFor();
    await notice.getByRole('button', { name: 'Decide otherwise: Approve' }).click();
    await sent(page);
    await notice.getByRole('button', { name: 'Leave it so' }).click();
    await reads(page, 'Held comment number 3');
    assert.deepEqual([(await fate(first.id)).status, (await fate(second.id)).status].sort(), ['APPROVED', 'SPAM']);
  });
});

test('without a line the work goes on, and is sent when it is back', async () => {
  await empty();
  const all = await held(3);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, all[0].body);
    await page.route('**/graphql', (route) => route.abort());
    await press(page, 'a', 's');
    await page.getByText('The line is down. What you decide is kept and sent when it is back.').first().waitFor();
    await reads(page, all[2].body);
    await press(page, 'u');
    await reads(page, all[1].body);
    assert.equal((await fate(all[0].id)).status, 'PENDING');
    await page.unroute('**/graphql');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await status(page, 'The line is back.');
    await sent(page);
    assert.deepEqual(await Promise.all(all.map(async ({ id }) => (await fate(id)).status)), ['APPROVED', 'PENDING', 'PENDING']);
    assert.equal(await page.getByText('The line is down.').count(), 0);
  });
});

test('many are chosen and decided on together, and come back together', async () => {
  await empty();
  const all = await held(9);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, all[0].body);
    await press(page, 'x');
    await page.getByRole('button', { name: 'Reject (1 selected)' }).waitFor();
    await press(page, 'Escape');
    await status(page, '0 selected');
    assert.equal(await page.locator('.selected').count(), 0);
    await press(page, 'x', 'j', 'j', 'j', 'X', 'j', 'x');
    await page.locator('.selected').getByText('5 selected').waitFor();
    await page.getByRole('checkbox').nth(8).click({ modifiers: ['Shift'] });
    await page.locator('.selected').getByText('9 selected').waitFor();
    await page.getByRole('button', { name: 'Approve (9 selected)' }).waitFor();
    await page.getByRole('checkbox').nth(8).click();
    await press(page, 's');
    await status(page, '8 marked as spam');
    await reads(page, all[8].body);
    await sent(page);
    assert.equal((await fate(all[5].id)).status, 'SPAM');
    await press(page, 'u');
    await status(page, 'Undone: 8 comments are back.');
    assert.equal(await page.locator('.row').count(), 9);
    assert.equal((await fate(all[5].id)).status, 'PENDING');
  });
});

test('two who read one at a time read different ones, and see each other', async () => {
  await empty();
  const all = await held(14);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, all[0].body);
    const claimed = page.waitForResponse((answer) => answer.request().postData()?.includes('"first":10,'));
    await page.getByRole('button', { name: 'One at a time' }).click();
    await claimed;
    await visitDesk('admin', {}, async (other) => {
      await other.getByText('Mo Adeyemi is reading this').first().waitFor();
      await other.getByRole('button', { name: 'One at a time' }).click();
      await reads(other, all[10].body);
      await press(other, 'j');
      await reads(other, all[11].body);
      await press(page, 'a');
      await reads(page, all[1].body);
      await sent(page);
    });
  });
});

test('single keys can be switched off, and never act while one types', async () => {
  await empty();
  const [first] = await held(1);
  await visitDesk(MO, {}, async (page) => {
    await reads(page, first.body);
    await press(page, '/');
    await page.keyboard.type('asar?');
    assert.equal(await page.getByLabel('Search the texts').inputValue(), 'asar?');
    await press(page, 'Escape');
    await page.locator('.reading').focus();
    await press(page, 'Control+a', 'Alt+s', '?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Approve').waitFor();
    await press(page, 'a');
    await help.getByLabel('Single keys act').uncheck();
    await help.getByRole('button', { name: 'Close' }).click();
    await press(page, 'a', 's', 'u');
    await page.reload();
    await reads(page, first.body);
    await press(page, 'a');
    assert.equal(await page.locator('.bar kbd').count(), 0);
    assert.equal((await fate(first.id)).status, 'PENDING');
    await page.getByRole('button', { name: 'Approve' }).click();
    await sent(page);
    assert.equal((await fate(first.id)).status, 'APPROVED');
  });
});

test('a queue is narrowed by words and by why comments are held', async () => {
  await empty();
  await held(3, { body: (number) => (number === 2 ? 'About a lighthouse' : `About a mill, ${number}`) });
  await visitDesk(MO, {}, async (page) => {
    await page.locator('.row').nth(2).waitFor();
    await press(page, '/');
    await page.keyboard.type('LIGHTHOUSE');
    await press(page, 'Enter');
    await page.locator('.row').nth(1).waitFor({ state: 'detached' });
    await reads(page, 'About a lighthouse');
    await status(page, '1 comment');
    assert.equal(await focused(page), 'open', 'the focus comes to what was found');
    await press(page, '/', 'Escape');
    assert.equal(await focused(page), 'open', 'Escape leaves the search');
    assert.equal(await page.locator('#search').inputValue(), 'LIGHTHOUSE');
    await page.getByText('Filter', { exact: true }).click();
    await page.getByLabel('Held for').selectOption({ label: 'links' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.nothing').getByText('Nothing here fits the filter.').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('.row').nth(2).waitFor();
  });
});

test('a session that ends keeps the place and what was decided, and signing in leads back', async () => {
  await empty();
  const all = await held(4);
  await visitDesk(MO, { prepare: deaf }, async (page) => {
    await reads(page, all[0].body);
    await press(page, 'j', 'j');
    await reads(page, all[2].body);
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await press(page, 'a');
    await page.getByRole('alert').getByText('You are signed out').waitFor();
    await page.getByText('1 decision is not sent yet.').waitFor();
    const again = page.getByRole('button', { name: 'Go to the sign-in page' });
    assert.ok(await again.evaluate((button) => button === document.activeElement));
    assert.equal((await fate(all[2].id)).status, 'PENDING');
    await again.click();
    await signIn(page, MO);
    await reads(page, all[3].body);
    await sent(page);
    assert.equal((await fate(all[2].id)).status, 'APPROVED');
    assert.notDeepEqual(await page.context().cookies(), cookies);
  });
});

test('signed out one is led to where one signs in; who does not moderate is told so', async () => {
  await visitDesk('reader', {}, async (page) => {
    await page.getByRole('heading', { name: 'This desk is for moderators' }).waitFor();
    await page.getByText('Rosa Lindqvist, who does not moderate The Harbour Lamp').waitFor();
    await page.getByText('an admin of The Harbour Lamp can make you a moderator').waitFor();
    assert.equal(await page.locator('.tabs, .screens, #card').count(), 0);
    await page.locator('.who summary').click();
    await page.getByRole('link', { name: 'Your account' }).waitFor();
  });
  await visitDesk(MO, { prepare: (page) => page.context().clearCookies() }, async (page) => {
    await page.waitForURL('**/sign-in?**');
    assert.equal(new URL(page.url()).searchParams.get('next'), desk());
    await page.goto(`${base}/healthz`);
  });
});

test('who lacks the second factor that the site demands is led to add one', () => visitDesk(MO, {
  prepare: (page) => page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    if (json.data?.viewer) Object.assign(json.data.viewer, { secondFactorDemanded: true, role: 'COMMENTER' });
    await route.fulfill({ response: answer, json });
  }),
}, async (page) => {
  await page.getByRole('heading', { name: 'A second factor is missing' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Set up a second factor' }).getAttribute('href'), '/account?site=history#factor');
  assert.equal(await page.locator('.tabs').count(), 0);
}));
