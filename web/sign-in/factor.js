// The second factor: a code of an authenticator app or a recovery code, or a passkey.
import { send } from './api.js';
import { button, codeField, field, form, h, others, show, typedCode } from './dom.js';
import { FINISH } from './queries.js';
import { say } from './words.js';

export function secondFactor(steps, challenge) {
  if (challenge.totp) return code(steps, challenge);
  return show(say('secondFactor'), h('p', { role: 'alert' }, say('noFactorHere')), startOver(steps));
}

function code(steps, challenge) {
  const entry = form(say('goOn'), (filled) => finish(steps, challenge, typedCode(filled)),
    codeField({}, say('appCodeHint')));
  show(say('secondFactor'), entry,
    others(
      button(say('useRecoveryCode'), () => recovery(steps, challenge), { class: 'link' }),
      startOver(steps)));
}

function recovery(steps, challenge) {
  const entry = form(say('goOn'), (filled) => finish(steps, challenge, typedCode(filled)),
    field('code', say('recoveryCode'), {
      autocomplete: 'off', dir: 'ltr', spellcheck: 'false', autocapitalize: 'none',
    }, say('recoveryCodeHint')));
  show(say('secondFactor'), entry,
    others(
      button(say('useAppCode'), () => secondFactor(steps, challenge), { class: 'link' }),
      startOver(steps)));
}

async function finish(steps, { challenge }, code) {
  return steps.arrive(await send(FINISH, { challenge, code }));
}

const startOver = (steps) => button(say('startOver'), steps.again, { class: 'link' });
