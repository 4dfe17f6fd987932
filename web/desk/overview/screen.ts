// The screen of the overview: which time is shown, which part of it is read, and how wide plots are.
import { html, nothing, type TemplateResult } from 'lit';
import { speakMore } from '../../own/speech.ts';
import type { Key } from '../keys.ts';
import type { DeskPage } from '../page.ts';
import { address } from '../route.ts';
import type { Screen } from '../screen.ts';
import { bars, patterns } from './draw/bars.ts';
import { episodes } from './draw/episodes.ts';
import { figures } from './draw/figures.ts';
import { rules } from './draw/rules.ts';
import { inDays, type Spoken, type View } from './draw/view.ts';
import { waits } from './draw/waits.ts';
import { type Days, daysOf, SPANS } from './span.ts';
import { type Numbers, Statistics } from './statistics.ts';
import type { OverviewWords } from './words/en.ts';

export async function open(desk: DeskPage): Promise<Screen> {
  const language = await speakMore(desk.language, import.meta.glob<{ default: OverviewWords }>('./words/*.ts'));
  return new OverviewScreen(desk, language);
}

const HEAD = 'overview';

export class OverviewScreen implements Screen, View {
  readonly language: Spoken;
  readonly statistics: Statistics;
  size = { width: 640, letters: 12 };
  chosen: number | null = null;
  readonly #desk: DeskPage;
  readonly #watch = new ResizeObserver(() => this.#measure());
  #watched: Element | null = null;
  /** Whether the focus was in what is drawn anew. */
  #wasInside = false;

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.language = language;
    this.statistics = new Statistics({
      transport: desk.transport,
      explain: (refusal) => desk.explain(refusal),
      changed: () => desk.update(),
      came: (numbers) => this.#came(numbers),
    });
  }

  get title(): string {
    return this.language.words.overview;
  }

  get keys(): Key[] {
    return SPANS.map((days, index) => ({
      keys: [String(index + 1)],
      says: this.language.say(this.language.words.keySpan, { days: inDays(days, this.language) }),
      run: () => {
        location.hash = spanAddress(days);
      },
    }));
  }

  arrive(_head: string, [named]: string[]): void {
    const days = daysOf(named);
    this.#desk.at = { head: HEAD, rest: [String(days)] };
    void this.statistics.ask(days);
  }

  leave(): void {
    this.#watch.disconnect();
    this.#watched = null;
  }

  resume(): void {
    void this.statistics.ask(this.statistics.days);
  }

  choose(index: number | null): void {
    if (index === this.chosen) return;
    this.chosen = index;
    this.#desk.update();
  }

  draw(): TemplateResult {
    const { numbers, problem } = this.statistics;
    const { words } = this.language;
    this.#wasInside = Boolean(document.activeElement?.closest('.overview'));
    return html`
      <div class="overview" aria-busy=${this.statistics.isLoading}>
        ${problem ? html`<p class="strip error" role="alert">${problem} <button type="button" class="link" @click=${() => this.resume()}>${words.tryAgain}</button></p>` : nothing}
        <div class="column">
          ${this.#spans()} ${numbers ? this.#shown(numbers) : nothing}
          ${numbers || problem ? nothing : html`<p class="quiet">${words.loading}</p>`}
        </div>
      </div>
    `;
  }

  /** What is as wide as a plot is watched: it grows and shrinks with the window. A focus that was lost comes back. */
  drawn(): void {
    if (this.#wasInside && document.activeElement === document.body)
      document.querySelector<HTMLElement>('.spans [aria-current]')?.focus();
    const canvas = document.querySelector('.overview .canvas');
    if (canvas === this.#watched) return;
    this.#watch.disconnect();
    this.#watched = canvas;
    if (canvas) this.#watch.observe(canvas);
  }

  #spans(): TemplateResult {
    const { statistics, language } = this;
    const { words } = language;
    const at = statistics.numbers?.at;
    const time = at && new Intl.DateTimeFormat(language.code, { timeStyle: 'short' }).format(at);
    const link = (days: Days) => html`
      <li>
        <a href=${spanAddress(days)} aria-current=${days === statistics.days ? 'true' : nothing}>${inDays(days, language)}</a>
      </li>
    `;
    return html`
      <div class="choice">
        <nav class="spans" aria-label=${words.time}><ul>${SPANS.map(link)}</ul></nav>
        ${time ? html`<p class="quiet">${language.say(words.asOf, { time })} <button type="button" class="link" @click=${() => this.resume()}>${words.reload}</button></p>` : nothing}
      </div>
    `;
  }

  #shown(numbers: Numbers): TemplateResult {
    const { language } = this;
    if (numbers.all.posted === 0) return this.#nothing(numbers);
    return html`
      ${figures(numbers, language)} ${patterns} ${bars(this, numbers)} ${waits(this, numbers)}
      <div class="beside">${episodes(numbers, language)} ${rules(numbers, language)}</div>
    `;
  }

  #nothing({ days }: Numbers): TemplateResult {
    const { words } = this.language;
    const longer = SPANS.find((span) => span > days);
    return html`
      <div class="nothing">
        <p><strong>${words.nothingPosted}</strong></p>
        <p>${words.nothingPostedHint} ${words.withoutImports}</p>
        ${longer ? html`<p><a class="button" href=${spanAddress(longer)}>${this.language.say(words.lookBack, { days: inDays(longer, this.language) })}</a></p>` : nothing}
      </div>
    `;
  }

  #came({ days, all }: Numbers): void {
    this.chosen = null;
    const { words } = this.language;
    const posted = all.posted > 0 ? this.language.plural(words.waiting, all.posted) : words.nothingPosted;
    this.#desk.tell(`${inDays(days, this.language)}: ${posted}`);
  }

  #measure(): void {
    const canvas = this.#watched;
    if (!canvas) return;
    const size = { width: canvas.clientWidth, letters: Number.parseFloat(getComputedStyle(canvas).fontSize) };
    if (size.width === 0 || (size.width === this.size.width && size.letters === this.size.letters)) return;
    this.size = size;
    this.#desk.update();
  }
}

const spanAddress = (days: Days): string => address({ head: HEAD, rest: [String(days)] });
