// The window's steps.
import { ask, page } from './api.js';
import { button, h, show } from './dom.js';
import { secondFactor } from './factor.js';
import { remember, remembered } from './frames.js';
import { arrive, awaited, lost } from './leave.js';
import { moderate } from './moderate.js';
import { WAYS } from './queries.js';
import { reset } from './reset.js';
import { signUp } from './sign-up.js';
import { start } from './start.js';
import { friendly, say } from './words.js';

/** Each shows itself in place of the one before, and gets the others to go on to. */
const steps = {
  start: (ways, how) => start(steps, ways, how),
  signUp: (ways, email) => signUp(steps, ways, email),
  reset: (ways, email) => reset(steps, ways, email),
  factor: (challenge) => secondFactor(steps, challenge),
  arrive: (outcome) => arrive(outcome, steps),
  moderate: () => tried(() => moderate(steps)),
  ways: () => tried(async () => {
    const { waysIn } = await ask(WAYS, { site: page.site });
    return steps.start(waysIn);
  }),
  again: begin,
};

async function begin() {
  if (!awaited()) return lost();
  const challenge = asked();
  if (challenge) page.frame = remembered()?.secret;
  else remember(page.frame === undefined ? null : { secret: page.frame, site: page.site });
  if (challenge) return steps.factor(challenge);
  return page.moderate === undefined ? steps.ways() : steps.moderate();
}

async function tried(step) {
  try {
    return await step();
  } catch (refusal) {
    if (!refusal.code) throw refusal;
    return show(say('signInTo', page), h('p', { class: 'error', role: 'alert' }, friendly(refusal)),
      button(say('tryAgain'), () => tried(step)));
  }
}

/** What a provider's way has come to, if it ended here: left by its last page, and taken once. */
function asked() {
  const left = sessionStorage.getItem('rejoinder:factor');
  sessionStorage.removeItem('rejoinder:factor');
  return left && JSON.parse(left);
}

await begin();
