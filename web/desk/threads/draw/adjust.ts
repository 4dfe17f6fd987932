// What holds comments of one episode, and when its thread closes by itself.
import { html, nothing, type TemplateResult } from 'lit';
import type { SiteMode, UpdateEpisodeInput } from '../../../shared/generated.ts';
import { filledIn } from '../../parts/fields.ts';
import { WHOLE } from '../acts.ts';
import type { Head } from '../thread.ts';
import { escaping, modes } from './terms.ts';
import type { Spoken, View } from './view.ts';

const LONGEST = 36_500;

export function adjusting(view: View, head: Head): TemplateResult {
  const { language, acts, complaint } = view;
  const { words } = language;
  const isBusy = acts.isBusy(WHOLE);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) read(view, head, event.currentTarget as HTMLFormElement);
  };
  const asSite = language.say(words.asSite, { rule: words[`mode_${head.site.mode}`] });
  return html`
    <form class="asks" aria-label=${words.adjust} novalidate @submit=${submit} @keydown=${escaping(view)}>
      <div class="notes">
        ${modes('mode', asSite, modeOf(head), language)} ${closes(head, language)}
        <label class="days">
          ${words.daysAfter}
          <input type="number" name="days" min="1" max=${LONGEST} inputmode="numeric" value=${head.closeAfterDays || nothing} />
        </label>
      </div>
      ${head.publishedAt ? nothing : html`<p class="hint">${words.unpublished}</p>`}
      <p class="error" role="alert">${complaint}</p>
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled=${isBusy ? 'true' : 'false'}>${words.save}</button>
        <button type="button" @click=${() => view.leaveAsking()}>${words.cancel}</button>
      </div>
    </form>
  `;
}

/** The service tells the mode that holds, whoever has set it: the site's is taken for the site's. */
const modeOf = ({ mode, site }: Head): string => (mode === site.mode ? '' : mode);

const ruleOf = ({ closeAfterDays }: Head): 'site' | 'never' | 'days' => {
  if (closeAfterDays === null) return 'site';
  return closeAfterDays === 0 ? 'never' : 'days';
};

function closes(head: Head, language: Spoken): TemplateResult {
  const { words } = language;
  const { closeAfterDays: days } = head.site;
  const rule = days ? language.plural(words.afterDays, days) : words.never;
  const option = (value: string, said: string) =>
    html`<option value=${value} ?selected=${value === ruleOf(head)}>${said}</option>`;
  return html`
    <label>
      ${words.closesByItself}
      <select name="closes">
        ${option('site', language.say(words.asSite, { rule }))} ${option('never', words.never)}
        ${option('days', words.afterSomeDays)}
      </select>
    </label>
  `;
}

/** Only what was changed is sent: a rule takes the place of an end that somebody has set. */
function read(view: View, head: Head, form: HTMLFormElement): void {
  const of = filledIn(form);
  const change: Omit<UpdateEpisodeInput, 'episodeId'> = {};
  if (of('mode') !== modeOf(head)) change.mode = (of('mode') || null) as SiteMode | null;
  const days = daysOf(of('closes'), of('days'));
  if (Number.isNaN(days)) {
    view.complain(view.language.words.wrongDays);
    form.querySelector<HTMLElement>('[name=days]')?.focus();
    return;
  }
  if (days !== head.closeAfterDays) change.closeAfterDays = days;
  view.adjust(change);
}

/** Null for the site's rule, 0 for never; not a number where none that will do was typed. */
export function daysOf(closes: string, typed: string): number | null {
  if (closes === 'site') return null;
  if (closes === 'never') return 0;
  const days = Number(typed);
  return /^\d+$/.test(typed) && days >= 1 && days <= LONGEST ? days : Number.NaN;
}
