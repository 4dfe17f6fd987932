// An entry of the log: a sentence, what it was about, why, and what became of it.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../../shared/language.ts';
import { addressOf, authorOf, time } from '../../parts/said.ts';
import { plain } from '../../queues/text.ts';
import { leads } from '../../screens.ts';
import { changesOf } from '../changes.ts';
import type { Entries } from '../entries.ts';
import { type Entry, type Item, isUndone, leading } from '../fold.ts';
import { lifted, type Named, tell } from '../sentences.ts';
import type { Logging } from '../speech.ts';

export interface Telling {
  language: Logging;
  entries: Entries;
  takeBack(item: Item): void;
}

export function item(telling: Telling, one: Item): TemplateResult {
  const entry = leading(one);
  const undone = isUndone(one);
  return html`
    <li class="entry ${undone ? 'undone' : ''}" tabindex="-1" data-id=${one.id}>
      ${clock(entry, telling.language)}
      <div class="told-of">
        ${sentence(entry, telling.language)} ${subject(entry)} ${details(entry, telling.language)}
        ${one.parts.length > 0 ? parts(telling, one) : nothing} ${undone ? takenBack(telling, entry) : nothing}
        <p class="error" role="alert">${telling.entries.problem(one)}</p>
      </div>
      ${undo(telling, one)}
    </li>
  `;
}

function clock({ createdAt }: Entry, language: Logging): TemplateResult {
  const moment = new Date(createdAt);
  const said = new Intl.DateTimeFormat(language.code, { timeStyle: 'short' }).format(moment);
  return html`<time datetime=${createdAt} title=${language.absolute(moment)}>${said}</time>`;
}

function sentence(entry: Entry, language: Logging): TemplateResult {
  const told = tell(entry, language);
  const gaps = Object.entries(told.gaps).map(([gap, said]) => [
    gap,
    typeof said === 'string' ? isolated(said) : named(said),
  ]);
  return html`<p class="sentence" id="told-${entry.id}">${weave<unknown>(told.sentence, Object.fromEntries(gaps))}</p>`;
}

function named({ name, to }: Named): TemplateResult {
  return to && leads(to) ? html`<a href=${to}><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`;
}

const excerpts = new WeakMap<object, string>();

/** The comment, as it reads now. */
function subject({ subject: what }: Entry): TemplateResult | typeof nothing {
  if (!what || !('status' in what) || !what.bodyHtml) return nothing;
  const said = excerpts.get(what) ?? plain(what.bodyHtml).slice(0, 200);
  excerpts.set(what, said);
  const to = addressOf(what);
  return html`
    <p class="excerpt" dir="auto">
      ${to ? html`<a href=${to} target="_blank" rel="noopener">${said}</a>` : html`<span>${said}</span>`}
    </p>
  `;
}

function details(entry: Entry, language: Logging): TemplateResult[] {
  const { words } = language;
  const changes = changesOf(entry, language);
  const reason = isTold(entry) && entry.reason ? [weave<unknown>(words.told, { reason: isolated(entry.reason) })] : [];
  return [
    ...(changes.length > 0
      ? [html`<ul class="changes">${changes.map((change) => html`<li>${change}</li>`)}</ul>`]
      : []),
    ...[...reason, ...note(entry, language)].map((said) => html`<p class="why">${said}</p>`),
  ];
}

/** What people wrote has a direction of its own. */
const isolated = (text: string) => html`<bdi>${text}</bdi>`;

/** Those of decisions and rules stand in the sentence. */
const isTold = ({ action }: Entry) => !['REJECT_COMMENT', 'REJECT_ALL_BY', 'JUDGE_COMMENT'].includes(action);

function note(entry: Entry, language: Logging): unknown[] {
  const { words } = language;
  if (!entry.note) return [];
  const reasons = lifted(entry, language);
  if (reasons !== null) return [language.say(words.lifted, { reasons })];
  const said = entry.action === 'JUDGE_COMMENT' ? words.outsideSaid : words.forModerators;
  return [weave<unknown>(said, { note: isolated(entry.note) })];
}

function takenBack({ language, entries }: Telling, { undoneBy }: Entry): TemplateResult {
  const { words } = language;
  const by = undoneBy ? entries.find(undoneBy) : undefined;
  if (!by) return html`<p class="taken-back">${words.undoneMark}</p>`;
  const gaps = { name: html`<bdi>${authorOf(by.actor, language)}</bdi>`, time: time(by.createdAt, language) };
  return html`<p class="taken-back">${weave<unknown>(words.undoneBy, gaps)}</p>`;
}

/** What an act on several was made of. */
function parts(telling: Telling, { parts: all }: Item): TemplateResult {
  const { language } = telling;
  return html`
    <details class="parts">
      <summary>${language.plural(language.words.together, all.length)}</summary>
      <ol>${all.map((entry) => part(telling, entry))}</ol>
    </details>
  `;
}

/** When and why stands with the act. */
function part(telling: Telling, entry: Entry): TemplateResult {
  const one: Item = { id: entry.id, whole: entry, parts: [] };
  return html`
    <li class="entry ${entry.undoneBy ? 'undone' : ''}" tabindex="-1" data-id=${entry.id}>
      <div class="told-of">
        ${sentence(entry, telling.language)} ${subject(entry)} ${entry.undoneBy ? takenBack(telling, entry) : nothing}
        <p class="error" role="alert">${telling.entries.problem(one)}</p>
      </div>
      ${undo(telling, one)}
    </li>
  `;
}

function undo({ language, entries, takeBack }: Telling, one: Item): TemplateResult | typeof nothing {
  if (!entries.mayTakeBack(one)) return nothing;
  const { words } = language;
  return html`
    <button
      type="button"
      class="undo"
      aria-disabled=${entries.isBusy(one) ? 'true' : 'false'}
      aria-describedby="told-${leading(one).id}"
      @click=${() => takeBack(one)}
    >
      <span aria-hidden="true">↶</span> ${words.undo}
    </button>
  `;
}
