// The figures of the whole time, each beside the same of the time before.
import { html, type TemplateResult } from 'lit';
import { lasting } from '../../parts/lasting.ts';
import { address } from '../../route.ts';
import type { Numbers } from '../statistics.ts';
import { difference, shareOfDecided, type Tally } from '../sums.ts';
import { percent, type Spoken } from './view.ts';

interface Figure {
  name: string;
  /** Null where there is none: then `none` says why. */
  value: number | null;
  none?: string;
  /** Where what is counted can be seen. */
  to?: string;
  earlier: number | null;
  say(value: number): string;
  compare(more: number, before: string): string;
}

export function figures(numbers: Numbers, language: Spoken): TemplateResult {
  const { words } = language;
  const before = language.plural(words.before, numbers.days);
  return html`
    <section class="figures" aria-labelledby="figures">
      <h2 id="figures" class="out-of-sight">${words.figures}</h2>
      <dl>
        ${figuresOf(numbers, language).map((figure) => {
          const { name, value, none = words.none, say } = figure;
          const said = value === null ? none : say(value);
          return html`
            <div>
              <dt>${name}</dt>
              <dd>
                <span class=${value === null ? 'figure none' : 'figure'}>${linked(figure, said)}</span>
                <span class="compared">${compared(figure, before, language)}</span>
              </dd>
            </div>
          `;
        })}
      </dl>
    </section>
  `;
}

function linked({ to, name, value }: Figure, said: string): TemplateResult | string {
  return to && value ? html`<a href=${to} aria-label="${name}: ${said}">${said}</a>` : said;
}

function compared({ value, earlier, compare }: Figure, before: string, language: Spoken): string {
  if (value === null) return '';
  const more = difference(value, earlier);
  return more === null ? language.say(language.words.nothingBefore, { before }) : compare(more, before);
}

function figuresOf({ all, before: past }: Numbers, language: Spoken): Figure[] {
  const { words } = language;
  const wait = (name: string, of: (tally: Tally) => number | null): Figure => ({
    name,
    value: of(all),
    earlier: of(past),
    say: (seconds) => lasting(seconds, language.code, 'short'),
    compare: (more, before) => inTime(more, before, language),
  });
  const part = (name: string, kind: 'approved' | 'spam'): Figure => ({
    name,
    value: shareOfDecided(kind, all),
    none: words.nobodyDecided,
    earlier: shareOfDecided(kind, past),
    say: (share) => percent(share, language),
    compare: (more, before) => inPoints(more, before, language),
  });
  const count = (name: string, of: (tally: Tally) => number): Figure => ({
    name,
    value: of(all),
    earlier: of(past),
    say: (number) => language.count(number),
    compare: (more, before) => inNumbers(more, before, language),
  });
  return [
    count(words.posted, ({ posted }) => posted),
    { ...count(words.stillWaiting, ({ pending }) => pending), to: address({ head: 'pending', rest: [] }) },
    part(words.approvedShare, 'approved'),
    part(words.spamShare, 'spam'),
    wait(words.medianWait, ({ medianWaitSeconds }) => medianWaitSeconds),
    wait(words.longWait, ({ longWaitSeconds }) => longWaitSeconds),
  ];
}

function inNumbers(more: number, before: string, language: Spoken): string {
  const { words } = language;
  if (more === 0) return language.say(words.same, { before });
  return language.say(more > 0 ? words.more : words.fewer, { difference: language.count(Math.abs(more)), before });
}

function inTime(more: number, before: string, language: Spoken): string {
  const { words, code } = language;
  if (more === 0) return language.say(words.same, { before });
  return language.say(more > 0 ? words.longer : words.shorter, { difference: lasting(Math.abs(more), code), before });
}

/** Shares differ by points of a hundred. */
function inPoints(more: number, before: string, language: Spoken): string {
  const { words } = language;
  const points = Math.round(more * 100);
  if (points === 0) return language.say(words.same, { before });
  return language.plural(points > 0 ? words.pointsMore : words.pointsFewer, Math.abs(points), { before });
}
