// The list of episodes: how much is said under each, and in which state it is.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { EpisodeFilterInput, ThreadState } from '../../../shared/generated.ts';
import { choice, filledIn } from '../../parts/fields.ts';
import { search } from '../../parts/searching.ts';
import { address } from '../../route.ts';
import type { Row } from '../episodes.ts';
import { STATES } from '../place.ts';
import { creating } from './create.ts';
import { counts, stateMark, timed } from './state.ts';
import type { ListView, Spoken } from './view.ts';

export function list(view: ListView): TemplateResult {
  const { episodes, language } = view;
  const { words } = language;
  const { paged, isCreating } = episodes;
  return html`
    <div class="tools">
      ${searching(view)}
      ${isCreating ? nothing : html`<button type="button" class="new" @click=${() => view.beginCreating()}>${words.newEpisode}</button>`}
    </div>
    <div class="scroller">
      <div class="column">
        ${isCreating ? creating(view) : nothing}
        ${paged.isEmpty && !paged.isLoading ? html`<p class="nothing">${episodes.isNarrow ? words.noneFits : words.noEpisodes}</p>` : nothing}
        <ul class="episodes">
          ${repeat(
            paged.nodes,
            ({ id }) => id,
            (row) => episode(view, row),
          )}
        </ul>
        ${paged.foot(language)}
      </div>
    </div>
  `;
}

function searching(view: ListView): TemplateResult {
  const { language } = view;
  const { words } = language;
  const { filter } = view.episodes;
  const submit = (event: Event) => {
    event.preventDefault();
    view.search(read(event.currentTarget as HTMLFormElement));
  };
  const chosen = (event: Event) => (event.target as HTMLSelectElement).form?.requestSubmit();
  const states = STATES.map((state) => [state, words[`state_${state}`]] as const);
  return html`
    <form class="filters" role="search" @submit=${submit}>
      ${search({ language, label: words.searchEpisodes, longest: 200, leaveSearch: () => view.leaveSearch() }, filter.text ?? '')}
      <div class="by-state" @change=${chosen}>${choice(words.state, 'state', words.anyState, states, filter.state ?? '')}</div>
    </form>
  `;
}

function read(form: HTMLFormElement): EpisodeFilterInput {
  const of = filledIn(form);
  const filter: EpisodeFilterInput = {};
  if (of('text')) filter.text = of('text');
  if (of('state')) filter.state = of('state') as ThreadState;
  return filter;
}

function episode({ language, episodes }: ListView, row: Row): TemplateResult {
  const { words } = language;
  const { id, title, mode } = row;
  return html`
    <li>
      <a class="title" id=${`row-${id}`} href=${address({ head: 'threads', rest: [id] })}><bdi>${title}</bdi></a>
      <p class="counts">${counts(row, language)}</p>
      <p class="states">
        ${stateMark(row, language)} ${ends(row, language)}
        ${mode === episodes.mode ? nothing : html`<span class="sign">${words[`mode_${mode}`]}</span>`}
      </p>
    </li>
  `;
}

/** When its state ends, or when the clock closes it. */
function ends({ state, lockedUntil, closedUntil, closesAt }: Row, language: Spoken): TemplateResult | typeof nothing {
  const { words } = language;
  const until = state === 'LOCKED' ? lockedUntil : closedUntil;
  const said = (sentence: string, iso: string) => html`<span class="quiet">${timed(sentence, iso, language)}</span>`;
  if (until) return said(words.untilTime, until);
  if (state === 'CLOSED' || !closesAt || Date.parse(closesAt) <= Date.now()) return nothing;
  return said(words.closesItself, closesAt);
}
