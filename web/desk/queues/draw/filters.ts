// Narrows a queue: by words at once, by all else behind a disclosure.
import { html, nothing, type TemplateResult } from 'lit';
import type { HoldReason, QueueFilterInput, ReportReason } from '../../../shared/generated.ts';
import { choice, day, filledIn, midnight } from '../../parts/fields.ts';
import { REASONS } from '../decisions.ts';
import type { View } from './view.ts';

const HOLDS: readonly HoldReason[] = [
  'WATCHED',
  'NEWCOMER',
  'PREMODERATION',
  'IMPORTED',
  'REPEAT',
  'BANNED_WORD',
  'SUSPECT_WORD',
  'LINKS',
  'SPAM_SCORE',
  'RESTORED',
  'REPORTED',
  'AKISMET',
  'WEBHOOK',
];

export function filters(view: View): TemplateResult {
  const { words } = view.language;
  const { typed } = view;
  const submit = (event: Event) => {
    event.preventDefault();
    view.filterBy(read(event.currentTarget as HTMLFormElement));
  };
  const clear = (event: Event) => {
    (event.currentTarget as HTMLButtonElement).form?.reset();
    view.filterBy(null);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    view.leaveSearch();
  };
  const isNarrow = Object.keys(typed ?? {}).some((key) => key !== 'text');
  return html`
    <form class="filters" role="search" @submit=${submit}>
      <div class="search">
        <label class="out-of-sight" for="search">${words.search}</label>
        <input id="search" name="text" type="search" maxlength="200" placeholder=${words.search} dir="auto" @keydown=${pressed} />
        <button type="submit">${words.searchDo}</button>
      </div>
      <details @toggle=${() => view.details.askForEpisodes()}>
        <summary>${isNarrow ? words.filterOn : words.filter}</summary>
        <div class="fields">
          ${choice(
            words.heldFor,
            'reason',
            words.any,
            HOLDS.map((hold) => [hold, words[`hold_${hold}`]]),
          )}
          ${choice(
            words.reportedFor,
            'reportReason',
            words.any,
            REASONS.map((reason) => [reason, words[reason]]),
          )}
          ${
            view.narrow?.startsWith('episode_')
              ? nothing
              : choice(
                  words.onEpisode,
                  'episode',
                  words.any,
                  view.details.episodes.map(({ id, title }) => [id, title]),
                )
          }
          ${day(words.since, 'since')} ${day(words.until, 'until')}
          <div class="buttons">
            <button type="submit" class="primary">${words.apply}</button>
            ${typed ? html`<button type="button" @click=${clear}>${words.clear}</button>` : nothing}
          </div>
        </div>
      </details>
    </form>
  `;
}

/** Null where nothing narrows. */
function read(form: HTMLFormElement): QueueFilterInput | null {
  const of = filledIn(form);
  const filter: QueueFilterInput = {};
  if (of('text')) filter.text = of('text');
  if (of('reason')) filter.reasons = [of('reason') as HoldReason];
  if (of('reportReason')) filter.reportReason = of('reportReason') as ReportReason;
  if (of('episode')) filter.episodeIds = [of('episode')];
  if (of('since')) filter.since = midnight(of('since'), 0);
  if (of('until')) filter.until = midnight(of('until'), 1);
  return Object.keys(filter).length > 0 ? filter : null;
}
