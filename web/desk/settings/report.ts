// What came of an import: numbers that add up, and what was left out or mended.
import { html, nothing, type TemplateResult } from 'lit';
import type { ImportCountKind } from '../../shared/generated.ts';
import type { Details, Import, Imports } from './imports.ts';
import type { Spoken } from './screen.ts';

/** Those that others are a part of. */
const HEADS: readonly ImportCountKind[] = [
  'ITEMS_FOUND',
  'COMMENTS_FOUND',
  'COMMENTS_IMPORTED',
  'EPISODES_CREATED',
  'AUTHORS_CREATED',
  'RECORDS_LEFT_OUT',
];

type Count = NonNullable<Import['report']>['counts'][number];
type Note = Details['notes'][number];
type Page = Details['pages'][number];

/** A list that is asked for when it is opened. */
interface Folded {
  id: string;
  summary: string;
  total: number;
  rows(details: Details): TemplateResult[];
}

export function count({ report }: Import, kind: ImportCountKind): number {
  return report?.counts.find((one) => one.kind === kind)?.count ?? 0;
}

/** Of the parts only those that there are. */
export function rowsOf(counts: readonly Count[]): Count[] {
  return counts.filter((one) => one.count > 0 || HEADS.includes(one.kind));
}

export function report(one: Import, imports: Imports, language: Spoken): TemplateResult {
  const { words } = language;
  const { counts, noteCount, pageCount } = one.report ?? { counts: [], noteCount: 0, pageCount: 0 };
  const pages: Folded = {
    id: 'import-pages',
    summary: language.say(words.importPages, { count: language.count(pageCount) }),
    total: pageCount,
    rows: (details) => details.pages.map((page) => becoming(page, language)),
  };
  const notes: Folded = {
    id: 'import-notes',
    summary: language.plural(words.importNotes, noteCount),
    total: noteCount,
    rows: (details) => details.notes.map((note) => told(note, language)),
  };
  return html`
    <table class="report">
      <caption>${one.isDryRun ? words.reportTried : words.reportDone}</caption>
      <tbody>
        ${rowsOf(counts).map((row) => line(row, language))}
      </tbody>
    </table>
    ${[pages, notes].map((list) => (list.total > 0 ? folded(list, one, imports, language) : nothing))}
  `;
}

function line({ kind, reason, count }: Count, language: Spoken): TemplateResult {
  const { words } = language;
  const isOut = kind === 'ITEMS_LEFT_OUT' || kind === 'COMMENTS_LEFT_OUT';
  const why = reason ? words[`importOut_${reason}`] : '';
  const label = isOut ? language.say(words.importOut, { reason: why }) : words[`import_${kind}`];
  return html`
    <tr class=${HEADS.includes(kind) ? 'head' : 'part'}>
      <th scope="row">${label}</th>
      <td>${language.count(count)}</td>
    </tr>
  `;
}

function folded({ id, summary, total, rows }: Folded, one: Import, imports: Imports, language: Spoken): TemplateResult {
  const { words } = language;
  const toggled = ({ target }: Event) => {
    if ((target as HTMLDetailsElement).open) void imports.loadDetails(one);
  };
  const all = imports.details?.of === one.id ? rows(imports.details) : null;
  return html`
    <details id=${id} @toggle=${toggled}>
      <summary>${summary}</summary>
      ${all ? html`<ul class="folded" tabindex="0">${all}</ul>` : html`<p class="quiet">${words.loading}</p>`}
      ${all && all.length < total ? html`<p class="hint">${language.plural(words.importNotesMore, all.length)}</p>` : nothing}
    </details>
  `;
}

function becoming(page: Page, language: Spoken): TemplateResult {
  const { words } = language;
  const became = page.isNew ? words.importPageNew : words.importPageJoined;
  return html`
    <li>
      <bdi>${page.title || page.key}</bdi>
      ${placesOf(page).map((place) => html`<div class="hint"><bdi>${place}</bdi></div>`)}
      <div class="hint">${language.plural(words.waiting, page.comments)} · ${became}</div>
    </li>
  `;
}

/** The key and where the page is, each once, and not again what it is called by. */
export function placesOf({ key, title, addresses }: Page): string[] {
  return [...new Set([key, ...addresses])].filter((place) => place !== (title || key));
}

/** Databases have no lines. */
function told({ line, text, isLoss }: Note, language: Spoken): TemplateResult {
  const where = line > 0 ? language.say(language.words.importLine, { line: language.count(line) }) : nothing;
  return html`<li class=${isLoss ? 'loss' : ''}>${where} <span lang="en" dir="ltr">${text}</span></li>`;
}
