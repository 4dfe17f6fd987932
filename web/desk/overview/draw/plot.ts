// What both plots have in common: the frame with its scale, one part of the time that is chosen by
// pointer or arrow keys, the numbers of it above, and a table of them all.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { Frame, labelled, type Scale, widthOf } from '../scale.ts';
import type { Numbers } from '../statistics.ts';
import { partMark, partName, type View } from './view.ts';

export interface Plot {
  id: string;
  title: string;
  hint: string;
  summary: string;
  height: number;
  scale: Scale;
  tick(value: number): string;
  /** What is drawn in the frame. */
  draw(frame: Frame): SVGTemplateResult;
  /** The numbers of a part, or of all, as they are read above the plot. */
  numbers(index: number | null): TemplateResult;
  /** The same, as it is said. */
  said(index: number): string;
  table: TemplateResult;
}

export function plot(view: View, numbers: Numbers, drawn: Plot): TemplateResult {
  const { language, chosen } = view;
  const { words } = language;
  const part = chosen === null ? null : numbers.bars[chosen];
  const frame = frameOf(view, numbers, drawn);
  const index = chosen ?? numbers.bars.length - 1;
  return html`
    <section class="plot" aria-labelledby=${drawn.id}>
      <h2 id=${drawn.id}>${drawn.title}</h2>
      <p class="summary">${drawn.summary} ${drawn.hint}</p>
      <div class="read">
        <p>${part ? partName(part, numbers, language) : words.whole}</p>
        ${drawn.numbers(chosen)}
      </div>
      <p class="out-of-sight" id="${drawn.id}-how">${words.moveAlong}</p>
      <div
        class="canvas"
        role="slider"
        tabindex="0"
        aria-labelledby=${drawn.id}
        aria-describedby="${drawn.id}-how"
        aria-valuemin="1"
        aria-valuemax=${numbers.bars.length}
        aria-valuenow=${index + 1}
        aria-valuetext=${drawn.said(index)}
        @keydown=${(event: KeyboardEvent) => move(event, view, numbers)}
        @focus=${() => view.choose(index)}
        @pointermove=${(event: PointerEvent) => point(event, view, frame)}
        @pointerdown=${(event: PointerEvent) => point(event, view, frame)}
        @pointerleave=${(event: PointerEvent) => leave(event, view)}
        @blur=${() => view.choose(null)}
      >
        <svg width=${frame.width} height=${frame.height} viewBox="0 0 ${frame.width} ${frame.height}" aria-hidden="true">
          ${axes(view, numbers, drawn, frame)} ${drawn.draw(frame)}
        </svg>
      </div>
      <details>
        <summary>${words.asTable}</summary>
        <div class="wide" tabindex="0" role="group" aria-label=${drawn.title}>${drawn.table}</div>
      </details>
    </section>
  `;
}

function frameOf({ size, language }: View, { bars }: Numbers, { height, scale, tick }: Plot): Frame {
  const widest = Math.max(...scale.ticks.map((value) => widthOf(tick(value), size.letters)));
  const isMirrored = language.direction === 'rtl';
  return new Frame({ width: size.width, height, gutter: Math.ceil(widest) + 10, slots: bars.length, isMirrored });
}

function axes(view: View, numbers: Numbers, { scale, tick }: Plot, frame: Frame): SVGTemplateResult {
  const { language, size, chosen } = view;
  const marks = numbers.bars.map((part) => partMark(part, numbers, language));
  const widths = marks.map((mark) => widthOf(mark, size.letters));
  const widest = Math.max(...widths);
  // The last one may have been moved in, towards the one before it.
  const moved = Math.max(0, (widest - frame.slot) / 2);
  const shown = labelled(marks.length, frame.slot, widest + moved + size.letters);
  const from = frame.along(frame.gutter);
  const line = (value: number) => {
    const y = frame.y(value, scale);
    return svg`
      <line class=${value === 0 ? 'ground' : 'tick'} x1=${from} x2=${frame.along(frame.width)} y1=${y} y2=${y}></line>
      <text class="mark-y" x=${frame.along(frame.gutter - 6)} y=${y} dy="0.35em">${tick(value)}</text>
    `;
  };
  const below = (mark: string, index: number) =>
    shown.has(index)
      ? svg`<text class="mark-x" x=${frame.middleOf(index, widths[index] ?? 0)} y=${frame.height - 6}>${mark}</text>`
      : nothing;
  const band =
    chosen === null
      ? nothing
      : svg`<rect class="band" x=${frame.left(chosen, frame.slot)} y="0" width=${frame.slot} height=${frame.height - Frame.below}></rect>`;
  return svg`${band} ${scale.ticks.map(line)} ${marks.map(below)}`;
}

function move(event: KeyboardEvent, view: View, { bars }: Numbers): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const last = bars.length - 1;
  const forward = view.language.direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const now = view.chosen ?? last;
  let next = { Home: 0, End: last, ArrowLeft: now - 1, ArrowRight: now - 1 }[event.key];
  if (next === undefined) return;
  if (event.key === forward) next = now + 1;
  event.preventDefault();
  view.choose(Math.min(Math.max(next, 0), last));
}

function point(event: PointerEvent, view: View, frame: Frame): void {
  const { left } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  view.choose(frame.at(event.clientX - left));
}

/** What a finger has touched stays to be read. */
function leave({ pointerType, currentTarget }: PointerEvent, view: View): void {
  if (pointerType === 'mouse' && document.activeElement !== currentTarget) view.choose(null);
}
