// The rules of a site while they are changed: nothing is saved until it is asked for, and then only on
// what stands at the service at that moment.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import {
  DeskDryRun,
  DeskRules,
  DeskUpdateRules,
  DeskUpdateTerms,
  type DryRunInput,
  type RulesInput,
} from '../../shared/generated.ts';
import { Draft, type Value, type Values } from '../parts/draft.ts';
import type { Model } from '../parts/sheet.ts';
import { Unsaved } from '../parts/unsaved.ts';
import { FIELDS, rulesOf, type Standing, type Terms, termsOf, triedOf, valuesOf } from './fields.ts';
import { type DryRun, isWhole } from './trial.ts';

export interface Listener {
  transport: Transport;
  /** Whose changes are kept. */
  me: string;
  proved<Result>(action: () => Promise<Result>): Promise<Result>;
  changed(): void;
}

/** What was tried, and what with. */
export interface Trial {
  run: DryRun;
  /** The same with nothing changed, where it is needed. */
  today: DryRun | null;
  of: string;
}

/** `shown`: what it would do is to be looked at first. `theirs`: somebody else has saved meanwhile. */
export type Outcome = 'saved' | 'shown' | 'theirs' | 'same';

export class Rules implements Model {
  readonly #listener: Listener;
  readonly #unsaved: Unsaved;
  #standing: Standing | null = null;
  draft = new Draft(FIELDS, {});
  trial: Trial | null = null;
  /** What stood before it was saved here. */
  before: Values | null = null;
  /** What somebody else has changed, since this was read. */
  theirs: string[] = [];
  isBusy: 'trying' | 'saving' | null = null;
  #today: DryRun | null = null;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#unsaved = new Unsaved('rules', listener.me);
  }

  get standing(): Standing | null {
    return this.#standing;
  }

  /** What was begun in this tab by the same person is there again. */
  async load(): Promise<void> {
    this.#standing = await this.#read();
    this.draft = new Draft(FIELDS, valuesOf(this.#standing));
    this.#unsaved.restore(this.draft);
  }

  change(name: string, value: Value): void {
    this.draft.set(name, value);
    this.before = null;
    this.keep();
  }

  keep(): void {
    this.#unsaved.keep(this.draft);
  }

  setBack(name: string): void {
    this.draft.setBack(name);
    this.keep();
  }

  forget(): void {
    this.draft.setAllBack();
    this.keep();
  }

  /** Whether what was changed is what was tried. */
  get isTried(): boolean {
    return this.trial !== null && this.trial.of === JSON.stringify(triedOf(this.draft));
  }

  async tryIt(): Promise<DryRun | null> {
    const input = triedOf(this.draft);
    this.trial = null;
    if (!input) return null;
    return this.#busily('trying', async () => {
      const run = await this.#dryRun(input);
      if (!isWhole(run)) this.#today ??= await this.#dryRun({});
      this.trial = { run, today: isWhole(run) ? null : this.#today, of: JSON.stringify(input) };
      return run;
    });
  }

  /** What would change the fate of comments is tried and shown first. */
  async save(reason: string): Promise<Outcome> {
    if (triedOf(this.draft) && !this.isTried) {
      const run = await this.tryIt();
      if (run && run.differ > 0) return 'shown';
    }
    return this.#busily('saving', async () => {
      if (await this.look()) return 'theirs';
      const before = valuesOf(this.#stands);
      try {
        await this.#send(reason.trim() || null);
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.code !== 'CONFLICT') throw refusal;
        const isOthers = await this.look();
        // What was wanted stands already, or is to be tried on what stands now.
        if (isOthers || refusal.reason !== 'NOTHING_TO_DO') return 'theirs';
        this.forget();
        return 'same';
      }
      this.#settle(before);
      return 'saved';
    });
  }

  /** Whether somebody else has changed something since; it is what stands now. */
  async look(): Promise<boolean> {
    const now = await this.#read();
    const isSame = now.rules.updatedAt === this.#stands.rules.updatedAt;
    const theirs = this.draft.rebase(valuesOf(now));
    this.#standing = now;
    if (isSame && theirs.length === 0) return false;
    this.theirs = theirs;
    this.trial = null;
    this.#today = null;
    this.keep();
    return true;
  }

  get #stands(): Standing {
    if (!this.#standing) throw new Error('the rules are not read yet');
    return this.#standing;
  }

  /** The rules first: what is wrong with them is found before anything is saved. */
  async #send(reason: string | null): Promise<void> {
    const rules = rulesOf(this.draft);
    const terms = termsOf(this.draft);
    if (rules) await this.#sendRules(rules, reason);
    if (terms) await this.#sendTerms(terms, reason);
  }

  async #sendRules(rules: RulesInput, reason: string | null): Promise<void> {
    const { transport, proved } = this.#listener;
    const input = { site: place.site, rules, reason };
    const { updateRules } = await proved(() => transport.run(DeskUpdateRules, { input }));
    this.#standing = { ...this.#stands, rules: updateRules.rules };
    this.draft.setBack('akismetKey');
    this.draft.setBack('webhookSecret');
    this.draft.rebase(valuesOf(this.#standing));
  }

  async #sendTerms(terms: Terms, reason: string | null): Promise<void> {
    const { transport, proved } = this.#listener;
    const input = { site: place.site, reason, ...terms };
    const { updateSite } = await proved(() => transport.run(DeskUpdateTerms, { input }));
    this.#standing = { ...this.#stands, terms: updateSite.site };
  }

  #settle(before: Values): void {
    this.draft.settle(valuesOf(this.#stands));
    this.before = before;
    this.theirs = [];
    this.trial = null;
    this.#today = null;
    this.keep();
  }

  /** Into the form, to be looked at and saved. */
  bringBack(before: Values): void {
    for (const [name, value] of Object.entries(before)) this.draft.set(name, value);
    this.before = null;
    this.keep();
  }

  async #read(): Promise<Standing> {
    const { site } = await this.#listener.transport.run(DeskRules, { site: place.site });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    const { rules, ...terms } = site;
    return { rules, terms };
  }

  async #dryRun(input: DryRunInput): Promise<DryRun> {
    const { site } = await this.#listener.transport.run(DeskDryRun, { site: place.site, input });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    return site.dryRun;
  }

  async #busily<Result>(what: 'trying' | 'saving', action: () => Promise<Result>): Promise<Result> {
    this.isBusy = what;
    this.#listener.changed();
    try {
      return await action();
    } finally {
      this.isBusy = null;
      this.#listener.changed();
    }
  }
}
