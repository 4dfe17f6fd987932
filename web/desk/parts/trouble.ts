// Why a decision came back, in words.
import { html } from 'lit';
import { weave } from '../../shared/language.ts';
import type { Decision } from '../queues/decisions.ts';
import type { Trouble } from '../queues/model.ts';
import { type Spoken, time } from './said.ts';

export function whyBack({ code, message, earlier }: Trouble, language: Spoken): unknown {
  const { words } = language;
  switch (code) {
    case 'ALREADY_DECIDED': {
      const name = html`<bdi>${earlier?.by ?? words.otherModerator}</bdi>`;
      if (!earlier?.status) return weave<unknown>(words.already, { name });
      return weave<unknown>(words[`already_${earlier.status}`], { name, time: time(earlier.decidedAt, language) });
    }
    case 'STALE_REVISION':
    case 'NOT_TAKEN_DOWN':
      return words[code];
    case 'DENIED':
      return language.say(words.DENIED, { message: message ?? '' });
    default:
      return words.FAILED;
  }
}

/** Why nothing was decided, and what would decide: to be said aloud. */
export function inText({ code, decision, earlier }: Trouble, language: Spoken): string {
  const { words } = language;
  if (code === 'STALE_REVISION') return words.STALE_REVISION;
  const name = earlier?.by ?? words.otherModerator;
  const moment = earlier ? language.relative(new Date(earlier.decidedAt), Date.now()) : '';
  const already = earlier?.status ? words[`already_${earlier.status}`] : words.already;
  const said = language.say(already, { name, time: moment });
  return decision ? `${said} ${otherwise(decision, language)}` : said;
}

export function otherwise({ kind }: Decision, language: Spoken): string {
  const { words } = language;
  return language.say(words.otherwise, { decision: words[kind] });
}
