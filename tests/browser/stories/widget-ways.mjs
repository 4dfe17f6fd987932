// The ways in by mail, on a page with the widget: it goes on by itself once the window has closed.
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { unique } from '../harness.mjs';
import { shown, visitHost } from '../hosts.mjs';
import { codeIn, linkIn, mailTo } from '../mails.mjs';
import { address, comment, episode, hosted } from '../widgets.mjs';

const PASSWORD = 'nine quiet lanterns drifting';

const host = hosted();

/** A reader who writes first and then comes in: what they wrote is posted in their name, and they stay. */
const story = (name, comeIn) => async () => {
  const key = await episode();
  await visitHost(address(host, key), { refused: true }, async (opened, context) => {
    const words = unique('Written before');
    await opened.getByRole('button', { name: 'Add a comment' }).click();
    await opened.getByLabel('Your comment').fill(words);
    const [window] = await Promise.all([
      opened.waitForEvent('popup'),
      opened.getByRole('button', { name: 'Sign in and post' }).click(),
    ]);
    await shown(window);
    await answerSlowly(context);
    const closed = window.waitForEvent('close');
    await comeIn(window, `${name}.${randomUUID().slice(0, 8)}@example.org`, context);
    await closed;
    await comment(opened, words).getByText('You', { exact: true }).waitFor();
    await opened.reload();
    await comment(opened, words).getByText('You', { exact: true }).waitFor();
    await opened.getByRole('button', { name: /^Signed in as/ }).waitFor();
  });
};

/** Who has come in is told later than a window is seen to be closed. */
const answerSlowly = (context) => context.route('**/graphql', async (route) => {
  if (new URL(route.request().frame().url()).pathname === '/embed/session') await new Promise((resolve) => { setTimeout(resolve, 1_500); });
  await route.continue();
});

async function askForMail(window, email) {
  await window.getByRole('button', { name: 'Sign in by e-mail, without a password' }).click();
  await window.getByLabel('E-mail address').fill(email);
  await window.getByRole('button', { name: 'Send me a mail' }).click();
  await window.getByRole('heading', { name: 'Look into your mail' }).waitFor();
}

async function enterCode(window, email) {
  await window.getByLabel('Code').fill(codeIn(await mailTo(email)));
  await window.getByRole('button', { name: 'Continue' }).click();
}

test('somebody signs up in the middle of writing', story('wilma', async (window, email) => {
  await window.getByRole('button', { name: 'Create an account' }).click();
  await window.getByLabel('Name shown with your comments').fill('Wilma');
  await window.getByLabel('E-mail address').fill(email);
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Create an account' }).click();
  await window.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await enterCode(window, email);
}));

test('somebody types the code of a mail in the middle of writing', story('cora', async (window, email) => {
  await askForMail(window, email);
  await enterCode(window, email);
}));

test('somebody follows the link of a mail in the middle of writing', story('lino', async (window, email, context) => {
  await askForMail(window, email);
  const mail = await context.newPage();
  await mail.goto(linkIn(await mailTo(email)));
  await mail.getByRole('button').first().click();
  await window.bringToFront();
}));
