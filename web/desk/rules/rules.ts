// The rules of a site while they are changed, and what they would have made of the last comments.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskDryRun, type DryRunInput } from '../../shared/generated.ts';
import { Changing, type Listener } from '../parts/changing.ts';
import { type Standing, triedOf } from './fields.ts';
import { source } from './source.ts';
import { type DryRun, isWhole } from './trial.ts';

/** What was tried, and what with. */
export interface Trial {
  run: DryRun;
  /** The same with nothing changed, where it is needed. */
  today: DryRun | null;
  of: string;
}

export class Rules extends Changing<Standing> {
  trial: Trial | null = null;
  #today: DryRun | null = null;

  constructor(listener: Listener) {
    super(listener, source);
  }

  /** Whether what was changed is what was tried. */
  get isTried(): boolean {
    return this.trial !== null && this.trial.of === JSON.stringify(triedOf(this.draft));
  }

  async tryIt(): Promise<DryRun | null> {
    const input = triedOf(this.draft);
    this.trial = null;
    if (!input) return null;
    return this.busily('trying', async () => {
      const run = await this.#dryRun(input);
      if (!isWhole(run)) this.#today ??= await this.#dryRun({});
      this.trial = { run, today: isWhole(run) ? null : this.#today, of: JSON.stringify(input) };
      return run;
    });
  }

  /** Whether comments would fare differently, and nobody has looked at that yet. */
  async isToBeShown(): Promise<boolean> {
    if (!triedOf(this.draft) || this.isTried) return false;
    const run = await this.tryIt();
    return run !== null && run.differ > 0;
  }

  protected override stoodOtherwise(): void {
    this.trial = null;
    this.#today = null;
  }

  async #dryRun(input: DryRunInput): Promise<DryRun> {
    const { site } = await this.listener.transport.run(DeskDryRun, { site: place.site, input });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    return site.dryRun;
  }
}
