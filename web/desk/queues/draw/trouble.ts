// Why a decision came back, and what can be done about it.
import { html, nothing, type TemplateResult } from 'lit';
import { otherwise, whyBack } from '../../parts/trouble.ts';
import type { Card } from '../decisions.ts';
import type { View } from './view.ts';

export function trouble(view: View, { id }: Card): TemplateResult | typeof nothing {
  const { queues, language } = view;
  const { words } = language;
  const what = queues.model.troubles.get(id);
  if (!what) return nothing;
  const { decision, code } = what;
  return html`
    <div class="notice grave" role="alert">
      <p>${whyBack(what, language)}</p>
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
