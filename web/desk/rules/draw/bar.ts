// What is to be done with what was changed: it stands below the rules as long as something is.
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from './view.ts';

export function bar(view: View): TemplateResult | typeof nothing {
  const { language, rules } = view;
  const { words } = language;
  const count = rules.draft.changed.length;
  if (!view.mayChange) return nothing;
  if (count === 0) return saved(view);
  const busy = rules.isBusy ? 'true' : 'false';
  const write = ({ target }: Event) => {
    view.reason = (target as HTMLInputElement).value;
  };
  return html`
    <div class="saving" role="region" aria-label=${words.save}>
      ${view.problem ? html`<p class="error" role="alert">${view.problem}</p>` : nothing}
      ${view.asksToSave && !rules.isBusy ? html`<p class="asks">${words.trialAsks}</p>` : nothing}
      <p class="unsaved">
        ${language.plural(words.changes, count)}
        <button type="button" class="link" @click=${() => view.setAllBack()}>${words.setAllBack}</button>
      </p>
      <label class="reason">
        <span>${words.whyLog}</span>
        <input type="text" maxlength="500" autocomplete="off" dir="auto" .value=${view.reason} @input=${write} />
      </label>
      <div class="buttons">
        <button type="submit" form="rules-form" class=${rules.isTried ? '' : 'primary'} aria-disabled=${busy}>
          ${rules.isBusy === 'trying' ? words.trying : words.tryIt}
        </button>
        <button type="button" class=${rules.isTried ? 'primary' : ''} aria-disabled=${busy} @click=${() => view.save()}>
          ${rules.isBusy === 'saving' ? words.saving : words.save}
        </button>
      </div>
    </div>
  `;
}

function saved(view: View): TemplateResult | typeof nothing {
  const { words } = view.language;
  if (!view.rules.before) return nothing;
  return html`
    <p class="strip" id="saved" tabindex="-1">
      <span class="done">${words.saved}</span>
      <button type="button" class="link" @click=${() => view.bringBack()}>${words.takeBack}</button>
    </p>
  `;
}
