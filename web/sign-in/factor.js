// The second factor: a code of an authenticator app or a recovery code, or a passkey.
import { Refusal, send } from './api.js';
import { button, codeField, field, form, h, others, show, typedCode } from './dom.js';
import { available, signed } from './passkey.js';
import { BEGIN_PASSKEY, FINISH, FINISH_PASSKEY } from './queries.js';
import { say } from './words.js';

export function secondFactor(steps, challenge) {
  if (challenge.passkeys && available()) return passkey(steps, challenge);
  if (challenge.totp) return code(steps, challenge);
  return show(say('secondFactor'), h('p', { role: 'alert' }, say('noFactorHere')), startOver(steps));
}

function code(steps, challenge) {
  const entry = form(say('goOn'), (filled) => finish(steps, challenge, typedCode(filled)),
    codeField({}, say('appCodeHint')));
  show(say('secondFactor'), entry, others(
    button(say('useRecoveryCode'), () => recovery(steps, challenge), { class: 'link' }),
    challenge.passkeys && available()
      && button(say('usePasskey'), () => passkey(steps, challenge), { class: 'link' }),
    startOver(steps)));
}

function recovery(steps, challenge) {
  const entry = form(say('goOn'), (filled) => finish(steps, challenge, typedCode(filled)),
    field('code', say('recoveryCode'), {
      autocomplete: 'off', dir: 'ltr', spellcheck: 'false', autocapitalize: 'none',
    }, say('recoveryCodeHint')));
  show(say('secondFactor'), entry, others(
    button(say('useAppCode'), () => code(steps, challenge), { class: 'link' }),
    startOver(steps)));
}

/** Asked for by a press, since browsers want one. */
function passkey(steps, { challenge, ...asked }) {
  const entry = form(say('usePasskey'), () => withPasskey(steps, { challenge }));
  show(say('secondFactor'), entry, others(
    asked.totp && button(say('useAppCode'), () => code(steps, { challenge, ...asked }), { class: 'link' }),
    asked.totp && button(say('useRecoveryCode'), () => recovery(steps, { challenge, ...asked }), { class: 'link' }),
    startOver(steps)));
}

/** `input` names whose: the holder of a challenge, or anybody's on a site. */
export async function withPasskey(steps, input) {
  const { challenge, options } = await send(BEGIN_PASSKEY, input);
  const credential = await signed(options);
  if (credential === null) throw new Refusal('', { code: 'FORBIDDEN', reason: 'PASSKEY_REFUSED' });
  return steps.arrive(await send(FINISH_PASSKEY, { challenge, credential }));
}

async function finish(steps, { challenge }, code) {
  return steps.arrive(await send(FINISH, { challenge, code }));
}

const startOver = (steps) => button(say('startOver'), steps.again, { class: 'link' });
