// Why a decision came back, and what can be done about it.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../../shared/language.ts';
import { time } from '../../parts/said.ts';
import type { Card, Decision } from '../decisions.ts';
import type { Trouble } from '../model.ts';
import type { Spoken, View } from './view.ts';

export function trouble(view: View, { id }: Card): TemplateResult | typeof nothing {
  const { queues, language } = view;
  const { words } = language;
  const what = queues.model.troubles.get(id);
  if (!what) return nothing;
  const { decision, code } = what;
  return html`
    <div class="notice grave" role="alert">
      <p>${sentence(what, language)}</p>
      ${
        code === 'ALREADY_DECIDED'
          ? html`
            <div class="buttons">
              ${decision ? html`<button type="button" @click=${() => view.decide(decision, [id])}>${otherwise(decision, language)}</button>` : nothing}
              <button type="button" @click=${() => queues.dismiss(id)}>${words.leaveIt}</button>
            </div>
          `
          : nothing
      }
    </div>
  `;
}

function sentence({ code, message, earlier }: Trouble, language: Spoken): unknown {
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
  const time = earlier ? language.relative(new Date(earlier.decidedAt), Date.now()) : '';
  const already = earlier?.status ? words[`already_${earlier.status}`] : words.already;
  const said = language.say(already, { name, time });
  return decision ? `${said} ${otherwise(decision, language)}` : said;
}

function otherwise({ kind }: Decision, language: Spoken): string {
  const { words } = language;
  return language.say(words.otherwise, { decision: words[kind] });
}
