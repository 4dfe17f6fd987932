// What came of an import: numbers that add up, and what was left out or mended.
import { html, nothing, type TemplateResult } from 'lit';
import type { ImportCountKind } from '../../shared/generated.ts';
import type { Import, Imports, Note } from './imports.ts';
import type { Spoken } from './screen.ts';

/** Those that others are a part of. */
const HEADS: readonly ImportCountKind[] = [
  'ITEMS_FOUND',
  'COMMENTS_FOUND',
  'COMMENTS_IMPORTED',
  'EPISODES_CREATED',
  'AUTHORS_CREATED',
];

type Count = NonNullable<Import['report']>['counts'][number];

export function count({ report }: Import, kind: ImportCountKind): number {
  return report?.counts.find((one) => one.kind === kind)?.count ?? 0;
}

/** Of the parts only those that there are. */
export function rowsOf(counts: readonly Count[]): Count[] {
  return counts.filter((one) => one.count > 0 || HEADS.includes(one.kind));
}

export function report(one: Import, imports: Imports, language: Spoken): TemplateResult {
  const { words } = language;
  const { counts, noteCount } = one.report ?? { counts: [], noteCount: 0 };
  return html`
    <table class="report">
      <caption>${one.isDryRun ? words.reportTried : words.reportDone}</caption>
      <tbody>
        ${rowsOf(counts).map((row) => line(row, language))}
      </tbody>
    </table>
    ${noteCount > 0 ? notes(one, imports, language) : nothing}
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

function notes(one: Import, imports: Imports, language: Spoken): TemplateResult {
  const { words } = language;
  const toggled = ({ target }: Event) => {
    if ((target as HTMLDetailsElement).open) void imports.loadNotes(one);
  };
  const all = imports.notes?.of === one.id ? imports.notes.all : null;
  const total = one.report?.noteCount ?? 0;
  return html`
    <details @toggle=${toggled}>
      <summary>${language.plural(words.importNotes, total)}</summary>
      ${all ? html`<ul class="left-out">${all.map((note) => told(note, language))}</ul>` : html`<p class="quiet">${words.loading}</p>`}
      ${all && all.length < total ? html`<p class="hint">${language.plural(words.importNotesMore, all.length)}</p>` : nothing}
    </details>
  `;
}

function told({ line, text, isLoss }: Note, language: Spoken): TemplateResult {
  const where = language.say(language.words.importLine, { line: language.count(line) });
  return html`<li class=${isLoss ? 'loss' : ''}>${where} <span lang="en" dir="ltr">${text}</span></li>`;
}
