// How long half of what was held waited, as a line through the parts of the time.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { lasting, onScale } from '../../parts/lasting.ts';
import { type Frame, type Scale, timeScale } from '../scale.ts';
import type { Numbers } from '../statistics.ts';
import { type Bar, highest, type Waits } from '../sums.ts';
import { type Plot, plot } from './plot.ts';
import { partName, type Spoken, type View } from './view.ts';

const HEIGHT = 160;

export function waits(view: View, numbers: Numbers): TemplateResult {
  const { language } = view;
  const { words, code } = language;
  const title = { day: words.waitByDay, week: words.waitByWeek, month: words.waitByMonth }[numbers.unit];
  const longest = highest(numbers.bars, ({ medianWaitSeconds }) => medianWaitSeconds);
  if (numbers.all.medianWaitSeconds === null) {
    return html`
      <section class="plot" aria-labelledby="waits">
        <h2 id="waits">${title}</h2>
        <p class="summary">${words.noWaits} ${words.waitHint}</p>
      </section>
    `;
  }
  const scale = timeScale(longest?.medianWaitSeconds ?? 0);
  const drawn: Plot = {
    id: 'waits',
    title,
    hint: words.waitHint,
    summary: longest ? summary(numbers, longest, language) : lasting(numbers.all.medianWaitSeconds, code),
    height: HEIGHT,
    scale,
    tick: (value) => onScale(value, scale.step, code),
    draw: (frame) => line(numbers.bars, frame, scale, view.chosen),
    numbers: (index) => legend(index === null ? numbers.all : (numbers.bars[index] ?? numbers.all), language),
    said: (index) => said(numbers, index, language),
    table: table(numbers, language),
  };
  return plot(view, numbers, drawn);
}

/** It is interrupted where nothing was decided. */
function line(bars: readonly Bar[], frame: Frame, scale: Scale, chosen: number | null): SVGTemplateResult {
  const point = (index: number, seconds: number) => ({ x: frame.left(index), y: frame.y(seconds, scale) });
  let path = '';
  let isOn = false;
  bars.forEach(({ medianWaitSeconds }, index) => {
    if (medianWaitSeconds !== null) {
      const { x, y } = point(index, medianWaitSeconds);
      path += `${isOn ? 'L' : 'M'}${x} ${y}`;
    }
    isOn = medianWaitSeconds !== null;
  });
  const dot = ({ medianWaitSeconds }: Bar, index: number) => {
    if (medianWaitSeconds === null) return nothing;
    const { x, y } = point(index, medianWaitSeconds);
    return svg`<circle class=${index === chosen ? 'dot chosen' : 'dot'} cx=${x} cy=${y} r=${index === chosen ? 5 : 3}></circle>`;
  };
  return svg`<path class="line" d=${path}></path>${bars.map(dot)}`;
}

const told = (seconds: number | null, { words, code }: Spoken): string =>
  seconds === null ? words.noWait : lasting(seconds, code);

function legend({ medianWaitSeconds, longWaitSeconds }: Waits, language: Spoken): TemplateResult {
  const { words } = language;
  if (medianWaitSeconds === null) return html`<ul class="legend"><li>${words.noWait}</li></ul>`;
  return html`
    <ul class="legend">
      <li>${words.medianWait} <strong>${told(medianWaitSeconds, language)}</strong></li>
      <li>${words.longWait} <strong>${told(longWaitSeconds, language)}</strong></li>
    </ul>
  `;
}

function said(numbers: Numbers, index: number, language: Spoken): string {
  const bar = numbers.bars[index];
  return bar ? `${partName(bar, numbers, language)}. ${told(bar.medianWaitSeconds, language)}` : '';
}

function summary({ all, ...numbers }: Numbers, longest: Bar, language: Spoken): string {
  return language.say(language.words.summaryWaits, {
    median: told(all.medianWaitSeconds, language),
    when: partName(longest, numbers, language),
    wait: told(longest.medianWaitSeconds, language),
  });
}

function table(numbers: Numbers, language: Spoken): TemplateResult {
  const { words } = language;
  const row = (name: string, { medianWaitSeconds, longWaitSeconds }: Waits) => html`
    <tr>
      <th scope="row">${name}</th>
      <td>${told(medianWaitSeconds, language)}</td>
      <td>${told(longWaitSeconds, language)}</td>
    </tr>
  `;
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">${words[numbers.unit]}</th>
          <th scope="col">${words.medianWait}</th>
          <th scope="col">${words.longWait}</th>
        </tr>
      </thead>
      <tbody>
        ${numbers.bars.map((bar) => row(partName(bar, numbers, language), bar))}
      </tbody>
      <tfoot>
        ${row(words.whole, numbers.all)}
      </tfoot>
    </table>
  `;
}
