// Narrows the log: by what was done, by whom, and when; and says where else it is narrowed.
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { weave } from '../../../shared/language.ts';
import { choice, day, filledIn, type Option } from '../../parts/fields.ts';
import { isKind, KINDS, type Kind } from '../kinds.ts';
import { addressOf, type Place } from '../place.ts';
import type { Logging } from '../speech.ts';

export interface Narrowing {
  language: Logging;
  place: Place;
  /** Those who moderate, and whoever the log is narrowed to. */
  staff: readonly Option[];
  /** What the log is narrowed to by an address, in words; null where that is nothing, or not known yet. */
  about: TemplateResult | string | null;
  /** The last day that was chosen is before the first. */
  areDaysCrossed: boolean;
  go(place: Place): void;
}

export function filters(narrowing: Narrowing): TemplateResult {
  const { language, place, staff, go } = narrowing;
  const { words } = language;
  const kinds = Object.keys(KINDS).filter(isKind);
  const submit = (event: Event) => {
    event.preventDefault();
    go({ ...place, ...read(event.currentTarget as HTMLFormElement) });
  };
  const isWide = matchMedia('(min-width: 56rem)').matches;
  const isNarrow = Object.keys(place).length > 0;
  const form = html`
    <form class="filters log-filters" role="search" @submit=${submit}>
      <details ?open=${isWide}>
        <summary>${isNarrow ? words.filterOn : words.filter}</summary>
        <div class="fields">
        ${choice(
          words.what,
          'what',
          words.any,
          kinds.map((kind) => [kind, words[`kind_${kind}`]]),
          place.what,
        )}
        ${choice(words.who, 'by', words.any, staff, place.by)} ${day(words.fromDay, 'since', place.since)}
        ${day(words.toDay, 'until', place.until, narrowing.areDaysCrossed ? words.daysCrossed : '')}
        <div class="buttons">
          <button type="submit" class="primary">${words.apply}</button>
          ${isNarrow ? html`<button type="button" @click=${() => go({})}>${words.clear}</button>` : nothing}
        </div>
        </div>
      </details>
    </form>
  `;
  // Made anew for another address: what was chosen in it before is over. So it is once the names are known.
  return html`${keyed(`${addressOf(place)} ${staff.length}`, form)} ${about(narrowing)}`;
}

function about({ language, about: what, place }: Narrowing): TemplateResult | typeof nothing {
  if (what === null) return nothing;
  const { words } = language;
  const { of: _, on: __, ...wider } = place;
  return html`
    <p class="strip">
      <span>${weave<unknown>(words.about, { what: html`<strong><bdi>${what}</bdi></strong>` })}</span>
      <a href=${addressOf(wider)}>${words.wholeLog}</a>
    </p>
  `;
}

function read(form: HTMLFormElement): Place {
  const of = filledIn(form);
  const given = { what: of('what') as Kind, by: of('by'), since: of('since'), until: of('until') };
  // What is left empty narrows no longer.
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value || undefined])) as Place;
}
