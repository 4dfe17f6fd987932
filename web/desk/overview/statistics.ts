// Asks for the numbers of a time; what is shown stays until the answer is there.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { DeskOverview, type DeskOverviewQuery, DeskWaits } from '../../shared/generated.ts';
import { barsOf, NONE } from './parts.ts';
import { before, type Days, momentsOf, type Part, spanUntil, type Unit, unitOf } from './span.ts';
import type { Bar, Tally, Waits } from './sums.ts';

type Site = NonNullable<DeskOverviewQuery['site']>;

export interface Numbers {
  days: Days;
  unit: Unit;
  at: Date;
  all: Tally;
  before: Tally;
  bars: Bar[];
  episodes: Site['statistics']['episodes'];
  rules: Site['statistics']['rules'];
}

export interface Asking {
  transport: Transport;
  explain(refusal: Refusal): string;
  /** It is to be drawn anew. */
  changed(): void;
  /** New numbers are there. */
  came(numbers: Numbers): void;
}

export class Statistics {
  numbers: Numbers | null = null;
  problem = '';
  isLoading = false;
  #days: Days = 30;
  readonly #asking: Asking;
  /** Which question is meant: an answer to the one before is late. */
  #turn = 0;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** The time that was asked for last. */
  get days(): Days {
    return this.#days;
  }

  async ask(days: Days): Promise<void> {
    this.#days = days;
    this.#turn += 1;
    const turn = this.#turn;
    this.isLoading = true;
    this.problem = '';
    this.#asking.changed();
    try {
      const numbers = await fetched(this.#asking.transport, days, new Date());
      if (turn !== this.#turn) return;
      this.numbers = numbers;
      this.#asking.came(numbers);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (turn === this.#turn) this.problem = this.#asking.explain(refusal);
    } finally {
      if (turn === this.#turn) {
        this.isLoading = false;
        this.#asking.changed();
      }
    }
  }
}

async function fetched(transport: Transport, days: Days, at: Date): Promise<Numbers> {
  const offset = -at.getTimezoneOffset();
  const span = spanUntil(at.getTime(), days, offset);
  const earlier = before(span, days);
  const { site } = await transport.run(DeskOverview, {
    site: place.site,
    ...span,
    sinceBefore: earlier.since,
    untilBefore: earlier.until,
    utcOffsetMinutes: offset,
  });
  if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
  const unit = unitOf(days);
  const waits = async (part: Part): Promise<Waits> => {
    const answer = await transport.run(DeskWaits, { site: place.site, ...momentsOf(part, offset, at.getTime()) });
    return answer.site?.statistics.all ?? NONE;
  };
  const { all, days: dated, episodes, rules } = site.statistics;
  const bars = await barsOf(dated, unit, waits);
  return { days, unit, at, all, before: site.before.all, bars, episodes, rules };
}
