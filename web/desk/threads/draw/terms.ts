// A small form that asks what readers are told, and for how long.
import { html, nothing, type TemplateResult } from 'lit';
import { filledIn } from '../../parts/fields.ts';
import { untilOf } from '../../parts/until.ts';
import type { Terms } from '../acts.ts';
import type { Spoken, View } from './view.ts';

/** `open`: until somebody ends it. */
const SPANS = ['open', 'hour', 'day', 'week', 'date'] as const;
type Span = (typeof SPANS)[number];

export interface Asking {
  /** What is done: the form's name, and its button's. */
  name: string;
  text: string;
  howLong: string;
  /** How the span without an end is called. */
  endless: string;
  isBusy: boolean;
  send(terms: Terms): void;
}

export function terms(view: View, asking: Asking): TemplateResult {
  const { words } = view.language;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!asking.isBusy) read(view, asking, event.currentTarget as HTMLFormElement);
  };
  return html`
    <form class="asks" aria-label=${asking.name} novalidate @submit=${submit} @keydown=${escaping(view)}>
      <label>${asking.text}<input type="text" name="text" maxlength="500" dir="auto" autocomplete="off" /></label>
      <fieldset>
        <legend>${asking.howLong}</legend>
        <div class="spans">${SPANS.map((span) => spanOf(span, asking.endless, view.language))}</div>
        <label class="moment">${words.momentOf}<input type="datetime-local" name="moment" /></label>
      </fieldset>
      <p class="error" role="alert">${view.complaint}</p>
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled=${asking.isBusy ? 'true' : 'false'}>${asking.name}</button>
        <button type="button" @click=${() => view.leaveAsking()}>${words.cancel}</button>
      </div>
    </form>
  `;
}

function spanOf(span: Span, endless: string, language: Spoken): TemplateResult {
  const said = span === 'open' ? endless : span === 'date' ? language.words.untilDate : oneOf(span, language);
  return html`<label><input type="radio" name="span" value=${span} ?checked=${span === 'open'} />${said}</label>`;
}

/** "1 hour", as the language has it. */
function oneOf(unit: 'hour' | 'day' | 'week', { code }: Spoken): string {
  return new Intl.NumberFormat(code, { style: 'unit', unit, unitDisplay: 'long' }).format(1);
}

function read(view: View, asking: Asking, form: HTMLFormElement): void {
  const of = filledIn(form);
  const end = of('span') === 'open' ? { until: null } : untilOf(of('span'), of('moment'));
  if ('until' in end) {
    asking.send({ text: of('text') || null, until: end.until });
    return;
  }
  view.complain(view.language.words[end.wrong]);
  form.querySelector<HTMLElement>('[name=moment]')?.focus();
}

export function escaping(view: { leaveAsking(): void }): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    view.leaveAsking();
  };
}

/** One of several modes of holding, or the site's. */
export function modes(name: string, site: string, chosen: string, { words }: Spoken): TemplateResult {
  const option = (value: string, said: string) =>
    html`<option value=${value} ?selected=${value === chosen}>${said}</option>`;
  return html`
    <label>
      ${words.modeHere}
      <select name=${name}>
        ${option('', site)} ${option('PRE', words.mode_PRE)} ${option('NEWCOMERS', words.mode_NEWCOMERS)}
        ${option('POST', words.mode_POST)}
      </select>
    </label>
  `;
}

/** What is wrong with a field, beside it. */
export const wrong = (text: string): TemplateResult | typeof nothing =>
  text ? html`<span class="error" role="alert">${text}</span>` : nothing;
