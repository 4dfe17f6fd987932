// The browsers of the stories: `CHROMIUM`, and `SHELL_OF_CHROMIUM` where it is installed.
import { chromium } from 'playwright-core';

const WHOLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const launched = new Map();

function launch(executablePath) {
  if (!launched.has(executablePath)) launched.set(executablePath, chromium.launch({ executablePath, args: FLAGS }));
  return launched.get(executablePath);
}

/** As people have it. It blocks third-party cookies: pages of other origins are opened in it. */
export const whole = () => launch(WHOLE);

/** The same with a profile that is kept in a folder. */
export const withProfile = (folder, options) =>
  chromium.launchPersistentContext(folder, { executablePath: WHOLE, args: FLAGS, ...options });

/** The engine without the windows and profiles of the whole, and so much quicker: for pages of the service's own origin. */
export const light = () => launch(process.env.SHELL_OF_CHROMIUM ?? WHOLE);

export async function quit() {
  const all = await Promise.all(launched.values());
  launched.clear();
  await Promise.all(all.map((browser) => browser.close()));
}
