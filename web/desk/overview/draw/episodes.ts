// The episodes with most comments, each a bar that leads to its thread.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { lasting } from '../../parts/lasting.ts';
import { address } from '../../route.ts';
import type { Numbers } from '../statistics.ts';
import { countsOf, KINDS, type Kind } from '../sums.ts';
import { swatch } from './bars.ts';
import { kindName, type Spoken } from './view.ts';

type Episode = Numbers['episodes'][number];

export function episodes({ episodes: most }: Numbers, language: Spoken): TemplateResult {
  const { words } = language;
  const top = Math.max(...most.map(({ tally }) => tally.posted));
  return html`
    <section aria-labelledby="by-episode">
      <h2 id="by-episode">${words.byEpisode}</h2>
      <p class="summary">${words.byEpisodeHint}</p>
      <ol class="by-episode">
        ${most.map((episode) => row(episode, top, language))}
      </ol>
    </section>
  `;
}

function row({ episode, tally }: Episode, top: number, language: Spoken): TemplateResult {
  const { words, code } = language;
  const counts = countsOf(tally);
  const kinds = KINDS.filter((kind) => counts[kind] > 0);
  const wait = tally.medianWaitSeconds;
  return html`
    <li>
      <a href=${address({ head: 'threads', rest: [episode.id] })} dir="auto">${episode.title}</a>
      <svg class="across" width="100%" height="14" aria-hidden="true">${pieces(counts, kinds, top, language)}</svg>
      <p>
        <strong>${language.plural(words.waiting, tally.posted)}</strong>
        ${kinds.map((kind) => html`<span>${kindName(kind, language)} ${language.count(counts[kind])}</span>`)}
        ${wait === null ? nothing : html`<span>${language.say(words.episodeWait, { wait: lasting(wait, code) })}</span>`}
      </p>
    </li>
  `;
}

/** In hundredths of the width, from the side where lines begin. */
function pieces(counts: Record<Kind, number>, kinds: Kind[], top: number, language: Spoken): SVGTemplateResult[] {
  let from = 0;
  return kinds.map((kind) => {
    const width = (counts[kind] / top) * 100;
    const left = language.direction === 'rtl' ? 100 - from - width : from;
    from += width;
    return svg`${swatch(kind, `${left}%`, 0, `${width}%`, 14)}`;
  });
}
