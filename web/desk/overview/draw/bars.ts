// What was posted, by what became of it: a stack for each part of the time.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { countScale, type Frame } from '../scale.ts';
import type { Numbers } from '../statistics.ts';
import { type Bar, type Counts, highest, KINDS, type Kind, sum } from '../sums.ts';
import { type Plot, plot } from './plot.ts';
import { kindName, partName, type Spoken, type View } from './view.ts';

const HEIGHT = 240;
const WIDEST = 44;

export function bars(view: View, numbers: Numbers): TemplateResult {
  const { language } = view;
  const { words } = language;
  const all = sum(numbers.bars.map(({ counts }) => counts));
  const kinds = shown(all);
  const scale = countScale(Math.max(...numbers.bars.map(({ counts }) => counts.posted)));
  const countsOf = (index: number | null) => (index === null ? all : (numbers.bars[index]?.counts ?? all));
  const drawn: Plot = {
    id: 'by-time',
    title: { day: words.byDay, week: words.byWeek, month: words.byMonth }[numbers.unit],
    hint: words.withoutImports,
    summary: summary(numbers, all, language),
    height: HEIGHT,
    scale,
    tick: (value) => language.count(value),
    draw: (frame) => svg`${numbers.bars.map((bar, index) => stack(bar, index, kinds, frame, scale.top))}`,
    numbers: (index) => legend(countsOf(index), kinds, language),
    said: (index) => said(numbers, index, kinds, language),
    table: table(numbers, all, kinds, language),
  };
  return plot(view, numbers, drawn);
}

/** Where nothing was taken back that is not spoken of. */
const shown = (all: Counts): Kind[] => KINDS.filter((kind) => kind !== 'deleted' || all.deleted > 0);

function stack({ counts }: Bar, index: number, kinds: Kind[], frame: Frame, top: number): SVGTemplateResult {
  const width = Math.min(frame.slot * 0.72, WIDEST);
  const left = frame.left(index, width);
  let below = 0;
  const piece = (kind: Kind) => {
    const from = below;
    below += counts[kind];
    const y = frame.y(below, { top });
    return counts[kind] > 0 ? swatch(kind, left, y, width, frame.y(from, { top }) - y) : nothing;
  };
  return svg`<g class="stack">${kinds.map(piece)}</g>`;
}

/** A colour, and a pattern above it: one of the two is enough. */
export function swatch(
  kind: Kind,
  x: number | string,
  y: number | string,
  width: number | string,
  height: number | string,
): SVGTemplateResult {
  return svg`
    <rect class="piece ${kind}" x=${x} y=${y} width=${width} height=${height}></rect>
    ${kind === 'rejected' || kind === 'pending' ? svg`<rect class="over-piece" fill="url(#pattern-${kind})" x=${x} y=${y} width=${width} height=${height}></rect>` : nothing}
  `;
}

/** What the patterns are; once on the page. */
export const patterns: TemplateResult = html`
  <svg class="fills" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="pattern-rejected" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="stroke-rejected" width="2.5" height="6"></rect>
      </pattern>
      <pattern id="pattern-pending" width="5" height="5" patternUnits="userSpaceOnUse">
        <circle class="dot-pending" cx="2.5" cy="2.5" r="1.1"></circle>
      </pattern>
    </defs>
  </svg>
`;

function legend(counts: Counts, kinds: Kind[], language: Spoken): TemplateResult {
  const key = (kind: Kind) => html`
    <li>
      <svg class="key" width="14" height="14" aria-hidden="true">${swatch(kind, 0.5, 0.5, 13, 13)}</svg>
      ${kindName(kind, language)} <strong>${language.count(counts[kind])}</strong>
    </li>
  `;
  return html`
    <ul class="legend">
      <li>${language.words.posted} <strong>${language.count(counts.posted)}</strong></li>
      ${kinds.map(key)}
    </ul>
  `;
}

function said(numbers: Numbers, index: number, kinds: Kind[], language: Spoken): string {
  const bar = numbers.bars[index];
  if (!bar) return '';
  const pieces = [
    `${language.words.posted}: ${language.count(bar.counts.posted)}`,
    ...kinds
      .filter((kind) => bar.counts[kind] > 0)
      .map((kind) => `${kindName(kind, language)}: ${language.count(bar.counts[kind])}`),
  ];
  return `${partName(bar, numbers, language)}. ${pieces.join('; ')}`;
}

function summary(numbers: Numbers, all: Counts, language: Spoken): string {
  const most = highest(numbers.bars, ({ counts }) => counts.posted);
  if (!most) return language.words.nothingPosted;
  return language.say(language.words.summaryPosted, {
    total: language.plural(language.words.waiting, all.posted),
    when: partName(most, numbers, language),
    count: language.count(most.counts.posted),
  });
}

function table(numbers: Numbers, all: Counts, kinds: Kind[], language: Spoken): TemplateResult {
  const { words } = language;
  const row = (name: string, counts: Counts) => html`
    <tr>
      <th scope="row">${name}</th>
      <td>${language.count(counts.posted)}</td>
      ${kinds.map((kind) => html`<td>${language.count(counts[kind])}</td>`)}
    </tr>
  `;
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">${words[numbers.unit]}</th>
          <th scope="col">${words.posted}</th>
          ${kinds.map((kind) => html`<th scope="col">${kindName(kind, language)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${numbers.bars.map((bar) => row(partName(bar, numbers, language), bar.counts))}
      </tbody>
      <tfoot>
        ${row(words.whole, all)}
      </tfoot>
    </table>
  `;
}
