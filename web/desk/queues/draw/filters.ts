// Narrows a queue: by words at once, by all else behind a disclosure.
import { html, nothing, type TemplateResult } from 'lit';
import type { HoldReason, QueueFilterInput, ReportReason } from '../../../shared/generated.ts';
import { choice, day, filledIn, midnight } from '../../parts/fields.ts';
import { searching } from '../../parts/searching.ts';
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
  const { language, typed: filter } = view;
  const { words } = language;
  return searching({
    language,
    label: words.search,
    longest: 200,
    fields: fields(view),
    filter,
    read,
    filterBy: (narrowed) => view.filterBy(narrowed),
    leaveSearch: () => view.leaveSearch(),
    toggled: () => view.details.askForEpisodes(),
  });
}

function fields({ language, narrow, details }: View): TemplateResult {
  const { words } = language;
  return html`
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
      narrow?.startsWith('episode_')
        ? nothing
        : choice(
            words.onEpisode,
            'episode',
            words.any,
            details.episodes.map(({ id, title }) => [id, title]),
          )
    }
    ${day(words.since, 'since')} ${day(words.until, 'until')}
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
