// The log, day by day.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { byDay, type Day, nameOf } from '../fold.ts';
import { item, type Telling } from './entry.ts';

/** `level` is that of its headings. */
export function days(telling: Telling, isNarrow: boolean, level: 2 | 4): TemplateResult {
  const { entries, language } = telling;
  const { words } = language;
  const { list } = entries;
  if (list.isEmpty) return html`<p class="nothing">${isNarrow ? words.nothingFits : words.nothingLogged}</p>`;
  const more = () => void entries.more();
  return html`
    ${repeat(
      byDay(entries.items),
      ({ moment }) => new Date(moment).toDateString(),
      (one) => day(telling, one, level),
    )}
    ${list.problem || list.isLoading ? list.foot(language) : nothing}
    ${
      list.hasMore && !list.problem && !list.isLoading
        ? html`<p><button type="button" class="more" @click=${more}>${words.showMore}</button></p>`
        : nothing
    }
  `;
}

function day(telling: Telling, { moment, items }: Day, level: number): TemplateResult {
  const said = nameOf(new Date(moment), telling.language.code);
  return html`
    <div class="day">
      <div class="day-name" role="heading" aria-level=${level}>${said}</div>
      <ol class="entries" aria-label=${telling.language.say(telling.language.words.entriesOf, { day: said })}>
        ${repeat(
          items,
          ({ id }) => id,
          (one) => item(telling, one),
        )}
      </ol>
    </div>
  `;
}
