// What the changed rules would have done to the last comments: sums, and examples in groups.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { parse } from '../../../shared/html.ts';
import { weave } from '../../../shared/language.ts';
import { authorOf, time } from '../../parts/said.ts';
import type { Trial } from '../rules.ts';
import { type Example, isMuch, isWhole, keptBack, type Move, moves, type Sum, sums } from '../trial.ts';
import type { Spoken, View } from './view.ts';

export function trial(view: View): TemplateResult {
  const { model: rules, language } = view;
  const { words } = language;
  return html`
    <div id="trial" class="trial" tabindex="-1" aria-busy=${rules.isBusy === 'trying' ? 'true' : 'false'}>
      <h2>${words.trial}</h2>
      ${rules.trial ? result(view, rules.trial) : html`<p class="quiet">${nothingYet(view)}</p>`}
    </div>
  `;
}

function nothingYet({ model: rules, isUntried, language: { words } }: View): string {
  if (rules.isBusy === 'trying') return words.trying;
  return isUntried ? words.trialNeedless : words.trialWhy;
}

function result(view: View, { run, today }: Trial): TemplateResult {
  const { language, model: rules } = view;
  const { words } = language;
  const of = sums(run, today);
  return html`
    ${rules.isTried ? nothing : html`<p class="stale">${words.trialStale}</p>`}
    ${view.asksToSave && rules.isTried ? html`<p class="stale">${words.trialAsks}</p>` : nothing}
      <p>
        ${language.plural(words.trialOf, run.judged)}:
        <strong>${run.differ === 0 ? words.trialNone : language.plural(words.trialDiffer, run.differ)}</strong>
      </p>
      ${verdict(language, keptBack(of), run)} ${run.differ > 0 ? table(language, of) : nothing}
      <p class="hint">${words.trialLimits}</p>
      ${isWhole(run) ? nothing : html`<p>${language.say(words.trialPart, { count: language.count(run.examples.length) })}</p>`}
      ${moves(run).map((move) => group(language, move))}
  `;
}

/** In plain words, where a moderator would notice it. */
function verdict(language: Spoken, more: number, run: Trial['run']): TemplateResult | typeof nothing {
  const { words } = language;
  if (more === 0) return nothing;
  if (more < 0) return html`<p class="fewer">${language.plural(words.trialFewer, -more)}</p>`;
  const percent = new Intl.NumberFormat(language.code, { style: 'percent', maximumSignificantDigits: 2 });
  const said = language.plural(words.trialMore, more, { percent: percent.format(more / run.judged) });
  return isMuch(more, run) ? html`<p class="notice grave"><strong>${said}</strong></p>` : html`<p>${said}</p>`;
}

function table(language: Spoken, of: readonly Sum[]): TemplateResult {
  const { words } = language;
  const row = ({ fate, now, later }: Sum) => html`
    <tr class=${now === later ? 'same' : ''}>
      <th scope="row">${words[`fate_${fate}`]}</th>
      <td>${language.count(now)}</td>
      <td>${language.count(later)}</td>
    </tr>
  `;
  return html`
    <table class="sums">
      <thead>
        <tr><th scope="col">${words.fate}</th><th scope="col">${words.now}</th><th scope="col">${words.later}</th></tr>
      </thead>
      <tbody>${of.filter(({ now, later }) => now + later > 0).map(row)}</tbody>
    </table>
  `;
}

function group(language: Spoken, move: Move): TemplateResult {
  const { words } = language;
  const fates = { now: words[`fate_${move.now}`], later: words[`fate_${move.later}`] };
  const reason = ([name, count]: Move['reasons'][number]) =>
    html`<li>${words[`hold_${name}`]} <span class="number">${language.count(count)}</span></li>`;
  return html`
    <section class="move" aria-label=${language.say(move.now === move.later ? words.moveSame : words.move, fates)}>
      <h3>
        ${language.say(move.now === move.later ? words.moveSame : words.move, fates)}
        <span class="number">${language.count(move.examples.length)}</span>
      </h3>
      ${move.reasons.length > 0 ? html`<ul class="reasons" aria-label=${words.held}>${move.reasons.map(reason)}</ul>` : nothing}
      ${repeat(
        move.examples,
        ({ comment }) => comment.id,
        (example) => shown(language, example),
      )}
    </section>
  `;
}

const bodies = new WeakMap<Example, HTMLElement>();

/** Made once for each, so that drawing it again changes nothing. */
function bodyOf(example: Example): HTMLElement {
  const known = bodies.get(example) ?? document.createElement('div');
  if (!bodies.has(example)) {
    known.className = 'body';
    known.dir = 'auto';
    known.append(parse(example.comment.bodyHtml ?? ''));
    bodies.set(example, known);
  }
  return known;
}

/** As much as stands on a line or two. */
const BEGINNING = 90;

function shown(language: Spoken, example: Example): TemplateResult {
  const { words } = language;
  const { author, createdAt, episode, id } = example.comment;
  const body = bodyOf(example);
  const said = (body.textContent ?? '').trim().replace(/\s+/g, ' ');
  const beginning = said.length > BEGINNING ? `${said.slice(0, BEGINNING).trimEnd()} …` : said;
  const to = episode.url ? `${episode.url}#${id.replace('_', '-')}` : null;
  return html`
    <details class="example">
      <summary>
        <strong><bdi>${authorOf(author, language)}</bdi></strong>
        <span dir="auto">${beginning}</span>
      </summary>
      <p class="hint">
        ${time(createdAt, language)} ${weave<unknown>(words.on, { episode: html`<bdi>${episode.title}</bdi>` })}
      </p>
      ${body} ${to ? html`<p><a href=${to} target="_blank" rel="noopener">${words.open}</a></p>` : nothing}
    </details>
  `;
}
